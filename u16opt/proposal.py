"""A proposal: what a solve found, how good it is, what it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, model_serializer, model_validator

from u16opt.part import Part
from u16opt.scenario.entries import AssumptionEntry

Status = Literal["optimal", "feasible", "infeasible", "no_solution"]


class GoalEntry(Part):
    """One entry of the policy's order.

    Parameters
    ----------
    name
        Goal, or the goals of a weighted sum joined with ``+``.
    value
        Value of the proposal.
    bound
        No proposal can be below this, given the entries before it (each held at its best plus its tolerance).
    proven
        Whether value and bound meet within the tolerance of the policy and of the data.
    """

    name: str
    value: float
    bound: float
    unit: str
    proven: bool


class Measure(Part):
    """A number that was not minimised by itself."""

    name: str
    value: float
    unit: str


class WorstPlace(Part):
    """Where a rule is broken most."""

    place: str | None = None
    period: int | None = None
    amount: float


class RuleEntry(Part):
    """A rule, the mode it was read in, and how far the proposal breaks it."""

    name: str
    mode: str
    violation: float
    unit: str
    worst: WorstPlace | None = None


class SettlementEntry(Part):
    """Where a municipality stands in the settlement of one period (F08).

    Parameters
    ----------
    spend
        Euro that it spent.
    share
        Its part of what all spent, by objective budget (euro).
    balance
        Spend minus share, in whole euros that add up to 0: below 0 it pays, above 0 it receives.
    """

    municipality: str
    period: int
    spend: float
    share: float
    balance: int


class TransferEntry(Part):
    """One payment between two municipalities: ``from`` and ``to`` in files."""

    period: int
    payer: Annotated[str, Field(alias="from")]
    receiver: Annotated[str, Field(alias="to")]
    euro: int


class SolverEntry(Part):
    """Who solved it: name, version, wall-clock seconds, and the largest relative gap left."""

    name: str
    version: str
    seconds: float
    gap: float | None


class ProvenanceEntry(Part):
    """Where a column of the instance comes from: ``bron``, ``berekend`` or ``synthetisch``."""

    table: str
    column: str
    status: str
    source: str = ""
    licence: str = ""
    year: str = ""
    note: str = ""


class Proposal(Part):
    """The outcome of a solve, as ``proposal.json`` holds it.

    Parameters
    ----------
    product
        The product it is about, in a model whose tables hold several.
    assumptions
        What the scenario changed, in the order in which it did.
    policy
        The complete policy, as ``instance.toml`` would write it.
    goals
        Exactly the entries of the policy's order, in that order.
    measures
        The model's other goals, the members of weighted sums, and further figures.
    manual
        Per goal what manual practice would have given on the same instance.
    conflict
        Rules that cannot hold together, when the status is ``infeasible``.
    settlement, transfers
        What municipalities settle after the solve, and who pays whom; empty where there is nothing to settle.
    verified
        Whether the independent checker recomputed everything and agreed.
    answer
        The model's tables (for `allocation`: ``placements`` and ``unplaced``); top-level keys in JSON.
    """

    format: Literal[1] = 1
    model: str
    product: str | None = None
    instance: str
    instance_hash: str
    scenario: str | None = None
    assumptions: tuple[AssumptionEntry, ...] = ()
    policy: Mapping[str, Any]
    status: Status
    goals: tuple[GoalEntry, ...] = ()
    measures: tuple[Measure, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    manual: tuple[Measure, ...] = ()
    conflict: tuple[str, ...] = ()
    settlement: tuple[SettlementEntry, ...] = ()
    transfers: tuple[TransferEntry, ...] = ()
    solver: SolverEntry
    versions: Mapping[str, str]
    seed: int
    verified: bool
    provenance: tuple[ProvenanceEntry, ...] = ()
    answer: Mapping[str, Sequence[Mapping[str, Any]]]

    @model_validator(mode="before")
    @classmethod
    def _gather_answer(cls, data: Any) -> Any:
        """Gather top-level keys that are no field of their own into `answer`."""
        if not isinstance(data, Mapping) or "answer" in data:
            return data
        known = {name for field, info in cls.model_fields.items() for name in (field, info.alias)}
        return {key: value for key, value in data.items() if key in known} | {
            "answer": {key: value for key, value in data.items() if key not in known}
        }

    @model_serializer(mode="wrap")
    def _spread_answer(self, handler: Any) -> dict[str, Any]:
        content: dict[str, Any] = handler(self)
        answer: dict[str, Any] = content.pop("answer")
        return content | answer

    def as_json(self) -> str:
        """Return the text of ``proposal.json``, ending in a newline."""
        content = self.model_dump(mode="json", by_alias=True)
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

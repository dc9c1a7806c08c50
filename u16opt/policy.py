"""A policy: which goals in which order, and which rules in which mode."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from u16opt.model.specification import Mode

Entry = tuple[str, ...]
Share = Annotated[Fraction, PlainSerializer(str, return_type=str)]


class Amendment(BaseModel):
    """A change of what was agreed in one place and period: for a question, never for a proposal.

    Parameters
    ----------
    place, period
        The rule instance; None where the rule has none.
    by
        What the agreed number is changed by, in the unit of the agreement.
    dropped
        Whether the rule does not hold there at all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    place: str | None = None
    period: int | None = None
    by: float = 0.0
    dropped: bool = False


class RulePolicy(BaseModel):
    """How one rule is read.

    Parameters
    ----------
    mode
        ``fact``, ``hard`` (holds exactly), ``soft`` (the violation is a goal) or ``off``.
    share
        Share of a total, exact (``1/3``).
    limit
        Largest distance (km) or number of clients.
    allowance
        Lettings above the contingent that are still allowed.
    pooled
        Budgets of all municipalities together instead of each its own.
    exact
        Exactly the limit instead of at most.
    amendments
        Agreements that a question changes in one place and period.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    mode: Mode
    share: Share | None = None
    limit: float | None = None
    allowance: int | None = None
    pooled: bool = False
    exact: bool = False
    amendments: tuple[Amendment, ...] = ()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy that looks its amendments up anew."""
        copied = super().model_copy(update=update, deep=deep)
        copied.__dict__.pop("_amended", None)
        return copied

    @property
    def on(self) -> bool:
        """Whether the rule has any effect."""
        return self.mode != "off"

    @cached_property
    def _amended(self) -> Mapping[tuple[str | None, int | None], Amendment]:
        return {(each.place, each.period): each for each in self.amendments}

    def agreed(self, place: str | None, period: int | None, number: Any) -> Any:
        """Return what is agreed in one place and period, as amended; None when the rule is dropped there.

        Parameters
        ----------
        number
            What the tables or the policy say.
        """
        amendment = self._amended.get((place, period))
        if amendment is None:
            return number
        by = int(amendment.by) if amendment.by.is_integer() else amendment.by
        return None if amendment.dropped else number + by


class Policy(BaseModel):
    """A complete policy for one model: every rule and every default is filled in.

    Parameters
    ----------
    order
        Goals from first to last; an entry of several goals is one weighted sum.
    weights
        Weight of each goal inside such a sum; 1 where none is given.
    tolerance
        Absolute amount an entry's goal may later be given up; 0 where none is given.
    rules
        Every rule of the model by name, facts included.
    everything
        Whether a formulation must hold all that the rules allow, and not only what can be best: a question
        may force what nobody would choose. No part of what is written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    order: tuple[Entry, ...]
    weights: Mapping[str, float] = Field(default_factory=dict)
    tolerance: Mapping[str, float] = Field(default_factory=dict)
    rules: Mapping[str, RulePolicy]
    everything: bool = Field(default=False, exclude=True)

    def weight(self, goal: str) -> float:
        """Return the weight of a goal inside a sum."""
        return self.weights.get(goal, 1.0)

    def hard(self, rule: str) -> bool:
        """Return whether a rule holds exactly."""
        return self.rules[rule].mode == "hard"

    def as_dict(self) -> dict[str, Any]:
        """Return the policy as ``instance.toml`` would write it: single goals as text, sums as lists."""
        content = self.model_dump(mode="json", exclude_defaults=True)
        content["order"] = [list(entry) if len(entry) > 1 else entry[0] for entry in self.order]
        return content

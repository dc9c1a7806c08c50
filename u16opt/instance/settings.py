"""The settings of an instance: what stands in ``instance.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class BudgetSettings(_Frozen):
    """How budgets grow from historic to objective, and who pays (F04-F07, A21).

    Parameters
    ----------
    phase_in_start
        First year of the ingroei; None means the first period.
    phase_in_years
        Years until the objective model holds in full.
    payer
        Who pays for a new client: municipality of origin, the host, or the centre municipality.
    centre
        Code of the centre municipality; when given it pays for every existing client.
    """

    phase_in_start: int | None = None
    phase_in_years: Annotated[int, Field(ge=1)] = 10
    payer: Literal["origin", "host", "centre"] = "origin"
    centre: str | None = None


class Settings(_Frozen):
    """The content of ``instance.toml``.

    Parameters
    ----------
    periods
        Years in rising order, each once.
    recalibration
        As written; the model `herijking` reads it.
    policy
        Per model, as written; `u16opt.policy` reads it against the rules and goals of that model.
    """

    format: Literal[1]
    name: Annotated[str, Field(min_length=1)]
    title: str = ""
    periods: tuple[int, ...]
    budget: BudgetSettings = BudgetSettings()
    recalibration: Mapping[str, Any] = Field(default_factory=dict)
    policy: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)

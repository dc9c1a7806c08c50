"""The settings of an instance: what stands in ``instance.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


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


def _as_tuple(value: Any) -> Any:
    """Return a list as a tuple; anything else as it is, for the type to refuse."""
    return tuple(value) if isinstance(value, list) else value


Lettings = Annotated[int, Field(ge=0, le=1_000_000)]


class RecalibrationGroup(_Frozen):
    """Regions that together promise a number of lettings (C01-C03).

    Parameters
    ----------
    regions
        Wmo-regions, at least one.
    lettings
        Lettings a year of all their municipalities together.
    """

    regions: Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
    lettings: Lettings


class RecalibrationSettings(_Frozen):
    """What the contingents of `herijking` add up to, and how far they may move (C08, C09).

    Parameters
    ----------
    total
        Lettings a year of all regions together; None when groups have totals of their own.
    group
        Those groups: each region in exactly one.
    max_change
        Lettings by which a municipality may change at most; None for any number.
    """

    total: Lettings | None = None
    group: Annotated[tuple[RecalibrationGroup, ...], BeforeValidator(_as_tuple)] = ()
    max_change: Lettings | None = None


class Settings(_Frozen):
    """The content of ``instance.toml``.

    Parameters
    ----------
    periods
        Years in rising order, each once.
    recalibration
        None when the instance says nothing about it.
    policy
        Per model, as written; `u16opt.policy` reads it against the rules and goals of that model.
    """

    format: Literal[1]
    name: Annotated[str, Field(min_length=1)]
    title: str = ""
    periods: tuple[int, ...]
    budget: BudgetSettings = BudgetSettings()
    recalibration: RecalibrationSettings | None = None
    policy: Mapping[str, Mapping[str, Any]] = Field(default_factory=dict)

"""Parameters of the questions (`u16opt.explaining.questions`), as they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from u16opt_api.bodies.changes import Line
from u16opt_api.bodies.fields import WHOLE, Amount, Code, Count, Few, Id, Number, Period, Seed, Sent

Samples = Annotated[int, Field(ge=2, le=10_000), WHOLE]
Spread = Annotated[float, Field(ge=0, le=10)]
Amounts = Mapping[Code, Amount]
Targets = Mapping[Code, Number | Code]


class WhyParameters(Sent):
    """Of why: whose place, and where it is looked at."""

    group: Code | None = None
    municipality: Code | None = None


class ForcedParameters(Sent):
    """Of why-not and conflict: so many clients in a place."""

    group: Code | None = None
    municipality: Code | None = None
    place: Code | None = None
    clients: Count = 1


class RepairParameters(ForcedParameters):
    """Of repair: what a unit of each rule counts for, and how many repairs are looked for."""

    cost: Amounts = Field(default_factory=dict)
    count: Few = 10


class PriceParameters(Sent):
    """Of price: one rule, or all that leave no room."""

    rule: Code | None = None
    place: Code | None = None
    period: Period | None = None


class WhatIfParameters(Sent):
    """Of what-if: what would be different."""

    changes: Annotated[tuple[Line, ...], Field(max_length=1000)] = ()
    scenario: Code | None = None


class RangeParameters(Sent):
    """Of range: whose number."""

    municipality: Code | None = None
    neighbourhood: Code | None = None
    period: Period | None = None
    tolerance: Amounts = Field(default_factory=dict)


class AlternativesParameters(Sent):
    """Of alternatives: how many."""

    count: Few = 3
    tolerance: Amounts = Field(default_factory=dict)


class RobustParameters(Sent):
    """Of robust: how many futures, and how far they stray."""

    samples: Samples = 100
    seed: Seed = 0
    demand: Spread = 0.1
    supply: Spread = 0.1


class DifferenceParameters(Sent):
    """Of difference: the runs whose proposals are compared with."""

    others: Annotated[tuple[Id, ...], Field(min_length=1, max_length=20)]
    targets: Targets = Field(default_factory=dict)
    baseline: Code | None = None

"""The questions that can be asked of a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field, InstanceOf

from u16opt.explaining.comparing.compared import Compared
from u16opt.part import Part


class Question(Part):
    """A question; its fields are the parameters that an answer repeats."""

    name: ClassVar[str]

    def parameters(self) -> dict[str, Any]:
        """Return what was asked, without what was not given, as JSON holds it."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Why(Question):
    """Asks why a group is where it is; without a group, why the whole proposal is as it is."""

    name = "why"
    group: str | None = None
    municipality: str | None = None


class Forced(Question):
    """A question about what would be if clients were somewhere.

    Parameters
    ----------
    group
        Whose clients; None: whatever the place counts (clients, places, lettings).
    municipality, place
        Where: a municipality, or one lot, location or site.
    clients
        At least so many.
    """

    group: str | None = None
    municipality: str | None = None
    place: str | None = None
    clients: int = Field(1, ge=1)

    @property
    def asked(self) -> bool:
        """Whether anything is forced at all."""
        return not (self.municipality is None and self.place is None)


class WhyNot(Forced):
    """Asks why not there: at least so many clients of a group in a municipality, all else free."""

    name = "why-not"


class Conflict(Forced):
    """Asks why there is no proposal, or none with these clients there."""

    name = "conflict"


class Repair(Forced):
    """Asks what is the least that must give.

    Parameters
    ----------
    cost
        By rule, what one unit of change counts for (1 where none is given; per 10,000 euro for budgets).
    count
        How many repairs to look for at most.
    """

    name = "repair"
    cost: Mapping[str, float] = Field(default_factory=dict)
    count: int = Field(10, ge=1)


class Price(Question):
    """Asks what an agreement costs; without a rule, what each costs that leaves no room."""

    name = "price"
    rule: str | None = None
    place: str | None = None
    period: int | None = None


class WhatIf(Question):
    """Asks what would be if something were different.

    Parameters
    ----------
    changes
        Each as ``TABLE[COLUMN=VALUE,...]:COLUMN=VALUE``; ``+=``, ``-=`` and ``*=`` as well.
    scenario
        Name of a scenario of the instance.
    """

    name = "what-if"
    changes: tuple[str, ...] = ()
    scenario: str | None = None


class Within(Question):
    """A question about all proposals that are nearly as good.

    Parameters
    ----------
    tolerance
        By goal, how much worse it may be; 1 % of its value where none is given.
    """

    tolerance: Mapping[str, float] = Field(default_factory=dict)


class Range(Within):
    """Asks how free the number of a municipality or neighbourhood is."""

    name = "range"
    municipality: str | None = None
    neighbourhood: str | None = None
    period: int | None = None


class Alternatives(Within):
    """Asks which other good proposals there are."""

    name = "alternatives"
    count: int = Field(3, ge=1)


class Robust(Question):
    """Asks whether the proposal holds when demand and supply differ.

    Parameters
    ----------
    samples, seed
        How many futures are drawn, and the seed of the draw.
    demand, supply
        Coefficients of variation: standard deviation as a share of the mean, at most 10.
    """

    name = "robust"
    samples: int = Field(100, ge=2)
    seed: int = 0
    demand: float = Field(0.1, ge=0, le=10)
    supply: float = Field(0.1, ge=0, le=10)


class Difference(Question):
    """Asks what is different between proposals of one model: what they assume, and what comes out.

    Parameters
    ----------
    others
        What the proposal is compared with.
    called
        What the proposal itself is called in the answer, as `Compared.name`.
    targets
        By goal or measure the number that is aimed at: at most that number, or as text ``">= 100"``.
    """

    name = "difference"
    others: tuple[InstanceOf[Compared], ...] = Field(min_length=1)
    called: str = ""
    targets: Mapping[str, float | str] = Field(default_factory=dict)

    def parameters(self) -> dict[str, Any]:
        """Return the hashes of the other proposals, and the targets if there are any."""
        from u16opt.explaining.answer import hash_of

        targets = {"targets": dict(self.targets)} if self.targets else {}
        return {"others": [hash_of(other.proposal) for other in self.others], **targets}

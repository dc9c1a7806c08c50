"""The proposals of a comparison, each on its own ground, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from u16opt.explaining.comparing.compared import Compared
from u16opt.explaining.ground import Ground
from u16opt.explaining.questions import Difference
from u16opt.model.model import Section
from u16opt.problems import InputError, Problem
from u16opt.products import of_product
from u16opt.proposal import GoalEntry, Measure, Proposal
from u16opt.texts import Text
from u16opt.verification import VerificationError, verify


@dataclass(frozen=True)
class Side:
    """One proposal of a comparison; the first one is what the others are compared with.

    Parameters
    ----------
    name
        What it is called; no two are called the same.
    """

    name: str
    ground: Ground

    @property
    def proposal(self) -> Proposal:
        """The proposal."""
        return self.ground.proposal

    @property
    def measured(self) -> tuple[GoalEntry | Measure, ...]:
        """Everything the proposal has a value for: goals of the order first, then measures."""
        return (*self.proposal.goals, *self.proposal.measures)

    @cached_property
    def report(self) -> dict[str, Section]:
        """The sections of the model's own report, by name."""
        ground = self.ground
        made = ground.model.report(ground.instance, ground.policy, ground.proposal.answer)
        return {section.name: section for section in made}


Sides = tuple[Side, ...]


def sides_of(ground: Ground, question: Difference) -> Sides:
    """Return the proposals that a question compares, each verified.

    Raises
    ------
    InputError
        When one is of another model.
    VerificationError
        When one does not add up; the findings say which.
    """
    first = Compared(ground.instance, ground.proposal, question.called)
    names = distinct([_name(each) for each in (first, *question.others)])
    others = zip(names[1:], question.others, strict=True)
    return (Side(names[0], ground), *(Side(name, _ground(ground, name, other)) for name, other in others))


def distinct(names: Sequence[str]) -> list[str]:
    """Return names of which no two are alike: the second of two gets a number.

    Examples
    --------
    >>> distinct(["a", "b", "a", "a"])
    ['a', 'b', 'a (2)', 'a (3)']
    """
    found: list[str] = []
    for name in names:
        found.append(next(each for each in _numbered(name) if each not in found))
    return found


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1


def _name(compared: Compared) -> str:
    return compared.name or compared.proposal.scenario or compared.proposal.instance


def _ground(first: Ground, name: str, other: Compared) -> Ground:
    model = first.model
    if other.proposal.model != model.name:
        expected = Text(f"een voorstel van het model {model.name}", f"a proposal of the model {model.name}")
        raise InputError([Problem(name, expected, column="model", value=other.proposal.model)])
    if findings := verify(other.instance, other.proposal, model):
        raise VerificationError(tuple((f"{name}: {finding}", text) for finding, text in findings))
    instance = of_product(other.instance, model, other.proposal.product)
    return Ground(instance, model, other.proposal, first.limits, first.tell)

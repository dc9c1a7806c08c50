"""Proposals that are to be compared: each verified with its own instance, and which of them comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from u16opt.acceptance import findings_of
from u16opt.explaining.comparing.compared import Compared
from u16opt.explaining.questions import Difference
from u16opt.instance.instance import Instance
from u16opt.instance.nearest import one_of, perhaps
from u16opt.problems import InputError, Problem
from u16opt.proposal import Proposal
from u16opt.proposal_reading import Finding, read_proposal
from u16opt.texts import Text
from u16opt.verification import VerificationError


@dataclass(frozen=True)
class Given:
    """A proposal as it was given.

    Parameters
    ----------
    label
        What problems call it.
    name
        What the answer calls it.
    content
        What a JSON reader makes of ``proposal.json``.
    find
        Gives the instance it was made for, its scenario applied; None when nobody has that.
    unknown
        What is said when nobody has it.
    """

    label: str
    name: str
    content: Mapping[str, Any]
    find: Callable[[], Instance | None]
    unknown: Text


def matched(given: Sequence[Given]) -> list[Compared]:
    """Return proposals with their instances.

    Raises
    ------
    InputError
        When they are of different models, or an instance cannot be read.
    VerificationError
        When one does not add up, or there is no instance for it; the findings name it.
    """
    _of_one_model(given)
    found = [_matched(each) for each in given]
    if findings := [finding for _, _, faults in found for finding in faults]:
        raise VerificationError(tuple(findings))
    return [
        Compared(instance, proposal, each.name)
        for each, (instance, proposal, _) in zip(given, found, strict=True)
        if instance is not None and proposal is not None
    ]


def difference_of(
    compared: Sequence[Compared], targets: Mapping[str, float | str], baseline: str | None, label: str
) -> tuple[Compared, Difference]:
    """Return the proposal that the others are compared with, and the question about them.

    Parameters
    ----------
    targets
        By goal or measure the number that is aimed at.
    baseline
        Name of a proposal or of its scenario; None for the first.
    label
        Where the baseline was named.

    Raises
    ------
    InputError
        When no proposal is called so.
    """
    first = compared[0] if baseline is None else _baseline(compared, baseline, label)
    others = tuple(each for each in compared if each is not first)
    return first, Difference(others=others, called=first.name, targets=targets)


def _of_one_model(given: Sequence[Given]) -> None:
    model = given[0].content.get("model")
    expected = Text(f"een voorstel van het model {model}", f"a proposal of the model {model}")
    problems = [
        Problem(each.label, expected, column="model", value=str(each.content.get("model")))
        for each in given
        if each.content.get("model") != model
    ]
    if problems:
        raise InputError(problems)


def _matched(given: Given) -> tuple[Instance | None, Proposal | None, list[Finding]]:
    """Return the instance of a proposal, the proposal, and what is wrong with it."""
    proposal, faults = read_proposal(given.content)
    if proposal is None:
        return None, None, _named(given, faults)
    instance = given.find()
    if instance is None:
        return None, None, _named(given, [("instanceHash", given.unknown)])
    return instance, proposal, _named(given, findings_of(instance, given.content))


def _named(given: Given, findings: Iterable[Finding]) -> list[Finding]:
    return [(f"{given.label}: {name}", text) for name, text in findings]


def _baseline(compared: Sequence[Compared], name: str, label: str) -> Compared:
    for each in compared:
        if name in (each.name, each.proposal.scenario):
            return each
    names = [each.name for each in compared]
    raise InputError([Problem(label, perhaps(one_of(names), name, names), column="baseline", value=name)])

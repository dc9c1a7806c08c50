"""What would be refused, before any work is done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationError

from u16opt.explaining.explain import QUESTIONS
from u16opt.explaining.questions import (
    Alternatives,
    Conflict,
    Price,
    Question,
    Range,
    Repair,
    Robust,
    WhatIf,
    Why,
    WhyNot,
)
from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.toml import dotted, shown
from u16opt.problems import InputError, Problem
from u16opt.running.given import instance_asked
from u16opt.running.request import SolveRequest
from u16opt.store.records import Files
from u16opt.texts import Text

PLACE = "parameters"
"""What problems with the parameters of a question name as their place."""


class DifferenceAsked(Question):
    """A difference as it is asked from afar: the others by the ids of their runs."""

    name = "difference"
    others: tuple[str, ...] = Field(min_length=1)
    targets: Mapping[str, float | str] = Field(default_factory=dict)
    baseline: str | None = None


ASKED: Mapping[str, type[Question]] = {
    each.name: each
    for each in (
        Why,
        WhyNot,
        Conflict,
        Repair,
        Price,
        WhatIf,
        Range,
        Alternatives,
        Robust,
        DifferenceAsked,
    )
}
"""What is made of the parameters of each question."""

_KINDS = {
    "int_type": Text("een geheel getal", "a whole number"),
    "int_from_float": Text("een geheel getal", "a whole number"),
    "float_type": Text("een getal", "a number"),
    "finite_number": Text("een eindig getal", "a finite number"),
    "string_type": Text("tekst", "text"),
    "tuple_type": Text("een lijst", "a list"),
    "dict_type": Text("een object met getallen bij namen", "an object with numbers by name"),
    "too_short": Text("minstens één", "at least one"),
    "missing": Text("deze parameter; hij ontbreekt", "this parameter; it is missing"),
    "greater_than_equal": Text("minstens {ge}", "at least {ge}"),
    "less_than_equal": Text("hoogstens {le}", "at most {le}"),
}
_VALID = Text("een geldige waarde", "a valid value")
_POSITIVE = Text("een getal van 0 of meer", "a number of 0 or more")


def problems_of_request(files: Files, asked: SolveRequest) -> tuple[Problem, ...]:
    """Return everything for which ``u16opt solve`` would refuse; nothing when it can be solved.

    Parameters
    ----------
    files
        Of the instance, as the store holds them.
    """
    try:
        instance_asked(files, asked)
    except InputError as fault:
        return fault.problems
    return ()


def question_of(name: str, parameters: Mapping[str, Any]) -> Question:
    """Return a question with its parameters, as JSON holds them.

    Parameters
    ----------
    name
        A name of `u16opt.explaining.explain.QUESTIONS`.
    parameters
        Of a difference: ``others`` (ids of runs), ``targets`` and ``baseline``.

    Raises
    ------
    InputError
        When there is no such question, or with everything that is wrong with the parameters.
    """
    if name not in ASKED:
        raise InputError([Problem("question", perhaps(one_of(QUESTIONS), name, QUESTIONS), value=name)])
    kind = ASKED[name]
    try:
        question = kind.model_validate_json(json.dumps(dict(parameters)), strict=True)
    except ValidationError as faults:
        raise InputError(_problems(faults, kind)) from None
    if problems := list(_negative(question)):
        raise InputError(problems)
    return question


def _problems(faults: ValidationError, kind: type[Question]) -> Iterator[Problem]:
    for fault in faults.errors(include_url=False):
        path = fault["loc"]
        if fault["type"] == "extra_forbidden":
            known = list(kind.model_fields)
            expected = perhaps(one_of(known), str(path[-1]), known)
        else:
            expected = _expected(fault["type"], fault.get("ctx", {}))
        missing = fault["type"] == "missing"
        yield Problem(PLACE, expected, column=dotted(path), value=None if missing else shown(fault["input"]))


def _expected(kind: str, context: Mapping[str, Any]) -> Text:
    expected = _KINDS.get(kind, _VALID)
    return Text(expected.nl.format(**context), expected.en.format(**context))


def _negative(question: Question) -> Iterator[Problem]:
    """Yield what the command line refuses in NAME=NUMBER: costs and tolerances below 0."""
    for field in ("cost", "tolerance"):
        for name, value in getattr(question, field, {}).items():
            if value < 0:
                yield Problem(PLACE, _POSITIVE, column=f"{field}.{name}", value=shown(value))

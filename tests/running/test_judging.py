"""What is refused before any work is done."""

from __future__ import annotations

from typing import Any

import pytest
from support.runs import TINY, command, files_in

from u16opt.explaining.explain import QUESTIONS
from u16opt.explaining.questions import Repair, WhatIf, WhyNot
from u16opt.problems import InputError
from u16opt.running.judging import ASKED, DifferenceAsked, problems_of_request, question_of
from u16opt.running.request import SolveRequest

FILES = files_in(TINY)


def places(name: str, **parameters: Any) -> list[tuple[str, str | None]]:
    """Return where the problems of a question are."""
    with pytest.raises(InputError) as fault:
        question_of(name, parameters)
    assert all(problem.text("nl") != problem.text("en") for problem in fault.value.problems)
    return [(problem.file, problem.column) for problem in fault.value.problems]


def test_every_question() -> None:
    """Tests that every question can be asked by its name, and takes what its parameters are called."""
    assert ASKED.keys() == QUESTIONS.keys()
    assert question_of("why-not", {"group": "g1", "municipality": "A", "clients": 2}) == WhyNot(
        group="g1", municipality="A", clients=2
    )
    assert question_of("what-if", {"changes": ["supply:homes+=1"]}) == WhatIf(changes=("supply:homes+=1",))
    assert question_of("repair", {"cost": {"budget": 2}}) == Repair(cost={"budget": 2.0})
    asked = question_of("difference", {"others": ["a", "b"], "targets": {"away": ">= 1"}})
    assert asked == DifferenceAsked(others=("a", "b"), targets={"away": ">= 1"})


@pytest.mark.parametrize(
    ("name", "parameters", "column"),
    [
        ("why-not", {"clients": 0}, "clients"),
        ("why-not", {"clients": "2"}, "clients"),
        ("why-not", {"clients": 1.5}, "clients"),
        ("why-not", {"clients": True}, "clients"),
        ("why-not", {"group": 3}, "group"),
        ("why-not", {"grp": "g1"}, "grp"),
        ("repair", {"cost": {"budget": -1}}, "cost.budget"),
        ("repair", {"cost": ["budget"]}, "cost"),
        ("range", {"tolerance": {"away": float("inf")}}, "tolerance.away"),
        ("range", {"period": 2024.5}, "period"),
        ("robust", {"samples": 1}, "samples"),
        ("robust", {"demand": 11}, "demand"),
        ("what-if", {"changes": [{"table": "supply"}]}, "changes.0"),
        ("difference", {}, "others"),
        ("difference", {"others": []}, "others"),
    ],
)
def test_wrong_parameters(name: str, parameters: dict[str, Any], column: str) -> None:
    """Tests that a parameter that cannot be is named."""
    assert places(name, **parameters) == [("parameters", column)]


def test_all_faults_at_once() -> None:
    """Tests that everything that is wrong with the parameters is told at once."""
    assert places("why-not", clients=0, group=1, grp="g") == [
        ("parameters", "group"),
        ("parameters", "clients"),
        ("parameters", "grp"),
    ]


def test_an_unknown_question() -> None:
    """Tests that the question that was probably meant is named."""
    with pytest.raises(InputError) as fault:
        question_of("why_not", {})
    assert "why-not" in fault.value.problems[0].text()
    assert fault.value.problems[0].file == "question"


def test_a_sound_request() -> None:
    """Tests that nothing is wrong with a request that can be solved."""
    assert problems_of_request(FILES, SolveRequest(instance="i", scenario="flexwoningen")) == ()


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ({"model": "alocation"}, ["--model", "alocation"]),
        ({"scenario": "nergens"}, ["--scenario", "nergens"]),
        ({"model": "spread", "product": "XX"}, ["--model", "spread", "--product", "XX"]),
        ({"product": "BV"}, ["--product", "BV"]),
    ],
)
def test_refused_as_solve_refuses(asked: dict[str, Any], options: list[str]) -> None:
    """Tests that what is refused is what ``u16opt solve`` refuses, in the same words."""
    refused = command("solve", TINY, *options)
    found = problems_of_request(FILES, SolveRequest(instance="i", **asked))
    assert refused.code == 2
    assert [problem.text() for problem in found] == refused.messages.splitlines()[:-1]

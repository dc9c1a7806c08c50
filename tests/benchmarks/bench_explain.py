"""How long a question takes on the shipped year, once its proposal is loaded (medians of several runs)."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import u16opt
from u16opt.explaining.explain import answered, stand_on
from u16opt.explaining.ground import Ground
from u16opt.explaining.questions import Question
from u16opt.solving import solve

FOLDER = Path(__file__).resolve().parents[2] / "instances" / "u16-2024"
RUNS = 3
CHANGE = "contingents[municipality=GM0355]:lettings+=10"
QUESTIONS: dict[str, tuple[Question, float]] = {
    "why (a group)": (u16opt.Why(group="g2024-002"), 0.5),
    "why (the whole)": (u16opt.Why(), 2.0),
    "why-not": (u16opt.WhyNot(group="g2024-002", municipality="GM0355", clients=2), 0.5),
    "what-if": (u16opt.WhatIf(changes=(CHANGE,)), 0.5),
    "price (one rule instance)": (u16opt.Price(rule="contingent", place="GM0355"), 2.0),
    "range": (u16opt.Range(municipality="GM0355"), 5.0),
    "alternatives (1)": (u16opt.Alternatives(count=1), 10.0),
    "robust (100 samples)": (u16opt.Robust(), 10.0),
}


def bench_questions() -> None:
    """Prints the median seconds of each question beside what they should be."""
    instance = u16opt.read(FOLDER)
    ground = stand_on(instance, solve(instance))
    print()
    for name, (question, aim) in QUESTIONS.items():
        _print(name, [_seconds(ground, question) for _ in range(RUNS)], aim)


def bench_conflict() -> None:
    """Prints the median seconds of the questions about agreements that cannot hold together."""
    instance = u16opt.read(FOLDER, "contingenten-hard")
    ground = stand_on(instance, solve(instance))
    print()
    _print("conflict", [_seconds(ground, u16opt.Conflict()) for _ in range(RUNS)], 5.0)
    _print("repair (3)", [_seconds(ground, u16opt.Repair(count=3)) for _ in range(RUNS)], 10.0)


def _seconds(ground: Ground, question: Question) -> float:
    start = time.perf_counter()
    answered(ground, question)
    return time.perf_counter() - start


def _print(name: str, seconds: list[float], aim: float) -> None:
    print(f"{name:28} {statistics.median(seconds):6.2f} s  (aim {aim:g} s; slowest {max(seconds):.2f} s)")

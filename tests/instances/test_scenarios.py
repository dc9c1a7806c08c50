"""The shipped scenarios: complete, readable, labelled, and solved on what they change."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model import registry
from u16opt.policies import policy_of
from u16opt.proposal import Proposal
from u16opt.solving import solve

INSTANCES = Path(__file__).resolve().parents[2] / "instances"
NAMES = ("tiny", "u16-2024", "u16-2024-2028")
MODELS = ("allocation", "spread", "herijking")

EVERYWHERE = {
    "bovenregionaal-aanbod",
    "budgetten-per-gemeente",
    "budgetten-samen",
    "contingent-naar-huurvoorraad",
    "contingent-naar-instroom",
    "contingent-naar-inwoners",
    "contingenten-hard",
    "draagkracht-ruimer",
    "draagkracht-strenger",
    "flexwoningen",
    "flexwoningen-met-financiering",
    "ingroei-uitgesteld",
    "ingroei-vanaf-2022",
    "ingroei-vanaf-2024",
    "meer-statushouders",
    "nieuwbouw-een-jaar-later",
    "twee-derde-ambulant",
    "wlz-30-procent",
}
ONLY_U16 = {
    "acht-nieuwe-locaties-dichtbij-elke-gemeente",
    "bv-dichtbij-elke-gemeente",
    "contingent-215-naar-huurvoorraad",
    "hooguit-acht-nieuwe-locaties",
}

QUICK = ("acht-nieuwe-locaties-dichtbij-elke-gemeente", "nieuwbouw-een-jaar-later")
"""Scenarios of the five-year instance that `spread` solves in a second; the others are in the benchmarks."""


def path_of(instance: str, scenario: str) -> Path:
    """The file of a scenario."""
    return INSTANCES / instance / "scenarios" / f"{scenario}.toml"


@cache
def question(instance: str, scenario: str = "") -> Instance:
    """The instance with a scenario, or without any."""
    return read(INSTANCES / instance, scenario or None)


@cache
def proposal_for(instance: str, scenario: str, model: str) -> Proposal:
    """What a model proposes for an instance with a scenario."""
    return solve(question(instance, scenario), model=model)


def content(instance: str, scenario: str) -> dict[str, Any]:
    """The content of a scenario's file, without what it builds on."""
    return tomllib.loads(path_of(instance, scenario).read_text(encoding="utf-8"))


def shipped(instance: str) -> list[str]:
    """The names of the scenarios of an instance."""
    return sorted(path.stem for path in (INSTANCES / instance / "scenarios").iterdir())


EACH = [(instance, scenario) for instance in NAMES for scenario in shipped(instance)]


def models_of(instance: str, scenario: str) -> list[str]:
    """The models that use something the scenario, or what it builds on, changes."""
    written = content(instance, scenario)
    tables = {change["table"] for change in written.get("change", [])}
    found = {
        name
        for name in MODELS
        if tables & {*registry.model(name).tables, *registry.model(name).optional_tables}
        or name in written.get("policy", {})
    }
    found |= {"allocation", "spread"} if "budget" in written else set()
    found |= {"herijking"} if "recalibration" in written else set()
    found |= set(models_of(instance, written["base"])) if "base" in written else set()
    return [name for name in MODELS if name in found]


def cases(instance: str, *models: str) -> list[tuple[str, str, str]]:
    """Every scenario of an instance with every one of the models that it means something to."""
    return [
        (instance, scenario, model)
        for scenario in shipped(instance)
        for model in models_of(instance, scenario)
        if model in models
    ]


def test_the_papers_questions_are_there() -> None:
    """Tests that every instance has the scenarios that apply to it, and no other."""
    assert set(shipped("tiny")) == EVERYWHERE
    assert set(shipped("u16-2024")) == set(shipped("u16-2024-2028")) == EVERYWHERE | ONLY_U16


@pytest.mark.parametrize(("instance", "scenario"), EACH)
def test_readable_without_remark(instance: str, scenario: str) -> None:
    """Tests that a scenario is read without an error or a warning, and leaves its assumptions behind."""
    read_so = question(instance, scenario)
    assert read_so.warnings == ()
    assert read_so.assumptions
    assert {each.scenario for each in read_so.assumptions} <= set(shipped(instance))
    for model in MODELS:
        assert policy_of(read_so, registry.model(model)).order


@pytest.mark.parametrize(("instance", "scenario"), EACH)
def test_changes_something_but_for_one(instance: str, scenario: str) -> None:
    """Tests that a scenario is another question than the instance; one says its own reading aloud."""
    same = question(instance, scenario).hash == question(instance).hash
    assert same == (scenario == "ingroei-vanaf-2024")


@pytest.mark.parametrize(("instance", "scenario"), EACH)
def test_says_what_it_rests_on(instance: str, scenario: str) -> None:
    """Tests that each file has a Dutch title and a reading, and that every fact it names is known."""
    text = path_of(instance, scenario).read_text(encoding="utf-8")
    comment = " ".join(line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))
    with (INSTANCES / "figures" / "facts.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["id"] for row in csv.DictReader(file)}
    named = set(re.findall(r"\b[A-GLP]\d\d\b", comment))
    assert "Reading: " in comment
    assert named
    assert named <= facts
    assert content(instance, scenario)["title"]


@pytest.mark.parametrize(("instance", "scenario"), EACH)
def test_made_up_figures_are_labelled(instance: str, scenario: str) -> None:
    """Tests that the label of every table a scenario changes says so, and that nothing passes for sourced."""
    tables = {change["table"] for change in content(instance, scenario).get("change", [])} - {"provenance"}
    before, after = labels(question(instance)), labels(question(instance, scenario))
    assert before.keys() == after.keys()
    changed = {key for key in after if after[key] != before[key]}
    assert {table for table, _ in changed} >= tables
    for key in changed:
        assert after[key]["status"] != "bron"
        assert "Scenario: " in after[key]["note"]


def labels(instance: Instance) -> dict[tuple[str, str], dict[str, Any]]:
    """The provenance by table and column."""
    return {(row["table"], row["column"]): row for row in instance["provenance"].rows()}


@pytest.mark.parametrize(("instance", "scenario", "model"), [
    *cases("tiny", *MODELS),
    *cases("u16-2024", *MODELS),
    *cases("u16-2024-2028", "herijking"),
    *(("u16-2024-2028", scenario, "spread") for scenario in QUICK),
    ("u16-2024-2028", "flexwoningen-met-financiering", "allocation"),
])  # fmt: skip
def test_solves(instance: str, scenario: str, model: str) -> None:
    """Tests that a scenario is solved and proven, and that the proposal carries what was assumed."""
    asked = question(instance, scenario)
    proposal = proposal_for(instance, scenario, model)
    impossible = (scenario, model) == ("contingenten-hard", "allocation")
    assert proposal.status == ("infeasible" if impossible else "optimal")
    assert proposal.verified is not impossible
    assert proposal.scenario == scenario
    assert len(proposal.assumptions) == len(asked.assumptions)
    assert tuple(row.model_dump() for row in proposal.provenance) == tuple(asked["provenance"].rows())


def test_no_scenario_is_without_a_model() -> None:
    """Tests that every scenario means something to at least one model."""
    assert [each for each in EACH if not models_of(*each)] == []


@pytest.mark.parametrize(("model", "goal", "least", "most"), [
    ("spread", "unmet", "wlz-30-procent", ""),
    ("spread", "unmet", "bovenregionaal-aanbod", ""),
    ("spread", "unmet", "", "draagkracht-strenger"),
    ("spread", "unmet", "", "hooguit-acht-nieuwe-locaties"),
    ("spread", "inequality", "hooguit-acht-nieuwe-locaties", "acht-nieuwe-locaties-dichtbij-elke-gemeente"),
    ("spread", "overspend", "", "budgetten-per-gemeente"),
    ("allocation", "unplaced", "flexwoningen", ""),
    ("allocation", "unplaced", "", "meer-statushouders"),
    ("allocation", "overspend", "flexwoningen-met-financiering", "flexwoningen"),
])  # fmt: skip
def test_answers_go_the_right_way(model: str, goal: str, least: str, most: str) -> None:
    """Tests that in the U16 year a scenario makes better or worse what it should, and clearly so."""
    found = [
        next(each.value for each in proposal_for("u16-2024", name, model).goals if each.name == goal)
        for name in (least, most)
    ]
    assert found[0] < found[1]

"""A proposal under a scenario: what it says, and that it can be recomputed from the instance alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.hamlet import hamlet_case

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model import registry
from u16opt.problems import InputError
from u16opt.report.summary import Summary, summary
from u16opt.report.text import render_text
from u16opt.scenario.proposed import instance_for
from u16opt.solving import solve
from u16opt.verification import verify

MORE = """\
title = "Twee keer zoveel woningen"
[policy.allocation.rules.draagkracht]
mode = "off"
[[change]]
table = "supply"
scale = {homes = 2, complex_homes = 2}
[[change]]
table = "provenance"
insert = [{table = "supply", column = "homes", status = "synthetisch", note = "verdubbeld"}]
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a hamlet with one scenario."""
    folder = hamlet_case().write(tmp_path_factory.mktemp("scenario") / "hamlet")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "more.toml").write_text(MORE, encoding="utf-8")
    (folder / "scenarios" / "less.toml").write_text("[budget]\nphase_in_years = 5\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def instance(path: Path) -> Instance:
    """Return the hamlet under the scenario."""
    return read(path, "more")


@pytest.fixture(scope="module")
def proposal(instance: Instance) -> Any:
    """Return the proposal under the scenario, as parsed JSON."""
    return json.loads(solve(instance).as_json())


def test_what_it_rests_on(proposal: Any, instance: Instance, path: Path) -> None:
    """Tests that scenario, assumptions, policy, hash and provenance are those of the outcome."""
    assert proposal["scenario"] == "more"
    assert proposal["instanceHash"] == instance.hash != read(path).hash
    assert proposal["policy"]["rules"]["draagkracht"] == {"mode": "off"}
    assert "verdubbeld" in [each["note"] for each in proposal["provenance"]]
    assert [(each["table"], each["column"], each["setting"]) for each in proposal["assumptions"]] == [
        (None, None, "policy.allocation.rules.draagkracht.mode"),
        ("supply", "homes", None),
        ("supply", "complex_homes", None),
        ("provenance", None, None),
    ]
    assert proposal["assumptions"][1] == {
        "scenario": "more",
        "title": "Twee keer zoveel woningen",
        "what": {
            "nl": instance.assumptions[1].what.nl,
            "en": instance.assumptions[1].what.en,
        },
        "table": "supply",
        "column": "homes",
        "setting": None,
        "change": 1,
        "rows": len(instance["supply"]),
    }


def test_without_a_scenario(path: Path) -> None:
    """Tests that a proposal for the instance itself has no scenario and no assumptions."""
    plain = json.loads(solve(read(path)).as_json())
    assert (plain["scenario"], plain["assumptions"]) == (None, [])
    assert verify(read(path), plain) == ()


def test_accepted(proposal: Any, path: Path) -> None:
    """Tests that a right proposal is accepted with the scenario that it names itself."""
    assert verify(instance_for(path, proposal), proposal) == ()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda assumptions: assumptions.pop(),
        lambda assumptions: assumptions.reverse(),
        lambda assumptions: assumptions.clear(),
        lambda assumptions: assumptions[1].update(rows=1),
        lambda assumptions: assumptions[1]["what"].update(nl="niets"),
    ],
)
def test_other_assumptions(proposal: Any, instance: Instance, spoil: Any) -> None:
    """Tests that a proposal that says something else of its scenario is refused for it."""
    spoilt = json.loads(json.dumps(proposal))
    spoil(spoilt["assumptions"])
    assert [name for name, _ in verify(instance, spoilt)] == ["assumptions"]


@pytest.mark.parametrize("scenario", [None, "less"])
def test_another_scenario(proposal: Any, path: Path, scenario: str | None) -> None:
    """Tests that a proposal is refused for the instance itself, and for another scenario."""
    names = {name for name, _ in verify(read(path, scenario), proposal)}
    assert {"instanceHash", "scenario", "assumptions"} <= names


def test_the_scenario_is_gone(proposal: Any, path: Path) -> None:
    """Tests that a proposal under an unknown scenario names those known, and tells of --scenario."""
    with pytest.raises(InputError) as caught:
        instance_for(path, proposal | {"scenario": "mroe"})
    (problem,) = caught.value.problems
    assert (problem.file, problem.column, problem.value) == ("proposal.json", "scenario", "mroe")
    assert 'one of: less, more (did you mean "more"?)' in problem.expected.en
    assert "--scenario FILE.toml" in problem.expected.en


def test_a_scenario_is_no_path(proposal: Any, path: Path, tmp_path: Path) -> None:
    """Tests that a proposal leads to no file: the name in it is looked for in the instance only."""
    file = tmp_path / "more.toml"
    file.write_text(MORE, encoding="utf-8")
    with pytest.raises(InputError):
        instance_for(path, proposal | {"scenario": str(file)})
    assert instance_for(path, proposal, str(file)).hash == proposal["instanceHash"]


@pytest.mark.parametrize("scenario", [3, ["more"], {}])
def test_a_scenario_that_is_no_name(proposal: Any, path: Path, scenario: Any) -> None:
    """Tests that whatever else stands for a scenario is found by verification, at its key."""
    spoilt = proposal | {"scenario": scenario}
    names = [name for name, _ in verify(instance_for(path, spoilt), spoilt)]
    assert any(name.startswith("scenario") for name in names)


def report(path: Path, name: str | None) -> Summary:
    """Return the summary of the proposal under a scenario."""
    instance = read(path, name)
    return summary(instance, registry.model("allocation"), solve(instance))


def test_report(path: Path) -> None:
    """Tests that a report begins with the scenario and what it assumes, without what provenance says."""
    found = report(path, "more")
    facts = {label.nl: text.nl for label, text in found.facts}
    assert facts["Scenario"] == "Twee keer zoveel woningen (more)"
    assert found.sections[0].name == "assumptions"
    assert len(found.sections[0].rows) == 3
    text = render_text(found, "en")
    assert text.index("supply.homes × 2 in 5 rows") < text.index("Lower bound")
    assert "verdubbeld" not in render_text(found, "nl")


def test_report_without_a_scenario(path: Path) -> None:
    """Tests that a report on the instance itself has no assumptions."""
    assert "assumptions" not in [section.name for section in report(path, None).sections]

"""For which models an instance is meant, when others than those of the contract are installed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from support.complete import FILES, write

from u16opt.checkup import checkup
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.model.specification import RuleSpecification
from u16opt.question import Question, missing_tables
from u16opt.texts import Text

KILOMETRES = Text("km", "km")
REACH = RuleSpecification("reach", KILOMETRES, KILOMETRES, "example", "hard", setting="limit")
PLACES = ("municipalities", "neighbourhoods")
WALKS = replace(
    registry.model("herijking"), name="walks", rules=(REACH,), tables=PLACES, validate=lambda *_: []
)
"""A model of places alone, whose policy must give a number."""


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Model]:
    """Install the model of places beside the others."""
    installed = {**registry.models(), "walks": WALKS}
    monkeypatch.setattr(registry, "models", lambda: installed)
    monkeypatch.setattr(registry, "model", lambda name: installed[name])
    monkeypatch.setattr(registry, "names", lambda: tuple(installed))
    return installed


def settings(policy: str) -> str:
    """Return settings with a policy for the model of places."""
    return f'format = 1\nname = "walks"\nperiods = [2024]\n[policy.walks]\n{policy}'


def places(path: Path, policy: str, *tables: str) -> Path:
    """Write an instance with some of the tables of the complete one, and a policy."""
    path.mkdir()
    (path / "instance.toml").write_text(settings(policy), encoding="utf-8")
    for table in tables:
        (path / f"{table}.csv").write_text(FILES[f"{table}.csv"], encoding="utf-8")
    return path


def errors(path: Path) -> list[tuple[str, str | None, str]]:
    """Return file, column and expectation of everything that is wrong with an instance."""
    found = [problem for problem in checkup(path)[1] if problem.level == "error"]
    return [(problem.file, problem.column, problem.expected.en) for problem in found]


@pytest.mark.usefixtures("models")
def test_places_alone_are_enough_with_a_policy(tmp_path: Path) -> None:
    """Tests that a policy for an installed model says what an instance of places alone is meant for."""
    assert errors(places(tmp_path / "sound", "rules.reach.limit = 2", *PLACES)) == []


@pytest.mark.usefixtures("models")
def test_what_the_model_asks_for_is_asked(tmp_path: Path) -> None:
    """Tests that the number that its rule needs, and each table that it needs, are asked for."""
    (number,) = errors(places(tmp_path / "number", "", *PLACES))
    assert number[:2] == ("instance.toml", "policy.walks.rules.reach.limit")
    (table,) = errors(places(tmp_path / "table", "rules.reach.limit = 2", "municipalities"))
    assert table == ("walks", None, "tables for the model walks: neighbourhoods")


def test_a_policy_for_no_installed_model_is_not_enough(tmp_path: Path) -> None:
    """Tests that places with a policy for a model that is not there are told both."""
    found = errors(places(tmp_path / "unknown", "", *PLACES))
    assert "at least one model" in found[0][2]
    assert ("instance.toml", "policy.walks") in [each[:2] for each in found]


@pytest.mark.usefixtures("models")
@pytest.mark.parametrize("demand", [FILES["demand.csv"], "nothing\n"], ids=["sound", "unreadable"])
def test_an_instance_for_others_is_let_be(tmp_path: Path, demand: str) -> None:
    """Tests that a model without a policy or tables of its own asks nothing, also when tables are broken."""
    path = write(tmp_path / "complete", demand=demand)
    assert not any("walks" in str(each) for each in errors(path))


def test_who_is_concerned(tmp_path: Path, models: Mapping[str, Model]) -> None:
    """Tests that tables of one model alone tell whom an instance concerns, and that who is asked for is."""
    complete: Instance = read(write(tmp_path / "complete"))
    every = tuple(models.values())
    named = {model.name for model in Question(every, asked=False).concerned(complete)}
    assert named == {"allocation", "spread", "herijking"}
    assert Question((WALKS,), asked=True).concerned(complete) == (WALKS,)
    assert list(missing_tables(complete, WALKS)) == []

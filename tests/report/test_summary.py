"""The summary of a proposal, whatever the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.hand_made import SOFT, hand_made
from support.village import village

from u16opt.model.model import Section
from u16opt.proposal import GoalEntry, Measure, ProvenanceEntry, RuleEntry, WorstPlace
from u16opt.report.summary import Summary, summary
from u16opt_models.allocation import MODEL


def made(path: Path, **said: Any) -> Summary:
    """Return the summary of the village's placements."""
    instance = village(path, policy=SOFT)
    return summary(instance, MODEL, hand_made(instance, **said))


def section(report: Summary, name: str) -> Section:
    """Return one section of a summary."""
    return {each.name: each for each in report.sections}[name]


def dutch(rows: Any) -> list[tuple[Any, ...]]:
    """Return rows with every text in Dutch."""
    return [tuple(getattr(cell, "nl", cell) for cell in row) for row in rows]


def facts(report: Summary) -> dict[str, str]:
    """Return facts and foot by their Dutch label."""
    return {label.nl: text.nl for label, text in (*report.facts, *report.foot)}


def test_goals(tmp_path: Path) -> None:
    """Tests that each goal has its value, bound, unit, proof, and what manual practice would have given."""
    goals = [
        GoalEntry(name="unplaced", value=5, bound=4, unit="weighted clients", proven=False),
        GoalEntry(name="worst_shortfall", value=0.75, bound=0.75, unit="share", proven=True),
        GoalEntry(name="away+distance", value=10.25, bound=10.25, unit="weighted sum", proven=True),
    ]
    manual = [
        Measure(name="unplaced", value=8, unit="weighted clients"),
        Measure(name="worst_shortfall", value=0.5, unit="share"),
    ]
    report = made(tmp_path, goals=goals, manual=manual)
    assert dutch(section(report, "goals").rows) == [
        ("Zonder woning", 5, 4, "gewogen cliënten", "nee", 8, 3),
        ("Grootste tekort", 75, 75, "%", "ja", 50, -25),
        ("Niet in de herkomstgemeente + Afstand tot het netwerk", 10.25, 10.25, "gewogen som", "ja", "", ""),
    ]


def test_rounding_is_no_difference(tmp_path: Path) -> None:
    """Tests that what rounding leaves between two equal sums does not count as a difference."""
    value = 0.1 + 0.2
    goals = [GoalEntry(name="distance", value=value, bound=value, unit="client-km", proven=True)]
    report = made(tmp_path, goals=goals, manual=[Measure(name="distance", value=0.3, unit="client-km")])
    assert section(report, "goals").rows[0][-1] == 0


def test_manual_practice_is_explained(tmp_path: Path) -> None:
    """Tests that the table says in words what manual practice is."""
    note = section(made(tmp_path), "goals").note
    assert note is not None
    assert "Met de hand: wat er uitkomt als iemand de lijst één voor één afwerkt" in note.nl
    assert "By hand: what comes out when someone works through the list one by one" in note.en


def test_without_manual_practice(tmp_path: Path) -> None:
    """Tests that a model without manual practice has no empty columns for it, and no words about it."""
    goals = section(made(tmp_path, manual=()), "goals")
    assert [heading.nl for heading in goals.columns] == [
        "Doel",
        "Waarde",
        "Ondergrens",
        "Eenheid",
        "Bewezen",
    ]
    assert goals.note is not None
    assert "Met de hand" not in goals.note.nl


def test_measures_that_are_goals(tmp_path: Path) -> None:
    """Tests that goals outside the order are shown with their titles, and figures only by the model."""
    rows = dutch(section(made(tmp_path), "measures").rows)
    assert rows == [("Hoogste druk op een wijk", 200, "%"), ("Verhuisbewegingen", 2, "cliënten")]


def test_rules(tmp_path: Path) -> None:
    """Tests that each rule has its mode with its number, its excess, and the name of its worst place."""
    report = made(tmp_path)
    rows = {row[0]: row[1:] for row in dutch(section(report, "rules").rows)}
    assert rows["Beschikbare woningen"] == ("feit", 0, "woningen", "", "")
    assert rows["Gemengd wonen"] == ("hard (aandeel 1/3)", 0, "plaatsingen", "", "")
    assert rows["Contingent"] == ("zacht", 4, "verhuringen", "Utrecht (UT), 2024", 3)
    assert rows["Draagkracht"] == ("zacht", 1, "plaatsingen", "Z1, 2024", 1)
    assert rows["Stabiliteit"] == ("uit", 0, "cliënten", "", "")


def test_no_client_group_is_named(tmp_path: Path) -> None:
    """Tests that the worst place of a rule is no client group, however the rule counts."""
    worst = WorstPlace(place="b", period=None, amount=1)
    rules = [RuleEntry(name="max_distance", mode="hard", violation=1, unit="clients", worst=worst)]
    report = made(tmp_path, rules=rules)
    assert dutch(section(report, "rules").rows)[0][-2:] == ("een groep cliënten", 1)


@pytest.mark.parametrize(
    ("status", "words"),
    [("optimal", "bewezen optimaal"), ("feasible", "haalbaar, niet bewezen optimaal")],
)
def test_status_in_words(tmp_path: Path, status: str, words: str) -> None:
    """Tests that a reader sees in words whether the proposal is proven to be the best."""
    assert facts(made(tmp_path, status=status))["Status"] == words


def test_infeasible(tmp_path: Path) -> None:
    """Tests that without a proposal the rules in conflict are named by their titles."""
    report = made(
        tmp_path,
        status="infeasible",
        conflict=("contingent", "draagkracht"),
        answer={"placements": [], "unplaced": []},
    )
    assert facts(report)["Status"] == "niet mogelijk: deze regels gaan niet samen: Contingent, Draagkracht"
    assert [each.name for each in report.sections] == ["provenance"]


def test_synthetic_data_are_said_to_be_so(tmp_path: Path) -> None:
    """Tests that made-up data are named before any number, and counted in the provenance."""
    report = made(tmp_path)
    assert facts(report)["Let op"].startswith("Synthetische gegevens: cliënten, zie herkomst.")
    assert dutch(section(report, "provenance").rows) == [
        ("bron", 1, "gemeenten"),
        ("synthetisch", 1, "cliënten"),
    ]


def test_synthetic_data_of_another_model(tmp_path: Path) -> None:
    """Tests that the reader is warned of the tables that the model reads, and of no others."""
    entries = [
        ProvenanceEntry(table=table, column="*", status="synthetisch") for table in ("sites", "supply")
    ]
    assert facts(made(tmp_path, provenance=entries))["Let op"].startswith("Synthetische gegevens: woningen,")
    (folder := tmp_path / "other").mkdir()
    assert facts(made(folder, provenance=entries[:1]))["Let op"].startswith("Geen synthetische gegevens")


def test_unknown_provenance(tmp_path: Path) -> None:
    """Tests that data without provenance are not taken for facts."""
    assert "onbekend" in facts(made(tmp_path, provenance=()))["Let op"]


def test_foot(tmp_path: Path) -> None:
    """Tests that the foot holds input hash, version and seed, and nothing that differs from run to run."""
    instance = village(tmp_path, policy=SOFT)
    proposal = hand_made(instance)
    report = summary(instance, MODEL, proposal)
    assert [text.nl for _, text in report.foot] == [instance.hash, "u16opt 0.1.0", "HiGHS 1.15.1", "7"]
    slower = proposal.model_copy(update={"solver": proposal.solver.model_copy(update={"seconds": 99.0})})
    assert summary(instance, MODEL, slower) == report

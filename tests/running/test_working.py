"""What a run gives, beside what the command line prints for the same: the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.hamlet import hamlet_case
from support.runs import FIVE_YEARS, TINY, YEAR, command, files_in, timeless

from u16opt.explaining.explain import QUESTIONS as EXPLAIN
from u16opt.running.request import AnswerOptions, Change, SolveOptions, SolveRequest
from u16opt.running.tasks import CompareTask, ExplainTask, SolveTask, Subject
from u16opt.running.working import worked
from u16opt.store.records import Ending

MODELS = ("allocation", "spread", "herijking")
SOLVES = [
    *((TINY, model, None) for model in MODELS),
    *((YEAR, model, None) for model in MODELS),
    (TINY, "allocation", "flexwoningen"),
    (TINY, "allocation", "contingenten-hard"),
    (YEAR, "spread", "hooguit-acht-nieuwe-locaties"),
    (FIVE_YEARS, "herijking", "contingent-naar-inwoners"),
]
QUESTIONS: list[tuple[str, Mapping[str, Any], list[str]]] = [
    ("why", {}, []),
    ("why", {"group": "g1"}, ["--group", "g1"]),
    ("why", {"municipality": "A"}, ["--municipality", "A"]),
    ("why-not", {"group": "g1", "municipality": "B"}, ["--group", "g1", "--municipality", "B"]),
    ("conflict", {"municipality": "B", "clients": 50}, ["--municipality", "B", "--clients", "50"]),
    (
        "repair",
        {"group": "g1", "municipality": "B", "clients": 1, "cost": {"contingent": 2}, "count": 2},
        ["--group", "g1", "--municipality", "B", "--clients", "1", "--cost", "contingent=2", "--count", "2"],
    ),
    ("price", {"rule": "contingent"}, ["--rule", "contingent"]),
    ("what-if", {"changes": ["supply:homes+=1"]}, ["--change", "supply:homes+=1"]),
    ("what-if", {"scenario": "flexwoningen"}, ["--scenario", "flexwoningen"]),
    (
        "range",
        {"municipality": "A", "period": 2024, "tolerance": {"distance": 0.5}},
        ["--municipality", "A", "--period", "2024", "--tolerance", "distance=0.5"],
    ),
    ("alternatives", {"count": 2}, ["--count", "2"]),
    (
        "robust",
        {"samples": 5, "seed": 3, "demand": 0.2, "supply": 0},
        ["--samples", "5", "--seed", "3", "--demand", "0.2", "--supply", "0"],
    ),
]


def run(task: SolveTask | ExplainTask | CompareTask) -> Ending:
    """Work out a task that nobody watches or stops."""
    return worked(task, lambda _: None, lambda: False)


@cache
def solved(folder: Path, name: str = "first", *changes: Change, **asked: Any) -> Subject:
    """Return a proposal as a run has it."""
    request = SolveRequest(instance="i", changes=changes, **asked)
    ending = run(SolveTask(files_in(folder), request))
    assert ending.proposal is not None, ending.problem
    return Subject(name, files_in(folder), request, ending.proposal)


def written(subject: Subject, folder: Path) -> Path:
    """Write a proposal under the name of its run."""
    path = folder / f"{subject.name}.json"
    path.write_text(subject.proposal, encoding="utf-8")
    return path


@pytest.mark.parametrize(("folder", "model", "scenario"), SOLVES)
def test_solve(folder: Path, model: str, scenario: str | None) -> None:
    """Tests that a solve gives exactly what ``u16opt solve --json`` prints, for each model."""
    ending = run(SolveTask(files_in(folder), SolveRequest(instance="i", model=model, scenario=scenario)))
    options = [] if scenario is None else ["--scenario", scenario]
    printed = command("solve", folder, "--model", model, "--json", *options)
    assert timeless(ending.proposal) == timeless(printed.output)
    assert (ending.state, ending.status) == ("done", json.loads(printed.output)["status"])


def test_options_and_product() -> None:
    """Tests that seed, gap, time limit and product mean what they mean on the command line."""
    options = SolveOptions(time_limit=30, gap=0.01, seed=5)
    asked = SolveRequest(instance="i", model="spread", product="BV", options=options)
    ending = run(SolveTask(files_in(TINY), asked))
    limits = ("--time-limit", "30", "--gap", "0.01", "--seed", "5")
    printed = command("solve", TINY, "--model", "spread", "--product", "BV", *limits, "--json")
    assert timeless(ending.proposal) == timeless(printed.output)


def test_changes_are_a_scenario_file(tmp_path: Path) -> None:
    """Tests that changes give what a scenario file with the same changes gives."""
    file = tmp_path / "wijzigingen.toml"
    file.write_text(
        'base = "flexwoningen"\n[[change]]\ntable = "supply"\n'
        'where = { lot = "a1-24" }\nadd = { homes = 1 }\n',
        encoding="utf-8",
    )
    subject = solved(TINY, "first", "supply[lot=a1-24]:homes+=1", scenario="flexwoningen")
    printed = command("solve", TINY, "--scenario", file, "--json")
    assert timeless(subject.proposal) == timeless(printed.output)
    answer = run(ExplainTask(subject, "why", {}, AnswerOptions())).answer
    proposal = written(subject, tmp_path)
    printed = command("explain", "--scenario", file, TINY, proposal, "why", "--json")
    assert timeless(answer) == timeless(printed.output)


@pytest.mark.parametrize(("question", "parameters", "options"), QUESTIONS)
def test_explain(question: str, parameters: Mapping[str, Any], options: list[str], tmp_path: Path) -> None:
    """Tests that every question gives exactly what ``u16opt explain --json`` prints."""
    subject = solved(TINY)
    ending = run(ExplainTask(subject, question, parameters, AnswerOptions()))
    printed = command("explain", TINY, written(subject, tmp_path), question, *options, "--json")
    assert ending.state == "done", ending.problem
    assert timeless(ending.answer) == timeless(printed.output)


@pytest.mark.parametrize(("question", "threshold"), [("why", 5), ("alternatives", 3)])
def test_explain_in_public(question: str, threshold: int, tmp_path: Path) -> None:
    """Tests that an answer that may be published is the one that ``--public`` prints."""
    subject, options = solved(TINY), AnswerOptions(public=True, threshold=threshold)
    ending = run(ExplainTask(subject, question, {}, options))
    shown = ("--public", "--threshold", str(threshold), "--json")
    printed = command("explain", TINY, written(subject, tmp_path), question, *shown)
    assert timeless(ending.answer) == timeless(printed.output)
    assert timeless(ending.answer) != timeless(
        run(ExplainTask(subject, question, {}, AnswerOptions())).answer
    )


def test_every_question_is_asked() -> None:
    """Tests that no question is left out above, but for the one that is a comparison."""
    assert {question for question, _, _ in QUESTIONS} | {"difference"} == set(EXPLAIN)


@pytest.mark.parametrize(
    ("model", "question", "parameters", "options"),
    [
        ("spread", "why", {}, []),
        ("spread", "why-not", {"municipality": "GM0344"}, ["--municipality", "GM0344"]),
        ("herijking", "why", {"municipality": "GM0344"}, ["--municipality", "GM0344"]),
        ("allocation", "range", {"municipality": "GM0344"}, ["--municipality", "GM0344"]),
    ],
)
def test_explain_a_year(
    model: str, question: str, parameters: Mapping[str, Any], options: list[str], tmp_path: Path
) -> None:
    """Tests that questions about the shipped year give what the command line prints, for each model."""
    subject = solved(YEAR, model=model)
    ending = run(ExplainTask(subject, question, parameters, AnswerOptions()))
    printed = command("explain", YEAR, written(subject, tmp_path), question, *options, "--json")
    assert timeless(ending.answer) == timeless(printed.output)


def test_explain_when_there_is_none(tmp_path: Path) -> None:
    """Tests that questions about an infeasible solve give what the command line prints."""
    case = hamlet_case(policy={"rules": {"contingent": {"mode": "hard"}}})
    folder = case.write(tmp_path / "hamlet")
    subject = solved(folder)
    assert json.loads(subject.proposal)["status"] == "infeasible"
    for question in ("conflict", "repair"):
        ending = run(ExplainTask(subject, question, {}, AnswerOptions()))
        printed = command("explain", folder, written(subject, tmp_path), question, "--json")
        assert timeless(ending.answer) == timeless(printed.output)


@pytest.mark.parametrize("baseline", [None, "second", "flexwoningen"])
def test_compare(baseline: str | None, tmp_path: Path) -> None:
    """Tests that a comparison gives exactly what ``u16opt compare --json`` prints."""
    subjects = (solved(TINY), solved(TINY, "second"), solved(TINY, "third", scenario="flexwoningen"))
    targets = tmp_path / "targets.toml"
    first = "" if baseline is None else f'baseline = "{baseline}"\n'
    targets.write_text(f"{first}[targets]\nunplaced = 0\ndistance = '>= 1'\n", encoding="utf-8")
    ending = run(CompareTask(subjects, {"unplaced": 0, "distance": ">= 1"}, baseline))
    files = [written(each, tmp_path) for each in subjects]
    printed = command("compare", TINY, *files, "--targets", targets, "--json")
    assert ending.state == "done", ending.problem
    assert timeless(ending.answer) == timeless(printed.output)
    parameters = {"others": ["second", "third"], "targets": {"unplaced": 0, "distance": ">= 1"}}
    if baseline is not None:
        parameters["baseline"] = baseline
    asked = ExplainTask(subjects[0], "difference", parameters, AnswerOptions(), subjects[1:])
    assert timeless(run(asked).answer) == timeless(printed.output)


def test_compare_two_instances(tmp_path: Path) -> None:
    """Tests that each proposal is compared with its own instance, as ``--other`` does."""
    assert command("herijk", TINY, "--write", tmp_path / "new").code == 0
    subjects = (solved(TINY), solved(tmp_path / "new", "second"))
    files = [written(each, tmp_path) for each in subjects]
    printed = command("compare", TINY, *files, "--other", tmp_path / "new", "--json")
    assert timeless(run(CompareTask(subjects)).answer) == timeless(printed.output)


def test_infeasible_is_an_outcome(tmp_path: Path) -> None:
    """Tests that a solve without a possible proposal is done, with the document the command line prints."""
    folder = hamlet_case(policy={"rules": {"contingent": {"mode": "hard"}}}).write(tmp_path / "hamlet")
    ending = run(SolveTask(files_in(folder), SolveRequest(instance="i")))
    assert (ending.state, ending.status) == ("done", "infeasible")
    assert timeless(ending.proposal) == timeless(command("solve", folder, "--json").output)


def test_bad_input_is_told_as_check_tells_it() -> None:
    """Tests that a run with bad input fails with every problem as ``u16opt check --json`` has it."""
    files = {**files_in(TINY), "supply.csv": b"lot,kind\nl1,flat\n"}
    ending = run(SolveTask(files, SolveRequest(instance="i")))
    assert (ending.state, ending.proposal) == ("failed", None)
    assert ending.problem is not None
    assert ending.problem["kind"] == "input"
    keys = {"level", "file", "row", "column", "value", "expected"}
    assert ending.problem["errors"]
    assert all(each.keys() == keys for each in ending.problem["errors"])
    dutch, english = ending.problem["errors"][0], ending.problem["en"]["errors"][0]
    assert {**dutch, "expected": ""} == {**english, "expected": ""}
    assert dutch["expected"] != english["expected"]


def test_errors_are_those_of_check(tmp_path: Path) -> None:
    """Tests that the errors of a failed run are the problems that check lists for the model's own faults."""
    folder = hamlet_case(policy={"order": ["unplacd"]}).write(tmp_path / "hamlet")
    ending = run(SolveTask(files_in(folder), SolveRequest(instance="i")))
    listed = json.loads(command("check", folder, "--json").output)["problems"]
    assert ending.problem is not None
    assert [each for each in ending.problem["errors"] if each["level"] == "error"]
    assert all(each in listed for each in ending.problem["errors"])


def test_a_proposal_that_does_not_add_up() -> None:
    """Tests that a question about a proposal somebody touched fails with the findings of the checker."""
    subject = solved(TINY)
    content = json.loads(subject.proposal)
    content["placements"] = content["placements"][1:]
    touched = Subject(subject.name, subject.files, subject.asked, json.dumps(content))
    ending = run(ExplainTask(touched, "why", {}, AnswerOptions()))
    assert ending.problem is not None
    assert (ending.state, ending.problem["kind"]) == ("failed", "verification")
    assert ending.problem["errors"]


@pytest.mark.parametrize(
    ("question", "parameters", "options"),
    [
        ("why-not", {"group": "nobody", "municipality": "B"}, AnswerOptions()),
        ("why-not", {"groep": "g1"}, AnswerOptions()),
        ("whither", {}, AnswerOptions()),
        ("why", {}, AnswerOptions(public=True, threshold=2)),
    ],
)
def test_questions_that_cannot_be(
    question: str, parameters: Mapping[str, Any], options: AnswerOptions
) -> None:
    """Tests that a question that cannot be asked fails as bad input."""
    ending = run(ExplainTask(solved(TINY), question, parameters, options))
    assert ending.problem is not None
    assert (ending.state, ending.problem["kind"]) == ("failed", "input")


def test_progress_is_json() -> None:
    """Tests that progress has goal, incumbent, bound and gap, and nothing that JSON does not know."""
    seen: list[Mapping[str, Any]] = []
    worked(SolveTask(files_in(TINY), SolveRequest(instance="i")), seen.append, lambda: False)
    assert seen
    assert all(each.keys() == {"goal", "incumbent", "bound", "gap"} for each in seen)
    assert json.loads(json.dumps(seen, allow_nan=False)) == seen


def test_stopped_at_once_keeps_the_best() -> None:
    """Tests that a solve that must stop ends cancelled, with a verified proposal that is not proven."""
    asked = SolveRequest(instance="i")
    ending = worked(SolveTask(files_in(YEAR), asked), lambda _: None, lambda: True)
    assert (ending.state, ending.status) == ("cancelled", "feasible")
    assert ending.proposal is not None
    subject = Subject("first", files_in(YEAR), asked, ending.proposal)
    assert run(ExplainTask(subject, "why", {}, AnswerOptions())).state == "done"


def test_stopped_when_all_was_proven() -> None:
    """Tests that a stop that comes when all is proven already changes nothing."""
    asked = SolveRequest(instance="i", model="herijking")
    stopped: list[bool] = []
    ending = worked(SolveTask(files_in(TINY), asked), lambda _: None, lambda: bool(stopped))
    stopped.append(True)
    again = worked(SolveTask(files_in(TINY), asked), lambda _: stopped.append(True), lambda: False)
    assert (ending.state, again.state) == ("done", "done")


def test_a_defect_tells_nothing_of_the_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a fault of the program itself is told by its kind alone, and never raised."""

    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("g1")

    monkeypatch.setattr("u16opt.solving.solve", broken)
    ending = run(SolveTask(files_in(TINY), SolveRequest(instance="i")))
    assert ending.problem is not None
    assert ending.problem["kind"] == "defect"
    assert "g1" not in json.dumps(ending.problem)
    assert "KeyError" in ending.problem["detail"]


@pytest.mark.parametrize("fault", [MemoryError(), RuntimeError("can't start new thread")])
def test_too_little_memory(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a solve that gets no memory says so."""

    def broken(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr("u16opt.solving.solve", broken)
    ending = run(SolveTask(files_in(TINY), SolveRequest(instance="i")))
    assert ending.problem is not None
    assert (ending.problem["kind"], ending.problem["title"]) == ("memory", "te weinig geheugen")

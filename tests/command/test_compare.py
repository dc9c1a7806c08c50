"""``u16opt compare`` as a policy officer meets it: two proposals, what they assume and what comes out."""

from __future__ import annotations

import inspect
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from support.program import TINY, Finished
from support.program import u16opt as in_a_process
from typer.testing import CliRunner

from u16opt.command.application import application
from u16opt.command.compare import compare
from u16opt.export.suppression import THRESHOLD
from u16opt.model import registry


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with proposals: now, flex and money of the tiny instance, and after a recalibration."""
    folder = tmp_path_factory.mktemp("made")
    assert u16opt("solve", TINY, "--out", folder / "now").code == 0
    assert u16opt("solve", TINY, "--scenario", "flexwoningen", "--out", folder / "flex").code == 0
    assert u16opt("herijk", TINY, "--write", folder / "new").code == 0
    assert u16opt("solve", folder / "new", "--out", folder / "after").code == 0
    assert u16opt("solve", TINY, "--model", "spread", "--out", folder / "spread").code == 0
    return folder


def u16opt(*arguments: str | Path) -> Finished:
    """Run the program in this process: most of the time of a process of its own goes into starting."""
    done = CliRunner().invoke(application(), [str(each) for each in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Finished(done.exit_code, done.stdout, done.stderr)


def file(made: Path, name: str) -> Path:
    """Return a proposal."""
    return made / name / "proposal.json"


def changed(made: Path, path: Path, **content: Any) -> Path:
    """Write the proposal of now with other content."""
    right = json.loads(file(made, "now").read_text(encoding="utf-8"))
    path.write_text(json.dumps(right | content), encoding="utf-8")
    return path


def test_two_proposals(made: Path) -> None:
    """Tests that assumptions come first and outcomes after them, and proposals are called by folder."""
    found = in_a_process("compare", TINY, file(made, "now"), file(made, "flex"))
    assert (found.code, found.messages) == (0, "")
    lines = found.output.splitlines()
    assert lines[0].startswith("A is now; B is flex.")
    assumptions, outcomes = lines.index("AANNAMES"), lines.index("UITKOMSTEN")
    assert assumptions < lines.index("  - supply: 2 rijen toegevoegd (samen 4 homes)") < outcomes
    assert any(
        line.startswith("- Aangeboden woningen (woningen): A 12, B 16 (+4)") for line in lines[outcomes:]
    )


def test_json(made: Path) -> None:
    """Tests that with --json one document is printed, with the keys that scripts rely on."""
    found = u16opt("compare", TINY, file(made, "now"), file(made, "flex"), "--json", "--lang", "en")
    answer = json.loads(found.output)
    assert (found.code, answer["question"]) == (0, "difference")
    keys = {"assumptions", "goals", "rules", "municipalities", "groups", "moves", "movedClients", "proposals"}
    assert keys <= answer["facts"].keys()
    assert answer["text"]["en"].startswith("A is now; B is flex.")
    assert answer["proven"] is True


def test_the_same_proposal(made: Path) -> None:
    """Tests that a proposal compared with itself is told in two lines: which, and that nothing differs."""
    found = u16opt("compare", TINY, file(made, "now"), file(made, "now"), "--lang", "en")
    assert found.output.splitlines() == [
        "A is now; B is now (2). All is compared with A: the difference from A is in brackets.",
        "Nothing is different: no assumption and no outcome.",
    ]


@pytest.mark.parametrize("model", registry.names())
def test_after_a_recalibration(made: Path, tmp_path: Path, model: str) -> None:
    """Tests for every model that a proposal of the recalibrated instance is compared with --other."""
    for path, name in ((TINY, "one"), (made / "new", "two")):
        assert u16opt("solve", path, "--model", model, "--out", tmp_path / name).code == 0
    files = [file(tmp_path, "one"), file(tmp_path, "two")]
    found = u16opt("compare", TINY, *files, "--other", made / "new", "--json")
    assert found.code == 0, found.messages
    facts = json.loads(found.output)["facts"]
    assert [row["instance"] for row in facts["proposals"]] == ["tiny", "tiny-herijkt"]
    tables = {row["table"]: row for row in facts["assumptions"]["tables"]}
    assert tables.keys() == {"contingents", "recalibration"}
    assert tables["recalibration"]["columns"] == ["current"]
    # The other way around the second instance is the one that is named first.
    assert u16opt("compare", made / "new", *files, "--other", TINY).code == 0


def test_another_instance(made: Path) -> None:
    """Tests that a proposal of neither instance ends with 5, is named, and what to do is said."""
    files = [file(made, "now"), file(made, "after")]
    found = u16opt("compare", TINY, *files)
    assert (found.code, found.output) == (5, "")
    assert f"{files[1]}: instanceHash: " in found.messages
    assert "--other" in found.messages
    both = u16opt("compare", TINY, *files, "--other", TINY)
    assert (both.code, both.output) == (5, "")
    assert "dan deze twee" in both.messages


def test_a_proposal_that_does_not_add_up(made: Path, tmp_path: Path) -> None:
    """Tests that a proposal that was tampered with ends with 5, and each finding names its file."""
    right = json.loads(file(made, "now").read_text(encoding="utf-8"))
    goals = [goal | {"value": goal["value"] + 1} for goal in right["goals"]]
    wrong = changed(made, tmp_path / "wrong.json", goals=goals)
    found = u16opt("compare", TINY, file(made, "flex"), wrong)
    assert (found.code, found.output) == (5, "")
    assert all(f"{wrong}: {goal['name']}" in found.messages for goal in goals)
    assert str(file(made, "flex")) not in found.messages
    manual = [each | {"value": each["value"] + 1} for each in right["manual"]]
    assert u16opt("compare", TINY, file(made, "flex"), changed(made, wrong, manual=manual)).code == 5
    assert u16opt("compare", TINY, changed(made, wrong, seed="1"), file(made, "now")).code == 5


def test_no_proposal_to_compare(made: Path, tmp_path: Path) -> None:
    """Tests that a file without an answer (infeasible) ends with 5, as verify does."""
    u16opt("solve", TINY, "--scenario", "contingenten-hard", "--out", tmp_path / "hard")
    found = u16opt("compare", TINY, file(made, "now"), file(tmp_path, "hard"))
    assert (found.code, found.output) == (5, "")
    assert f"{file(tmp_path, 'hard')}: status" in found.messages


def test_bad_input(made: Path, tmp_path: Path) -> None:
    """Tests that one proposal, two models, or a file that cannot be read, ends with 2 and is named."""
    now = file(made, "now")
    alone = u16opt("compare", TINY, now)
    assert (alone.code, alone.output) == (2, "")
    assert "minstens twee" in alone.messages
    models = u16opt("compare", TINY, now, file(made, "spread"))
    assert (models.code, models.output) == (2, "")
    assert f"{file(made, 'spread')}, kolom model" in models.messages
    assert u16opt("compare", TINY, now, tmp_path / "nowhere.json").code == 2
    assert u16opt("compare", tmp_path, now, now).code == 2
    assert u16opt("compare", TINY, now, now, "--other", tmp_path).code == 0
    unknown = u16opt("compare", TINY, now, changed(made, tmp_path / "other.json", scenario="droom"))
    assert (unknown.code, unknown.output) == (2, "")
    assert "droom" in unknown.messages


def test_targets(made: Path, tmp_path: Path) -> None:
    """Tests that targets are told of per goal, and that all is compared with their baseline."""
    targets = tmp_path / "streven.toml"
    targets.write_text('[targets]\naway = 0\nhomes_offered = ">= 13"\nbaseline = "flex"\n', encoding="utf-8")
    found = u16opt("compare", TINY, file(made, "now"), file(made, "flex"), "--targets", targets)
    assert found.code == 0, found.messages
    assert found.output.startswith("A is flex; B is now.")
    assert "A 16, B 12 (-4). Streven: minstens 13; A haalt het, B niet." in found.output
    for wrong, named in (("awai = 1", "away"), ("away = [1]", "targets.away"), ('baseline = "fles"', "flex")):
        targets.write_text(f"[targets]\n{wrong}\n", encoding="utf-8")
        found = u16opt("compare", TINY, file(made, "now"), file(made, "flex"), "--targets", targets)
        assert (found.code, found.output) == (2, "")
        assert named in found.messages


def test_names(made: Path, tmp_path: Path) -> None:
    """Tests that proposals are called by folder or file, and by their whole path where that is the same."""
    shutil.copytree(made / "now", tmp_path / "a" / "out")
    shutil.copytree(made / "flex", tmp_path / "b" / "out")
    files = [tmp_path / name / "out" / "proposal.json" for name in ("a", "b")]
    answer = json.loads(u16opt("compare", TINY, *files, "--json").output)
    assert [row["name"] for row in answer["facts"]["proposals"]] == [file.as_posix() for file in files]
    mine = shutil.copy(file(made, "now"), tmp_path / "mine.json")
    answer = json.loads(u16opt("compare", TINY, mine, file(made, "flex"), "--json").output)
    assert [row["name"] for row in answer["facts"]["proposals"]] == ["mine", "flex"]


@pytest.mark.parametrize("ending", [".csv", ".ods", ".html", ".xlsx"])
def test_a_file(made: Path, tmp_path: Path, ending: str) -> None:
    """Tests that the comparison is also written to one file, without a client group unless it is internal."""
    groups = ("g1", "g2", "g3", "g4", "g5", "g6", "g7")
    target = tmp_path / f"v{ending}"
    found = u16opt(
        "compare", TINY, file(made, "now"), file(made, "after"), "--other", made / "new", "--to", target
    )
    assert found.code == 0, found.messages
    assert f"Geschreven: {target}" in found.messages
    assert found.output.startswith("A is now")
    assert [each.name for each in tmp_path.iterdir()] == [target.name]
    if ending in (".csv", ".html"):
        text = target.read_text(encoding="utf-8")
        assert "tiny-herijkt" in text
        assert not any(group in text.replace("\n", ",").split(",") for group in groups)


def test_an_internal_file(made: Path, tmp_path: Path) -> None:
    """Tests that with --internal the moves are listed by group, and small counts are shown."""
    target = tmp_path / "v.xlsx"
    files = [file(made, "now"), file(made, "after")]
    more = ["--other", made / "new", "--to", target]
    assert u16opt("compare", TINY, *files, *more, "--internal").code == 0
    book = CalamineWorkbook.from_path(target)
    assert book.sheet_names[0] == "Vergelijking"
    assert "Verhuizingen per groep" in book.sheet_names
    shown = book.get_sheet_by_name("Gemeenten").to_python()
    assert not {"<5", "x"} & {str(cell) for row in shown for cell in row}
    assert u16opt("compare", TINY, *files, *more).code == 0
    book = CalamineWorkbook.from_path(target)
    assert "Verhuizingen per groep" not in book.sheet_names
    assert "<5" in {str(cell) for row in book.get_sheet_by_name("Gemeenten").to_python() for cell in row}
    assert u16opt("compare", TINY, *files, *more, "--threshold", "3").code == 0
    book = CalamineWorkbook.from_path(target)
    assert "<3" in {str(cell) for row in book.get_sheet_by_name("Gemeenten").to_python() for cell in row}


@pytest.mark.parametrize(
    "more", [["--to", "v.geojson"], ["--to", "nowhere/v.csv"], ["--to", "v.csv", "--threshold", "2"]]
)
def test_a_file_that_cannot_be(made: Path, tmp_path: Path, more: list[str]) -> None:
    """Tests that another kind of file, a missing folder, or a threshold that hides nothing, ends with 2."""
    more = [str(tmp_path / each) if each.startswith(("v.", "nowhere")) else each for each in more]
    found = u16opt("compare", TINY, file(made, "now"), file(made, "flex"), *more)
    assert (found.code, found.output) == (2, "")
    assert not list(tmp_path.iterdir())


def test_the_usual_threshold() -> None:
    """Tests that by default the threshold is that of every export."""
    assert inspect.signature(compare).parameters["threshold"].default == THRESHOLD

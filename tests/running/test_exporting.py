"""A proposal out of the store as files: the bytes that ``u16opt export`` writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.runs import TINY, command, files_in

from u16opt.problems import InputError
from u16opt.running.exporting import exported
from u16opt.running.request import SolveRequest
from u16opt.running.tasks import SolveTask, Subject
from u16opt.running.working import worked
from u16opt.verification import VerificationError


@pytest.fixture(scope="module")
def subject() -> Subject:
    """Return a proposal under a scenario."""
    asked = SolveRequest(instance="i", scenario="flexwoningen")
    proposal = worked(SolveTask(files_in(TINY), asked), lambda _: None, lambda: False).proposal
    assert proposal is not None
    return Subject("0f6c", files_in(TINY), asked, proposal)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".ods", ".geojson", ".html"])
@pytest.mark.parametrize("internal", [False, True], ids=["public", "internal"])
def test_same_bytes(subject: Subject, ending: str, internal: bool, tmp_path: Path) -> None:
    """Tests that each kind of file is byte for byte what the command line writes."""
    proposal, out = tmp_path / "proposal.json", tmp_path / "out"
    proposal.write_text(subject.proposal, encoding="utf-8")
    out.mkdir()
    more = ["--internal"] if internal else []
    done = command("export", TINY, proposal, "--to", out / f"0f6c{ending}", "--lang", "en", *more)
    assert done.code == 0
    written = {file.name: file.read_bytes() for file in out.iterdir()}
    assert exported(subject, ending, internal=internal, language="en") == written


def test_a_threshold_of_its_own(subject: Subject) -> None:
    """Tests that a lower threshold shows what a higher one hides, and that a useless one is refused."""
    hidden = exported(subject, ".html", internal=False, threshold=50)
    assert hidden != exported(subject, ".html", internal=False, threshold=0)
    with pytest.raises(InputError):
        exported(subject, ".html", internal=False, threshold=2)


def test_no_other_ending(subject: Subject) -> None:
    """Tests that another kind of file is refused."""
    with pytest.raises(InputError):
        exported(subject, ".pdf", internal=False)


def test_nothing_unverified_leaves(subject: Subject) -> None:
    """Tests that a proposal somebody touched is not exported."""
    content = json.loads(subject.proposal)
    content["goals"][0]["value"] += 1
    touched = Subject(subject.name, subject.files, subject.asked, json.dumps(content))
    with pytest.raises(VerificationError):
        exported(touched, ".html", internal=False)

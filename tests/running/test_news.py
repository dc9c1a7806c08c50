"""What a worker says, in words that people read."""

from __future__ import annotations

from support.runs import TINY, asked, kept, run_of

from u16opt.running.news import ended
from u16opt.running.request import SolveRequest
from u16opt.running.troubles import out_of_memory
from u16opt.store.database import Database
from u16opt.store.records import Ending


def test_how_a_run_ended(db: Database) -> None:
    """Tests that the end of a run is told in words, and to programs by name."""
    instance = kept(db, TINY)
    run = run_of(db, asked(db, SolveRequest(instance=instance), instance))
    news = ended(run, out_of_memory())
    assert news.text.nl == f"{run.id}: geëindigd: mislukt (te weinig geheugen)"
    assert news.facts == {"kind": "solve", "state": "failed", "reason": "memory"}
    assert ended(run, Ending("done", "optimal")).text.en == f"{run.id}: ended: done (optimal)"

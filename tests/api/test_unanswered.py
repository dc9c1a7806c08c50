"""Questions whose run ended without an answer: why, and never that the answer is on its way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from support.service import PATIENT, Asked, asking
from support.stored import done, taken

from u16opt.running import troubles
from u16opt.store.claims import finish
from u16opt.store.database import Database
from u16opt.store.endings import died
from u16opt.store.records import Ending
from u16opt.texts import Text
from u16opt.verification import VerificationError

FINDING = ("supply", Text("klopt niet", "is not right"))
ENDINGS = [
    (troubles.out_of_memory(), 503, "geheugen", "memory"),
    (troubles.too_late(5), 503, "na 5 seconden", "after 5 seconds"),
    (troubles.defect("RuntimeError"), 500, "Meld dit", "report it"),
    (troubles.unverified(VerificationError((FINDING,))), 500, "supply: klopt niet", "supply: is not right"),
    (died(3), 500, "3", "3"),
    (Ending("cancelled"), 409, "gestopt", "stopped"),
]


def asked(service: Asked, path: str, run: str, **headers: str) -> Any:
    """The answer to a question or a comparison that is always the same one."""
    body = {"run": run, "question": "why"} if path == "explain" else {"runs": [run, run]}
    return service.client.post(f"/v1/{path}", json=body, headers={"Idempotency-Key": "een", **headers})


@pytest.mark.parametrize("path", ["explain", "compare"])
@pytest.mark.parametrize(("ending", "status", "nl", "en"), ENDINGS)
def test_a_run_without_an_answer(
    tmp_path: Path, path: str, ending: Ending, status: int, nl: str, en: str
) -> None:
    """Tests that it is a problem in the words of the run, which it leads to, however long is waited."""
    with asking(tmp_path, workers=0) as service:
        assert isinstance(service.client.app, FastAPI)
        store: Database = service.client.app.state.store
        run = done(store).id
        assert asked(service, path, run, Prefer="respond-async").status_code == 202
        held = taken(store)
        assert finish(store, held, ending)
        for language, words in (("nl", nl), ("en", en)):
            for prefer in (*PATIENT.values(), "respond-async"):
                answer = asked(service, path, run, Prefer=prefer, **{"Accept-Language": language})
                assert (answer.status_code, answer.json()["status"]) == (status, status)
                assert words in answer.json()["detail"]
                assert answer.headers["content-type"] == "application/problem+json"
                assert answer.headers["content-location"] == f"/v1/runs/{held.run.id}"
                assert "retry-after" not in answer.headers


@pytest.mark.parametrize("path", ["/explain", "/compare"])
@pytest.mark.parametrize("status", ["409", "500", "503"])
def test_the_description_says_so(description: dict[str, Any], path: str, status: str) -> None:
    """Tests that the description of the call knows such a refusal and the header that leads to the run."""
    reference = description["paths"][path]["post"]["responses"][status]["$ref"]
    refusal = description["components"]["responses"][reference.rpartition("/")[2]]
    assert "Content-Location" in refusal["headers"]

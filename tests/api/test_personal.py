"""Citizen numbers in what is asked: refused at their place, shown nowhere, and never kept."""

from __future__ import annotations

from typing import Any

import pytest
from support.service import Asked

from u16opt.instance.citizen_numbers import own_code
from u16opt_api.bodies.personal import citizen_faults

NUMBER = "111222333"
HIDDEN = "*" * 9
LINE = f"municipalities[code=A]:name={NUMBER}"

SOLVES: list[tuple[dict[str, Any], str]] = [
    ({"changes": [LINE]}, "/changes/0"),
    ({"changes": ["supply:homes*=2", {"table": "groups", "set": {"code": "bij 1112.22.333"}}]},
     "/changes/1/set/code"),
    ({"changes": [{"table": "municipalities", "set": {"name": 111222333}}]}, "/changes/0/set/name"),
    ({"changes": [{"table": "supply", "insert": [{"code": "a"}, {"code": NUMBER}]}]},
     "/changes/0/insert/1/code"),
    ({"changes": [{"table": "supply", "where": {"code": ["a", NUMBER]}, "drop": True}]},
     "/changes/0/where/code/1"),
    ({"changes": [{"table": "supply", "set": {NUMBER: 1}}]}, f"/changes/0/set/{HIDDEN}"),
    ({"scenario": NUMBER}, "/scenario"),
    ({NUMBER: 1}, f"/{HIDDEN}"),
]  # fmt: skip
QUESTIONS: list[tuple[str, dict[str, Any], str]] = [
    ("why", {"group": NUMBER}, "group"),
    ("what-if", {"changes": [LINE]}, "changes/0"),
    ("what-if", {"scenario": NUMBER}, "scenario"),
    ("repair", {"cost": {NUMBER: 1}}, f"cost/{HIDDEN}"),
    ("difference", {"others": ["a"], "targets": {"distance": NUMBER}}, "targets/distance"),
]


def refused(service: Asked, path: str, body: dict[str, Any], place: str) -> None:
    """See that a body is refused at a place, in either language, without its number, and is not kept."""
    before = service.client.get("/v1/runs").text
    for language, words in (("nl", own_code().nl), ("en", own_code().en)):
        answer = service.client.post(path, json=body, headers={"Accept-Language": language})
        assert answer.status_code == 400, answer.text
        assert [each["pointer"] for each in answer.json()["errors"]] == [place]
        assert words in answer.json()["errors"][0]["detail"]
        assert NUMBER not in answer.text
        assert "1112.22.333" not in answer.text
    assert service.client.get("/v1/runs").text == before


@pytest.mark.parametrize(("body", "place"), SOLVES)
def test_in_a_solve(service: Asked, tiny: str, body: dict[str, Any], place: str) -> None:
    """Tests that a solve with a citizen number in any text or name, or as the text of a cell, is refused."""
    refused(service, "/v1/solve", {"instance": tiny, **body}, place)


@pytest.mark.parametrize(("question", "parameters", "place"), QUESTIONS)
def test_in_a_question(
    service: Asked, solved: dict[str, Any], question: str, parameters: dict[str, Any], place: str
) -> None:
    """Tests that a question with a citizen number in any of its parameters is refused."""
    body = {"run": solved["id"], "question": question, "parameters": parameters}
    refused(service, "/v1/explain", body, f"/parameters/{place}")


@pytest.mark.parametrize(
    ("more", "place"),
    [({"baseline": NUMBER}, "/baseline"), ({"targets": {NUMBER: 1}}, f"/targets/{HIDDEN}")],
)
def test_in_a_comparison(service: Asked, solved: dict[str, Any], more: dict[str, Any], place: str) -> None:
    """Tests that a comparison with a citizen number in its baseline or targets is refused."""
    refused(service, "/v1/compare", {"runs": [solved["id"]] * 2, **more}, place)


def test_ids_are_none(service: Asked) -> None:
    """Tests that the digits of an id are never taken for a citizen number: an unknown one is 404."""
    asked = {"question": "difference", "run": NUMBER, "parameters": {"others": [NUMBER]}}
    compared = {"runs": [NUMBER, NUMBER], "baseline": NUMBER}
    for path, body in (("solve", {"instance": NUMBER}), ("explain", asked), ("compare", compared)):
        assert service.client.post(f"/v1/{path}", json=body).status_code == 404


def test_numbers_where_numbers_belong() -> None:
    """Tests that a column of numbers may hold any, as in an upload."""
    assert citizen_faults(b'{"changes": [{"table": "supply", "set": {"homes": 111222333}}]}') == []
    assert citizen_faults(b'{"targets": {"distance": 111222333}}') == []


def test_many_places_are_told_once() -> None:
    """Tests that places in one list are told as the first of them, with how many there are."""
    (fault,) = citizen_faults(b'{"changes": ["a", "111222333", "123456782"]}')
    assert (fault.pointer, fault.detail.nl) == ("/changes/1", f"verwacht: {own_code(2).nl}")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'["111222333"', b"9" * 5000])
def test_what_cannot_be_read(content: bytes) -> None:
    """Tests that what is no JSON, or a number without end, is left to whoever reads it."""
    assert citizen_faults(content) == []

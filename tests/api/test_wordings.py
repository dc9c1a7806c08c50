"""What is wrong, in words that a person reads."""

from __future__ import annotations

from typing import Any

import pytest
from support.service import Asked

from u16opt_api.bodies.reading import invalid
from u16opt_api.problems import Fault
from u16opt_api.security.sizes import size_of
from u16opt_api.wordings import at_places, worded

FAULT = Fault("body", "/x", at_places(worded({"type": "missing"}), 1), "missing")


@pytest.mark.parametrize(
    ("kind", "context", "nl", "en"),
    [
        ("too_short", {"min_length": 2}, "moet minstens 2 waarden bevatten", "must hold at least 2 values"),
        ("too_short", {"min_length": 1}, "moet minstens 1 waarde bevatten", "must hold at least 1 value"),
        ("too_long", {"max_length": 20}, "mag hoogstens 20 waarden bevatten", "may hold at most 20 values"),
        ("string_too_short", {"min_length": 1}, "moet minstens 1 teken hebben", "at least 1 character"),
        ("string_too_long", {"max_length": 5}, "mag hoogstens 5 tekens hebben", "at most 5 characters"),
        (
            "json_invalid",
            {"error": "EOF while parsing a value at line 1 column 0"},
            "is geen geldige JSON (regel 1, teken 1)",
            "is no valid JSON (line 1, character 1)",
        ),
        ("json_invalid", {"error": "expected ident at line 3 column 7"}, "(regel 3, teken 7)", "line 3"),
    ],
)
def test_words(kind: str, context: dict[str, Any], nl: str, en: str) -> None:
    """Tests that lengths are told as so many values or signs, one as one, and JSON by its line and sign."""
    text = worded({"type": kind, "ctx": context})
    assert nl in text.nl
    assert en in text.en
    assert "EOF" not in text.nl + text.en


@pytest.mark.parametrize(
    ("count", "nl", "en"), [(1, "op 1 plek niet", "1 place."), (2, "2 plekken", "2 places")]
)
def test_places_are_counted(count: int, nl: str, en: str) -> None:
    """Tests that one place is singular and more are plural."""
    detail = invalid([FAULT] * count).detail
    assert nl in detail.nl
    assert en in detail.en


def test_a_list_that_is_too_short(service: Asked) -> None:
    """Tests that a comparison with one run is told how many it needs, in one place."""
    answer = service.client.post("/v1/compare", json={"runs": ["a"]}).json()
    assert answer["detail"] == "De invoer klopt op 1 plek niet."
    assert answer["errors"][0]["detail"] == "moet minstens 2 waarden bevatten"


@pytest.mark.parametrize(
    ("limit", "nl", "en"),
    [
        (2**26, "64 MiB", "64 MiB"),
        (2**20, "1 MiB", "1 MiB"),
        (3 * 2**19, "1,5 MiB", "1.5 MiB"),
        (2**20 - 1, "1023,9 KiB", "1023.9 KiB"),
        (1000, "1000 bytes", "1000 bytes"),
    ],
)
def test_sizes(limit: int, nl: str, en: str) -> None:
    """Tests that a size is told in the largest unit that fits, and never as more than it is."""
    assert (size_of(limit).nl, size_of(limit).en) == (nl, en)


def test_options_are_explained_in_plain_words(description: dict[str, Any]) -> None:
    """Tests that the description says what a seed and a gap do without words of the trade."""
    fields = description["components"]["schemas"]["SolveOptionsBody"]["properties"]
    assert fields["seed"]["description"] == "Startgetal van de loting tussen gelijkwaardige keuzes."
    assert "pas stoppen als bewezen is dat het niet beter kan" in fields["gap"]["description"]

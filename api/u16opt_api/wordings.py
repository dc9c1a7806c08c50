"""What is wrong with a value, in words that people read, from the kinds of fault that pydantic knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from u16opt.texts import Text

_TEXT = Text("moet tekst zijn", "must be text")
_WHOLE = Text("moet een geheel getal zijn", "must be a whole number")
_NUMBER = Text("moet een getal zijn", "must be a number")
_FLAG = Text("moet true of false zijn", "must be true or false")
_LIST = Text("moet een lijst zijn", "must be a list")
_OBJECT = Text("moet een object met namen en waarden zijn", "must be an object with names and values")
_OTHER = Text("klopt niet", "is not right")

_ONE = (("waarde", "teken"), ("value", "character"))
_SEVERAL = (("waarden", "tekens"), ("values", "characters"))
_WHERE = re.compile(r"line (\d+) column (\d+)")

WORDINGS: Mapping[str, Text] = {
    "missing": Text("ontbreekt", "is missing"),
    "extra_forbidden": Text("is hier onbekend; bedoelde u iets anders?", "is unknown here; is it misspelt?"),
    "string_type": _TEXT,
    "string_too_short": Text(
        "moet minstens {min_length} {signs} hebben", "must have at least {min_length} {signs}"
    ),
    "string_too_long": Text(
        "mag hoogstens {max_length} {signs} hebben", "may have at most {max_length} {signs}"
    ),
    "string_pattern_mismatch": Text(
        "moet tekst op één regel zijn, niet leeg en zonder stuurtekens",
        "must be text on one line, not empty and without control characters",
    ),
    "string_unicode": Text("moet leesbare tekst zijn (UTF-8)", "must be readable text (UTF-8)"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": Text("is een te groot getal", "is too large a number"),
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": Text("moet een eindig getal zijn", "must be a finite number"),
    "bool_type": _FLAG,
    "bool_parsing": _FLAG,
    "greater_than_equal": Text("moet minstens {ge} zijn", "must be at least {ge}"),
    "greater_than": Text("moet meer dan {gt} zijn", "must be more than {gt}"),
    "less_than_equal": Text("mag hoogstens {le} zijn", "may be at most {le}"),
    "less_than": Text("moet minder dan {lt} zijn", "must be less than {lt}"),
    "literal_error": Text("moet een van deze zijn: {expected}", "must be one of these: {expected}"),
    "union_tag_invalid": Text(
        '"question" moet een van deze zijn: {expected_tags}',
        '"question" must be one of these: {expected_tags}',
    ),
    "union_tag_not_found": Text('"question" ontbreekt', '"question" is missing'),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "too_short": Text(
        "moet minstens {min_length} {values} bevatten", "must hold at least {min_length} {values}"
    ),
    "too_long": Text(
        "mag hoogstens {max_length} {values} bevatten", "may hold at most {max_length} {values}"
    ),
    "dict_type": _OBJECT,
    "mapping_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "cell_type": Text(
        "moet tekst, een getal, true, false of een lijst van teksten zijn",
        "must be text, a number, true, false or a list of texts",
    ),
    "condition_type": Text(
        "moet tekst, een getal, true, false of een lijst daarvan zijn",
        "must be text, a number, true, false or a list of these",
    ),
    "json_invalid": Text(
        "is geen geldige JSON (regel {line}, teken {sign})",
        "is no valid JSON (line {line}, character {sign})",
    ),
    "public_url": Text(
        "moet met https:// beginnen en op /v1 eindigen", "must begin with https:// and end in /v1"
    ),
}
"""By kind of fault what is wrong, with what pydantic tells of it between braces."""


def worded(error: Mapping[str, Any]) -> Text:
    """Return what is wrong with a value.

    Parameters
    ----------
    error
        One of `pydantic.ValidationError.errors`.

    Examples
    --------
    >>> worded({"type": "greater_than_equal", "ctx": {"ge": 1}}).nl
    'moet minstens 1 zijn'
    """
    text, told = WORDINGS.get(str(error["type"]), _OTHER), dict(error.get("ctx") or {})
    if "expected" in told:
        # A list of words, whose last two are parted by an English one.
        told["expected"] = str(told["expected"]).replace(" or ", ", ")
    told |= _place(str(told.get("error", "")))
    count = told.get("min_length", told.get("max_length"))
    return Text(
        *(
            template.format(**told, **_counted(count, kind))
            for kind, template in enumerate((text.nl, text.en))
        )
    )


def at_places(text: Text, count: int) -> Text:
    """Return a text in which ``{places}`` is how many places there are.

    Examples
    --------
    >>> at_places(Text("op {places}", "in {places}"), 1).nl
    'op 1 plek'
    """
    nl, en = ("plek", "place") if count == 1 else ("plekken", "places")
    return Text(text.nl.format(places=f"{count} {nl}"), text.en.format(places=f"{count} {en}"))


def _place(error: str) -> dict[str, int]:
    """Return where a text stops being JSON; before its first sign counts as there."""
    found = _WHERE.search(error)
    return {"line": int(found[1]), "sign": max(1, int(found[2]))} if found else {"line": 1, "sign": 1}


def _counted(count: Any, language: int) -> dict[str, str]:
    words = _ONE if count == 1 else _SEVERAL
    return dict(zip(("values", "signs"), words[language], strict=True))

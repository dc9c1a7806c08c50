"""From parsed JSON to a proposal, or to everything that is wrong with its keys and types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from u16opt.proposal import Proposal
from u16opt.texts import Text

Finding = tuple[str, Text]

REQUIRED = ("format", "scenario", "goals", "measures", "rules", "provenance")
"""Keys of the contract that a proposal made in Python may leave to their defaults, and a file may not."""

_MISSING = Text("sleutel ontbreekt", "missing key")
_UNKNOWN = Text("onbekende sleutel", "unknown key")


def read_proposal(content: Any) -> tuple[Proposal | None, tuple[Finding, ...]]:
    """Read a proposal strictly: keys as the contract writes them, numbers as numbers.

    Parameters
    ----------
    content
        What a JSON reader makes of ``proposal.json``.

    Returns
    -------
    The proposal, None when anything is wrong; and what is wrong, each with the path of its key.
    """
    if not isinstance(content, Mapping):
        return None, (("proposal", Text("geen JSON-object", "not a JSON object")),)
    faults = list(_key_faults(content))
    try:
        proposal = Proposal.model_validate(content, by_alias=True, by_name=False)
    except ValidationError as error:
        return None, (*faults, *_pydantic_faults(error))
    faults += _type_faults(content, proposal.model_dump(mode="json", by_alias=True))
    return (None if faults else proposal), tuple(faults)


def _key_faults(content: Mapping[str, Any]) -> Iterator[Finding]:
    for key in REQUIRED:
        if key not in content:
            yield key, _MISSING
    if "answer" in content:
        yield "answer", _UNKNOWN


def _pydantic_faults(error: ValidationError) -> Iterator[Finding]:
    """Yield each fault with its path as the file shows it: the answer's tables are top-level keys there."""
    texts = {"missing": _MISSING, "extra_forbidden": _UNKNOWN}
    for each in error.errors(include_url=False):
        path = ".".join(map(str, each["loc"])).removeprefix("answer.")
        yield path, texts.get(each["type"], _unsuitable(each["input"]))


def _unsuitable(value: Any) -> Text:
    return Text(f"geen geldige waarde: {value!r}", f"no valid value: {value!r}")


def _type_faults(given: Any, understood: Any, path: str = "") -> Iterator[Finding]:
    """Yield what only became right by being read generously, such as a number written as text."""
    if isinstance(given, Mapping) and isinstance(understood, Mapping):
        for key, value in given.items():
            yield from _type_faults(value, understood.get(key), f"{path}.{key}" if path else key)
    elif _is_list(given) and _is_list(understood):
        for number, (value, other) in enumerate(zip(given, understood, strict=True)):
            yield from _type_faults(value, other, f"{path}.{number}")
    elif not same(given, understood):
        yield path, _unsuitable(given)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def same(one: Any, other: Any) -> bool:
    """Return whether two JSON values are equal and of one kind: 1 and 1.0 are, 1 and true are not.

    Examples
    --------
    >>> same({"a": [1]}, {"a": [1.0]}), same(1, True), same(1, "1")
    (True, False, False)
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if _is_list(one) and _is_list(other):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)

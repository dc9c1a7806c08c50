"""An answer: the question, the facts, the sentences, and whether it is all proven."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from u16opt.part import Part
from u16opt.proposal import Proposal
from u16opt.texts import Text


@dataclass(frozen=True)
class Finding:
    """What was found out: facts as JSON holds them, sentences, and whether every number is proven."""

    facts: Mapping[str, Any]
    text: Text
    proven: bool


class Sentences(Part):
    """The answer in words, in both languages."""

    nl: str
    en: str


class Answer(Part):
    """The answer to one question about one proposal.

    Parameters
    ----------
    question, parameters
        What was asked.
    proposal
        Hash of the proposal it is about.
    facts
        The numbers; every one comes from a solve or from the tables.
    proven
        Whether all of them are proven.
    seconds
        Wall-clock seconds it took; all else is the same whenever the same is asked.
    """

    question: str
    parameters: Mapping[str, Any]
    proposal: str
    facts: Mapping[str, Any]
    text: Sentences
    proven: bool
    seconds: float

    def as_json(self) -> str:
        """Return the answer as JSON text, ending in a newline."""
        content = self.model_dump(mode="json", by_alias=True)
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def hash_of(proposal: Proposal) -> str:
    """Return the hash of all that a proposal says but for the seconds it took, 64 hexadecimal digits."""
    content = proposal.model_dump(mode="json", by_alias=True)
    content["solver"].pop("seconds")
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def amount(value: float) -> float:
    """Return a number as facts hold it: whole where it is, and without the noise of the last digits."""
    rounded = round(float(value), 9) + 0.0
    return int(rounded) if rounded.is_integer() else rounded

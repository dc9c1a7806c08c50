"""Idempotency-Key: the same request once more is the same run."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Annotated

from fastapi import Header

from u16opt.part import Part
from u16opt.store.records import IdempotencyKey, Kind

PATTERN = r"^[!-~]([ -~]{0,253}[!-~])?$"

GivenKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=PATTERN,
        description="Zelf gekozen, 1 tot 255 zichtbare tekens: dezelfde sleutel met dezelfde inhoud geeft "
        "dezelfde berekening.",
    ),
]


def key_of(text: str | None, kind: Kind, asked: Part) -> IdempotencyKey | None:
    """Return a key with the hash of what is asked with it; None without a key.

    What is asked is compared as it is meant: the order of its keys, and a default that is written or left
    out, make no difference.
    """
    if text is None:
        return None
    payload = json.dumps([kind, asked.model_dump(mode="json")], sort_keys=True, ensure_ascii=False)
    return IdempotencyKey(text, sha256(payload.encode()).hexdigest())

"""Where an answer leads: which call can be asked next with what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Followed = Mapping[str, Mapping[str, Any]]

ID = "$response.body#/id"
OF_INSTANCE: Followed = {
    "getInstance": {"parameters": {"instanceId": ID}},
    "solve": {"requestBody": {"instance": ID}},
}
OF_RUN: Followed = {
    call: {"parameters": {"runId": ID}} for call in ("getRun", "followRun", "cancelRun", "deleteRun")
}
OF_SOLVE: Followed = {
    **OF_RUN,
    "getProposal": {"parameters": {"runId": ID}},
    "explain": {"requestBody": {"run": ID, "question": "why"}},
    "compare": {"requestBody": {"runs": [ID, ID]}},
}
OF_QUESTION: Followed = {**OF_RUN, "getAnswer": {"parameters": {"runId": ID}}}

LINKS: Mapping[tuple[str, str], Followed] = {
    ("addInstance", "200"): OF_INSTANCE,
    ("addInstance", "201"): OF_INSTANCE,
    ("solve", "200"): OF_SOLVE,
    ("solve", "202"): OF_SOLVE,
    ("explain", "202"): OF_QUESTION,
    ("compare", "202"): OF_QUESTION,
}
"""By call and status, the calls that follow."""


def with_links(operation: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of a call with where its answers lead."""
    for status, answer in operation["responses"].items():
        following = LINKS.get((operation["operationId"], status), {})
        if following:
            answer["links"] = {call: {"operationId": call, **each} for call, each in following.items()}
    return operation

"""Rows of the store as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

State = Literal["queued", "running", "done", "failed", "cancelled"]
Kind = Literal["solve", "explain", "compare"]
Shape = Literal["folder", "workbook", "document"]
Scope = Literal["read", "compute", "manage"]

ENDED: tuple[State, ...] = ("done", "failed", "cancelled")

Files = Mapping[str, bytes]
"""Content of files by path: the files of an instance's folder, or the one file that it is."""


@dataclass(frozen=True)
class InstanceFacts:
    """What reading an instance tells about it; the parameters are those of `InstanceRecord`."""

    id: str
    hash: str
    name: str
    title: str
    summary: Mapping[str, Any]


@dataclass(frozen=True)
class InstanceRecord:
    """An instance in the store.

    Parameters
    ----------
    number
        Place in the order of arrival.
    id
        sha256 over everything in it, title, provenance, scenarios and boundaries included.
    hash
        The contract's ``instanceHash``, of the instance without a scenario.
    shape
        What was given: a folder's files, a workbook, or a JSON document.
    summary
        What lists show: ``tables`` (rows by name), ``scenarios`` (names), ``periods``, ``synthetic``
        (tables with made-up figures).
    size
        Bytes of its files.
    created
        Seconds since 1970 (UTC).
    """

    number: int
    id: str
    hash: str
    name: str
    title: str
    shape: Shape
    summary: Mapping[str, Any]
    size: int
    created: float


@dataclass(frozen=True)
class RunRecord:
    """A run in the store (columns: `u16opt.store.tables.runs`).

    Parameters
    ----------
    request
        What was asked, as `u16opt.running.request` writes it.
    status
        As in a proposal, once there is one; None for a comparison or an answer.
    progress
        The last progress: ``goal``, ``incumbent``, ``bound``, ``gap``; of an explanation ``done``, ``all``.
    problem
        Why it failed: ``title``, ``detail``, ``errors``.
    cancelling
        Whether somebody asked it to stop.
    events
        How many events it has.
    attempts
        How often a worker took it up.
    """

    number: int
    id: str
    kind: Kind
    state: State
    status: str | None
    instance: str
    request: Mapping[str, Any] = field(repr=False)
    asker: str
    created: float
    started: float | None
    ended: float | None
    progress: Mapping[str, Any] | None
    problem: Mapping[str, Any] | None = field(repr=False)
    cancelling: bool
    events: int
    attempts: int

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.state in ENDED


class IdempotencyKey(NamedTuple):
    """What somebody calls a request, lest asking again is asking twice; and sha256 of what was asked."""

    text: str
    payload: str


@dataclass(frozen=True)
class Beat:
    """What a worker hears when it says that it is still there.

    Parameters
    ----------
    held
        Whether the run is still its own; if not, nothing was written and it should stop.
    cancelling
        Whether somebody asked the run to stop.
    """

    held: bool
    cancelling: bool


@dataclass(frozen=True)
class Claim:
    """A run that a worker may work on until its lease ends; only the holder of the claim may write.

    Parameters
    ----------
    claim
        Drawn anew whenever a run is taken up.
    """

    run: RunRecord
    claim: str


@dataclass(frozen=True)
class Ending:
    """How a run ended; written as a whole, together with its last event and its line in the audit.

    Parameters
    ----------
    proposal, answer
        Text of ``proposal.json`` or of the answer; None when there is none.
    problem
        Why there is nothing else.
    """

    state: Literal["done", "failed", "cancelled"]
    status: str | None = None
    proposal: str | None = field(default=None, repr=False)
    answer: str | None = field(default=None, repr=False)
    problem: Mapping[str, Any] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class EventRecord:
    """Something that happened in a run.

    Parameters
    ----------
    number
        From 1, without a gap.
    kind
        ``state`` or ``progress``.
    """

    number: int
    kind: str
    content: Mapping[str, Any]
    at: float


@dataclass(frozen=True)
class KeyRecord:
    """An API key without its secret."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    created: float
    expires: float | None
    revoked: float | None

"""Lines of the audit as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class AuditLine:
    """Who asked what, with which input, policy, version and seed.

    Parameters
    ----------
    asker
        Name of the key, subject of the token, or ``local``.
    action
        ``instance.added``, ``run.asked``, ``run.ended``, ``run.cancelled``, ``run.removed``, ``key.made``,
        ``key.revoked``, ``store.restored``.
    subject
        Id of what it is about.
    version
        Version of u16opt; when a line is noted without, the one that notes it.
    """

    asker: str
    action: str
    subject: str
    content: Mapping[str, Any] = field(repr=False)
    instance_hash: str | None = None
    seed: int | None = None
    policy: Mapping[str, Any] | None = None
    version: str | None = None


@dataclass(frozen=True)
class AuditRecord:
    """A line as it stands in the audit."""

    number: int
    at: float
    line: AuditLine

"""An instance as the service tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from u16opt.part import Part
from u16opt.store.records import InstanceRecord, Shape
from u16opt_api.views.moments import Moment, moment

PATH = "/v1/instances"


class InstanceLinks(Part):
    """Where to go from an instance."""

    self: str


class InstanceView(Part):
    """An instance.

    Parameters
    ----------
    id
        Hash of all that is in it.
    instance_hash
        Hash of what a proposal rests on: without title, provenance and scenarios.
    shape
        What was sent.
    size
        Bytes.
    tables
        Rows by table.
    synthetic
        Tables with made-up figures.
    """

    id: str
    instance_hash: str
    name: str
    title: str
    shape: Shape
    size: Annotated[int, Field(ge=0)]
    created: Moment
    tables: Mapping[str, int]
    scenarios: tuple[str, ...]
    periods: tuple[int, ...]
    synthetic: tuple[str, ...]
    links: InstanceLinks


class ProblemView(Part):
    """A fault as ``u16opt check --json`` tells it."""

    level: Literal["error", "warning"]
    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str


class UploadView(InstanceView):
    """An instance that was sent, and what the checks noticed."""

    problems: tuple[ProblemView, ...]


def instance_view(record: InstanceRecord) -> dict[str, Any]:
    """Return an instance as JSON holds it."""
    summary = record.summary
    return {
        "id": record.id,
        "instanceHash": record.hash,
        "name": record.name,
        "title": record.title,
        "shape": record.shape,
        "size": record.size,
        "created": moment(record.created),
        "tables": dict(summary.get("tables", {})),
        "scenarios": list(summary.get("scenarios", ())),
        "periods": list(summary.get("periods", ())),
        "synthetic": list(summary.get("synthetic", ())),
        "links": {"self": f"{PATH}/{record.id}"},
    }

"""``POST /v1/compare``: proposals side by side."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from u16opt.running.request import CompareRequest
from u16opt_api.bodies.fields import Code, Id, Sent
from u16opt_api.bodies.parameters import Targets


class CompareBody(Sent):
    """A comparison of proposals with the first, or with the `baseline`."""

    runs: Annotated[tuple[Id, ...], Field(min_length=2, max_length=20)]
    targets: Targets = Field(default_factory=dict)
    baseline: Code | None = None

    def asked(self) -> CompareRequest:
        """Return what is asked, as a run keeps it."""
        return CompareRequest.model_validate(self.model_dump(exclude_none=True))

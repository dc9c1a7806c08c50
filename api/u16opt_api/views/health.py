"""How the service is."""

from __future__ import annotations

from typing import Literal

from u16opt.part import Part


class HealthView(Part):
    """Whether it is there, or can work."""

    status: Literal["live", "ready"]

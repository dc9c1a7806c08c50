"""What questions are asked about."""

from __future__ import annotations

from pathlib import Path

import pytest

import u16opt
from u16opt.instance.instance import Instance
from u16opt.proposal import Proposal

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def year() -> tuple[Instance, Proposal]:
    """The shipped year and its proposal."""
    instance = u16opt.read(ROOT / "instances" / "u16-2024")
    return instance, u16opt.solve(instance)

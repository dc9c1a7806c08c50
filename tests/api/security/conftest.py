"""A guarded application for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.guarded import Guarded, guarded


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Guarded]:
    """An application on this machine, for which no key was ever made."""
    with guarded(tmp_path) as given:
        yield given


@pytest.fixture
def keyed(tmp_path: Path) -> Iterator[Guarded]:
    """An application for which a key was made."""
    with guarded(tmp_path) as given:
        given.key("first", "manage")
        yield given

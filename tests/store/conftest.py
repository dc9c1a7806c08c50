"""Every test of the store runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from u16opt.store.database import Database
from u16opt.store.opening import opened


@pytest.fixture
def database(where: str) -> Iterator[Database]:
    """Return a new store."""
    made = opened(where)
    yield made
    made.close()

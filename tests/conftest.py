"""Databases for whatever keeps something: PostgreSQL once for all tests, and new stores of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.postgres import Cluster, postgresql


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Return a PostgreSQL for all tests."""
    with postgresql() as running:
        yield running


@pytest.fixture
def fresh(cluster: Cluster) -> Iterator[str]:
    """Return the URL of an empty PostgreSQL database."""
    url = cluster.fresh()
    yield url
    cluster.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a new store can be, in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "u16opt.db")
    return str(request.getfixturevalue("fresh"))

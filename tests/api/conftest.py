"""A service with a real store and real workers, asked by many tests; what they add stays in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from support.service import Asked, asking


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A service that works."""
    with asking(tmp_path_factory.mktemp("service")) as asked:
        yield asked


@pytest.fixture(scope="session")
def tiny(service: Asked) -> str:
    """Id of the smallest instance."""
    return service.upload()


@pytest.fixture(scope="session")
def solved(service: Asked, tiny: str) -> dict[str, Any]:
    """A solve of it that has ended."""
    return service.solved(tiny)


@pytest.fixture(scope="session")
def description(service: Asked) -> dict[str, Any]:
    """The description of the API."""
    content: dict[str, Any] = service.client.get("/v1/openapi.json").json()
    return content

"""How often somebody may ask."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from support.guarded import Guarded, guarded

from u16opt_api.security.arriving import address_of

READ = "/v1/runs/r1"


def many(
    given: Guarded, number: int, path: str = READ, headers: dict[str, str] | None = None
) -> Counter[int]:
    """Ask so often and count the statuses."""
    return Counter(given.client.get(path, headers=headers).status_code for _ in range(number))


def test_too_often(tmp_path: Path) -> None:
    """Tests that who asks more often than they may waits for as long as Retry-After says, and no longer."""
    with guarded(tmp_path, rate_limit="5/2 second") as given:
        assert many(given, 8) == {200: 5, 429: 3}
        answer = given.client.get(READ)
        assert answer.headers["Content-Type"] == "application/problem+json"
        wait = int(answer.headers["Retry-After"])
        assert 1 <= wait <= 2
        time.sleep(wait)
        assert given.client.get(READ).status_code == 200


def test_each_asker_has_their_own(tmp_path: Path) -> None:
    """Tests that askers are counted apart, and whoever has no key by their address."""
    with guarded(tmp_path, rate_limit="5/hour") as given:
        one, two = given.bearer("one", "read"), given.bearer("two", "read")
        assert many(given, 6, headers=one) == {200: 5, 429: 1}
        assert many(given, 6, headers=two) == {200: 5, 429: 1}
        assert many(given, 6) == {401: 5, 429: 1}
        assert many(given, 2, headers={"X-API-Key": "guess"}) == {429: 2}
        other = TestClient(given.app, base_url="http://127.0.0.1", client=("10.0.0.7", 1))
        assert other.get(READ).status_code == 401


def test_open_routes_are_limited_but_for_health(tmp_path: Path) -> None:
    """Tests that what is open is limited as well, except whether the service is well."""
    with guarded(tmp_path, rate_limit="5/hour") as given:
        assert many(given, 6, "/v1/openapi.json") == {200: 5, 429: 1}
        assert many(given, 20, "/v1/health/live") == {200: 20}


def test_no_limit(tmp_path: Path) -> None:
    """Tests that an empty limit is none."""
    with guarded(tmp_path, rate_limit="") as given:
        assert many(given, 300) == {200: 300}


@pytest.mark.parametrize(
    ("address", "counted"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("name", "name")],
)
def test_a_network_of_ipv6_is_one_address(address: str, counted: str) -> None:
    """Tests that the many addresses that one subscriber has of IPv6 count as one."""
    assert address_of({"client": (address, 1)}) == counted

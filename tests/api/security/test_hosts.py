"""Which requests may come at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.guarded import Guarded, guarded

READ = "/v1/runs/r1"
HOSTS = ["localhost", "LocalHost:8000", "127.0.0.1", "127.0.0.1:1", "127.0.0.2", "[::1]", "[::1]:8000"]
FOREIGN = [
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "localhost@evil.example",
    "evil.example@localhost",
    "evil.example:80@127.0.0.1",
    "evil.example/localhost",
    "evil.example#localhost",
    "[",
    "[::1",
    "localhost:notaport",
    "0.0.0.0",
    "",
]
PROXIES = [
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "x-forwarded-proto",
    "X-Forwarded-Anything",
    "X-Real-IP",
    "Via",
    "CF-Connecting-IP",
    "True-Client-IP",
    "X-Client-IP",
]


@pytest.mark.parametrize("host", HOSTS)
def test_names_of_this_machine(local: Guarded, host: str) -> None:
    """Tests that without keys this machine may be called by its own names, at any port."""
    assert local.client.get(READ, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", [READ, "/v1/openapi.json", "/v1/health/live"])
def test_other_names_are_refused(local: Guarded, host: str, path: str) -> None:
    """Tests that without keys another name is refused: a site can give its name this machine's address."""
    answer = local.client.get(path, headers={"Host": host})
    assert (answer.status_code, answer.headers["Content-Type"]) == (421, "application/problem+json")
    assert "U16OPT_ALLOWED_HOSTS" in answer.json()["detail"]


@pytest.mark.parametrize("header", PROXIES)
def test_a_proxy_is_not_this_machine(local: Guarded, header: str) -> None:
    """Tests that without keys whatever a proxy passed on is refused: others may be behind it."""
    assert local.client.get(READ, headers={header: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://localhost:3000"},
        {"Origin": "http://127.0.0.1@evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_site_is_refused(local: Guarded, headers: dict[str, str]) -> None:
    """Tests that without keys a page of another site can ask nothing, but for the description."""
    assert local.client.get(READ, headers=headers).status_code == 403
    assert local.client.post("/v1/solve", json={}, headers=headers).status_code == 403
    assert local.client.get("/v1/openapi.json", headers=headers).status_code == 200


def test_its_own_page_may_ask(local: Guarded) -> None:
    """Tests that the page that the service itself shows may ask it things."""
    own = {"Host": "localhost:8000", "Origin": "http://localhost:8000", "Sec-Fetch-Site": "same-origin"}
    assert local.client.post("/v1/solve", json={}, headers=own).status_code == 200
    assert local.client.get(READ, headers={"Sec-Fetch-Site": "none"}).status_code == 200


@pytest.mark.parametrize("header", PROXIES)
def test_with_keys_there_may_be_a_proxy(keyed: Guarded, header: str) -> None:
    """Tests that with a key other names, proxies and sites are no reason to refuse."""
    headers = keyed.bearer("planner", "read") | {header: "203.0.113.7", "Host": "u16opt.example"}
    assert keyed.client.get(READ, headers=headers | {"Origin": "https://portal.example"}).status_code == 200


def test_allowed_hosts(tmp_path: Path) -> None:
    """Tests that with keys the service answers only to the names it was given, when it was given any."""
    with guarded(tmp_path, allowed_hosts="u16opt.example, localhost") as given:
        headers = given.bearer("planner", "read")
        found = [
            given.client.get(READ, headers=headers | {"Host": host}).status_code
            for host in ("u16opt.example:443", "U16OPT.example", "localhost", "evil.example")
        ]
    assert found == [200, 200, 200, 421]

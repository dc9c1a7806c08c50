"""Who comes in with a key, and who does not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from support.guarded import Guarded, guarded

from u16opt.store.keys import revoke_key
from u16opt_api.security import bearer, gate

READ = "/v1/runs/r1"


@pytest.mark.parametrize("header", ["bearer", "Bearer", "x-api-key"])
def test_a_key_opens_the_door(keyed: Guarded, header: str) -> None:
    """Tests that a key comes in as a bearer token and in a header of its own, and that its name is known."""
    key = keyed.key("planner", "read")
    shown = {"X-API-Key": key} if header == "x-api-key" else {"Authorization": f"{header} {key}"}
    answer = keyed.client.get(READ, headers=shown)
    assert (answer.status_code, answer.json()["asker"]) == (200, "planner")


def test_without_keys_this_machine_may_do_everything(local: Guarded) -> None:
    """Tests that as long as no key was ever made somebody on this machine may read, compute and remove."""
    assert local.client.get(READ).json()["asker"] == "local"
    assert local.client.post("/v1/solve", json={}).status_code == 200
    assert local.client.delete(READ).status_code == 200


def test_the_first_key_closes_the_door(local: Guarded) -> None:
    """Tests that once a key is made every call needs one, and that revoking it opens no door again."""
    assert local.client.get(READ).status_code == 200
    local.key("first", "read")
    time.sleep(gate.FRESH)
    assert local.client.get(READ).status_code == 401
    assert revoke_key(local.store, "first")
    time.sleep(gate.FRESH)
    assert local.client.get(READ).status_code == 401


def test_a_host_that_others_reach_needs_keys(tmp_path: Path) -> None:
    """Tests that where others can reach the service nobody comes in without a key, before any was made."""
    with guarded(tmp_path, host="0.0.0.0") as open_to_all:
        assert open_to_all.client.get(READ).status_code == 401
        assert open_to_all.client.get(READ, headers=open_to_all.bearer("planner", "read")).status_code == 200


def test_somebody_from_elsewhere_needs_a_key(local: Guarded) -> None:
    """Tests that who comes from another machine is not local, whatever the service thinks it listens at."""
    from starlette.testclient import TestClient

    elsewhere = TestClient(local.app, base_url="http://127.0.0.1", client=("10.0.0.7", 4711))
    assert elsewhere.get(READ).status_code == 401


def test_no_answer_tells_why_a_key_is_not_good(keyed: Guarded) -> None:
    """Tests that a missing, unknown, malformed, changed, revoked and expired key get the same answer."""
    revoked, expired = keyed.key("revoked", "read"), keyed.key("expired", "read", expires=time.time() - 1)
    good = keyed.key("good", "read")
    revoke_key(keyed.store, "revoked")
    changed = good[:-1] + ("A" if good[-1] != "A" else "B")
    unknown = "u16_0123456789abcdef_" + "A" * 43
    shown = [None, "", "x", unknown, changed, revoked, expired, "u16_", good + "é", good * 500]
    bodies = set()
    for each in shown:
        headers = [(b"X-Request-ID", b"the-same-one")]
        if each is not None:
            headers.append((b"X-API-Key", each.encode()))
        answer = keyed.client.get(READ, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="u16opt"'
        assert answer.headers["Content-Type"] == "application/problem+json"
        bodies.add(answer.text)
    assert len(bodies) == 1


def test_two_credentials_are_none(keyed: Guarded) -> None:
    """Tests that a request that shows two keys is refused, rather than one of them chosen."""
    key = keyed.key("planner", "read")
    both = {"Authorization": f"Bearer {key}", "X-API-Key": key}
    assert keyed.client.get(READ, headers=both).status_code == 401
    twice = [("X-API-Key", key), ("X-API-Key", key)]
    assert keyed.client.get(READ, headers=twice).status_code == 401
    assert keyed.client.get(READ, headers={"Authorization": f"Basic {key}"}).status_code == 401


def test_a_revoked_key_stops_within_seconds(keyed: Guarded) -> None:
    """Tests that a key that is used all the time is refused within seconds after it was revoked."""
    headers = keyed.bearer("planner", "read")
    assert keyed.client.get(READ, headers=headers).status_code == 200
    revoke_key(keyed.store, "planner")
    until = time.monotonic() + bearer.FRESH + 0.5
    while keyed.client.get(READ, headers=headers).status_code == 200:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_key_ends_when_it_expires(keyed: Guarded) -> None:
    """Tests that a key that is remembered ends at its moment, not when it is next looked up."""
    expires = time.time() + 0.4
    headers = {"X-API-Key": keyed.key("short", "read", expires=expires)}
    assert keyed.client.get(READ, headers=headers).status_code == 200
    time.sleep(max(0.0, expires - time.time()) + 0.05)
    assert keyed.client.get(READ, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [("read", [200, 403, 403, 403]), ("compute", [200, 200, 403, 403]), ("manage", [200, 200, 200, 200])],
)
def test_scopes_hold_each_other(keyed: Guarded, scope: str, allowed: list[int]) -> None:
    """Tests that manage may all that compute may, compute all that read may, and nobody more."""
    headers = keyed.bearer("planner", scope)  # type: ignore[arg-type]
    calls = [("GET", READ), ("POST", "/v1/solve"), ("POST", "/v1/purge"), ("DELETE", READ)]
    found = [
        keyed.client.request(method, path, headers=headers, json={}).status_code for method, path in calls
    ]
    assert found == allowed


def test_a_refusal_names_the_scope_that_is_lacking(keyed: Guarded) -> None:
    """Tests that 403 says which scope is missing, to people in their language and to programs in a header."""
    headers = keyed.bearer("planner", "read")
    for method, path, scope in (("POST", "/v1/solve", "compute"), ("DELETE", READ, "manage")):
        answer = keyed.client.request(method, path, headers=headers | {"Accept-Language": "en"})
        assert answer.json()["detail"] == f"This key lacks the scope {scope}."
        assert f'error="insufficient_scope", scope="{scope}"' in answer.headers["WWW-Authenticate"]


def test_what_a_route_needs_more_than_its_method(keyed: Guarded) -> None:
    """Tests that a route that needs more than others of its method refuses who has not that much."""
    answer = keyed.client.post("/v1/purge", headers=keyed.bearer("planner", "compute"))
    assert (answer.status_code, 'scope="manage"' in answer.headers["WWW-Authenticate"]) == (403, True)


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [
        (None, [401] * 4),
        ("read", [200, 403, 403, 403]),
        ("compute", [200, 200, 200, 403]),
        ("manage", [200] * 4),
    ],
)
def test_a_route_that_says_nothing_is_guarded(keyed: Guarded, scope: str | None, allowed: list[int]) -> None:
    """Tests that a route that forgot to say what it needs is guarded by its method."""
    headers = {} if scope is None else keyed.bearer("planner", scope)  # type: ignore[arg-type]
    methods = ("GET", "POST", "PUT", "DELETE")
    found = [keyed.client.request(each, "/v1/forgotten", headers=headers).status_code for each in methods]
    assert found == allowed


def test_who_may_not_come_in_is_not_read(keyed: Guarded) -> None:
    """Tests that nothing is taken of a body that somebody without a key, or without the scope, sends."""
    taken = []

    def pieces():  # type: ignore[no-untyped-def]
        for number in range(100):
            taken.append(number)
            yield b"[" * 1000

    json = {"Content-Type": "application/json"}
    assert keyed.client.post("/v1/solve", content=pieces(), headers=json).status_code == 401
    reader = keyed.bearer("reader", "read")
    assert keyed.client.post("/v1/solve", content=pieces(), headers=reader | json).status_code == 403
    assert len(taken) <= 2


def test_without_a_key_no_path_is_told_apart(keyed: Guarded) -> None:
    """Tests that who has no key cannot find out which paths there are."""
    assert keyed.client.get("/v1/secret").status_code == 401
    assert keyed.client.get("/v1/secret", headers=keyed.bearer("planner", "read")).status_code == 404


@pytest.mark.parametrize("path", ["/v1/health/live", "/v1/openapi.json", "/docs"])
def test_what_is_open(keyed: Guarded, path: str) -> None:
    """Tests that whether the service is well, and what it can do, may be seen without a key."""
    assert keyed.client.get(path).status_code == 200
    assert keyed.client.get(path, headers={"X-API-Key": "wrong"}).status_code == 200


def test_a_store_that_does_not_answer_lets_nobody_in(keyed: Guarded, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that when the store cannot be asked the answer is 503, and tells nothing of the store."""
    from u16opt.store.faults import StoreError

    def fail(*_: object) -> None:
        raise StoreError("unreachable", "postgresql://u16@db.internal/u16")

    headers = keyed.bearer("planner", "read")
    monkeypatch.setattr(bearer, "key_of", fail)
    answer = keyed.client.get(READ, headers=headers)
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert "internal" not in answer.text

"""Who comes in with a token of an issuer, and who does not."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import RSAKey
from support.guarded import Guarded, guarded
from support.issuing import AUDIENCE, DISCOVERY, Issuing, issuing, key_for

from u16opt_api.security import signing
from u16opt_api.security.fetching import UnreachableError, fetched
from u16opt_api.security.oidc import ALGORITHMS, issuer_of
from u16opt_api.security.settings import SecuritySettings
from u16opt_api.security.signing import Keyring

READ = "/v1/runs/r1"


@pytest.fixture
def issuer() -> Iterator[Issuing]:
    """An issuer that publishes a key for every signature."""
    with issuing() as given:
        given.publish(*(key_for(each) for each in ("RS256", "ES256", "EdDSA")))
        yield given


@pytest.fixture
def service(tmp_path: Path, issuer: Issuing) -> Iterator[Guarded]:
    """An application that takes the tokens of the issuer."""
    with guarded(tmp_path, oidc_issuer=issuer.name, oidc_audience=AUDIENCE) as given:
        yield given


def status(service: Guarded, token: str, path: str = READ) -> int:
    """Ask with a token."""
    return service.client.get(path, headers={"Authorization": f"Bearer {token}"}).status_code


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_good_token_comes_in(service: Guarded, issuer: Issuing, algorithm: str) -> None:
    """Tests that a token with each kind of signature comes in, under the name that the issuer gave."""
    headers = {"Authorization": f"Bearer {issuer.token(algorithm)}"}
    answer = service.client.get(READ, headers=headers)
    assert (answer.status_code, answer.json()["asker"]) == (200, "oidc:person-1")
    assert service.client.post("/v1/solve", json={}, headers=headers).status_code == 200
    assert service.client.delete(READ, headers=headers).status_code == 403


def test_with_an_issuer_nobody_comes_in_without(service: Guarded) -> None:
    """Tests that with an issuer a token or a key is needed, on this machine too, and that keys still work."""
    assert service.client.get(READ).status_code == 401
    assert service.client.get(READ, headers=service.bearer("planner", "read")).status_code == 200


BAD_CLAIMS: dict[str, dict[str, Any]] = {
    "another audience": {"aud": "somebody-else"},
    "no audience": {"aud": None},
    "an audience that begins alike": {"aud": "u16opt-test"},
    "expired": {"exp": int(time.time()) - 3600},
    "never expires": {"exp": None},
    "expires at no number": {"exp": "tomorrow"},
    "not yet": {"nbf": int(time.time()) + 3600},
    "issued in the future": {"iat": int(time.time()) + 3600},
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "nobody": {"sub": None},
    "nobody's name": {"sub": ""},
    "a name over lines": {"sub": "a\nb"},
    "an endless name": {"sub": "a" * 1000},
    "no name but a number": {"sub": 7},
}


@pytest.mark.parametrize("fault", BAD_CLAIMS)
def test_a_token_that_says_something_else(service: Guarded, issuer: Issuing, fault: str) -> None:
    """Tests that a token of the issuer that is not for us, not from it, or not of now, does not come in."""
    assert status(service, issuer.token(**BAD_CLAIMS[fault])) == 401


def test_clocks_may_differ_a_little(service: Guarded, issuer: Issuing) -> None:
    """Tests that clocks may differ by some seconds, and by no more."""
    now = int(time.time())
    assert status(service, issuer.token(exp=now - 10)) == 200
    assert status(service, issuer.token(nbf=now + 10)) == 200
    assert status(service, issuer.token(exp=now - 60)) == 401


def test_several_audiences(service: Guarded, issuer: Issuing) -> None:
    """Tests that a token may be meant for others besides us."""
    assert status(service, issuer.token(aud=["portal", AUDIENCE])) == 200


def forged(header: dict[str, Any], claims: str, signature: bytes = b"") -> str:
    """A token that somebody made themselves out of another's claims."""
    return ".".join([_text(json.dumps(header).encode()), claims, _text(signature)])


def test_a_signature_that_anybody_could_make(service: Guarded, issuer: Issuing) -> None:
    """Tests that no signature, another's, a changed one, or one made with the public key comes not in."""
    good = issuer.token()
    head, claims, sign = good.split(".")
    public = key_for("RS256")
    assert isinstance(public, RSAKey)
    assert status(service, good) == 200
    assert status(service, forged({"alg": "none", "kid": public.kid}, claims)) == 401
    assert status(service, forged({"alg": "None"}, claims)) == 401
    for secret in (public.as_pem(private=False), json.dumps(public.as_dict(private=False)).encode()):
        header = {"alg": "HS256", "kid": public.kid}
        seal = hmac.digest(secret, forged(header, claims).rstrip(".").encode(), "sha256")
        assert status(service, forged(header, claims, seal)) == 401
    assert status(service, f"{head}.{claims}.{sign[:-4]}AAAA") == 401
    assert status(service, f"{head}.{_text(b'{}')}.{sign}") == 401
    assert status(service, f"{head}.{claims}.") == 401
    assert status(service, issuer.token(key=key_for("RS256", "another's"))) == 401


def test_a_token_does_not_choose_its_own_key(service: Guarded, issuer: Issuing) -> None:
    """Tests that a key that comes with a token, or that it points at, is not used."""
    own = RSAKey.generate_key(2048, {"kid": "RS-one"})
    claims = json.dumps({"iss": issuer.name, "aud": AUDIENCE, "sub": "x", "exp": int(time.time()) + 60})
    asked = len(issuer.asked)
    for extra in ({"jwk": own.as_dict(private=False)}, {"jku": f"{issuer.name}/evil"}, {"x5u": "http://x"}):
        header = {"alg": "RS256", "kid": "RS-one", **extra}
        assert status(service, jws.serialize_compact(header, claims, own, ["RS256"])) == 401
    assert "/evil" not in issuer.asked[asked:]


def test_a_key_of_another_kind(service: Guarded, issuer: Issuing) -> None:
    """Tests that a token cannot have its signature checked with a key of another kind or use."""
    head = {"alg": "ES256", "kid": key_for("RS256").kid}
    good = issuer.token("ES256").split(".")
    assert status(service, f"{_text(json.dumps(head).encode())}.{good[1]}.{good[2]}") == 401
    for index, given in enumerate([{"use": "enc"}, {"kty": "oct", "k": "AAAA"}]):
        with issuing() as other:
            other.publish(key_for("RS256"), **given)
            token = other.token()
            assert asyncio.run(_asked(other, token)) is None, index


def test_a_key_that_is_too_short(issuer: Issuing) -> None:
    """Tests that a key that can be broken is not used, although the issuer publishes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        weak = RSAKey.generate_key(1024, {"kid": "weak"})
        token = issuer.token(key=weak)
        issuer.publish(weak)
    assert asyncio.run(_asked(issuer, token)) is None


def test_an_unknown_key_is_looked_for_once(service: Guarded, issuer: Issuing) -> None:
    """Tests that tokens with unknown keys make the service ask the issuer once, however many come."""
    assert status(service, issuer.token()) == 200
    asked = len(issuer.asked)
    for number in range(20):
        header = {"alg": "RS256", "kid": f"unknown-{number}"}
        assert status(service, forged(header, _text(b"{}"), b"x")) == 401
    assert len(issuer.asked) - asked <= 2


def test_new_keys_are_found(issuer: Issuing) -> None:
    """Tests that when the issuer begins to use another key it is fetched, and the old one is forgotten."""
    old, new = issuer.token(), issuer.token(key=key_for("RS256", "new"))

    async def rotate() -> list[bool]:
        given = issuer_of(SecuritySettings(oidc_issuer=issuer.name, oidc_audience=AUDIENCE))
        assert given is not None
        given.keyring = Keyring(issuer.name, again=0.1)
        found = [await given.asker(old) is not None, await given.asker(new) is not None]
        issuer.publish(key_for("RS256", "new"))
        found += [await given.asker(new) is not None]
        await asyncio.sleep(0.15)
        return [*found, await given.asker(new) is not None, await given.asker(old) is not None]

    assert asyncio.run(rotate()) == [True, False, False, True, False]


def test_keys_are_fetched_again_after_a_while(issuer: Issuing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a key that the issuer dropped is forgotten after a while, also when no new one is used."""
    monkeypatch.setattr(signing, "KEPT", 0.1)

    async def ask() -> list[bool]:
        keyring = Keyring(issuer.name, again=0.0)
        found = [await keyring.key("RS-one") is not None]
        issuer.publish(key_for("ES256"))
        await asyncio.sleep(0.15)
        return [*found, await keyring.key("RS-one") is not None]

    assert asyncio.run(ask()) == [True, False]


def test_an_issuer_that_is_down(issuer: Issuing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that while the issuer is down its known keys hold, that it is not asked at every request, and
    that a service that never reached it lets nobody in."""
    monkeypatch.setattr(signing, "KEPT", 0.1)
    token = issuer.token()

    async def ask() -> list[bool]:
        keyring = Keyring(issuer.name, again=0.0)
        found = [await keyring.key("RS-one") is not None]
        issuer.status = 503
        await asyncio.sleep(0.15)
        found += [await keyring.key("RS-one") is not None]
        return [*found, await _asked(issuer, token, requests=10) is not None]

    assert asyncio.run(ask()) == [True, True, False]
    assert len(issuer.asked) == 2 + 1 + 1


def test_keys_do_not_hold_for_ever(issuer: Issuing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that when the issuer is not reached for long its last keys are no longer good."""
    monkeypatch.setattr(signing, "HELD", 0.1)

    async def ask() -> list[bool]:
        keyring = Keyring(issuer.name, again=0.0)
        found = [await keyring.key("RS-one") is not None]
        issuer.status = 503
        await asyncio.sleep(0.15)
        return [*found, await keyring.key("RS-one") is not None]

    assert asyncio.run(ask()) == [True, False]


def test_an_issuer_that_never_finishes(issuer: Issuing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that a fetch is given up after a while, and that known keys are used while one goes on."""
    monkeypatch.setattr(signing, "PATIENCE", 0.3)
    monkeypatch.setattr(signing, "KEPT", 0.1)

    async def ask() -> tuple[list[bool], float, float]:
        keyring = Keyring(issuer.name, again=0.0)
        found = [await keyring.key("RS-one") is not None]
        issuer.delay = 1.0
        await asyncio.sleep(0.15)
        waiting = asyncio.create_task(keyring.key("RS-one"))
        await asyncio.sleep(0.05)
        start = time.perf_counter()
        found.append(await keyring.key("RS-one") is not None)
        instant = time.perf_counter() - start
        found.append(await waiting is not None)
        return found, instant, time.perf_counter() - start

    found, instant, given_up = asyncio.run(ask())
    assert found == [True, True, True]
    assert instant < 0.2
    assert given_up < 0.8


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"[]",
        b"[" * 100_000,
        b'{"issuer": "https://evil.example", "jwks_uri": "x"}',
        b'{"a": "' + b"x" * 2**21 + b'"}',
        {"keys": None},
        {"keys": [None, {}, {"kty": "RSA"}, {"kty": "RSA", "n": "x", "e": "y", "kid": 3}, {"kty": "?"}]},
    ],
)
@pytest.mark.parametrize("path", [DISCOVERY, "/keys"])
def test_an_issuer_that_gives_nonsense(issuer: Issuing, content: Any, path: str) -> None:
    """Tests that whatever an issuer gives instead of its keys, nobody comes in and nothing breaks."""
    token = issuer.token()
    issuer.documents[path] = content
    assert asyncio.run(_asked(issuer, token)) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://id.example.org/x",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://127.0.0.1.example/",
        "//x",
        "[",
    ],
)
def test_keys_come_over_https_only(url: str) -> None:
    """Tests that keys are fetched over https, or from this machine, and from nowhere else."""
    with pytest.raises(UnreachableError):
        fetched(url)


@pytest.mark.parametrize(
    ("issuer", "keys", "fine"),
    [
        ("https://id.example.org", "https://keys.example.org/k", True),
        ("https://id.example.org", "http://127.0.0.1:9000/k", False),
        ("https://id.example.org", "http://localhost/k", False),
        ("http://127.0.0.1:9000", "http://localhost:9001/k", True),
        ("http://127.0.0.1:9000", "http://keys.example.org/k", False),
    ],
)
def test_an_issuer_elsewhere_has_no_keys_here(
    monkeypatch: pytest.MonkeyPatch, issuer: str, keys: str, fine: bool
) -> None:
    """Tests that keys come over https as the issuer does, and from this machine only if it is here too."""
    public = key_for("RS256").as_dict(private=False)
    documents: dict[str, Any] = {keys: {"keys": [public]}}
    documents[f"{issuer}/.well-known/openid-configuration"] = {"issuer": issuer, "jwks_uri": keys}
    monkeypatch.setattr(signing, "fetched", documents.__getitem__)
    if fine:
        assert list(signing.published(issuer)) == [public["kid"]]
    else:
        with pytest.raises(UnreachableError):
            signing.published(issuer)


def test_an_issuer_that_calls_itself_something_else(issuer: Issuing) -> None:
    """Tests that keys of an issuer that is not the one in the settings are not used, even when they fit."""
    token = issuer.token()
    issuer.documents[DISCOVERY]["issuer"] = f"{issuer.name}/realms/other"
    assert asyncio.run(_asked(issuer, token)) is None


def test_what_an_issuer_gives_has_a_limit(issuer: Issuing) -> None:
    """Tests that no more than a megabyte is taken of what an issuer gives."""
    issuer.documents["/large"] = b"{}" + b" " * 2**20
    with pytest.raises(UnreachableError):
        fetched(f"{issuer.name}/large")


def test_an_issuer_does_not_send_us_elsewhere(issuer: Issuing) -> None:
    """Tests that an issuer that sends the service to another address is not followed there."""
    issuer.status, issuer.redirect = 302, f"{issuer.name}/elsewhere"
    with pytest.raises(UnreachableError):
        fetched(f"{issuer.name}/keys")
    assert issuer.asked == ["/keys"]


def test_a_slow_issuer_holds_up_nobody(service: Guarded, issuer: Issuing) -> None:
    """Tests that while the issuer is slow the service goes on answering others."""
    issuer.delay = 0.5
    key = service.bearer("planner", "read")
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(status, service, issuer.token())
        time.sleep(0.1)
        start = time.perf_counter()
        assert service.client.get(READ, headers=key).status_code == 200
        assert time.perf_counter() - start < 0.4
        assert not waiting.done()
        assert waiting.result() == 200


@pytest.mark.parametrize(
    ("claim", "mapping", "claims", "scopes"),
    [
        ("scope", None, {"scope": "u16opt:read u16opt:manage x"}, ("read", "manage")),
        ("scope", None, {"scope": ["u16opt:read"]}, ("read",)),
        ("scope", None, {"scope": "u16opt:readx U16OPT:READ"}, ()),
        ("scope", None, {"scope": {"u16opt:read": 1}}, ()),
        ("scope", None, {"scope": [["u16opt:read"], 1, None]}, ()),
        ("scope", None, {}, ()),
        (
            "realm_access.roles",
            {"planner": "compute"},
            {"realm_access": {"roles": ["planner"]}},
            ("compute",),
        ),
        ("realm_access.roles", {"planner": "compute"}, {"realm_access": ["roles"]}, ()),
        ("https://x.example/roles", {"boss": "manage"}, {"https://x.example/roles": "boss"}, ("manage",)),
    ],
)
def test_scopes_of_a_token(
    issuer: Issuing,
    claim: str,
    mapping: dict[str, str] | None,
    claims: dict[str, Any],
    scopes: tuple[str, ...],
) -> None:
    """Tests that a token gives the scopes that its claim holds by the settings, and no others."""
    more: dict[str, Any] = {} if mapping is None else {"oidc_scopes": mapping}
    asker = asyncio.run(
        _asked(issuer, issuer.token(**{"scope": None, **claims}), oidc_scope_claim=claim, **more)
    )
    assert asker is not None
    assert asker.scopes == scopes


def test_a_token_without_scopes_may_nothing(service: Guarded, issuer: Issuing) -> None:
    """Tests that somebody whom the issuer knows, but who may do nothing here, is refused with 403."""
    assert status(service, issuer.token(scope="openid")) == 403


def test_refusals_look_alike(service: Guarded, issuer: Issuing) -> None:
    """Tests that no answer tells why a token is not good."""
    tokens = [
        "x",
        "a.b.c",
        issuer.token(aud="x"),
        issuer.token(exp=1),
        issuer.token(key=key_for("RS256", "other")),
    ]
    headers = [{"Authorization": f"Bearer {each}", "X-Request-ID": "the-same-one"} for each in tokens]
    answers = [service.client.get(READ, headers=each) for each in headers]
    assert {(each.status_code, each.text, each.headers["WWW-Authenticate"]) for each in answers} == {
        (401, answers[0].text, 'Bearer realm="u16opt"')
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@drawn(
    st.binary(max_size=40),
    st.binary(max_size=40),
    st.sampled_from([b"", b"[" * 2500, b'{"alg":[]}', b'{"alg":"RS256","kid":[]}']),
)
def test_nonsense_is_no_token(issuer: Issuing, one: bytes, two: bytes, head: bytes) -> None:
    """Tests that whatever stands where a token should be, it is refused and breaks nothing."""
    token = ".".join(map(_text, (head or one, one, two)))
    assert asyncio.run(_asked(issuer, token)) is None


async def _asked(issuer: Issuing, token: str, requests: int = 1, **more: Any) -> Any:
    given = issuer_of(SecuritySettings(oidc_issuer=issuer.name, oidc_audience=AUDIENCE, **more))
    assert given is not None
    return [await given.asker(token) for _ in range(requests)][-1]


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()

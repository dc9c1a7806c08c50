"""What forbids starting the service."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from u16opt.store.database import Database
from u16opt.store.keys import make_key, revoke_key
from u16opt.store.opening import opened
from u16opt_api.security.startup import refusals
from u16opt_api.settings import Settings

ISSUER = {"oidc_issuer": "https://id.example.org", "oidc_audience": "u16opt"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """A new store."""
    given = opened(str(tmp_path / "u16opt.db"))
    yield given
    given.close()


def said(store: Database, **settings: Any) -> str:
    """All that forbids starting, in English."""
    return "\n".join(each.en for each in refusals(Settings(**settings), store))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_alone_needs_no_keys(store: Database, host: str) -> None:
    """Tests that where only this machine can reach it the service starts without keys."""
    assert said(store, host=host) == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.7", "u16opt.example", "localhost.example"])
def test_others_need_a_valid_key(store: Database, host: str) -> None:
    """Tests that where others can reach it the service does not start without a key that is good now."""
    assert "no valid key" in said(store, host=host)
    make_key(store, "old", ["read"], time.time() - 1)
    make_key(store, "gone", ["read"])
    revoke_key(store, "gone")
    assert "no valid key" in said(store, host=host)
    make_key(store, "good", ["read"], time.time() + 60)
    assert said(store, host=host) == ""


def test_an_issuer_instead_of_keys(store: Database) -> None:
    """Tests that an issuer does as well as a key."""
    assert said(store, host="0.0.0.0", **ISSUER) == ""


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({**ISSUER, "oidc_issuer": "http://id.example.org"}, "https://"),
        ({**ISSUER, "oidc_issuer": "id.example.org"}, "https://"),
        ({"oidc_issuer": "https://id.example.org"}, "U16OPT_OIDC_AUDIENCE"),
        ({**ISSUER, "oidc_audience": ""}, "U16OPT_OIDC_AUDIENCE"),
        ({"oidc_audience": "u16opt"}, "without U16OPT_OIDC_ISSUER"),
        ({"rate_limit": "often"}, "U16OPT_RATE_LIMIT"),
        ({"rate_limit": "200"}, "U16OPT_RATE_LIMIT"),
        ({"rate_limit": "0/second"}, "U16OPT_RATE_LIMIT"),
    ],
)
def test_settings_that_protect_nothing(store: Database, settings: dict[str, Any], word: str) -> None:
    """Tests that settings that do not mean what they seem to are told before the service starts."""
    assert word in said(store, **settings)


def test_everything_is_told_at_once(store: Database) -> None:
    """Tests that all that forbids starting is told, not only the first."""
    found = refusals(Settings(host="0.0.0.0", rate_limit="often", oidc_audience="u16opt"), store)
    assert len(found) == 3


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9000", "http://localhost/realms/u16"])
def test_an_issuer_on_this_machine(store: Database, issuer: str) -> None:
    """Tests that an issuer on this machine needs no https."""
    assert said(store, oidc_issuer=issuer, oidc_audience="u16opt") == ""


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that what guards the service can be set in the environment, names of hosts with commas."""
    monkeypatch.setenv("U16OPT_ALLOWED_HOSTS", "a.example, b.example,")
    monkeypatch.setenv("U16OPT_RATE_LIMIT", "5/minute")
    monkeypatch.setenv("U16OPT_OIDC_SCOPES", '{"planner": "compute"}')
    settings = Settings()
    assert settings.allowed_hosts == ("a.example", "b.example")
    assert (settings.rate_limit, settings.oidc_scopes) == ("5/minute", {"planner": "compute"})

"""The service as a test asks it: inside the test's own process, with a real store and real work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient
from support.zipped import zipped

from u16opt_api.application import create_app
from u16opt_api.settings import Settings

LOCAL = "http://127.0.0.1"
TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"
ZIP = {"Content-Type": "application/zip"}
PATIENT = {"Prefer": "wait=60"}


@dataclass(frozen=True)
class Asked:
    """A service that is asked from this machine."""

    client: TestClient

    def upload(self, folder: Path = TINY) -> str:
        """Upload an instance and return its id."""
        answer = self.client.post("/v1/instances", content=zipped(folder), headers=ZIP)
        assert answer.status_code in (200, 201), answer.text
        return str(answer.json()["id"])

    def solved(self, instance: str, **asked: Any) -> dict[str, Any]:
        """Solve and return the run when it has ended."""
        answer = self.client.post("/v1/solve", json={"instance": instance, **asked}, headers=PATIENT)
        assert answer.status_code == 200, answer.text
        run: dict[str, Any] = answer.json()
        return run

    def errors(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> dict[str, str]:
        """Send what is refused with 400, and return by pointer what is wrong."""
        answer = self.client.post(path, json=body, headers=headers)
        assert answer.status_code == 400, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        return {each["pointer"]: each["detail"] for each in answer.json()["errors"]}


@contextmanager
def asking(folder: Path, **settings: Any) -> Iterator[Asked]:
    """Give a service on a new store.

    Parameters
    ----------
    settings
        Of the service, where the test needs others.
    """
    app = create_app(Settings(**{"store": str(folder / "u16opt.db"), "rate_limit": "", **settings}))
    with TestClient(app, base_url=LOCAL, raise_server_exceptions=False, client=("127.0.0.1", 5)) as client:
        yield Asked(client)

"""An issuer of tokens on this machine, with keys of its own, for tests of who may come in with a token."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from u16opt_api.security.oidc import Signatures

AUDIENCE = "u16opt"
DISCOVERY = "/.well-known/openid-configuration"
KEYS: dict[str, Key] = {}


def key_for(algorithm: str, name: str = "one") -> Key:
    """Return a key for a signature; made once, because making them takes long."""
    kind = "RS" if algorithm == "PS256" else algorithm[:2]
    place = f"{kind} {name}"
    if place not in KEYS:
        parameters = {"kid": f"{kind}-{name}"}
        if algorithm.startswith("Ed"):
            KEYS[place] = OKPKey.generate_key("Ed25519", parameters)
        elif algorithm.startswith("ES"):
            KEYS[place] = ECKey.generate_key("P-256", parameters)
        else:
            KEYS[place] = RSAKey.generate_key(2048, parameters)
    return KEYS[place]


class Issuing:
    """What an issuer publishes; tests change it."""

    def __init__(self, port: int) -> None:
        self.name = f"http://127.0.0.1:{port}"
        self.asked: list[str] = []
        self.documents: dict[str, Any] = {
            DISCOVERY: {"issuer": self.name, "jwks_uri": f"{self.name}/keys"},
            "/keys": {"keys": []},
        }
        self.status, self.redirect, self.delay = 200, "", 0.0

    def publish(self, *keys: Key, **extra: Any) -> None:
        """Publish these keys and no others."""
        self.documents["/keys"] = {"keys": [{**key.as_dict(private=False), **extra} for key in keys]}

    def token(self, algorithm: str = "RS256", key: Key | None = None, **changed: Any) -> str:
        """Return a token that is good, but for what is changed; None leaves a claim out."""
        key = key or key_for(algorithm)
        claims = {
            "iss": self.name,
            "aud": AUDIENCE,
            "sub": "person-1",
            "exp": int(time.time()) + 300,
            "iat": int(time.time()),
            "scope": "openid u16opt:compute",
        }
        given = {name: value for name, value in {**claims, **changed}.items() if value is not None}
        header = {"alg": algorithm, "kid": key.kid}
        return jwt.encode(header, given, key, registry=Signatures())


@contextmanager
def issuing() -> Iterator[Issuing]:
    """Run an issuer while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    issuer = server.issuer = Issuing(server.server_address[1])  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        issuer: Issuing = self.server.issuer  # type: ignore[attr-defined]
        issuer.asked.append(self.path)
        time.sleep(issuer.delay)
        document = issuer.documents.get(self.path)
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(issuer.status)
        if issuer.redirect:
            self.send_header("Location", issuer.redirect)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        return None

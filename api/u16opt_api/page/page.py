"""``/docs``: Swagger UI, whose files come with `fastapi-offline`, on a page of our own."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from u16opt_api.conditional import tagged
from u16opt_api.security.openness import PAGE, ROOT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
OWN: Mapping[str, str] = {
    "page.html": "text/html",
    "page.js": "text/javascript",
    "page.css": "text/css",
}
SWAGGER: Mapping[str, str] = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
}

Answer = Callable[[Request], Coroutine[Any, Any, Response]]


def add_page(app: FastAPI) -> None:
    """Add the page and its files to an application; they are no part of the API. The root leads to it."""
    app.add_api_route(ROOT, _to_page, include_in_schema=False)
    app.add_route(PAGE, _file(_own("page.html"), "text/html"), include_in_schema=False)
    for name, media in OWN.items():
        if name != "page.html":
            app.add_route(f"{PAGE}/{name}", _file(_own(name), media), include_in_schema=False)
    for name, media in SWAGGER.items():
        app.add_route(f"{PAGE}/{name}", _file(_swagger(name), media), include_in_schema=False)


async def _to_page() -> Response:
    return RedirectResponse(PAGE, status_code=307)


def _file(read: Callable[[], bytes], media: str) -> Answer:
    async def answer(request: Request) -> Response:
        content = await run_in_threadpool(read)
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
        return tagged(request, content, media, headers)

    return answer


def _own(name: str) -> Callable[[], bytes]:
    return files(__package__).joinpath(name).read_bytes


def _swagger(name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        # Only its files are wanted: importing it would load what they do not need.
        package = find_spec("fastapi_offline")
        assert package is not None
        assert package.origin is not None
        return (Path(package.origin).parent / "static" / name).read_bytes()

    return read

"""The page on which every call can be read and tried: all of it from here, nothing inline."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from support.served import Served, serving
from support.service import Asked

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server whose address is not the one in its description."""
    with serving(tmp_path_factory.mktemp("page") / "u16opt.db", "--workers", "0") as served:
        yield served


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page in a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser.new_page()
        browser.close()


def test_the_page_holds_nothing_inline(service: Asked) -> None:
    """Tests that the page has no script or style of its own in it, a strict policy, and Dutch as language."""
    answer = service.client.get("/docs")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", answer.text)
    assert '<html lang="nl">' in answer.text
    sources = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert sources
    for source in sources:
        assert source.startswith(("/docs/", "/v1/", "data:,"))
        if source.startswith("/docs/"):
            assert service.client.get(source).status_code == 200


def test_the_root_leads_to_the_page(service: Asked) -> None:
    """Tests that whoever opens the address of the service alone is sent to the page."""
    answer = service.client.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/docs")
    assert service.client.get("/").headers["content-type"].startswith("text/html")


def test_the_page_works_and_asks_nobody_else(server: Served, page: Page) -> None:
    """Tests that the page shows all calls, tries one on this server, and asks no other host for anything."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{server.url}/docs")
    page.wait_for_selector("#operations-health-getReady")
    assert page.locator(".opblock").count() == 18
    assert "u16opt" in page.title()
    assert page.locator(".info").inner_text().count("Voorstellen voor wie welke woning") == 1
    page.locator("#operations-health-getReady .opblock-summary-control").click()
    page.locator("#operations-health-getReady button.execute").click()
    page.wait_for_selector("#operations-health-getReady .live-responses-table")
    assert f"{server.url}/v1/health/ready" in asked
    foreign = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert foreign == []
    assert said == []


def test_the_files_of_the_page_are_not_anything_else(service: Asked, tmp_path: Path) -> None:
    """Tests that only the files of the page are served under it."""
    (tmp_path / "x").write_text("x")
    for path in ("/docs/", "/docs/page.py", "/docs/../settings.py", "/docs/redoc.standalone.js"):
        answer: Any = service.client.get(path)
        assert answer.status_code == 404, path

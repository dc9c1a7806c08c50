"""What is logged of a request, and what never is."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.guarded import Guarded, guarded

from u16opt.instance.citizen_numbers import citizen_number_in
from u16opt_api.watching.logs import logger, logging_setup

SECRET = "Jan-de-Vries-123456782"


class Log:
    """What was written."""

    def __init__(self, stream: io.StringIO) -> None:
        self.stream = stream

    @property
    def text(self) -> str:
        """All of it."""
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each line as the object it is."""
        return [json.loads(line) for line in self.text.splitlines()]

    def requests(self) -> list[dict[str, Any]]:
        """The lines about requests."""
        return [each for each in self.lines if each["event"] == "request"]


@pytest.fixture
def log() -> Iterator[Log]:
    """The log as the service sets it up, written to memory."""
    stream = io.StringIO()
    with _set_up(logging_setup(pretty=False), stream):
        yield Log(stream)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Guarded]:
    """A guarded application with a key."""
    with guarded(tmp_path) as given:
        given.key("first", "manage")
        yield given


def test_one_line_for_each_request(service: Guarded, log: Log) -> None:
    """Tests that each request has one line: what it was for, how it ended, how long it took and who asked."""
    key = service.key("planner", "read")
    service.client.get("/v1/runs/r1?note=x", headers={"X-API-Key": key})
    (line,) = log.requests()
    assert {name: line[name] for name in ("method", "route", "status", "level")} == {
        "method": "GET",
        "route": "/v1/runs/{run}",
        "status": 200,
        "level": "info",
    }
    assert line["asker"] == key.split("_")[1]
    assert 0 < line["milliseconds"] < 10_000
    assert re.fullmatch(r"[0-9a-f-]{36}", line["request"])
    assert set(line) == {
        *("method", "route", "status", "milliseconds", "request", "asker"),
        *("event", "level", "logger", "at"),
    }


def test_nothing_that_was_sent_is_logged(service: Guarded, log: Log) -> None:
    """Tests that no path, query, header, body or key is in the log, however the request ends."""
    key = service.key("planner", "compute")
    calls = [
        ("GET", f"/v1/runs/{SECRET}?q={SECRET}", key),
        ("GET", f"/v1/broken/{SECRET}", key),
        ("POST", f"/v1/solve?{SECRET}", key),
        ("GET", f"/{SECRET}", key),
        ("GET", f"/{SECRET}", SECRET),
        (SECRET, f"/v1/runs/{SECRET}", key),
        ("DELETE", f"/v1/runs/{SECRET}", key),
    ]
    for method, path, shown in calls:
        headers = {"X-API-Key": shown, "User-Agent": SECRET, "X-Request-ID": f"{SECRET} {SECRET}"}
        service.client.request(method, path, headers=headers, json={"client": SECRET})
    assert len(log.requests()) == len(calls)
    assert SECRET.lower() not in log.text.lower()
    assert key not in log.text
    assert key.split("_", 2)[2] not in log.text


def test_a_fault_is_told_without_what_it_was_about(service: Guarded, log: Log) -> None:
    """Tests that a fault of our own is logged with its kind and places, and the answer only has its id."""
    answer = service.client.get(f"/v1/broken/{SECRET}", headers=service.bearer("planner", "read"))
    assert answer.status_code == 500
    (line,) = [each for each in log.lines if each["event"] == "fault"]
    assert (line["level"], line["fault"][0]["type"]) == ("error", "RuntimeError")
    assert re.fullmatch(r"tests/support/guarded\.py:\d+ broken", line["fault"][0]["where"][-1])
    assert line["request"] == answer.headers["X-Request-ID"] == answer.json()["requestId"]
    assert "RuntimeError" not in answer.text
    assert SECRET not in log.text


def test_causes_are_told(log: Log) -> None:
    """Tests that what caused a fault is told as well, and that a chain of causes ends."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as fault:
            raise ValueError(SECRET) from fault
    except ValueError as fault:
        logger("test").error("fault", exc_info=fault)
        logger("test").exception("again")
    kinds = [[each["type"] for each in line["fault"]] for line in log.lines]
    assert kinds == [["ValueError", "KeyError"]] * 2
    assert SECRET not in log.text


@pytest.mark.parametrize("given", ["a1b2c3d4", "0123456789-_.ABCxyz"])
def test_an_id_that_comes_along_is_kept(service: Guarded, log: Log, given: str) -> None:
    """Tests that the id that a request brings is logged and returned, so that it can be followed."""
    answer = service.client.get("/v1/health/live", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] == given == log.requests()[0]["request"]


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space in it", "quote\"'<script>", "a/b/c/d/e/f"])
def test_an_id_that_is_none_is_replaced(service: Guarded, log: Log, given: str) -> None:
    """Tests that an id that could not stand in a log is replaced by a new one."""
    answer = service.client.get("/v1/health/live", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["X-Request-ID"])
    assert given not in log.text


@pytest.mark.parametrize("given", ["111222333", "12345678", "1112.22.333", "groep-123456782"])
def test_an_id_that_could_be_a_person_is_replaced(service: Guarded, log: Log, given: str) -> None:
    """Tests that digits alone and a citizen number are no id: they stand in no log and come not back."""
    answer = service.client.get("/v1/health/live", headers={"X-Request-ID": given})
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["X-Request-ID"])
    assert given not in log.text


def test_a_drawn_id_is_no_person(service: Guarded) -> None:
    """Tests that a UUID is kept, also when its digits happen to pass the eleven test."""
    given = "aaaaa100-4567-41aa-8aaa-aaaaaaaaaaaa"
    assert citizen_number_in(given)
    answer = service.client.get("/v1/health/live", headers={"X-Request-ID": given})
    assert answer.headers["X-Request-ID"] == given


def test_every_answer_has_an_id_and_the_safe_headers(service: Guarded) -> None:
    """Tests that refusals and faults have the id of the request and the headers that every answer has."""
    headers = service.bearer("planner", "manage")
    answers = [
        service.client.get("/v1/runs/r1"),
        service.client.get("/v1/broken/x", headers=headers),
        service.client.get("/v1/none", headers=headers),
        service.client.post("/v1/solve", content=b"x" * 2**21, headers=headers),
    ]
    assert [each.status_code for each in answers] == [401, 500, 404, 413]
    for answer in answers:
        assert answer.headers["X-Request-ID"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


def test_other_programs_write_lines_too(log: Log) -> None:
    """Tests that what the web server and libraries log is a line of JSON too, without values of faults."""
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n%s", SECRET)
    logging.getLogger("uvicorn.error").info("Started")
    logging.getLogger("uvicorn.access").info("GET /v1/runs?%s", SECRET)
    assert [each["event"] for each in log.lines] == ["Exception in ASGI application", "Started"]
    assert log.lines[0]["fault"][0]["type"] == "ValueError"
    assert SECRET not in log.text


def test_on_a_terminal_a_line_to_read() -> None:
    """Tests that a person at a terminal gets a line that is no JSON, and no values of faults either."""
    stream = io.StringIO()
    with _set_up(logging_setup(pretty=True), stream):
        logger("test").error("fault", exc_info=ValueError(SECRET))
    assert "fault" in stream.getvalue()
    assert not stream.getvalue().startswith("{")
    assert SECRET not in stream.getvalue()


class _set_up:
    """Logging as it is given, until the block ends."""

    def __init__(self, setup: dict[str, Any], stream: io.StringIO) -> None:
        setup["handlers"]["errors"]["stream"] = stream
        self.setup = setup

    def __enter__(self) -> None:
        root = logging.getLogger()
        self.kept = (root.level, list(root.handlers))
        self.levels = {name: logging.getLogger(name).level for name in self.setup["loggers"]}
        logging.config.dictConfig(self.setup)

    def __exit__(self, *_: object) -> None:
        root = logging.getLogger()
        root.setLevel(self.kept[0])
        root.handlers[:] = self.kept[1]
        for name, level in self.levels.items():
            logging.getLogger(name).setLevel(level)

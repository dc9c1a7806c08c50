"""How large and how deep a body may be."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from starlette.types import Message
from support.guarded import Guarded, guarded

from u16opt_api.security.depth import MOST, too_deep

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Guarded]:
    """An application that takes uploads of 3000 bytes and other bodies of 1000."""
    with guarded(tmp_path, upload_limit=3000, body_limit=1000) as given:
        yield given


def body(size: int) -> bytes:
    """A JSON object of so many bytes."""
    return json.dumps({"a": "x" * (size - len('{"a": ""}'))}).encode()


@pytest.mark.parametrize(("size", "status"), [(999, 200), (1000, 200), (1001, 413), (100_000, 413)])
@pytest.mark.parametrize("streamed", [False, True])
def test_a_body_has_a_limit(small: Guarded, size: int, status: int, streamed: bool) -> None:
    """Tests that a body over the limit is refused, whether its size is told or it just keeps coming."""
    content: Any = iter([body(size)[:500], body(size)[500:]]) if streamed else body(size)
    answer = small.client.post("/v1/solve", content=content, headers=JSON)
    assert answer.status_code == status
    assert ("Content-Length" in answer.request.headers) != streamed
    assert (answer.headers["Content-Type"] == "application/problem+json") == (status == 413)


@pytest.mark.parametrize(("size", "status"), [(3000, 200), (3001, 413)])
@pytest.mark.parametrize("streamed", [False, True])
def test_an_upload_has_a_limit_of_its_own(small: Guarded, size: int, status: int, streamed: bool) -> None:
    """Tests that an instance may be larger than other bodies, up to its own limit."""
    content: Any = iter([b"x" * size]) if streamed else b"x" * size
    answer = small.client.post("/v1/instances", content=content)
    assert answer.status_code == status
    assert (answer.headers["Content-Type"] == "application/problem+json") == (status == 413)


@pytest.mark.parametrize("path", ["/v1/instances", "/v1/solve"])
def test_what_keeps_coming_is_not_taken(small: Guarded, path: str) -> None:
    """Tests that a body without an end is left as soon as it is too large."""
    taken, statuses = 0, []

    async def receive() -> Message:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": b"x" * 100, "more_body": True}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b""}
    asyncio.run(small.app(scope, receive, send))
    assert (statuses, taken) == ([413], 31 if path == "/v1/instances" else 11)


def test_a_limit_is_told_as_people_count(tmp_path: Path) -> None:
    """Tests that a refusal names the limit in MiB, not in bytes."""
    with guarded(tmp_path) as given:
        answer = given.client.post("/v1/instances", content=b"x" * (64 * 2**20 + 1))
    assert answer.status_code == 413
    assert answer.json()["detail"] == "De inhoud mag hier hoogstens 64 MiB zijn."


def test_a_size_is_not_believed(small: Guarded) -> None:
    """Tests that more may not come than was told, and that nonsense is no size."""
    for told in ("5", "-1", "²", "1e3", "0x10"):
        lying = [(b"Content-Length", told.encode("latin-1")), (b"Content-Type", b"application/json")]
        answer = small.client.post("/v1/solve", content=iter([body(5000)]), headers=lying)
        assert answer.status_code == 413


def test_the_limit_holds_for_every_method(small: Guarded) -> None:
    """Tests that a body where none belongs is refused as well when it is too large."""
    for method in ("GET", "DELETE"):
        assert small.client.request(method, "/v1/runs/r1", content=b"x" * 1001).status_code == 413


@pytest.mark.parametrize(("depth", "status"), [(MOST - 1, 200), (MOST, 400), (500_000, 413), (450, 400)])
def test_json_has_a_depth(small: Guarded, depth: int, status: int) -> None:
    """Tests that JSON nested too deep is refused before anything goes down into it."""
    content = '{"a":' + "[" * depth + "]" * depth + "}"
    answer = small.client.post("/v1/solve", content=content, headers=JSON)
    assert answer.status_code == status
    assert status != 400 or [each["code"] for each in answer.json()["errors"]] == ["too_deep"]


def test_json_in_pieces_arrives_whole(small: Guarded) -> None:
    """Tests that JSON that came in pieces reaches the route as it was sent."""
    pieces = iter([b'{"a": [1,', b"", b" 2", b"]}"])
    assert small.client.post("/v1/solve", content=pieces, headers=JSON).json()["content"] == {"a": [1, 2]}


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('ab"\\[]{}', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('k"\\[{', max_size=3), inner, max_size=3)
    ),
    max_leaves=30,
)


@drawn(JSONS, st.integers(0, 6), st.booleans())
def test_depth_is_that_of_the_value(value: Any, most: int, spaced: bool) -> None:
    """Tests that the depth that is found in the text is the depth of the value, whatever its strings hold."""
    text = json.dumps(value, indent=1 if spaced else None, ensure_ascii=False)
    assert too_deep(text.encode(), most) == (_depth(value) > most)


@drawn(st.binary(max_size=60) | st.text('[]{}"\\ ,', max_size=60).map(str.encode))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    """Tests that what is no JSON at all has an answer too, and that what passes is safe to read."""
    if not too_deep(content, 3):
        with suppress(ValueError):
            assert _depth(json.loads(content)) <= 3


@pytest.mark.parametrize(
    "content",
    [b'"' + b'\\"' * 500_000, b"[" * 10**6, b"[]" * 500_000, b'"",' * 300_000, b"[[],[]," * 150_000],
)
def test_the_answer_comes_at_once(content: bytes) -> None:
    """Tests that no megabyte of anything takes long to look through: everybody else waits meanwhile."""
    start = time.perf_counter()
    too_deep(content)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_no_other_encoding_hides_depth(encoding: str) -> None:
    """Tests that JSON in another encoding, in which quotes and brackets look different, does not pass."""
    assert too_deep(('{"a\u2200": ' + "[" * 100 + "]" * 100 + "}").encode(encoding))


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0

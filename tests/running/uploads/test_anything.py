"""Whatever somebody sends, there is an answer: facts, or problems, and never anything else."""

from __future__ import annotations

import json
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.uploaded import COMPLETE, JSON, ODS, XLS, XLSX, ZIP, booked, content_of, sent, zipped

from u16opt.running.uploading import MEDIA, Upload

BOOK, PACKED = booked(COMPLETE), zipped(COMPLETE)


def sane(upload: Upload) -> None:
    """See that an upload is either sound or refused with something that can be told."""
    wrong = any(each.level == "error" for each in upload.problems)
    assert (upload.facts is None) == wrong
    assert len(upload.pointers) == len(upload.problems)
    for language in ("nl", "en"):
        told = [each.as_dict(language) for each in upload.problems]
        json.dumps(told, ensure_ascii=False, allow_nan=False).encode()
    if upload.facts is not None:
        json.dumps(upload.facts.summary, allow_nan=False)
        assert "\0" not in upload.facts.name + upload.facts.title


@settings(max_examples=150, deadline=None)
@given(
    content=st.binary(max_size=80), media=st.sampled_from(sorted(MEDIA)), name=st.none() | st.text(max_size=9)
)
def test_any_bytes(content: bytes, media: str, name: str | None) -> None:
    """Tests that any bytes of any kind, by any name, are refused with a problem."""
    upload = sent(content, media, name)
    sane(upload)
    assert upload.facts is None


PATHS = st.sampled_from(
    [
        "instance.toml",
        "supply.csv",
        "a/supply.csv",
        "scenarios/x.toml",
        "boundaries.geojson",
        "..",
        "a\\b",
        "/x",
        "a/",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    files=st.dictionaries(
        PATHS | st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=6),
        st.binary(max_size=30) | st.text(max_size=30),
        max_size=4,
    ),
    whole=st.booleans(),
)
def test_any_zip(files: dict[str, Any], whole: bool) -> None:
    """Tests that a zip with any files by any name, alone or in a sound instance, is an answer."""
    try:
        content = zipped({**(COMPLETE if whole else {}), **files})
    except UnicodeEncodeError:
        return  # no zip can hold such a name
    sane(sent(content, ZIP))


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**9), media=st.sampled_from([XLSX, ODS, XLS, ZIP]))
def test_damaged_archives(seed: int, media: str) -> None:
    """Tests that a zip or workbook of which some bytes are changed, lost or doubled is an answer."""
    sane(sent(damaged(PACKED if media == ZIP else BOOK, Random(seed)), media))


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_damaged_parts(seed: int) -> None:
    """Tests that a workbook that is a sound zip of damaged parts is an answer."""
    draw, content = Random(seed), BytesIO()
    with ZipFile(BytesIO(BOOK)) as parts, ZipFile(content, "w", ZIP_DEFLATED) as written:
        broken = draw.choice(parts.namelist())
        for name in parts.namelist():
            part = parts.read(name)
            written.writestr(name, swapped(part, draw) if name == broken else part)
    sane(sent(content.getvalue(), XLSX))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_damaged_documents(seed: int) -> None:
    """Tests that a document in which some values are swapped for others is an answer, with pointers."""
    draw, content = Random(seed), content_of()
    odd: list[Any] = [
        None,
        True,
        "",
        "x",
        -1,
        1e300,
        [],
        {},
        ["a"],
        {"a": 1},
        [[]],
        "\0",
        "\ud800",
        "=1",
        "111222333",
    ]
    for _ in range(draw.choice([1, 2, 5])):
        place: Any = content
        while isinstance(place, dict | list) and place:
            key = draw.choice(list(place)) if isinstance(place, dict) else draw.randrange(len(place))
            if draw.random() < 0.2 or not isinstance(place[key], dict | list):
                place[key] = draw.choice(odd)
                break
            place = place[key]
    upload = sent(content)
    sane(upload)
    assert None not in upload.pointers


def damaged(content: bytes, draw: Random) -> bytes:
    """Return bytes with a few changes."""
    result = bytearray(content)
    for _ in range(draw.choice([1, 1, 2, 6])):
        place = draw.randrange(len(result))
        match draw.randrange(3):
            case 0:
                result[place] = draw.randrange(256)
            case 1:
                del result[place : place + draw.choice([1, 4, 60])]
            case _:
                result[place:place] = result[place // 2 : place // 2 + draw.choice([1, 4, 60])]
    return bytes(result)


SWAPS = [
    (b'r="A2"', b'r="A999999999999"'),
    (b'r="B2"', b'r="2B"'),
    (b"<v>0</v>", b"<v>999999</v>"),
    (b"<v>", b"<v>-1e999"),
    (b't="s"', b't="d"'),
    (b't="s"', b't="e"'),
    (b't="s"', b't="b"'),
    (b"UTF-8", b"UTF-99"),
    (b"sheetId", b"sheetid"),
    (b"rId1", b"rId99"),
    (b"worksheets/sheet1.xml", b"../../x.xml"),
    (b"</v>", b"</v><f>A1</f>"),
    (b"<row ", b"<row x='1' "),
    (b"</sheetData>", b""),
]


def swapped(part: bytes, draw: Random) -> bytes:
    """Return XML with something in it that means something else, or with a few changed bytes."""
    known = [(old, new) for old, new in SWAPS if old in part]
    if known and draw.random() < 0.8:
        return part.replace(*draw.choice(known))
    return damaged(part, draw)


@pytest.mark.parametrize("media", [XLSX, ODS, XLS])
def test_a_workbook_by_another_kind(media: str) -> None:
    """Tests that a workbook that is sent as another kind of workbook is read or refused, and that is all."""
    sane(sent(BOOK, media))


def test_too_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that an upload that does not fit into memory is refused as such."""
    from u16opt.running import uploading

    def full(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(uploading, "parsed", full)
    upload = sent(content_of(), JSON)
    assert (
        upload.problems[0].expected.nl == "invoer die in het geheugen van deze dienst past; deel de invoer op"
    )
    sane(upload)

"""Zips as people and systems make them, and as nobody should."""

from __future__ import annotations

import stat
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from support.uploaded import COMPLETE, ZIP, only, sent, zipped

from u16opt.running.uploading import Upload

TAKEN = set(COMPLETE)


def under(top: str, **others: str) -> dict[str, bytes | str]:
    """Return the complete instance below a folder, with other files beside it."""
    return {f"{top}{name}": text for name, text in COMPLETE.items()} | others


USUAL = {
    "at the top": under(""),
    "in a folder": under("regio/"),
    "two folders deep": under("download/regio/"),
    "with backslashes": under("regio\\"),
    "with a dot": under("./"),
    "with folders of their own": under("regio/", **{"regio/": "", "regio/scenarios/": ""}),
    "from a Mac": under(
        "regio/",
        **{"__MACOSX/regio/._supply.csv": "x", "regio/.DS_Store": "x", "regio/._supply.csv": "\0\5\x16"},
    ),
    "with a page beside it": under("", **{"README.md": "x", "docs/supply.csv": "x", "image.png": "x"}),
    "with a zip in it": under("", **{"old.zip": zipped(COMPLETE).decode("latin-1")}),
    "with an earlier one in it": under("", **{f"old/{name}": "broken" for name in COMPLETE}),
    "with a scenario called instance": under("", **{"scenarios/instance.toml": "[budget]\npayer = 'host'\n"}),
}


@pytest.mark.parametrize("files", USUAL.values(), ids=USUAL)
def test_zips_as_they_come(files: dict[str, bytes | str]) -> None:
    """Tests that a zip is taken however it was made, and that only files of the instance are kept."""
    upload = sent(zipped(files), ZIP)
    assert upload.problems == ()
    assert set(upload.files) - {"scenarios/instance.toml"} == TAKEN


@pytest.mark.parametrize("flagged", [True, False])
def test_names_with_accents(flagged: bool) -> None:
    """Tests that a scenario's name in UTF-8 is read, also where the zip does not say that it is UTF-8."""
    name = "scenarios/één.toml"
    content = bytearray(zipped({**COMPLETE, name: "[budget]\npayer = 'host'\n"}))
    upload = sent(bytes(content if flagged else _unflagged(content, name.encode())), ZIP)
    assert upload.problems == ()
    assert upload.facts is not None
    assert upload.facts.summary["scenarios"] == ["één"]


def _unflagged(packed: bytearray, name: bytes) -> bytearray:
    """Take away the flag that says UTF-8, from both headers of a file."""
    place = packed.find(name)
    while place >= 0:
        header = max(packed.rfind(b"PK\x03\x04", 0, place), packed.rfind(b"PK\x01\x02", 0, place))
        flag = header + (7 if packed[header + 2] == 3 else 9)
        assert packed[flag] & 8
        packed[flag] &= ~8
        place = packed.find(name, place + 1)
    return packed


def packed(*entries: ZipInfo | str, method: int = ZIP_DEFLATED) -> bytes:
    """Return a zip with the complete instance and some other entries."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name, text in COMPLETE.items():
            archive.writestr(name, text)
        for entry in entries:
            archive.writestr(entry, "x", method)
    return content.getvalue()


def link() -> ZipInfo:
    """Return a symbolic link."""
    info = ZipInfo("scenarios/link.toml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def locked() -> bytes:
    """Return a zip that says of one file that it has a password."""
    content = bytearray(packed("scenarios/a.toml"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.rfind(signature)
        content[place + offset] |= 1
    return bytes(content)


def doubled() -> bytes:
    """Return a zip with two files of one name."""
    return packed("scenarios/a.toml", "scenarios/b.toml").replace(b"scenarios/b.toml", b"scenarios/a.toml")


UNSAFE: dict[str, tuple[bytes, str, str, str]] = {
    "above its folder": (
        packed("../evil.csv"),
        "../evil.csv",
        "geen pad dat met / begint",
        "no .., no drive",
    ),
    "above it from inside": (packed("a/../../x.md"), "a/../../x.md", "geen ..", "no .., no drive"),
    "above it with backslashes": (packed("..\\evil.csv"), "../evil.csv", "geen ..", "no .., no drive"),
    "absolute": (packed("/etc/passwd"), "/etc/passwd", "geen ..", "no .., no drive"),
    "on a drive": (packed("C:\\x.csv"), "C:/x.csv", "geen schijf", "no drive"),
    "on a share": (packed("\\\\host\\x.csv"), "/host/x.csv", "begint", "begins with /"),
    "a link": (packed(link()), "scenarios/link.toml", "geen verwijzing", "not a symbolic link"),
    "a password": (locked(), "scenarios/a.toml", "zonder wachtwoord", "without a password"),
    "twice": (doubled(), "scenarios/a.toml", "elk bestand één keer", "every file once"),
    "twice but for capitals": (packed("SUPPLY.csv"), "SUPPLY.csv", "één keer", "every file once"),
    "packed with LZMA": (packed("a.md", method=ZIP_LZMA), "a.md", "gewone manier", "packed the usual way"),
    "packed with BZIP2": (packed("a.md", method=ZIP_BZIP2), "a.md", "gewone manier", "packed the usual way"),
    "a name with a line in it": (
        packed("scenarios/a\nb.toml"),
        "scenarios/a\\nb.toml",
        "tekens",
        "plain characters",
    ),
    "a long name": (
        packed(f"scenarios/{'é' * 120}.toml"),
        "scenarios/" + "\\xe9" * 12 + "\\x",
        "200",
        "200 bytes",
    ),
    "two instances": (
        zipped(under("a/") | under("b/")),
        "upload.zip",
        "één instantie in een zip",
        "one instance in a zip",
    ),
    "nothing of an instance": (
        zipped({"plan.xlsx": "x"}),
        "upload.zip",
        "een werkmap of JSON-document gaat zonder zip",
        "comes without a zip",
    ),
    "nothing at all": (zipped({}), "upload.zip", "instance.toml", "a CSV file per table"),
    "no zip": (b"format = 1", "upload.zip", "een zip-bestand dat heel is", "a zip file that is whole"),
    "half a zip": (zipped(COMPLETE)[:-30], "upload.zip", "dat heel is", "that is whole"),
}


@pytest.mark.parametrize(("content", "file", "nl", "en"), UNSAFE.values(), ids=UNSAFE)
def test_what_no_zip_should_hold(content: bytes, file: str, nl: str, en: str) -> None:
    """Tests that a zip that cannot be trusted is refused with one problem, in two languages."""
    problem = only(sent(content, ZIP))
    assert (problem.file, problem.row) == (file, None)
    assert nl in problem.expected.nl
    assert en in problem.expected.en


def test_a_damaged_file_is_named() -> None:
    """Tests that a file whose checksum is wrong is named, and that nothing of it is read."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:
        for name, text in COMPLETE.items():
            archive.writestr(name, text)
    damaged = content.getvalue().replace(b"l1,A1,2024,flat", b"l1,A1,2024,flap")
    assert only(sent(damaged, ZIP)).file == "supply.csv"


def test_all_unsafe_files_are_told() -> None:
    """Tests that every entry that cannot be trusted is named, not only the first."""
    upload: Upload = sent(packed("../a", "/b", link()), ZIP)
    assert [each.file for each in upload.problems] == ["../a", "/b", "scenarios/link.toml"]


def test_two_instances_are_named() -> None:
    """Tests that a zip with two instances says which."""
    assert only(sent(zipped(under("a/") | under("b/")), ZIP)).value == "a, b"


def test_without_settings_the_tables_are_read() -> None:
    """Tests that a zip without instance.toml is told so, as a folder is."""
    files = {f"regio/{name}": text for name, text in COMPLETE.items() if name != "instance.toml"}
    problem = only(sent(zipped(files), ZIP))
    assert (problem.file, problem.expected.en) == ("instance.toml", "this file (it is missing)")

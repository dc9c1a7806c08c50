"""A zip that nobody vouches for: its list of files looked at first, and every byte counted that comes out."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from stat import S_ISLNK
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from u16opt.problems import InputError, Problem
from u16opt.running.uploads import excess
from u16opt.running.uploads.upload import UploadLimits
from u16opt.texts import Text

_CHUNK = 1 << 16
_UTF8, _ENCRYPTED = 0x800, 0x1
_LISTED = b"PK\x01\x02"
"""How each file begins in the list of a zip; a zip inside a zip may add some."""

_NESTED = 20
_DAMAGE = (BadZipFile, ValueError, RuntimeError, OSError, EOFError, LookupError, zlib.error, struct.error)

WHOLE = Text("een zip-bestand dat heel is", "a zip file that is whole")
_INSIDE = Text(
    "een bestand binnen de map: geen .., geen schijf en geen pad dat met / begint",
    "a file inside the folder: no .., no drive and no path that begins with /",
)
_NO_LINK = Text("een gewoon bestand, geen verwijzing (symbolic link)", "a plain file, not a symbolic link")
_OPEN = Text("een bestand zonder wachtwoord", "a file without a password")
_USUAL = Text(
    "een bestand dat op de gewone manier is ingepakt (Deflate)", "a file packed the usual way (Deflate)"
)
_ONCE = Text("elk bestand één keer", "every file once")


@dataclass(frozen=True)
class Entry:
    """A file in a zip: its path with slashes, and where it is found."""

    path: str
    info: ZipInfo


@dataclass
class Unpacking:
    """An open zip, and how much came out of it.

    Parameters
    ----------
    name
        What it is called in problems.
    size
        Bytes of the zip itself.
    expected
        What a damaged one should have been.
    """

    archive: ZipFile
    name: str
    size: int
    limits: UploadLimits
    entries: tuple[Entry, ...] = ()
    expected: Text = WHOLE
    unpacked: int = 0

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Yield the content of a file piece by piece, and stop when it grows too large.

        Raises
        ------
        InputError
            When it is damaged, or more than the limits allow.
        """
        came = 0
        with _undamaged(entry.path, self.expected), self.archive.open(entry.info) as file:
            while chunk := file.read(_CHUNK):
                came += len(chunk)
                self.unpacked += len(chunk)
                self._refuse(entry, came)
                yield chunk

    def content(self, entry: Entry) -> bytes:
        """Return the content of a file."""
        return b"".join(self.chunks(entry))

    def _refuse(self, entry: Entry, came: int) -> None:
        packed, limits = min(entry.info.compress_size, self.size), self.limits
        if self.unpacked > limits.unpacked:
            raise InputError([excess.unpacked(self.name, limits)])
        if came > max(limits.small, limits.ratio * packed):
            raise InputError([excess.ratio(entry.path, limits)])
        if self.unpacked > max(limits.small, limits.ratio * self.size):
            raise InputError([excess.ratio(self.name, limits)])


@contextmanager
def opened(content: bytes, name: str, limits: UploadLimits, expected: Text = WHOLE) -> Iterator[Unpacking]:
    """Open a zip and look at its list of files; nothing is unpacked yet.

    Parameters
    ----------
    content
        Any bytes.
    name
        What it is called in problems.
    expected
        What a damaged one should have been.

    Raises
    ------
    InputError
        When it is no zip, or something in its list cannot be trusted; with everything of that kind.
    """
    if content.count(_LISTED) > _NESTED * limits.entries:
        raise InputError([excess.entries(name, limits)])  # before room is made for the list itself
    with _undamaged(name, expected):
        archive = ZipFile(BytesIO(content))
    with archive:
        listed = archive.infolist()
        if len(listed) > limits.entries:
            raise InputError([excess.entries(name, limits)])
        entries = [Entry(_path(info), info) for info in listed]
        if problems := [*_unsafe(entries), *_double(entries)]:
            raise InputError(problems)
        files = tuple(entry for entry in entries if not entry.path.endswith("/"))
        yield Unpacking(archive, name, len(content), limits, files, expected)


@contextmanager
def _undamaged(name: str, expected: Text) -> Iterator[None]:
    """Turn whatever Python says of a damaged zip into one problem."""
    try:
        yield
    except InputError:
        raise
    except _DAMAGE:
        raise InputError([Problem(name, expected)]) from None


def _path(info: ZipInfo) -> str:
    """Return the path of a file with slashes; some systems write UTF-8 without saying so."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = normalize("NFC", name).replace("\\", "/").split("/")
    kept = [part for place, part in enumerate(parts) if part not in ("", ".") or (place == 0 and not part)]
    return "/".join(kept) + ("/" if name.endswith(("/", "\\")) else "")


def _unsafe(entries: list[Entry]) -> Iterator[Problem]:
    for entry in entries:
        path, info = entry.path, entry.info
        if path.startswith("/") or re.match("[A-Za-z]:", path) or ".." in path.split("/") or "\0" in path:
            yield Problem(_shown(path), _INSIDE)
        elif S_ISLNK(info.external_attr >> 16):
            yield Problem(_shown(path), _NO_LINK)
        elif info.flag_bits & _ENCRYPTED:
            yield Problem(_shown(path), _OPEN)
        elif info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield Problem(_shown(path), _USUAL)


def _double(entries: list[Entry]) -> Iterator[Problem]:
    known = set[str]()
    for entry in entries:
        path = entry.path.casefold().rstrip("/")
        if path in known:
            yield Problem(_shown(entry.path), _ONCE)
        known.add(path)


def _shown(path: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in path)

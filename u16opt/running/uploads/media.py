"""Media types of an instance, and what its file is called in problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import normalize

from u16opt.instance.citizen_numbers import citizen_number_in
from u16opt.store.records import Shape

_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 80


@dataclass(frozen=True)
class Medium:
    """A kind of file that an instance may come as.

    Parameters
    ----------
    packed
        Whether it is a zip, whatever else it is.
    """

    shape: Shape
    ending: str
    packed: bool = False


MEDIA: Mapping[str, Medium] = {
    "application/json": Medium("document", ".json"),
    "application/zip": Medium("folder", ".zip", packed=True),
    "application/x-zip-compressed": Medium("folder", ".zip", packed=True),
    _OFFICE: Medium("workbook", ".xlsx", packed=True),
    "application/vnd.oasis.opendocument.spreadsheet": Medium("workbook", ".ods", packed=True),
    "application/vnd.ms-excel": Medium("workbook", ".xls"),
}
"""Media types in which an instance may be uploaded."""


def medium_of(media: str) -> Medium | None:
    """Return the kind of file that a content type names, parameters left out; None when it is no instance.

    Examples
    --------
    >>> medium_of("Application/JSON; charset=utf-8").ending
    '.json'
    """
    return MEDIA.get(media.partition(";")[0].strip().lower())


def name_of(filename: str | None, ending: str) -> str:
    r"""Return what an upload is called: its file name without folders, with the ending of what it is.

    Parameters
    ----------
    filename
        As the sender gives it; whatever it is, the name that comes of it can stand on any disk.

    Examples
    --------
    >>> name_of("C:\\plannen\\regio.XLSX", ".xlsx"), name_of("../..", ".zip"), name_of(None, ".json")
    ('regio.xlsx', 'upload.zip', 'upload.json')
    """
    last = re.split(r"[/\\]", filename or "")[-1]
    stem = last[: -len(ending)] if last.lower().endswith(ending) else last.partition(".")[0]
    signs = (sign for sign in normalize("NFC", stem) if sign.isprintable() and sign not in '[]<>:"|?*')
    stem = "".join(signs).strip(". ")[:_LONGEST]
    return f"{stem if stem and not citizen_number_in(stem) else 'upload'}{ending}"

"""Write a proposal to a file that other programs open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from u16opt.export.content import Content, content_of
from u16opt.export.csv_file import csv_files
from u16opt.export.files import check_path, write
from u16opt.export.map_file import map_files
from u16opt.export.ods_file import ods_files
from u16opt.export.suppression import THRESHOLD
from u16opt.export.xlsx_file import xlsx_files
from u16opt.instance.instance import Instance
from u16opt.model.model import Model
from u16opt.problems import InputError, Problem
from u16opt.proposal import Proposal
from u16opt.report.html import render_html
from u16opt.texts import Language, Text


def _html_files(content: Content, path: Path) -> dict[Path, bytes]:
    return {path: render_html(content.report).encode("utf-8")}


FORMATS: Mapping[str, Callable[[Content, Path], dict[Path, bytes]]] = {
    ".csv": csv_files,
    ".xlsx": xlsx_files,
    ".ods": ods_files,
    ".geojson": map_files,
    ".html": _html_files,
}
"""What writes a file, by the ending of its name."""


def export(
    instance: Instance,
    model: Model,
    proposal: Proposal,
    path: Path,
    *,
    internal: bool,
    language: Language = "nl",
    threshold: int = THRESHOLD,
) -> list[Path]:
    """Write a proposal to a file of the kind its name ends in; the same proposal gives the same bytes.

    Parameters
    ----------
    instance
        The instance the proposal was made for, with its scenario applied.
    model
        The model the proposal was made with.
    path
        File ending in .csv, .xlsx, .ods, .geojson or .html, in a folder that exists.
    internal
        Whether rows about people may leave, and small counts are shown: a group of one is a person (P03).
    threshold
        Smallest count of people that is shown when it is not internal; 0 shows all.

    Returns
    -------
    The files written.

    Raises
    ------
    InputError
        When the path cannot be used, or the proposal is of another instance.
    """
    check_path(path, FORMATS.keys())
    if proposal.instance_hash != instance.hash:
        expected = Text("een voorstel voor deze invoer", "a proposal for this input")
        raise InputError([Problem("proposal.json", expected, column="instanceHash")])
    content = content_of(instance, model, proposal, internal=internal, language=language, threshold=threshold)
    files = FORMATS[path.suffix.lower()](content, path)
    for name, written in files.items():
        write(name, written)
    return list(files)

"""An instance folder as a zip."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path


def zipped(folder: Path) -> bytes:
    """Return all files of a folder, by their path inside it; of the same files always the same."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(each for each in folder.rglob("*") if each.is_file()):
            archive.writestr(zipfile.ZipInfo(file.relative_to(folder).as_posix()), file.read_bytes())
    return content.getvalue()

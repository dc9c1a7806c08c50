"""Files that a page of the documentation shows: each code block that follows a line with its name."""

from __future__ import annotations

import re
from pathlib import Path

NAMED = re.compile(r"^`([\w./-]+)`\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files_of(page: Path) -> dict[str, str]:
    """Return the content of each file that a page shows, by its name."""
    shown = NAMED.findall(page.read_text(encoding="utf-8"))
    files = dict(shown)
    assert len(files) == len(shown), "a file is shown once"
    return files


def write(files: dict[str, str], folder: Path) -> None:
    """Write files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

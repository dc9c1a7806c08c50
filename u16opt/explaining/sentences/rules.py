"""Rule instances, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from u16opt.explaining.names import Names, listed
from u16opt.texts import Text


def named(rules: Iterable[Mapping[str, Any]], names: Names) -> Text:
    """Return rule instances as a list: contingent van Zeist in 2024 en draagkracht van Overvecht in 2024."""
    texts = [names.rule(each) for each in rules]
    return Text(listed([each.nl for each in texts], "nl"), listed([each.en for each in texts], "en"))

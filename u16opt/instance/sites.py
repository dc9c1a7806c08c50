"""Candidate sites: sizes that can be built."""

from __future__ import annotations

from collections.abc import Iterator

from u16opt.instance.draft import Draft
from u16opt.problems import Problem


def possible_sizes(sites: Draft) -> Iterator[Problem]:
    """Yield a problem for every site without a multiple of its module between minimum and maximum."""
    for row, least, most, module in sites.sound("min_places", "max_places", "module"):
        if most < least:
            yield sites.problem(
                row,
                "max_places",
                most,
                f"minstens het minimum van {least} plaatsen",
                f"at least the minimum of {least} places",
            )
        elif most // module * module < max(least, 1):
            yield sites.problem(
                row,
                "max_places",
                most,
                f"ruimte voor een veelvoud van de module ({module}) tussen {least} en {most}",
                f"room for a multiple of the module ({module}) between {least} and {most}",
            )

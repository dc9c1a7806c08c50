"""Facts that only show when rows and tables are read side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from u16opt.instance import geography, lettings, money, names, recalibration, sites
from u16opt.instance.draft import Draft
from u16opt.instance.references import Drafts
from u16opt.problems import Problem

# Each check with the tables it reads, handed to it in that order.
_CHECKS: tuple[tuple[Callable[..., Iterator[Problem]], tuple[str, ...]], ...] = (
    (names.elsewhere, ("municipalities",)),
    (names.one_meaning, ("municipalities", "neighbourhoods")),
    (names.one_meaning, ("municipalities", "supply")),
    (names.one_meaning, ("locations", "sites")),
    (names.provenance, ("provenance",)),
    (geography.any_municipality, ("municipalities",)),
    (geography.both_coordinates, ("municipalities",)),
    (geography.both_coordinates, ("neighbourhoods",)),
    (geography.one_distance, ("distances",)),
    (lettings.complexes, ("supply",)),
    (lettings.pins, ("client_groups",)),
    (lettings.pinned_lots, ("client_groups", "supply", "neighbourhoods")),
    (lettings.placed_homes, ("placed", "supply")),
    (lettings.placed_clients, ("placed", "client_groups")),
    (lettings.placed_in_time, ("placed", "supply", "client_groups")),
    (lettings.wanted_kinds, ("client_groups", "supply")),
    (money.one_reading, ("budgets",)),
    (money.one_budget, ("budgets",)),
    (money.known_models, ("budgets",)),
    (sites.possible_sizes, ("sites",)),
    (recalibration.possible_bounds, ("recalibration",)),
)


def consistency_problems(drafts: Drafts) -> Iterator[Problem]:
    """Yield every contradiction between rows, and warnings for what is probably a slip.

    Parameters
    ----------
    drafts
        The tables that could be read, by name; a check whose tables are not all among them is passed over.
    """
    for check, tables in _CHECKS:
        read: list[Draft] = [drafts[name] for name in tables if name in drafts]
        if len(read) == len(tables):
            yield from check(*read)

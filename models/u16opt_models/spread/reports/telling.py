"""Which counts of people the goals, measures and rules of a proposal give away (P03)."""

from __future__ import annotations

from u16opt.report.people import Figure, Key
from u16opt_models.spread.checks.money import overspent
from u16opt_models.spread.reports.counts import ASKED, FAR, NEAR, OWN, SERVED, UNMET, Counts, key, region_key
from u16opt_models.spread.reports.kilometres import Kilometres


def telling(counts: Counts) -> dict[Figure, tuple[Key, ...]]:
    """Return the counts behind each goal, measure and rule; what is not named counts no people.

    Places are public, so an uneven spread tells how many people ask in a region.
    """
    travelled = (key(SERVED), *Kilometres(counts.seen).keys())
    found = {
        "clients": (key(ASKED),),
        "served_clients": (key(SERVED),),
        "unmet": (key(UNMET),),
        "own_municipality": (key(OWN), key(NEAR), key(FAR), key(SERVED)),
        "travel": travelled,
        "mean_distance": travelled,
        "inequality": _asked_by_region(counts),
        "running_budget": (),
    }
    told: dict[Figure, tuple[Key, ...]] = {(name, None, None): keys for name, keys in found.items()}
    return told | {("running_budget", *at): () for at in overspent(counts.seen)}


def _asked_by_region(counts: Counts) -> tuple[Key, ...]:
    years = counts.years or (None,)
    return tuple(region_key(ASKED, region, year) for region in counts.regions.places for year in years)

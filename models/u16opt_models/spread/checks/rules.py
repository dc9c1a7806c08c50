"""Every rule of `spread`: how far an answer breaks it, and where most."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from u16opt.model.model import RuleOutcome
from u16opt_models.checks.excess import Place, amended, excess, lack, outcome
from u16opt_models.spread.checks.goals import regional_demand
from u16opt_models.spread.checks.money import running_budget
from u16opt_models.spread.checks.nearness import too_near, within
from u16opt_models.spread.checks.view import View, added


def capacity(view: View) -> RuleOutcome:
    """Fact: clients served at a location <= its places then, 0 where it does not stand; in clients (B05)."""
    found = added(((each.home.code, each.period), each.clients) for each in view.served)
    return outcome("capacity", excess(_free(found), {key: view.places.get(key, 0) for key in found}))


def site_limits(view: View) -> RuleOutcome:
    """Fact: min_places <= places <= max_places of an open site, 0 of any other; in places (B05)."""
    outside: dict[Place, float] = {}
    for row in view.instance["sites"].rows():
        for period in view.instance.periods:
            places, open_then = view.places.get((row["site"], period), 0), view.stands(row["site"], period)
            least, most = (row["min_places"], row["max_places"]) if open_then else (0, 0)
            outside[row["site"], period] = max(0, least - places, places - most)
    return outcome("site_limits", outside)


def new_locations(view: View) -> RuleOutcome:
    """Rule: sites opened over all periods <= limit, or exactly the limit; in locations (B05)."""
    rule, opened = view.policy.rules["new_locations"], len(view.opened)
    assert rule.limit is not None
    wrong = abs(opened - rule.limit) if rule.exact else max(0, opened - math.floor(rule.limit))
    return outcome("new_locations", {(None, None): wrong})


def own_region(view: View) -> RuleOutcome:
    """Rule: nobody is served outside the region of the own municipality; in clients (B09)."""
    outside = added(
        ((each.municipality, each.period), each.clients)
        for each in view.served
        if each.region != each.home.region
    )
    return outcome("own_region", _free(outside))


def region_floor(view: View) -> RuleOutcome:
    """Rule: places in r, t >= share * demand of r in t, rounded up; in places (B02)."""
    share = view.policy.rules["region_floor"].share
    assert share is not None
    least = {key: math.ceil(share * clients) for key, clients in regional_demand(view).items()}
    asked = amended(view.policy.rules["region_floor"], _free(least))
    return outcome("region_floor", lack(_free(view.places_by("region")), asked))


def within_reach(view: View) -> RuleOutcome:
    """Rule: at least 1 place within the limit (km) of every municipality in every period; in places (B03)."""
    limit = view.policy.rules["within_reach"].limit
    assert limit is not None
    towns: list[Place] = [(code, year) for code in sorted(view.region) for year in view.instance.periods]
    near = within(view, amended(view.policy.rules["within_reach"], dict.fromkeys(towns, limit)))
    return outcome("within_reach", lack(near, dict.fromkeys(near, 1)))


def separation(view: View) -> RuleOutcome:
    """Rule: an opened site is at least the limit (km) from any other; in pairs of locations (B04)."""
    limit = view.policy.rules["separation"].limit
    assert limit is not None
    return outcome("separation", {(site, None): pairs for site, pairs in too_near(view, limit).items()})


def neighbourhood_load(view: View) -> RuleOutcome:
    """Rule: places in w, t <= location_load of w, or what stands there today if more; in places (A08)."""
    today: dict[str, int] = {}
    for row in view.instance["locations"].rows():
        today[row["neighbourhood"]] = today.get(row["neighbourhood"], 0) + row["places"]
    limits: dict[Place, float] = {
        (row["code"], period): max(row["location_load"], today.get(row["code"], 0))
        for row in view.instance["neighbourhoods"].rows()
        for period in view.instance.periods
        if row["location_load"] is not None
    }
    agreed = amended(view.policy.rules["neighbourhood_load"], limits)
    return outcome("neighbourhood_load", excess(_free(view.places_by("neighbourhood")), agreed))


def _free(amounts: Mapping[tuple[str, int], int]) -> dict[Place, float]:
    """Return amounts by place and period, in their order, as the common functions want them."""
    return {key: amounts[key] for key in sorted(amounts)}


RULES: Mapping[str, Callable[[View], RuleOutcome]] = {
    rule.__name__: rule
    for rule in (
        capacity,
        site_limits,
        new_locations,
        own_region,
        region_floor,
        within_reach,
        separation,
        neighbourhood_load,
        running_budget,
    )
}


def outcomes(view: View) -> tuple[RuleOutcome, ...]:
    """Return one outcome per rule; a rule that is off is broken nowhere."""
    return tuple(
        rule(view) if view.policy.rules[name].on else RuleOutcome(name, 0) for name, rule in RULES.items()
    )

"""Scenarios about where locations should be: near everybody, few, or anywhere."""

from __future__ import annotations

from instances.make.scenarios.ground import Ground
from instances.make.scenarios.scenario import Scenario

NEAR = 6
"""Kilometres within which every municipality should find a place. Made up: the paper says only "in de buurt"
(B03). Less cannot be had everywhere in the first year."""

FEW = 8
"""New locations in all, in the scenarios with few of them. Made up."""

_NEAR = {"within_reach": {"mode": "hard", "limit": NEAR}}
_FEW = {"new_locations": {"mode": "hard", "limit": FEW}}


def near(ground: Ground) -> Scenario | None:
    """Return the scenario in which every municipality has a place near."""
    if _no_site_near(ground):
        return None
    return Scenario(
        "bv-dichtbij-elke-gemeente",
        f"Een plaats Beschermd Verblijf binnen {NEAR} km van elke gemeente",
        f"""
        Reading: the stricter of two, in every municipality enough sheltered places in the neighbourhood
        (B03), against enough in every Wmo region (B02). In every year every municipality has at least one
        place at most {NEAR} km from its centre, in whatever municipality.

        Synthetic: the distance.
        """,
        settings={"policy": {"spread": {"rules": _NEAR}}},
    )


def few(ground: Ground) -> Scenario | None:
    """Return the scenario with only a few new locations."""
    if _no_site_near(ground):
        return None
    return Scenario(
        "hooguit-acht-nieuwe-locaties",
        f"Hooguit {FEW} nieuwe locaties",
        f"""
        Reading: new locations follow the demand (B05, B10), but not all of it: at most {FEW} open in the
        whole horizon. Who then stays without a place, and which sites matter most?

        Synthetic: the number.
        """,
        settings={"policy": {"spread": {"rules": _FEW}}},
    )


def few_and_near(ground: Ground) -> Scenario | None:
    """Return the scenario with only a few new locations that still leave nobody far away."""
    if _no_site_near(ground):
        return None
    return Scenario(
        "acht-nieuwe-locaties-dichtbij-elke-gemeente",
        f"Hooguit {FEW} nieuwe locaties, en een plaats binnen {NEAR} km van elke gemeente",
        f"""
        Reading: with at most {FEW} new locations the stricter reading (B03) has a price: compare with
        hooguit-acht-nieuwe-locaties.

        Synthetic: the number and the distance.
        """,
        base="hooguit-acht-nieuwe-locaties",
        settings={"policy": {"spread": {"rules": _NEAR}}},
    )


def anywhere(_ground: Ground) -> Scenario:
    """Return the scenario in which people may be served outside their own region."""
    return Scenario(
        "bovenregionaal-aanbod",
        "Een plaats mag ook buiten de eigen Wmo-regio zijn",
        """
        Reading: only for care above the region people leave their own Wmo region (B01, B09, B11). The rule
        that keeps them there is off: the right reading for a product above the region (--product
        BW-bovenregionaal), and for other products the answer to what that rule costs.
        """,
        settings={"policy": {"spread": {"rules": {"own_region": {"mode": "off"}}}}},
    )


def _no_site_near(ground: Ground) -> bool:
    """Whether the instance is too small for a limit on distance or number to mean anything."""
    return len(ground.tables["sites"]) < FEW

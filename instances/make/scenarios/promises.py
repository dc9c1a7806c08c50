"""Scenarios in which the promised lettings are divided by another key, or must be delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from instances.make.contingents import CENTRE
from instances.make.draw import largest_remainder
from instances.make.origin import MAKER
from instances.make.scenarios.ground import Ground
from instances.make.scenarios.scenario import Change, Scenario

ALL = """
Reading: the sums of the city and of the others (C02, C03) no longer hold; all lettings (C01) are divided over
all municipalities by one key, as recalibration may do (C08, C09). Key: {key}. For allocation the contingents
are changed; for herijking the basis, with one group of all regions and no largest change. Bounds stay.

Synthetic: the choice of the key. The division is arithmetic, by largest remainder, and no policy{more}.
"""

BASIS = {
    "huurvoorraad": (
        "berekend",
        "Scenario: corporatiewoningen, een ruwe schatting: zie municipalities, social_homes.",
    ),
    "instroom": (
        "synthetisch",
        "Scenario: verzonnen cliënten naar gemeente van herkomst: zie client_groups.",
    ),
}
"""Status and note of a basis other than inhabitants."""


def by_inhabitants(ground: Ground) -> Scenario:
    """Return the scenario in which all lettings follow inhabitants."""
    weights = {row["code"]: int(row["inhabitants"]) for row in ground.municipalities}
    return _all(ground, "inwoners", weights, "inhabitants, as for other money of the region (F02)", "")


def by_rental_stock(ground: Ground) -> Scenario:
    """Return the scenario in which all lettings follow the homes of corporations."""
    weights = {row["code"]: int(row["social_homes"]) for row in ground.municipalities}
    more = "; homes of corporations per municipality are a rough estimate (E21)"
    return _all(ground, "huurvoorraad", weights, "homes of corporations, where homes come free (E28)", more)


def by_inflow(ground: Ground) -> Scenario:
    """Return the scenario in which all lettings follow where clients come from."""
    inflow = ground.sums("client_groups", "origin", "clients")
    weights = {row["code"]: inflow[row["code"]] for row in ground.municipalities}
    more = ", and the clients and their origins are made up: nobody publishes the inflow per municipality"
    key = "the clients of the instance by municipality of origin, all years together (A01, A20)"
    return _all(ground, "instroom", weights, key, more)


def others_by_rental_stock(ground: Ground) -> Scenario | None:
    """Return the scenario in which only municipalities outside the city change, by homes of corporations."""
    weights = {
        row["code"]: int(row["social_homes"]) for row in ground.municipalities if row["code"] != CENTRE
    }
    if len(weights) == len(ground.municipalities):
        return None
    return Scenario(
        "contingent-215-naar-huurvoorraad",
        "De 215 woningen buiten de stad verdeeld naar huurvoorraad",
        """
        Reading: the sums of the agreement hold (C01-C03); what the fifteen municipalities outside the city
        promise is divided over them by homes of corporations, where homes come free (E28). For allocation the
        contingents are changed; for herijking the basis. The largest change and the bounds of the instance
        stay, so that herijking takes only a first step.

        Synthetic: the choice of the key; homes of corporations are a rough estimate (E21). The division of
        the contingents is arithmetic, by largest remainder, and no policy.
        """,
        changes=_changes(ground, weights, "huurvoorraad"),
    )


def delivered(_ground: Ground) -> Scenario:
    """Return the scenario in which every municipality must deliver all that it promised."""
    return Scenario(
        "contingenten-hard",
        "Elke gemeente levert haar hele contingent",
        """
        Reading: the agreement is kept (C01-C03, C10), where the papers say that it is not (C11): no shortfall
        is allowed. Where that cannot be, there is no proposal; ask conflict which agreements clash, and
        repair what must give at the least.
        """,
        settings={"policy": {"allocation": {"rules": {"contingent": {"mode": "hard"}}}}},
    )


def _all(ground: Ground, name: str, weights: Mapping[str, int], key: str, more: str) -> Scenario:
    return Scenario(
        f"contingent-naar-{name}",
        f"Alle contingenten verdeeld naar {name}",
        ALL.format(key=key, more=more),
        settings={"recalibration": _one_group(ground)},
        changes=_changes(ground, weights, name),
    )


def _one_group(ground: Ground) -> Mapping[str, Any]:
    """Return the settings by which all municipalities share one sum, and may change without limit."""
    written = ground.settings["recalibration"]
    if "total" in written:
        return {"max_change": written["total"]}
    total = sum(group["lettings"] for group in written["group"])
    regions = sorted(region for group in written["group"] for region in group["regions"])
    return {"max_change": total, "group": [{"regions": regions, "lettings": total}]}


def _changes(ground: Ground, weights: Mapping[str, int], name: str) -> list[Change]:
    note = f"verdeeld naar {name}. Rekenwerk, geen vastgesteld beleid."
    basis = [
        Change("recalibration", "set", {"basis": weight}, {"municipality": code})
        for code, weight in weights.items()
        if not ground.rows("recalibration", municipality=code, basis=weight)
    ]
    return [
        *_contingents(ground, weights),
        *basis,
        *ground.noted("contingents", ["lettings"], note),
        *(_basis_label(ground, name) if basis else ()),
    ]


def _contingents(ground: Ground, weights: Mapping[str, int]) -> Iterator[Change]:
    """Yield the new lettings: the sum of a year divided over those who promised something in that year."""
    years = [year for year in ground.years if ground.rows("contingents", period=year)]
    divisions = [_division(ground, weights, year) for year in years]
    once = all(division == divisions[0] for division in divisions)
    for year, division in zip(years, divisions[:1] if once else divisions, strict=False):
        for code, lettings in division.items():
            where: dict[str, Any] = {"municipality": code} | ({} if once else {"period": year})
            if any(row["lettings"] != str(lettings) for row in ground.rows("contingents", **where)):
                yield Change("contingents", "set", {"lettings": lettings}, where)


def _division(ground: Ground, weights: Mapping[str, int], year: int) -> Mapping[str, int]:
    promised = ground.sums("contingents", "municipality", "lettings", period=year)
    shares = {code: float(weights[code]) for code in promised if code in weights}
    return largest_remainder(sum(promised[code] for code in shares), shares)


def _basis_label(ground: Ground, name: str) -> Iterator[Change]:
    """Yield the label of the new basis; it takes the place of a label of the basis alone."""
    where = {"table": "recalibration", "column": "basis"}
    if not ground.rows("provenance", **where):
        yield from ground.noted("recalibration", ["basis"], f"grondslag is {name}.")
        return
    status, note = BASIS[name]
    label = {"status": status, "source": MAKER, "licence": "EUPL-1.2", "year": "", "note": note}
    yield Change("provenance", "set", label, where)

"""The shipped data for `spread` and `herijking`: the rules of their making, and what they must ask for."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from instances.make.figures import Neighbourhood
from instances.make.location_load import location_load
from instances.make.recalibration import maximum

INSTANCES = Path(__file__).resolve().parents[2] / "instances"
NAMES = ("u16-2024", "u16-2024-2028")
CITY = "GM0344"
Rows = list[dict[str, str]]


def rows(instance: str, table: str, **where: str) -> Rows:
    """The rows of a shipped table with the given values, as text."""
    with (INSTANCES / instance / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if where.items() <= row.items()]


def regions(instance: str) -> dict[str, str]:
    """The region of every municipality and of every neighbourhood."""
    found = {row["code"]: row["region"] for row in rows(instance, "municipalities")}
    places = rows(instance, "neighbourhoods")
    return found | {row["code"]: found[row["municipality"]] for row in places}


def asked(instance: str, period: str) -> Counter[str]:
    """The clients who ask a place BV, per region."""
    region, clients = regions(instance), Counter[str]()
    for row in rows(instance, "demand", product="BV", period=period):
        clients[region[row["municipality"]]] += int(row["clients"])
    return clients


def standing(instance: str) -> Counter[str]:
    """The places BV that stand today, per region."""
    region, places = regions(instance), Counter[str]()
    for row in rows(instance, "locations", product="BV"):
        places[region[row["neighbourhood"]]] += int(row["places"])
    return places


@pytest.mark.parametrize("name", NAMES)
def test_places_are_in_the_city_and_asked_elsewhere(name: str) -> None:
    """Tests that the city has 75 % of the places and too many, and every other region too few."""
    places = standing(name)
    assert places["Utrecht-stad"] == pytest.approx(0.75 * places.total(), abs=1)
    for period in {row["period"] for row in rows(name, "demand")}:
        clients = asked(name, period)
        assert clients.total() > places.total()
        assert [region for region in clients if places[region] >= clients[region]] == ["Utrecht-stad"]


@pytest.mark.parametrize("name", NAMES)
def test_the_city_can_shrink_to_what_it_asks(name: str) -> None:
    """Tests that what must stay in the city is less than what the city asks, and elsewhere none closes."""
    region = regions(name)
    kept = rows(name, "locations", product="BV", closable="0")
    in_city = sum(int(row["places"]) for row in kept if region[row["neighbourhood"]] == "Utrecht-stad")
    assert 0 < in_city < asked(name, "2024")["Utrecht-stad"]
    closable = rows(name, "locations", closable="1")
    assert {region[row["neighbourhood"]] for row in closable} == {"Utrecht-stad"}


def test_demand_follows_inhabitants_and_grows() -> None:
    """Tests that every year more ask a place, each municipality about as many as its inhabitants say."""
    inhabitants = {row["code"]: int(row["inhabitants"]) for row in rows(NAMES[1], "municipalities")}
    totals = []
    for period in ("2024", "2025", "2026", "2027", "2028"):
        clients = {
            row["municipality"]: int(row["clients"])
            for row in rows(NAMES[1], "demand", product="BV", period=period)
        }
        totals.append(sum(clients.values()))
        for code, count in clients.items():
            assert count == pytest.approx(totals[-1] * inhabitants[code] / sum(inhabitants.values()), abs=1)
    assert totals == sorted(set(totals))
    assert totals[0] == round(0.46 * sum(inhabitants.values()) / 1000)


def test_every_municipality_has_candidates() -> None:
    """Tests that each of the sixteen has two or three candidate sites for BV, some of them later."""
    region_of = {row["code"]: row["municipality"] for row in rows(NAMES[1], "neighbourhoods")}
    sites = rows(NAMES[1], "sites", product="BV")
    number = Counter(region_of[row["neighbourhood"]] for row in sites)
    assert len(number) == 16
    assert set(number.values()) == {2, 3}
    assert {row["first_period"] for row in sites} == {"2024", "2025", "2026", "2027"}


@pytest.mark.parametrize("name", NAMES)
def test_sites_grow_by_modules_and_fit(name: str) -> None:
    """Tests that a site is one to three modules of four or eight, and alone fits in its neighbourhood."""
    load = {row["code"]: int(row["location_load"]) for row in rows(name, "neighbourhoods")}
    taken: Counter[str] = Counter()
    for row in rows(name, "locations", product="BV"):
        taken[row["neighbourhood"]] += int(row["places"])
    for row in rows(name, "sites", product="BV"):
        module, most = int(row["module"]), int(row["max_places"])
        assert module in (4, 8)
        assert int(row["min_places"]) == module
        assert most in (module, 2 * module, 3 * module)
        assert most <= load[row["neighbourhood"]] - taken[row["neighbourhood"]]


@pytest.mark.parametrize("name", NAMES)
def test_sites_suffice(name: str) -> None:
    """Tests that all sites of five years suffice, and that those of the first year nearly do."""
    region = regions(name)
    places, last = standing(name), max(row["period"] for row in rows(name, "demand"))
    for row in rows(name, "sites", product="BV"):
        places[region[row["neighbourhood"]]] += int(row["max_places"])
    clients = asked(name, last)
    short = sum(max(0, clients[each] - places[each]) for each in clients)
    assert (short == 0) == (name == "u16-2024-2028")
    assert short < 0.05 * clients.total()


@pytest.mark.parametrize(
    ("inhabitants", "proxy", "expected"),
    [(10_000, 0.0, 15), (10_000, 1.0, 19), (10_000, -3.0, 8), (10_000, 9.0, 23), (100, 0.0, 1)],
)
def test_location_load_formula(inhabitants: int, proxy: float, expected: int) -> None:
    """Tests that 1.5 places per 1000 inhabitants change by a quarter per deviation, by half at most."""
    place = Neighbourhood("A", "M", "A", inhabitants, 100, 10.0, 52.0, 5.0, proxy)
    assert location_load(place) == expected


def test_maximum_formula() -> None:
    """Tests that a tenth of the seven in a hundred homes that come free is the most, rounded down."""
    assert [maximum(count) for count in (1000, 1142, 1143, 0)] == [7, 7, 8, 0]


@pytest.mark.parametrize("name", NAMES)
def test_recalibration_rests_on_promises_and_inhabitants(name: str) -> None:
    """Tests that the present numbers are the contingents of every year, within bounds, by inhabitants."""
    inhabitants = {row["code"]: row["inhabitants"] for row in rows(name, "municipalities")}
    for row in rows(name, "recalibration"):
        promised = rows(name, "contingents", municipality=row["municipality"])
        assert {each["lettings"] for each in promised} == {row["current"]}
        assert row["basis"] == inhabitants[row["municipality"]]
        assert 1 == int(row["minimum"]) <= int(row["current"]) <= int(row["maximum"])
    assert len(rows(name, "recalibration")) == 16


@pytest.mark.parametrize("name", NAMES)
def test_two_products(name: str) -> None:
    """Tests that each table of locations holds a second product, scarce in its own way."""
    tables = ("locations", "demand") if name == "u16-2024" else ("locations", "sites", "demand")
    for table in tables:
        assert {row["product"] for row in rows(name, table)} == {"BV", "BW-bovenregionaal"}

"""The shipped U16 instances: made again to the byte, the rules of their making, their sums and labels."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from instances.make.__main__ import main
from instances.make.draagkracht import draagkracht
from instances.make.draw import Draws, largest_remainder
from instances.make.figures import FOLDER, Neighbourhood, read_figures
from instances.make.instances import SHIPPED
from instances.make.merge import merge_small

ROOT = Path(__file__).resolve().parents[2]
INSTANCES = ROOT / "instances"
FIGURES = read_figures()
NAMES = ("u16-2024", "u16-2024-2028")
SYNTHETIC = {
    "contingents",
    "supply",
    "client_groups",
    "support",
    "budgets",
    "locations",
    "sites",
    "demand",
}
Rows = list[dict[str, str]]


def rows(instance: str, table: str) -> Rows:
    """The rows of a shipped table, as text."""
    with (INSTANCES / instance / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def place(code: str, inhabitants: int, proxy: float = 0.0, homes: int = 100) -> Neighbourhood:
    """A neighbourhood of one municipality."""
    return Neighbourhood(code, "M", code, inhabitants, homes, 10.0, 52.0, 5.0, proxy)


def where(instance: str) -> dict[str, str]:
    """The municipality of every neighbourhood."""
    return {row["code"]: row["municipality"] for row in rows(instance, "neighbourhoods")}


def homes_by_neighbourhood(instance: str, period: str) -> Counter[str]:
    """Homes on offer in a year, per neighbourhood."""
    homes: Counter[str] = Counter()
    for lot in rows(instance, "supply"):
        homes[lot["neighbourhood"]] += int(lot["homes"]) if lot["period"] == period else 0
    return homes


def admissible_pairs(instance: str) -> int:
    """How many lots all groups together may go to."""
    municipality = where(instance)
    lots = [
        (lot["kind"], int(lot["period"]), municipality[lot["neighbourhood"]])
        for lot in rows(instance, "supply")
    ]
    pairs = 0
    for group in rows(instance, "client_groups"):
        kinds, first, pin = group["kinds"].split("|"), int(group["first_period"]), group["pin"]
        excluded = group["excluded"].split("|")
        pairs += sum(
            kind in kinds and period >= first and at not in excluded and pin in ("", at)
            for kind, period, at in lots
        )
    return pairs


def test_made_again_to_the_byte(tmp_path: Path) -> None:
    """Tests that making the instances and scenarios again gives exactly the shipped files, and no other."""
    main([str(tmp_path)])
    for name in (*NAMES, "tiny/scenarios"):
        assert files(tmp_path / name) == files(INSTANCES / name)
    assert [each.name for each in SHIPPED] == list(NAMES)


def files(folder: Path) -> dict[str, bytes]:
    """The content of every file in a folder and below it."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_same_year_in_both() -> None:
    """Tests that the five-year instance begins with the year of the one-year instance."""
    years = {
        "supply": "period",
        "client_groups": "first_period",
        "budgets": "period",
        "sites": "first_period",
        "demand": "period",
    }
    for table, column in years.items():
        first = [row for row in rows("u16-2024-2028", table) if row[column] == "2024"]
        assert first == rows("u16-2024", table)
    for table in ("locations", "recalibration"):
        assert rows("u16-2024-2028", table) == rows("u16-2024", table)


@pytest.mark.parametrize("name", [*NAMES, "tiny"])
def test_readable_without_remark(name: str) -> None:
    """Tests that a shipped instance is read without an error or a warning, and that its title warns."""
    from u16opt.instance.read import read

    instance = read(INSTANCES / name)
    assert instance.warnings == ()
    assert "synthetisch" in instance.title
    assert instance.name == name


@pytest.mark.parametrize("name", NAMES)
def test_places_are_the_sourced_ones(name: str) -> None:
    """Tests that municipalities, and neighbourhoods that were not merged, carry the sourced counts."""
    counts = {row["code"]: (row["inhabitants"], row["homes"]) for row in rows(name, "municipalities")}
    assert counts == {each.code: (str(each.inhabitants), str(each.homes)) for each in FIGURES.municipalities}
    merged = {code for step in merge_small(FIGURES.neighbourhoods, FIGURES.borders).steps for code in step}
    shipped = {row["code"]: row for row in rows(name, "neighbourhoods")}
    for each in FIGURES.neighbourhoods:
        if each.code not in merged:
            row = shipped[each.code]
            assert (row["inhabitants"], row["homes"]) == (str(each.inhabitants), str(each.homes))
            assert (row["latitude"], row["longitude"]) == (str(each.latitude), str(each.longitude))


@pytest.mark.parametrize("name", NAMES)
def test_promises_add_up(name: str) -> None:
    """Tests that every year 385 lettings are promised by the city and 215 by the fifteen others."""
    city: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for row in rows(name, "contingents"):
        (city if row["municipality"] == "GM0344" else others)[row["period"]] += int(row["lettings"])
    assert set(city.values()) == {385}
    assert set(others.values()) == {215}
    assert len({row["municipality"] for row in rows(name, "contingents")}) == 16


@pytest.mark.parametrize("name", NAMES)
def test_supply_is_less_than_promised_and_follows_rented_homes(name: str) -> None:
    """Tests that 93 % of the promise is offered, nobody is offered by far too much, and some far less."""
    promised = {
        (row["municipality"], row["period"]): int(row["lettings"]) for row in rows(name, "contingents")
    }
    municipality = where(name)
    offered: Counter[tuple[str, str]] = Counter()
    for lot in rows(name, "supply"):
        offered[municipality[lot["neighbourhood"]], lot["period"]] += int(lot["homes"])
    for period in {period for _, period in promised}:
        assert sum(count for key, count in offered.items() if key[1] == period) == 558
        share = {key[0]: offered[key] / promised[key] for key in promised if key[1] == period}
        assert 0.94 <= share["GM0344"] <= 1
        assert min(share.values()) < 0.8
        assert max(share.values()) <= 1.1


def test_supply_comes_free_where_homes_are_rented() -> None:
    """Tests that over five years the half with most rented homes has more than 85 % of the supply."""
    places = merge_small(FIGURES.neighbourhoods, FIGURES.borders).neighbourhoods
    ranked = sorted(places, key=lambda each: each.rented_homes)
    homes = sum((homes_by_neighbourhood("u16-2024-2028", str(year)) for year in range(2024, 2029)), Counter())
    most = sum(homes[each.code] for each in ranked[len(ranked) // 2 :])
    assert most > 0.85 * homes.total()


@pytest.mark.parametrize("name", NAMES)
def test_draagkracht_binds_in_a_few_neighbourhoods(name: str) -> None:
    """Tests that all can be carried together, and that each year some places offer more than they carry."""
    limit = {row["code"]: int(row["draagkracht"]) for row in rows(name, "neighbourhoods")}
    for period in {lot["period"] for lot in rows(name, "supply")}:
        homes = homes_by_neighbourhood(name, period)
        assert sum(limit.values()) > homes.total()
        assert 1 <= sum(count > limit[code] for code, count in homes.items()) <= 6


@pytest.mark.parametrize(("name", "years", "least", "most"), [
    ("u16-2024", 1, 30_000, 35_000),
    ("u16-2024-2028", 5, 400_000, 500_000),
])  # fmt: skip
def test_size(name: str, years: int, least: int, most: int) -> None:
    """Tests that a year has 700 clients in 400 groups and 200 to 350 lots, and how many pairs that gives."""
    groups = rows(name, "client_groups")
    assert len(groups) == 400 * years
    assert sum(int(group["clients"]) for group in groups) == 700 * years
    assert 200 * years <= len(rows(name, "supply")) <= 350 * years
    assert least <= admissible_pairs(name) <= most


@pytest.mark.parametrize("name", NAMES)
def test_clients_are_as_described(name: str) -> None:
    """Tests that origins are skewed to the city, four in five have a network, and few are limited."""
    groups = rows(name, "client_groups")
    shares = {
        "city": sum(group["origin"] == "GM0344" for group in groups) / len(groups),
        "elsewhere": sum(group["origin"] == "elsewhere" for group in groups) / len(groups),
        "network": sum(group["network"] != "" for group in groups) / len(groups),
        "excluded": sum(group["excluded"] != "" for group in groups) / len(groups),
        "pinned": sum(group["pin"] != "" for group in groups) / len(groups),
    }
    expected = {"city": 0.60, "elsewhere": 0.03, "network": 0.80, "excluded": 0.12, "pinned": 0.02}
    assert shares == pytest.approx(expected, abs=0.05)
    assert {len(group["kinds"].split("|")) for group in groups} == {1, 2, 3}
    assert {group["priority"] for group in groups} == {"1", "2", "3"}
    assert all(group["pin"] not in group["excluded"].split("|") for group in groups if group["pin"])


@pytest.mark.parametrize("name", NAMES)
def test_both_divisions_of_the_money_have_one_total(name: str) -> None:
    """Tests that the historic budget is concentrated at the city, and that both divisions add up the same."""
    keys = {(row["model"], row["period"]) for row in rows(name, "budgets")}
    assert {model for model, _ in keys} == {"allocation", "spread"}
    for key in keys:
        year = [row for row in rows(name, "budgets") if (row["model"], row["period"]) == key]
        historic, objective = (sum(int(row[kind]) for row in year) for kind in ("historic", "objective"))
        assert historic == objective
        city = next(int(row["historic"]) for row in year if row["municipality"] == "GM0344")
        assert city == pytest.approx(0.8 * historic, abs=1000)
        assert len(year) == 16


@pytest.mark.parametrize("name", [*NAMES, "tiny"])
def test_every_value_has_a_label(name: str) -> None:
    """Tests that each column with values is labelled, and that nothing made up is labelled as sourced."""
    labels = {(row["table"], row["column"]): row["status"] for row in rows(name, "provenance")}
    for path in (INSTANCES / name).glob("*.csv"):
        if path.stem == "provenance":
            continue
        table = rows(name, path.stem)
        for column in table[0]:
            if any(row[column] for row in table):
                assert (path.stem, column) in labels or (path.stem, "*") in labels
    assert set(labels.values()) <= {"bron", "berekend", "synthetisch"}
    for table_name in SYNTHETIC - {"contingents"}:
        assert labels[table_name, "*"] == "synthetisch"
    if name != "tiny":
        assert labels["contingents", "lettings"] == "synthetisch"
        assert labels["neighbourhoods", "draagkracht"] == "berekend"
        assert labels["neighbourhoods", "location_load"] == "berekend"
        assert labels["recalibration", "maximum"] == "synthetisch"
        assert labels["recalibration", "basis"] == "bron"
        assert labels["municipalities", "inhabitants"] == "bron"


def test_small_neighbourhoods_are_gone() -> None:
    """Tests that 146 neighbourhoods became 122, nobody was lost, and both instance and README say so."""
    result = merge_small(FIGURES.neighbourhoods, FIGURES.borders)
    assert (len(FIGURES.neighbourhoods), len(result.neighbourhoods)) == (146, 122)
    assert min(each.inhabitants for each in result.neighbourhoods) >= 500
    for count in ("inhabitants", "homes"):
        before, after = (
            sum(getattr(each, count) for each in group)
            for group in (FIGURES.neighbourhoods, result.neighbourhoods)
        )
        assert before == after
    text = (INSTANCES / "README.md").read_text(encoding="utf-8")
    assert [gone for gone, _ in result.steps if f"`{gone}`" not in text] == []
    for name in NAMES:
        note = next(row["note"] for row in rows(name, "provenance") if row["table"] == "neighbourhoods")
        assert "146 wijken zijn 122 geworden" in note
        assert [row["code"] for row in rows(name, "neighbourhoods")] == [
            each.code for each in result.neighbourhoods
        ]


def test_smallest_goes_first_and_again() -> None:
    """Tests that the smallest is merged first, that borders add up, and that a merged place merges again.

    B (100) goes to A, with which it shares 3 km against 2 with C. A and B together (400) then share
    1 + 2 = 3 km with C and 2.5 with D, so they go to C, which keeps its code.
    """
    places = [place("A", 300, 1.0), place("B", 100), place("C", 900, -1.0), place("D", 2000)]
    km = {"AB": 3.0, "BC": 2.0, "AC": 1.0, "AD": 2.5}
    result = merge_small(places, {frozenset(pair): length for pair, length in km.items()})
    assert result.steps == (("B", "A"), ("A", "C"))
    merged, large = result.neighbourhoods
    assert (merged.code, merged.inhabitants, merged.homes) == ("C", 1300, 300)
    assert merged.proxy == pytest.approx((0.75 * 400 - 900) / 1300, abs=0.001)
    assert large == places[3]


def test_what_cannot_be_merged_stays() -> None:
    """Tests that a small neighbourhood without a neighbour in its municipality keeps its place."""
    places = (place("A", 300), place("B", 900))
    assert merge_small(places, {}).neighbourhoods == places


@pytest.mark.parametrize(
    ("homes", "proxy", "expected"),
    [(10_000, 0.0, 32), (10_000, 1.0, 40), (10_000, -3.0, 16), (10_000, 9.0, 48), (10, 0.0, 1)],
)
def test_draagkracht_formula(homes: int, proxy: float, expected: int) -> None:
    """Tests that 3.2 placements per 1000 homes change by a quarter per deviation, within half either way."""
    assert draagkracht(place("A", 1000, proxy, homes)) == expected


def test_largest_remainder() -> None:
    """Tests that 10 over 1 : 1 : 1 gives the spare one to the smallest key, and that shares are kept."""
    assert largest_remainder(10, {"b": 1.0, "a": 1.0, "c": 1.0}) == {"a": 4, "b": 3, "c": 3}
    assert largest_remainder(7, {"a": 0.6, "b": 0.4}) == {"a": 4, "b": 3}


def test_draws_follow_their_weights() -> None:
    """Tests that draws follow their weights, never take a weight of 0, and repeat for a subject and year."""
    draws, again = Draws("test", 2024), Draws("test", 2024)
    weights = {"never": 0.0, "often": 3.0, "seldom": 1.0}
    drawn = Counter(draws.choice(weights) for _ in range(4000))
    assert drawn == Counter(again.choice(weights) for _ in range(4000))
    assert drawn["never"] == 0
    assert drawn["often"] / drawn["seldom"] == pytest.approx(3, rel=0.15)


def test_every_assumption_names_a_known_fact() -> None:
    """Tests that each fact the maker names stands in the figures with its source, and no fact without use."""
    with (FOLDER / "facts.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["id"]: row for row in csv.DictReader(file)}
    text = "\n".join(path.read_text(encoding="utf-8") for path in (INSTANCES / "make").rglob("*.py"))
    assert set(re.findall(r"\b[A-GLP]\d\d\b", text)) == set(facts)
    assert all(row["source"] and row["certainty"] for row in facts.values())

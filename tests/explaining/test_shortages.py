"""Shortages as counts, and facts that bar the way: against integer programs over the tables themselves."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from support import agreed_allocation, agreed_herijking, agreed_spread, clashing
from support.agreed_allocation import Sets
from support.agreed_rules import Linear, holds
from support.forced import housed
from support.generator import SMALL, TINY, Case, draw_case
from support.linear import Expression, add

from u16opt.explaining.questions import Forced
from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.policies import policy_of
from u16opt_models.allocation import MODEL as ALLOCATION
from u16opt_models.herijking import MODEL as HERIJKING
from u16opt_models.spread import MODEL as SPREAD

CAPS = ("mixed_living", "draagkracht", "max_distance", "contingent_cap")


def most(reading: Linear, kept: Collection[Any], total: Expression) -> int | None:
    """Return the largest a total can be while some agreements hold; None when they cannot hold at all."""
    program = reading.program
    before = len(program.rows)
    for key in kept:
        each = reading.agreements[key]
        for row in each.rows(each.number, {}):
            program.at_most_zero(row)
    values = program.minimise(total * -1)
    del program.rows[before:]
    return None if values is None else round(total.at(values))


def seen(instance: Instance) -> tuple[Linear, Sets]:
    """Return a reading of an instance, and its sets."""
    kept: list[Sets] = []
    reading = agreed_allocation.reading(instance, policy_of(instance, ALLOCATION), kept.append)
    return reading, kept[0]


def of_rules(reading: Linear, names: Iterable[str]) -> list[Any]:
    """Return the agreements of some rules."""
    return [key for key in reading.agreements if key[0] in names]


def test_clients_without_homes(tmp_path: Path) -> None:
    """Tests that the clients too many are as many as cannot be housed, and that each count is exact."""
    found = Counter[str]()
    for seed in range(60):
        instance, _ = clashing.allocation(seed, tmp_path / str(seed))
        reading, sets = seen(instance)
        caps = of_rules(reading, CAPS)
        housed_at_most = most(reading, caps, add(sets.x.values()))
        if housed_at_most is None:
            continue
        short = ALLOCATION.counted_shortages(instance, policy_of(instance, ALLOCATION), None)
        homes = [each for each in short if each.need == "homes"]
        everybody = sum(row["clients"] for row in sets.groups.values())
        assert sum(each.clients - each.homes for each in homes) == everybody - housed_at_most
        groups = [group for each in homes for group in each.groups]
        assert len(groups) == len(set(groups))
        for each in homes:
            let = sum(clients for (group, _), clients in sets.let.items() if group in each.groups)
            own = add(x for (group, _), x in sets.x.items() if group in each.groups)
            assert most(reading, caps, own) == each.homes + let
            assert each.clients == sum(sets.groups[group]["clients"] for group in each.groups) - let
            assert each.clients > each.homes == each.possible
        found[str(min(len(homes), 2))] += 1
    assert min(found[each] for each in ("0", "1", "2")) >= 1


def test_promises_that_cannot_be_kept(tmp_path: Path) -> None:
    """Tests that contingents are called too large when and only when they are, and by how much."""
    found = Counter[str]()
    for seed in range(80):
        size = SMALL if seed % 4 == 3 else TINY
        case = draw_case(seed, size)
        tables, draw = copy.deepcopy(dict(case.tables)), random.Random(seed)
        for row in tables["contingents"]:
            row["lettings"] = draw.randint(0, 4)
        rules = {
            "contingent": {"mode": "hard"},
            **({"max_distance": {"mode": "hard", "limit": 20}} if seed % 2 else {}),
        }
        settings = {**case.settings, "policy": {"allocation": {"rules": rules}}}
        instance = read(Case(tables, settings).write(tmp_path / str(seed)))
        reading, sets = seen(instance)
        caps = of_rules(reading, CAPS)
        if not holds(reading, caps):
            continue
        short = ALLOCATION.counted_shortages(instance, policy_of(instance, ALLOCATION), None)
        promises = [each for each in short if each.need == "contingent"]
        assert bool(promises) == (not holds(reading, [*caps, *of_rules(reading, ["contingent"])]))
        lettings = sets.by_municipality()
        for each in promises:
            keys = [(rule.rule, rule.place, rule.period) for rule in each.rules]
            assert not holds(reading, [*caps, *keys])
            assert each.asked == sum(reading.agreements[key].number for key in keys) > each.possible
            total = add(lettings.get((key[1], key[2]), Expression()) for key in keys)
            if len(keys) == 1:
                assert most(reading, caps, total) == each.possible
            found["one" if len(keys) == 1 else "several"] += 1
        found["none"] += not promises
    assert min(found[each] for each in ("none", "one", "several")) >= 1


def test_what_a_question_asks(tmp_path: Path) -> None:
    """Tests that the most clients in one place are what an integer program finds, of one group or of all."""
    found = Counter[bool]()
    for seed in range(50):
        instance, _ = clashing.allocation(seed, tmp_path / str(seed))
        reading, sets = seen(instance)
        draw, caps = random.Random(seed), of_rules(reading, CAPS)
        place, asks = draw.choice(instance["municipalities"]["code"]), draw.randint(1, 6)
        group = draw.choice([None, *instance["client_groups"]["group"]])
        there = add(
            x for (g, lot), x in sets.x.items() if g == (group or g) and sets.municipality(lot) == place
        )
        known = most(reading, caps, there)
        if known is None:
            continue
        question = Forced(group=group, municipality=place, clients=asks)
        short = ALLOCATION.counted_shortages(instance, policy_of(instance, ALLOCATION), question)
        asked = [each for each in short if each.need == "there"]
        assert bool(asked) == (known < asks)
        assert all((each.asked, each.possible) == (asks, known) for each in asked)
        found[bool(asked)] += 1
    assert min(found[True], found[False]) >= 5


def test_places_that_cannot_exist(tmp_path: Path) -> None:
    """Tests that the clients too many are those who cannot be served; at most these where a load is set."""
    found = Counter[str]()
    for seed in range(60):
        instance, reading = clashing.spread(seed, tmp_path / str(seed))
        assert isinstance(reading, Linear)
        policy, sets = policy_of(instance, SPREAD), list[Any]()
        reading = agreed_spread.reading(instance, policy, sets.append)
        short = SPREAD.counted_shortages(instance, policy, None)
        lacking = sum(each.clients - each.homes for each in short if each.need == "places")
        kept = of_rules(reading, ("own_region", "neighbourhood_load"))
        served = most(reading, kept, add(sets[0].served.values()))
        if served is None:
            continue
        unmet = sum(sets[0].demand.values()) - served
        limited = any(key[0] == "neighbourhood_load" for key in reading.agreements)
        assert lacking == unmet if not limited else lacking <= unmet
        found[f"{limited} {lacking > 0}"] += 1
        for each in short:
            if each.need == "region_floor":
                key = (each.rules[0].rule, each.rules[0].place, each.rules[0].period)
                assert not holds(reading, [key])
                found["floor"] += 1
    assert min(found[each] for each in ("True True", "False True", "False False", "floor")) >= 1


def test_bounds_that_miss_the_total(tmp_path: Path) -> None:
    """Tests that bounds are called too narrow when and only when they leave nothing, by the rules named."""
    found = Counter[bool]()
    for seed in range(120):
        question = clashing.herijking(seed)
        instance, reading = read(question.write(tmp_path / str(seed))), agreed_herijking.reading(question)
        short = HERIJKING.counted_shortages(instance, policy_of(instance, HERIJKING), None)
        assert bool(short) == (not holds(reading, list(reading.agreements)))
        for each in short:
            keys = [(rule.rule, rule.place, rule.period) for rule in each.rules]
            assert not holds(reading, keys)
            assert each.asked > each.possible
        found[bool(short)] += 1
    assert min(found.values()) >= 10


def test_facts_that_bar_the_way(tmp_path: Path) -> None:
    """Tests that facts are named when and only when they bar the way, and that each of them is needed."""
    found = Counter[str]()
    for seed in range(260):
        case, draw = draw_case(seed, SMALL if seed % 3 else TINY), random.Random(seed)
        instance = read(case.write(tmp_path / f"{seed}"))
        group = draw.choice(instance["client_groups"]["group"])
        place, asks = draw.choice(instance["municipalities"]["code"]), draw.randint(1, 4)
        question = Forced(group=group, municipality=place, clients=asks)
        bars = {
            each.rule for each in ALLOCATION.barriers(instance, policy_of(instance, ALLOCATION), question)
        }
        assert bool(bars) == (not allowed(instance, group, place, asks))
        for name in [*bars, None] if bars else []:
            eased = copy.deepcopy(case)
            for other in EASED:
                if other == name or other not in bars:
                    EASED[other](eased.tables, group, place)
            eased_instance = read(eased.write(tmp_path / f"{seed}-{name}"))
            assert allowed(eased_instance, group, place, asks) == (name is not None), (seed, bars, name)
        found.update(bars)
        found["together"] += len(bars) > 1
    assert min(found[each] for each in (*EASED, "together")) >= 1


def allowed(instance: Instance, group: str, place: str, asks: int) -> bool:
    """Return whether facts alone let clients of a group live in a municipality."""
    policy = policy_of(instance, ALLOCATION)
    return holds(agreed_allocation.reading(instance, policy, housed(group, place, asks)), [])


def _row(tables: Any, group: str) -> Any:
    return next(row for row in tables["client_groups"] if row["group"] == group)


def _homes(tables: Any, group: str, place: str) -> None:
    """Put homes of the group's best kind where there are none, and more homes everywhere."""
    where = [row["code"] for row in tables["neighbourhoods"] if row["municipality"] == place]
    for row in tables["supply"]:
        row["homes"], row["complex_homes"] = row["homes"] + 100, None
    if not any(row["neighbourhood"] in where for row in tables["supply"]):
        kind, last = _row(tables, group)["kinds"][0], max(row["period"] for row in tables["supply"])
        tables["supply"].append(
            {**tables["supply"][0], "lot": "new", "neighbourhood": where[0], "period": last, "kind": kind}
        )


def _kinds(tables: Any, group: str, _: str) -> None:
    kinds = {row["kind"] for row in tables["supply"]}
    _row(tables, group)["kinds"] = sorted({*kinds, *_row(tables, group)["kinds"]})


def _clear(column: str, value: Any = None) -> Callable[[Any, str, str], None]:
    def clear(tables: Any, group: str, _: str) -> None:
        _row(tables, group)[column] = value

    return clear


def _more(tables: Any, group: str, _: str) -> None:
    _row(tables, group)["clients"] += 100


def _unlet(tables: Any, _group: str, _: str) -> None:
    tables.pop("placed", None)


EASED: dict[str, Callable[[Any, str, str], None]] = {
    "supply": _homes,
    "kinds": _kinds,
    "excluded": _clear("excluded", []),
    "pin": _clear("pin"),
    "first_period": _clear("first_period"),
    "clients": _more,
    "placed": _unlet,
}
"""How each fact is taken out of the way."""

"""What a scenario changed, in words, for whoever reads the outcome."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.complete import FILES
from support.scenarios import revised

from u16opt.instance.instance import Assumption

SUPPLY = '[[change]]\ntable = "supply"\n'
LOT = 'neighbourhood = "A1", period = 2024, kind = "flat", homes = 450'

WORDS = {
    "scaled": (
        f'{SUPPLY}where = {{period = [2024, 2025], kind = "house"}}\nscale = {{homes = 1.5}}',
        "supply.homes × 1,5 waar period = 2024 of 2025 en kind = house in 1 rij (samen 3 -> 5)",
        "supply.homes × 1.5 where period = 2024 or 2025 and kind = house in 1 row (in all 3 -> 5)",
    ),
    "a fraction": (
        f'{SUPPLY}where = {{lot = "l2"}}\nscale = {{homes = "2/3"}}',
        "supply.homes × 2/3 waar lot = l2 in 1 rij (samen 3 -> 2)",
        "supply.homes × 2/3 where lot = l2 in 1 row (in all 3 -> 2)",
    ),
    "added": (
        '[[change]]\ntable = "contingents"\nadd = {lettings = 4}',
        "contingents.lettings + 4 in 3 rijen (samen 5 -> 17)",
        "contingents.lettings + 4 in 3 rows (in all 5 -> 17)",
    ),
    "taken away": (
        '[[change]]\ntable = "budgets"\nwhere = {period = 2025}\nadd = {amount = -0.25}',
        "budgets.amount − 0,25 waar period = 2025 in 1 rij (samen 3.000 -> 2.999,75)",
        "budgets.amount − 0.25 where period = 2025 in 1 row (in all 3,000 -> 2,999.75)",
    ),
    "no sum of years": (
        '[[change]]\ntable = "sites"\nadd = {first_period = -1}',
        "sites.first_period − 1 in 1 rij",
        "sites.first_period − 1 in 1 row",
    ),
    "set": (
        f'{SUPPLY}where = {{complex_homes = ""}}\nset = {{form = "shared"}}',
        "supply.form = shared waar complex_homes = niet gegeven in 1 rij",
        "supply.form = shared where complex_homes = not given in 1 row",
    ),
    "a limit gone": (
        '[[change]]\ntable = "neighbourhoods"\nwhere = {code = "A1"}\nset = {draagkracht = ""}',
        "neighbourhoods.draagkracht = niet gegeven waar code = A1 in 1 rij",
        "neighbourhoods.draagkracht = not given where code = A1 in 1 row",
    ),
    "dropped": (
        '[[change]]\ntable = "contingents"\nwhere = {municipality = "A"}\ndrop = true',
        "contingents: 2 rijen vervallen waar municipality = A (samen 4 lettings)",
        "contingents: 2 rows dropped where municipality = A (in all 4 lettings)",
    ),
    "inserted": (
        f'{SUPPLY}insert = [{{lot = "x", {LOT}}}, {{lot = "y", {LOT}}}, {{lot = "z", {LOT}}}]',
        "supply: 3 rijen toegevoegd (samen 1.350 homes)",
        "supply: 3 rows added (in all 1,350 homes)",
    ),
    "a setting": (
        "[budget]\nphase_in_start = 2022",
        "budget.phase_in_start = 2022 (was 2024)",
        "budget.phase_in_start = 2022 (was 2024)",
    ),
    "a setting that was not there": (
        '[policy.allocation.rules.draagkracht]\nmode = "off"',
        "policy.allocation.rules.draagkracht.mode = off (stond niet in de invoer)",
        "policy.allocation.rules.draagkracht.mode = off (not in the input)",
    ),
    "a default that was not there": (
        "[budget]\nphase_in_years = 5",
        "budget.phase_in_years = 5 (was 10)",
        "budget.phase_in_years = 5 (was 10)",
    ),
    "one for the other": (
        '[[recalibration.group]]\nregions = ["noord", "zuid"]\nlettings = 2',
        'recalibration.group = [{"regions": ["noord", "zuid"], "lettings": 2}] '
        "(in plaats van recalibration.total)",
        'recalibration.group = [{"regions": ["noord", "zuid"], "lettings": 2}] '
        "(in place of recalibration.total)",
    ),
}


@pytest.mark.parametrize(("text", "nl", "en"), WORDS.values(), ids=WORDS.keys())
def test_words(tmp_path: Path, text: str, nl: str, en: str) -> None:
    """Tests that each assumption is one line in Dutch and in English, with numbers as each writes them."""
    (assumption,) = revised(tmp_path, text).assumptions
    assert (assumption.what.nl, assumption.what.en) == (nl, en)


def parts(assumption: Assumption) -> tuple[object, ...]:
    """Return what a program reads of an assumption."""
    return (
        assumption.scenario,
        assumption.table,
        assumption.column,
        assumption.setting,
        assumption.change,
        assumption.rows,
    )


def test_parts(tmp_path: Path) -> None:
    """Tests that there is one assumption for each setting and each column of a change, in order."""
    text = (
        'title = "Meer"\n[budget]\nphase_in_years = 5\npayer = "host"\n'
        f"{SUPPLY}scale = {{homes = 2, complex_homes = 2}}\n"
        f'{SUPPLY}insert = [{{lot = "x", {LOT}}}]\n'
    )
    found = revised(tmp_path, text).assumptions
    assert {each.title for each in found} == {"Meer"}
    assert [parts(each) for each in found] == [
        ("other", None, None, "budget.phase_in_years", None, None),
        ("other", None, None, "budget.payer", None, None),
        ("other", "supply", "homes", None, 1, 2),
        ("other", "supply", "complex_homes", None, 1, 1),
        ("other", "supply", None, None, 2, 1),
    ]


GROUP = '[[change]]\ntable = "client_groups"\n'
PRIVATE = {
    "a group by name": f'{GROUP}where = {{group = "g1"}}\nadd = {{clients = 1}}',
    "groups by their traits": f'{GROUP}where = {{origin = "A", network = "A1"}}\nset = {{priority = 3}}',
    "a new name": f'{GROUP}where = {{group = "g1", clients = 2}}\nset = {{priority = 3, group = "g1"}}',
    "groups dropped": (
        '[[change]]\ntable = "placed"\nwhere = {group = "g1"}\ndrop = true\n'
        '[[change]]\ntable = "previous"\nwhere = {group = "g1"}\ndrop = true\n'
        f'{GROUP}where = {{group = "g1"}}\ndrop = true'
    ),
    "a group inserted": f'{GROUP}insert = [{{group = "g9", clients = 1, origin = "B", kinds = ["house"]}}]',
}


@pytest.mark.parametrize("text", PRIVATE.values(), ids=PRIVATE.keys())
def test_no_person_is_described(tmp_path: Path, text: str) -> None:
    """Tests that words about few client groups name none and tell neither their traits nor their number."""
    for assumption in revised(tmp_path, text).assumptions:
        for words in (assumption.what.nl, assumption.what.en):
            told = words.removeprefix(f"{assumption.table}")
            assert not any(each in told for each in ("g1", "g9", "A1", "house", "1", "2", "3"))


def test_many_groups_may_be_counted(tmp_path: Path) -> None:
    """Tests that words about many groups say how many, and still name none."""
    rows = [f"g{number},2,A,A1,flat,2024,2,,BT,0," for number in range(3, 9)]
    groups = FILES["client_groups.csv"] + "\n".join(rows) + "\n"
    names = ", ".join(f'"g{number}"' for number in range(3, 9))
    text = f"{GROUP}where = {{group = [{names}], priority = 2}}\nscale = {{clients = 1.5}}"
    (assumption,) = revised(tmp_path, text, client_groups=groups).assumptions
    assert assumption.what.nl == (
        "client_groups.clients × 1,5 waar group = bepaalde groepen en priority = 2 in 6 rijen "
        "(samen 12 -> 18)"
    )


def test_few_clients_are_not_counted(tmp_path: Path) -> None:
    """Tests that a small number of clients of a municipality is not told, only that there are few."""
    demand = "municipality,period,product,clients\nA,2024,BV,8\nB,2024,BV,3\n"
    text = '[[change]]\ntable = "demand"\nwhere = {municipality = "B"}\n'
    (one,) = revised(tmp_path / "one", f"{text}set = {{clients = 2}}", demand=demand).assumptions
    (other,) = revised(tmp_path / "other", f"{text}scale = {{clients = 2}}", demand=demand).assumptions
    assert one.what.nl == "demand.clients = minder dan 5 waar municipality = B in 1 rij"
    assert other.what.en == "demand.clients × 2 where municipality = B in 1 row"

"""The hash of an instance: over what it holds after the scenario, and over nothing else."""

from __future__ import annotations

from pathlib import Path

from support.complete import FILES, SETTINGS, write
from support.scenarios import revised, with_scenarios

from u16opt.instance.read import read

CHANGE = '[[change]]\ntable = "supply"\nwhere = {lot = "l1"}\nset = {homes = 5}\n'


def test_scenarios_are_no_content(tmp_path: Path) -> None:
    """Tests that the instance itself has the hash it would have without a folder of scenarios."""
    plain = read(write(tmp_path / "plain"))
    assert read(with_scenarios(tmp_path / "more", {"other": CHANGE, "bad": "["})).hash == plain.hash


def test_the_outcome_counts(tmp_path: Path) -> None:
    """Tests that scenarios that come to the same tables and settings have the hash of those in files."""
    supply = FILES["supply.csv"].replace("flat,regular,2", "flat,regular,5")
    settings = SETTINGS.replace('centre = "A"', 'centre = "A"\nphase_in_years = 4')
    written = read(write(tmp_path / "written", supply=supply, instance=settings))
    scenario = f'title = "x"\n[budget]\nphase_in_years = 4\n{CHANGE}'
    longer = scenario.replace("set = {homes = 5}", "add = {homes = 4}") + CHANGE.replace(
        "set", "add"
    ).replace("= 5}", "= -1}")
    assert revised(tmp_path / "one", scenario).hash == written.hash
    assert revised(tmp_path / "other", longer).hash == written.hash
    assert revised(tmp_path / "one", scenario).tables == written.tables


def test_another_outcome(tmp_path: Path) -> None:
    """Tests that a table or a setting that differs is another hash."""
    plain = read(write(tmp_path / "plain")).hash
    budget = "[budget]\nphase_in_years = 4"
    hashes = {plain, revised(tmp_path / "a", CHANGE).hash, revised(tmp_path / "b", budget).hash}
    assert len(hashes) == 3


def test_provenance_is_no_content(tmp_path: Path) -> None:
    """Tests that a scenario may say where its figures come from without being another instance for it."""
    said = (
        '[[change]]\ntable = "provenance"\nwhere = {table = "client_groups"}\nset = {note = "scenario"}\n'
        '[[change]]\ntable = "provenance"\n'
        'insert = [{table = "supply", column = "homes", status = "synthetisch"}]'
    )
    one, other = revised(tmp_path / "one", CHANGE), revised(tmp_path / "other", CHANGE + said)
    assert one.hash == other.hash
    assert len(other["provenance"]) == len(one["provenance"]) + 1


def test_what_is_left_out_is_the_same_content(tmp_path: Path) -> None:
    """Tests that a condition on a default holds for rows that leave it out as for rows that write it."""
    groups = FILES["client_groups.csv"]
    spelled = groups.replace("flat|house,2024", "flat|house,")
    text = '[[change]]\ntable = "client_groups"\nwhere = {first_period = 2024}\nadd = {first_period = 1}'
    one = revised(tmp_path / "one", text)
    other = revised(tmp_path / "other", text, client_groups=spelled)
    assert one.hash == other.hash
    assert one["client_groups"]["first_period"] == (2025, 2025)

"""Where scenarios are found, and what they build on."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.complete import write
from support.scenarios import with_scenarios

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, read
from u16opt.problems import InputError, Problem

YEARS = "[budget]\nphase_in_years = {}\n"


def homes(number: int, base: str = "") -> str:
    """Return a scenario that adds homes to every lot."""
    on = f'base = "{base}"\n' if base else ""
    return f'{on}title = "{number} more"\n[[change]]\ntable = "supply"\nadd = {{homes = {number}}}\n'


def only_problem(path: Path, scenario: str | Path) -> Problem:
    """Return the one thing that is wrong under a scenario."""
    (problem,) = problems_of(path, scenario)[1]
    return problem


def lots(instance: Instance) -> tuple[int, ...]:
    """Return the homes of every lot; without a scenario 2 and 3."""
    return instance["supply"]["homes"]


def test_base_first(tmp_path: Path) -> None:
    """Tests that what a scenario builds on is applied first, from the farthest one on."""
    twice = 'base = "one"\n[[change]]\ntable = "supply"\nscale = {homes = 2}\n'
    path = with_scenarios(tmp_path, {"one": homes(1), "two": twice, "three": homes(1, "two")})
    found = read(path, "three")
    assert lots(found) == (7, 9)
    assert [each.scenario for each in found.assumptions] == ["one", "two", "three"]
    assert (found.scenario, found.scenario_title) == ("three", "1 more")


def test_the_nearest_override_holds(tmp_path: Path) -> None:
    """Tests that a setting of a scenario takes the place of that of its base, and the rest stays."""
    base = YEARS.format(4) + "phase_in_start = 2020"
    path = with_scenarios(tmp_path, {"base": base, "top": 'base = "base"\n' + YEARS.format(6)})
    budget = read(path, "top").settings.budget
    assert (budget.phase_in_years, budget.phase_in_start) == (6, 2020)


def test_a_base_alone(tmp_path: Path) -> None:
    """Tests that a scenario that only builds on another is that other under a name of its own."""
    path = with_scenarios(tmp_path, {"one": homes(1), "same": 'base = "one"'})
    one, same = read(path, "one"), read(path, "same")
    assert (same.scenario, same.hash, same.assumptions) == ("same", one.hash, one.assumptions)


@pytest.mark.parametrize(
    ("files", "place", "circle"),
    [
        ({"a": 'base = "a"'}, "a", "a -> a"),
        ({"a": 'base = "b"', "b": 'base = "a"'}, "b", "a -> b -> a"),
        ({"a": 'base = "b"', "b": 'base = "c"', "c": 'base = "b"'}, "c", "a -> b -> c -> b"),
    ],
)
def test_a_circle(tmp_path: Path, files: dict[str, str], place: str, circle: str) -> None:
    """Tests that scenarios that build on each other in a circle are an error that shows the circle."""
    problem = only_problem(with_scenarios(tmp_path, files), "a")
    assert (problem.file, problem.column) == (f"scenarios/{place}.toml", "base")
    assert f"({circle})" in problem.expected.en


def test_an_unknown_base(tmp_path: Path) -> None:
    """Tests that a base that is not there is named where it is asked for, with the nearest that is."""
    path = with_scenarios(tmp_path, {"flexwonen": homes(1), "more": homes(1, "flexwoning")})
    problem = only_problem(path, "more")
    assert (problem.file, problem.column, problem.value) == ("scenarios/more.toml", "base", "flexwoning")
    assert problem.expected.en == 'one of: flexwonen, more (did you mean "flexwonen"?)'


def test_a_fault_in_a_base(tmp_path: Path) -> None:
    """Tests that a fault in what a scenario builds on is told in the base's own file."""
    path = with_scenarios(tmp_path, {"bad": "titel = 1\n" + homes(1), "top": homes(1, "bad")})
    problem = only_problem(path, "top")
    assert (problem.file, problem.column) == ("scenarios/bad.toml", "titel")


def test_an_unknown_scenario(tmp_path: Path) -> None:
    """Tests that a scenario nobody knows is an error that names those that there are."""
    path = with_scenarios(tmp_path, {"less": homes(1), "more": homes(2)})
    with pytest.raises(InputError) as caught:
        read(path, "moer")
    (problem,) = caught.value.problems
    assert (problem.file, problem.value) == ("--scenario", "moer")
    assert problem.expected.en == 'a .toml file, or one of: less, more (did you mean "more"?)'


@pytest.mark.parametrize("name", ["", "x", "scenarios/x.toml", "x.toml", "../x"])
def test_no_scenarios(tmp_path: Path, name: str) -> None:
    """Tests that an instance without scenarios says that it has none."""
    problem = only_problem(write(tmp_path), name)
    assert (problem.file, problem.value) == ("--scenario", name)
    assert "it has none" in problem.expected.en


def test_a_file_anywhere(tmp_path: Path) -> None:
    """Tests that a scenario may be a file elsewhere: its name is that of the file, its base beside it."""
    path, own = with_scenarios(tmp_path / "instance", {"one": homes(1), "two": homes(20)}), tmp_path / "own"
    own.mkdir()
    (own / "two.toml").write_text(homes(2), encoding="utf-8")
    (own / "mine.toml").write_text(homes(4, "two"), encoding="utf-8")
    (own / "other.toml").write_text(homes(4, "one"), encoding="utf-8")
    mine = read(path, own / "mine.toml")
    assert (mine.scenario, lots(mine)) == ("mine", (8, 9))
    assert lots(read(path, str(own / "other.toml"))) == (7, 8)


def test_a_file_may_build_on_its_namesake(tmp_path: Path) -> None:
    """Tests that a file with the name of a scenario of the instance may build on that one."""
    path, own = with_scenarios(tmp_path / "instance", {"one": homes(1)}), tmp_path / "one.toml"
    own.write_text(homes(2, "one"), encoding="utf-8")
    assert lots(read(path, own)) == (5, 6)


def test_a_fault_in_a_file_elsewhere(tmp_path: Path) -> None:
    """Tests that a fault in a file that was named by its path is told under that path."""
    own = tmp_path / "own.toml"
    own.write_text(homes(2, "nobody"), encoding="utf-8")
    problem = only_problem(write(tmp_path / "instance"), own)
    assert (problem.file, problem.column, problem.value) == (str(own), "base", "nobody")


def test_a_base_is_no_path(tmp_path: Path) -> None:
    """Tests that a base is a name and leads to no file outside the folder."""
    (tmp_path / "secret.toml").write_text(homes(1), encoding="utf-8")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.toml").write_text(homes(2, "../secret"), encoding="utf-8")
    problem = only_problem(write(tmp_path / "instance"), folder / "own.toml")
    assert (problem.column, problem.value) == ("base", "../secret")


def test_other_files_are_no_scenarios(tmp_path: Path) -> None:
    """Tests that what an editor leaves behind, and pages of text, are no scenarios."""
    path = with_scenarios(tmp_path, {"one": homes(1), ".#one": "x"})
    (path / "scenarios" / "README.md").write_text("x", encoding="utf-8")
    (path / "scenarios" / "one.toml~").write_text("x", encoding="utf-8")
    assert "one of: one" in only_problem(path, "none").expected.en

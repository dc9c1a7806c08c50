"""A sound instance: what is read, what is filled in, and what counts as the same content."""

import hashlib
from pathlib import Path

import pytest
from support.complete import FILES, write
from support.writing import write_workbook

from u16opt.instance.read import problems_of, read
from u16opt.instance.schema import TABLES
from u16opt.problems import InputError


def test_every_table_is_read(tmp_path: Path) -> None:
    """Tests that a sound instance gives every table of the contract, complete, without a warning."""
    instance = read(write(tmp_path))
    assert instance.warnings == ()
    assert list(instance.tables) == list(TABLES)
    assert all(tuple(table.columns) == TABLES[name].names for name, table in instance.tables.items())
    assert all(len(table) == FILES[f"{name}.csv"].count("\n") - 1 for name, table in instance.tables.items())
    assert (instance.name, instance.title, instance.periods) == ("complete", "Every table once", (2024, 2025))


def test_values_have_the_type_of_their_column(tmp_path: Path) -> None:
    """Tests that numbers, flags, lists and what is not given are what the contract says."""
    first, second = read(write(tmp_path))["client_groups"].rows()
    assert first == {
        "group": "g1",
        "clients": 2,
        "origin": "A",
        "network": "A1",
        "kinds": ("flat", "house"),
        "first_period": 2024,
        "priority": 2,
        "excluded": (),
        "support": "BT",
        "existing": 0,
        "pin": "",
    }
    assert (second["priority"], second["excluded"], second["existing"], second["support"]) == (
        1,
        ("A",),
        1,
        "",
    )
    budgets = read(tmp_path)["budgets"]
    assert budgets["historic"] == (1000.0, None)
    assert budgets["model"] == ("", "allocation")


def test_defaults_are_filled_in(tmp_path: Path) -> None:
    """Tests that optional columns may be left out altogether and get their defaults."""
    folder = write(
        tmp_path,
        municipalities="code,region\nA,noord\nB,zuid\n",
        supply="lot,neighbourhood,period,kind,homes\nl1,A1,2024,flat,2\nl2,B1,2025,house,3\n",
        client_groups="group,clients,origin,kinds\ng1,2,A,flat\ng2,3,B,house\n",
        sites="site,neighbourhood,product,min_places,max_places,opening_cost,place_cost\ns1,B1,BV,4,12,0,0\n",
    )
    instance = read(folder)
    assert instance["municipalities"]["name"] == ("A", "B")
    assert instance["municipalities"]["latitude"] == (None, None)
    assert instance["supply"]["form"] == ("regular", "regular")
    assert instance["supply"]["complex_homes"] == (None, None)
    assert instance["client_groups"]["first_period"] == (2024, 2024)
    assert instance["client_groups"]["priority"] == (1, 1)
    assert instance["sites"]["module"] == (1,)
    assert instance["sites"]["first_period"] == (2024,)


def test_budget_settings_have_defaults(tmp_path: Path) -> None:
    """Tests that an instance without `[budget]` gets the contract's defaults."""
    budget = read(
        write(
            tmp_path,
            instance='format = 1\nname = "x"\nperiods = [2024, 2025]\nrecalibration.total = 2\n',
        )
    ).settings.budget
    assert (budget.phase_in_start, budget.phase_in_years, budget.payer, budget.centre) == (
        None,
        10,
        "origin",
        None,
    )


def test_rows_are_in_the_order_of_their_key(tmp_path: Path) -> None:
    """Tests that rows come sorted by key, whatever their order in the file."""
    header, *rows = FILES["contingents.csv"].splitlines()
    contingents = read(write(tmp_path, contingents="\n".join([header, *reversed(rows)])))["contingents"]
    assert list(zip(contingents["municipality"], contingents["period"], strict=True)) == [
        ("A", 2024),
        ("A", 2025),
        ("B", 2024),
    ]


SAME = {
    "other order of rows": {"supply": "\n".join(FILES["supply.csv"].splitlines()[row] for row in (0, 2, 1))},
    "other order of columns": {"support": "periods,rate,product\n2,12000.5,BT\n"},
    "other spelling of numbers": {
        "support": "product,rate,periods\nBT,+1.20005E4,2.0\n",
        "supply": FILES["supply.csv"].replace("2024", "2024.0"),
    },
    "white space and empty rows": {"support": "product, rate ,periods\n\n BT ,12000.5, 2\n , ,\n,,,,\n"},
    "line ends of Windows and a byte-order mark": {
        "demand": "\ufeff" + FILES["demand.csv"].replace("\n", "\r\n"),
        "instance": "\ufeff" + FILES["instance.toml"].replace("\n", "\r\n"),
    },
    "semicolons and decimal commas": {"support": "product;rate;periods\nBT;12000,5;2\n"},
    "defaults written out": {
        "support": FILES["support.csv"],
        "client_groups": FILES["client_groups.csv"].replace("2025,,A", "2025,1,A"),
    },
    "letters in two pieces": {
        "municipalities": FILES["municipalities.csv"].replace("Bee", "Be\u0301"),
    },
    "other title": {"instance": FILES["instance.toml"].replace("Every table once", "Another")},
    "other provenance": {"provenance": "table,column,status\nsupply,*,synthetisch\n"},
    "settings written otherwise": {
        "instance": FILES["instance.toml"]
        .replace("[policy.allocation]\n", "[policy]\nallocation.")
        .replace("phase_in_start = 2024", "phase_in_start = 2_024")
    },
}


@pytest.mark.parametrize("files", SAME.values(), ids=SAME.keys())
def test_same_content_gives_the_same_hash(tmp_path: Path, files: dict[str, str]) -> None:
    """Tests that the hash looks at content and not at how it is written."""
    plain = (
        {"municipalities": FILES["municipalities.csv"].replace("Bee", "B\u00e9")}
        if "municipalities" in files
        else {}
    )
    assert read(write(tmp_path / "one", **plain)).hash == read(write(tmp_path / "two", **files)).hash


OTHER = {
    "a number": {"support": FILES["support.csv"].replace("12000.5", "12000.6")},
    "a name": {"municipalities": FILES["municipalities.csv"].replace("Bee", "Beek")},
    "a row less": {"placed": "group,lot,clients\n"},
    "order of kinds": {"client_groups": FILES["client_groups.csv"].replace("flat|house", "house|flat")},
    "the policy": {"instance": FILES["instance.toml"].replace('["away", "distance"]', '"away", "distance"')},
    "the payer": {"instance": FILES["instance.toml"].replace('payer = "centre"', 'payer = "host"')},
}


@pytest.mark.parametrize("files", OTHER.values(), ids=OTHER.keys())
def test_other_content_gives_another_hash(tmp_path: Path, files: dict[str, str]) -> None:
    """Tests that every change a model could notice changes the hash."""
    assert read(write(tmp_path / "one")).hash != read(write(tmp_path / "two", **files)).hash


def test_the_hash_is_a_sha256(tmp_path: Path) -> None:
    """Tests that the hash is 64 hexadecimal digits."""
    digits = read(write(tmp_path)).hash
    assert len(digits) == hashlib.sha256().digest_size * 2
    assert set(digits) <= set("0123456789abcdef")


def test_an_absent_table_is_an_empty_one(tmp_path: Path) -> None:
    """Tests that a table without rows and no table at all are the same instance."""
    empty = read(write(tmp_path / "one", previous="group,lot,clients\n"))
    folder = write(tmp_path / "two")
    (folder / "previous.csv").unlink()
    absent = read(folder)
    assert absent.hash == empty.hash
    assert absent.tables == empty.tables
    assert len(absent["previous"]) == 0


def test_boundaries_are_no_content(tmp_path: Path) -> None:
    """Tests that boundaries are read and kept, and leave the hash and equality as they are."""
    plain = read(write(tmp_path))
    (tmp_path / "boundaries.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"properties": {"code": "A"}}]}'
    )
    mapped = read(tmp_path)
    assert mapped.boundaries is not None
    assert mapped.boundaries["features"][0]["properties"]["code"] == "A"
    assert mapped == plain


def test_a_wanted_kind_without_a_lot_is_a_warning(tmp_path: Path) -> None:
    """Tests that a kind no lot has is named once, and stops nothing."""
    groups = FILES["client_groups.csv"].replace("flat|house", "flat|studio").replace("B,house", "B,studio")
    (warning,) = read(write(tmp_path, client_groups=groups)).warnings
    assert (warning.level, warning.file, warning.row, warning.column, warning.value) == (
        "warning",
        "client_groups.csv",
        2,
        "kinds",
        "studio",
    )


def test_a_budget_in_some_periods_only_is_a_warning(tmp_path: Path) -> None:
    """Tests that the periods without a budget are named, for without a row there is no limit."""
    (warning,) = read(write(tmp_path, budgets="municipality,period,amount\nB,2025,1\n")).warnings
    assert (warning.level, warning.file, warning.value) == ("warning", "budgets.csv", "B 2024")


def test_an_unknown_file_is_a_warning(tmp_path: Path) -> None:
    """Tests that a CSV file the contract does not know is named with the table that was probably meant."""
    (write(tmp_path) / "distance.csv").write_text("what,ever\n")
    (warning,) = read(tmp_path).warnings
    assert (warning.level, warning.file) == ("warning", "distance.csv")
    assert 'did you mean "distances.csv"?' in warning.expected.en


def test_without_provenance_there_is_a_warning(tmp_path: Path) -> None:
    """Tests that an instance that does not say where its figures come from is read, with a warning."""
    (write(tmp_path) / "provenance.csv").unlink()
    (warning,) = read(tmp_path).warnings
    assert (warning.level, warning.file) == ("warning", "provenance.csv")


def test_letting_before_the_first_period_is_an_odd_fact(tmp_path: Path) -> None:
    """Tests that a home let before its group's first period is accepted, with a warning that names it."""
    (warning,) = read(write(tmp_path, placed="group,lot,clients\ng2,l1,1\n")).warnings
    assert (warning.file, warning.row, warning.column, warning.value) == ("placed.csv", 2, "lot", "l1")
    assert "a lot from 2025 on" in warning.expected.en


def test_warnings_come_with_the_problems(tmp_path: Path) -> None:
    """Tests that `problems_of` gives the instance and its warnings, and errors with warnings without one."""
    (write(tmp_path) / "provenance.csv").unlink()
    instance, problems = problems_of(tmp_path)
    assert instance is not None
    assert instance.warnings == problems
    write(tmp_path, supply="lot\n")
    (tmp_path / "provenance.csv").unlink()
    instance, problems = problems_of(tmp_path)
    assert instance is None
    assert {problem.level for problem in problems} == {"error", "warning"}


@pytest.mark.parametrize("name", ["nowhere", "instance.toml", "notes.txt", "instance.csv"])
def test_what_is_no_instance_is_refused(tmp_path: Path, name: str) -> None:
    """Tests that a path to nothing, or to a file that is no workbook, is an error that names it."""
    write(tmp_path)
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(InputError) as caught:
        read(tmp_path / name)
    (problem,) = caught.value.problems
    assert problem.file.endswith(name)
    assert "a folder with instance.toml" in problem.expected.en


def test_a_path_may_be_text(tmp_path: Path) -> None:
    """Tests that `read` takes a path as text too."""
    assert read(str(write(tmp_path))) == read(tmp_path)


def test_a_workbook_is_the_same_instance(tmp_path: Path) -> None:
    """Tests that the same tables as a folder and as a workbook give an equal instance."""
    instance = read(write(tmp_path / "folder"))
    rows = {name: list(table.rows()) for name, table in instance.tables.items()}
    again = read(write_workbook(tmp_path / "book.xlsx", rows, FILES["instance.toml"]))
    assert again == instance

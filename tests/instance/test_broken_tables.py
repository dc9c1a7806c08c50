"""One fault in a table gives one problem, which says exactly where it is and what was expected."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from support.complete import FILES, write

from u16opt.instance.read import problems_of


@dataclass(frozen=True)
class Fault:
    """A change to one file, and the one problem it must give."""

    table: str
    old: str
    new: str
    row: int | None
    column: str | None
    value: str | None
    expected: str
    file: str | None = None

    @property
    def label(self) -> str:
        return self.file or f"{self.table}.csv"


GROUP = "g1,2,A,A1,flat|house,2024,2,,BT,0,"
LOT = "l2,B1,2025,house,temporary,3,9,"

FAULTS = {
    # cells
    "required code empty": Fault(
        "municipalities", "Bee,zuid", "Bee, ", 3, "region", " ", "a value (the cell is empty)"
    ),
    "required number empty": Fault(
        "contingents", "A,2024,2", "A,2024,", 2, "lettings", None, "a value (the cell is empty)"
    ),
    "required list empty": Fault(
        "client_groups", "flat|house", "", 2, "kinds", None, "a value (the cell is empty)"
    ),
    "fraction of a home": Fault(
        "supply", "temporary,3,", "temporary,3.5,", 3, "homes", "3.5", "a whole number"
    ),
    "negative number of clients": Fault(
        "client_groups", "g1,2,", "g1,-2,", 2, "clients", "-2", "a whole number, at least 0"
    ),
    "priority of nought": Fault(
        "client_groups", "2024,2,", "2024,0,", 2, "priority", "0", "a whole number, at least 1"
    ),
    "support without periods": Fault(
        "support", ",2\n", ",0\n", 2, "periods", "0", "a whole number, at least 1"
    ),
    "module of nought": Fault("sites", "4,12,4", "4,12,0", 2, "module", "0", "a whole number, at least 1"),
    "words for a number": Fault(
        "support", "12000.5", "veel", 2, "rate", "veel", "a number with a decimal point"
    ),
    "not a number": Fault("support", "12000.5", "NaN", 2, "rate", "NaN", "a number with a decimal point"),
    "infinite": Fault("support", "12000.5", "inf", 2, "rate", "inf", "a number with a decimal point"),
    "overflowing": Fault("support", "12000.5", "1e999", 2, "rate", "1e999", "a number with a decimal point"),
    "absurdly large": Fault(
        "support", "12000.5", "1e20", 2, "rate", "1e20", "a number with a decimal point, at most"
    ),
    "underscore in a number": Fault(
        "support", "12000.5", "12_000", 2, "rate", "12_000", "a number with a decimal point"
    ),
    "digits of another script": Fault(
        "contingents", "A,2024,2", "A,2024,٢", 2, "lettings", "٢", "a whole number"
    ),
    "comma of thousands": Fault(
        "support", "12000.5", '"12,000"', 2, "rate", "12,000", "a number with a decimal point"
    ),
    "negative budget": Fault(
        "budgets",
        "A,2024,1000",
        "A,2024,-1000",
        2,
        "historic",
        "-1000",
        "a number with a decimal point, at least 0",
    ),
    "negative distance": Fault(
        "distances", "7.5", "-7.5", 2, "km", "-7.5", "a number with a decimal point, at least 0"
    ),
    "not a year": Fault(
        "supply", "2025,house", "next year,house", 3, "period", "next year", "a year, such as 2024"
    ),
    "half a year": Fault(
        "supply", "2025,house", "2025.5,house", 3, "period", "2025.5", "a year, such as 2024"
    ),
    "flag in words": Fault("client_groups", "BT,0", "BT,no", 2, "existing", "no", "0 (no) or 1 (yes)"),
    "flag of two": Fault(
        "locations", "50000,1", "50000,2", 2, "closable", "2", "0 (no) or 1 (yes), at most 1"
    ),
    "unknown form": Fault(
        "supply", "temporary", "temporal", 3, "form", "temporal", 'did you mean "temporary"?'
    ),
    "unknown status": Fault(
        "provenance", "synthetisch", "synthetic", 3, "status", "synthetic", 'did you mean "synthetisch"?'
    ),
    "formula in a number": Fault(
        "supply", "temporary,3,", "temporary,=1+2,", 3, "homes", "=1+2", "not a formula"
    ),
    "formula in a text": Fault(
        "supply", ",Corporatie", ",=HYPERLINK", 2, "owner", "=HYPERLINK", "not a formula"
    ),
    "list with a gap": Fault(
        "client_groups", "flat|house", "flat||house", 2, "kinds", "flat||house", "without a gap"
    ),
    "list with a gap at its end": Fault(
        "client_groups", "flat|house", "flat|house|", 2, "kinds", "flat|house|", "without a gap"
    ),
    "list with a word twice": Fault(
        "client_groups", "flat|house", "flat|house|flat", 2, "kinds", "flat|house|flat", "every word once"
    ),
    "bar in a code": Fault(
        "support", "BT,12000.5,2", 'BT,12000.5,2\n"X|Y",1,1', 3, "product", "X|Y", 'without "|"'
    ),
    "line break in a code": Fault(
        "support", "BT,12000.5,2", 'BT,12000.5,2\n"X\nY",1,1', 3, "product", "X\nY", "invisible characters"
    ),
    "latitude outside the country": Fault(
        "municipalities", "52.1,5.1", "48.8,5.1", 2, "latitude", "48.8", "at least 50.5"
    ),
    "longitude outside the country": Fault(
        "neighbourhoods", "52.11,5.11", "52.11,13.4", 2, "longitude", "13.4", "at most 7.5"
    ),
    # header and shape
    "unknown column": Fault("supply", "owner\n", "ownr\n", 1, "ownr", "ownr", 'did you mean "owner"?'),
    "column of another table": Fault(
        "supply", "owner\n", "clients\n", 1, "clients", "clients", "one of: lot"
    ),
    "double column": Fault("supply", "owner\n", "homes\n", 1, "homes", "homes", "every column name once"),
    "nameless column": Fault("supply", "form,homes", ",homes", 1, None, "", "a column name"),
    "row too long": Fault("placed", "g1,l1,1", "g1,l1,1,9", 2, None, "4", "3 cells"),
    "row too short": Fault("distances", "B,A,8", "B,A", 3, None, "2", "3 cells"),
    "quotation mark left open": Fault("placed", "g1,l1,1", 'g1,l1,"1', 2, None, None, "quotation marks"),
    "nothing at all": Fault("placed", FILES["placed.csv"], "", 1, None, None, "column names in row 1"),
    "first row empty": Fault("placed", "group,lot", "\ngroup,lot", 1, None, None, "column names in row 1"),
    # references
    "unknown municipality of a neighbourhood": Fault(
        "neighbourhoods", "B1,B,", "B1,BB,", 3, "municipality", "BB", 'did you mean "B"?'
    ),
    "unknown municipality of a contingent": Fault(
        "contingents", "B,2024", "Z,2024", 4, "municipality", "Z", "a code from municipalities"
    ),
    "unknown neighbourhood of a lot": Fault(
        "supply", "l2,B1", "l2,B2", 3, "neighbourhood", "B2", "a code from neighbourhoods"
    ),
    "unknown origin": Fault(
        "client_groups",
        "g2,3,elsewhere",
        "g2,3,elswhere",
        3,
        "origin",
        "elswhere",
        'did you mean "elsewhere"?',
    ),
    "unknown network": Fault(
        "client_groups",
        "elsewhere,B,",
        "elsewhere,Z,",
        3,
        "network",
        "Z",
        "a code from municipalities / neighbourhoods",
    ),
    "lot as network": Fault(
        "client_groups",
        "elsewhere,B,",
        "elsewhere,l1,",
        3,
        "network",
        "l1",
        "a code from municipalities / neighb",
    ),
    "unknown exclusion": Fault(
        "client_groups", "2025,,A,", "2025,,A|A1,", 3, "excluded", "A1", "a code from municipalities"
    ),
    "unknown support": Fault("client_groups", ",BT,0", ",BW,0", 2, "support", "BW", "a code from support"),
    "unknown pin": Fault(
        "client_groups", "1,l2", "1,l3", 3, "pin", "l3", "a code from municipalities / supply"
    ),
    "unknown placed group": Fault("placed", "g1,l1", "g9,l1", 2, "group", "g9", "a code from client_groups"),
    "unknown placed lot": Fault("placed", "g1,l1", "g1,A", 2, "lot", "A", "a code from supply"),
    "unknown previous lot": Fault("previous", "g1,l1", "g1,l7", 2, "lot", "l7", "a code from supply"),
    "unknown municipality of a budget": Fault(
        "budgets", "A,2025", "A,2025,,,1,\nC,2025", 4, "municipality", "C", "a code from municipalities"
    ),
    "unknown end of a distance": Fault(
        "distances", "A1,B1", "A1,f1", 2, "destination", "f1", "a code from municipalities / neighbourhoods"
    ),
    "unknown neighbourhood of a site": Fault(
        "sites", "s1,B1", "s1,B", 2, "neighbourhood", "B", "a code from neighbourhoods"
    ),
    "unknown neighbourhood of a location": Fault(
        "locations", "f1,A1", "f1,A", 2, "neighbourhood", "A", "a code from neighbourhoods"
    ),
    "unknown municipality of demand": Fault(
        "demand", "A,2024", "X,2024", 2, "municipality", "X", "a code from munic"
    ),
    "unknown recalibrated municipality": Fault(
        "recalibration", "A,2,", "X,2,", 2, "municipality", "X", "a code from municipalities"
    ),
    "period of supply outside the periods": Fault(
        "supply", "2025,house", "2026,house", 3, "period", "2026", "one of the periods 2024, 2025"
    ),
    "period of a contingent outside the periods": Fault(
        "contingents", "B,2024", "B,2023", 4, "period", "2023", "one of the periods 2024, 2025"
    ),
    "first period outside the periods": Fault(
        "sites", ",2025\n", ",2030\n", 2, "first_period", "2030", "one of the periods 2024, 2025"
    ),
    # rows given twice
    "double municipality": Fault(
        "municipalities", "B,Bee", "A,Aa,noord,,,,,\nB,Bee", 3, "code", "A", "not already row 2"
    ),
    "double lot": Fault("supply", LOT, f"{LOT}\n{LOT}", 4, "lot", "l2", "not already row 3"),
    "double group": Fault("client_groups", GROUP, f"{GROUP}\n{GROUP}", 3, "group", "g1", "not already row 2"),
    "double contingent": Fault(
        "contingents", "B,2024,1", "B,2024,1\nA,2024,7", 5, "municipality", "A, 2024", "not already row 2"
    ),
    "double placed pair": Fault(
        "placed", "g1,l1,1", "g1,l1,1\ng1,l1,1", 3, "group", "g1, l1", "not already row 2"
    ),
    "double provenance": Fault(
        "provenance",
        "client_groups,",
        "municipalities,*,bron,,,,\nclient_groups,",
        3,
        "table",
        "municipalities, *",
        "not already row 2",
    ),
    # rows that contradict each other
    "longitude alone": Fault(
        "municipalities", "52.0,5.2", ",5.2", 3, "latitude", None, "latitude and longitude together"
    ),
    "latitude alone": Fault(
        "neighbourhoods", "52.11,5.11", "52.11,", 2, "longitude", None, "latitude and longitude together"
    ),
    "neighbourhood with the code of a municipality": Fault(
        "neighbourhoods",
        "B1,B,Twee,700,300,,,,",
        "B1,B,Twee,700,300,,,,\nB,B,,,,,,,",
        4,
        "code",
        "B",
        "not also in municipalities.csv (row 3)",
    ),
    "lot with the code of a municipality": Fault(
        "supply", LOT, f"{LOT}\nB,B1,2025,house,,3,,", 4, "lot", "B", "not also in municipalities.csv (row 3)"
    ),
    "site with the code of a location": Fault(
        "sites", "s1,", "f1,", 2, "site", "f1", "not also in locations.csv (row 2)"
    ),
    "municipality called elsewhere": Fault(
        "municipalities", "B,Bee", "elsewhere,,zuid,,,,,\nB,Bee", 3, "code", "elsewhere", "outside the region"
    ),
    "pin in an excluded municipality": Fault(
        "client_groups", "A,,1,l2", "A,,1,A", 3, "pin", "A", "outside the excluded municipalities"
    ),
    "pinned lot in an excluded municipality": Fault(
        "client_groups", "A,,1,l2", "A|B,,1,l2", 3, "pin", "l2", "excluded holds B"
    ),
    "more placed than homes": Fault(
        "supply",
        "regular,2",
        "regular,0",
        2,
        "clients",
        "1",
        "at most 0 in all (homes of l1); so far 1",
        "placed.csv",
    ),
    "more placed than clients": Fault(
        "placed",
        "g1,l1,1",
        "g1,l1,1\ng1,l2,2",
        3,
        "clients",
        "2",
        "at most 2 in all (clients of g1); so far 3",
    ),
    "complex smaller than its lot": Fault(
        "supply", "3,9", "3,2", 3, "complex_homes", "2", "at least the 3 homes"
    ),
    "budget without objective": Fault(
        "budgets", "2000.5", "", 2, "amount", None, "amount alone, or historic and objective together"
    ),
    "budget given twice over": Fault(
        "budgets",
        "2000.5,,",
        "2000.5,7,",
        2,
        "amount",
        "7.0",
        "amount alone, or historic and objective together",
    ),
    "budget of nothing": Fault("budgets", "1000,2000.5", ",", 2, "amount", None, "amount alone, or historic"),
    "budget for all models and for one": Fault(
        "budgets",
        "A,2025,,,3000,allocation",
        "A,2025,,,3000,allocation\nA,2025,,,3000,",
        4,
        "model",
        "",
        "one budget for A in 2025 (row 3 holds as well)",
    ),
    "budget of an unknown model": Fault(
        "budgets", "allocation", "alocation", 3, "model", "alocation", 'did you mean "allocation"?'
    ),
    "two distances for one pair": Fault(
        "distances",
        "B,A,8",
        "B,A,8\nB1,A1,7",
        4,
        "km",
        "7.0",
        "the same distance as in the other direction (row 2",
    ),
    "site maximum under its minimum": Fault(
        "sites", "4,12,4", "4,3,4", 2, "max_places", "3", "at least the minimum"
    ),
    "site maximum under its module": Fault(
        "sites", "4,12,4", "0,3,4", 2, "max_places", "3", "a multiple of the module"
    ),
    "no multiple between minimum and maximum": Fault(
        "sites", "4,12,4", "5,7,4", 2, "max_places", "7", "a multiple of the module"
    ),
    "recalibrated maximum under its minimum": Fault(
        "recalibration", "1,9", "10,9", 2, "maximum", "9", "at least the minimum of 10 lettings"
    ),
    "recalibrated minimum below nothing": Fault(
        "recalibration", "1,9", "-1,9", 2, "minimum", "-1", "at least 0"
    ),
    "half a recalibrated letting": Fault(
        "recalibration", "A,2,", "A,2.5,", 2, "current", "2.5", "a whole number"
    ),
    "a basis below nothing": Fault("recalibration", "100.5", "-100.5", 2, "basis", "-100.5", "at least 0"),
    "provenance of an unknown table": Fault(
        "provenance",
        "client_groups,",
        "client_group,",
        3,
        "table",
        "client_group",
        'did you mean "client_groups"?',
    ),
    "provenance of an unknown column": Fault(
        "provenance",
        "client_groups,clients",
        "client_groups,cliens",
        3,
        "column",
        "cliens",
        'did you mean "clients"?',
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_one_fault_gives_one_problem(tmp_path: Path, fault: Fault) -> None:
    """Tests that a fault in a table is the only error found, at its file, row, column and value."""
    text = FILES[f"{fault.table}.csv"]
    assert fault.old in text
    instance, problems = problems_of(write(tmp_path, **{fault.table: text.replace(fault.old, fault.new, 1)}))
    assert instance is None
    (error,) = [problem for problem in problems if problem.level == "error"]
    assert (error.file, error.row, error.column, error.value) == (
        fault.label,
        fault.row,
        fault.column,
        fault.value,
    )
    assert fault.expected in error.expected.en
    assert error.expected.nl
    assert error.expected.nl != error.expected.en


def test_many_faults_are_all_found(tmp_path: Path) -> None:
    """Tests that faults in different files and rows are all listed, file by file and row by row."""
    folder = write(
        tmp_path,
        instance=FILES["instance.toml"].replace("2024, 2025", "2025, 2024") + 'colour = "red"\n[extra]\n',
        neighbourhoods=FILES["neighbourhoods.csv"].replace("52.11,", "north,"),
        supply=FILES["supply.csv"].replace("regular,2,", "regular,two,").replace("l2,B1,2025", "l2,Q,2031"),
        client_groups=FILES["client_groups.csv"]
        .replace("flat|house", "flat||house")
        .replace("g2,3", "g2,-3"),
        sites=FILES["sites.csv"].replace("4,12,4", "4,3,4"),
    )
    _, problems = problems_of(folder)
    found = [(problem.file, problem.row, problem.column) for problem in problems if problem.level == "error"]
    assert found == [
        ("instance.toml", None, "extra"),
        ("instance.toml", None, "periods"),
        ("neighbourhoods.csv", 2, "latitude"),
        ("supply.csv", 2, "homes"),
        ("supply.csv", 3, "neighbourhood"),
        ("supply.csv", 3, "period"),
        ("client_groups.csv", 2, "kinds"),
        ("client_groups.csv", 3, "clients"),
        ("sites.csv", 2, "max_places"),
    ]


def test_a_missing_column_does_not_hide_the_rest(tmp_path: Path) -> None:
    """Tests that without the column of the codes every other fault in that table is still found."""
    supply = FILES["supply.csv"].replace("lot,", "lott,").replace("temporary,3", "temporary,x")
    _, problems = problems_of(write(tmp_path, supply=supply))
    assert [(problem.row, problem.column) for problem in problems] == [(1, "lott"), (1, "lot"), (3, "homes")]


def test_a_column_of_typing_errors_is_listed_row_by_row(tmp_path: Path) -> None:
    """Tests that thirty unknown codes give thirty problems, although not each gets a suggestion."""
    rows = "".join(f"g{number},l1,1\n" for number in range(100, 130))
    _, problems = problems_of(write(tmp_path, placed=f"group,lot,clients\n{rows}"))
    unknown = [problem for problem in problems if problem.column == "group"]
    assert [problem.row for problem in unknown] == list(range(2, 32))

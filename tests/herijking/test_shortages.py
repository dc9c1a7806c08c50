"""Why there is no recalibration: which group, which bound, which numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.recalibration.case import Recalibration, Town
from support.recalibration.valley import VALLEY

from u16opt.policies import policy_of
from u16opt.solving import solve
from u16opt_models.herijking import MODEL

LEKSTROOM = "Lekstroom"


def sentences(path: Path, towns: Sequence[Town], lettings: int, max_change: int | None = None) -> list[str]:
    """Return what is said of one group, first in Dutch and then in English; there is no recalibration."""
    towns = [
        Town(town.code, town.current, town.basis, town.minimum, town.maximum, LEKSTROOM) for town in towns
    ]
    other = Town("z", 1, 1, None, None, "stad")
    question = Recalibration([*towns, other], {LEKSTROOM: lettings, "stad": 1}, max_change)
    instance = question.instance(path)
    assert solve(instance, MODEL).status == "infeasible"
    assert MODEL.shortages is not None
    (text,) = MODEL.shortages(instance, policy_of(instance, MODEL))
    return [text.nl, text.en]


@pytest.mark.parametrize(
    ("towns", "lettings", "max_change", "nl", "en"),
    [
        (
            [Town("a", 0, 1, 30), Town("b", 0, 1, 22)],
            50,
            None,
            "Lekstroom: de ondergrenzen tellen op tot 52, meer dan het totaal van 50",
            "Lekstroom: the minimums add up to 52, more than the total of 50",
        ),
        (
            [Town("a", 30, 1, 5), Town("b", 30, 1, 26)],
            50,
            4,
            "Lekstroom: de ondergrenzen (met een grootste verandering van 4) tellen op tot 52, meer dan het "
            "totaal van 50",
            "Lekstroom: the minimums (with a largest change of 4) add up to 52, more than the total of 50",
        ),
        (
            [Town("a", 0, 1, None, 30), Town("b", 0, 1, None, 18)],
            50,
            None,
            "Lekstroom: de bovengrenzen tellen op tot 48, minder dan het totaal van 50",
            "Lekstroom: the maximums add up to 48, less than the total of 50",
        ),
        (
            [Town("a", 20, 1, None, 30), Town("b", 20, 1, None, 22)],
            50,
            5,
            "Lekstroom: de bovengrenzen (met een grootste verandering van 5) tellen op tot 47, minder dan "
            "het totaal van 50",
            "Lekstroom: the maximums (with a largest change of 5) add up to 47, less than the total of 50",
        ),
        (
            [Town("a", 20, 1, None, 30), Town("b", 20, 0, 7)],
            50,
            None,
            "Lekstroom: de bovengrenzen tellen op tot 37, minder dan het totaal van 50; een gemeente met "
            "basis 0 krijgt haar ondergrens",
            "Lekstroom: the maximums add up to 37, less than the total of 50; a municipality with basis 0 "
            "gets its minimum",
        ),
        (
            [Town("a", 3, 1, 9), Town("b", 40, 1)],
            50,
            5,
            "Lekstroom: a heeft een ondergrens van 9, maar mag van 3 hoogstens naar 8 (grootste verandering "
            "5)",
            "Lekstroom: a has a minimum of 9, but may go from 3 to at most 8 (largest change 5)",
        ),
        (
            [Town("a", 13, 0, None, 7), Town("b", 40, 1)],
            50,
            5,
            "Lekstroom: a heeft een bovengrens van 7, maar mag van 13 niet onder 8 (grootste verandering 5)",
            "Lekstroom: a has a maximum of 7, but may not go from 13 below 8 (largest change 5)",
        ),
    ],
)
def test_sentences(
    tmp_path: Path, towns: list[Town], lettings: int, max_change: int | None, nl: str, en: str
) -> None:
    """Tests that group, bound and numbers are told; the other group, in which all is well, is not named."""
    assert sentences(tmp_path, towns, lettings, max_change) == [nl, en]


def test_a_group_without_municipalities(tmp_path: Path) -> None:
    """Tests that a total for which no municipality has a row is told."""
    question = Recalibration([Town("a", 1, 1), Town("b", 1, 1, None, None, "zuid")], {"noord": 1, "zuid": 2})
    folder = question.write(tmp_path)
    (folder / "recalibration.csv").write_text("municipality,current,basis\na,1,1\n", encoding="utf-8")
    from u16opt.instance.read import read

    instance = read(folder)
    assert MODEL.shortages is not None
    (text,) = MODEL.shortages(instance, policy_of(instance, MODEL))
    assert text.nl == "zuid: geen gemeente in de tabel recalibration voor het totaal van 2"
    assert solve(instance, MODEL).conflict == ("total",)


def test_all_regions_are_called_so(tmp_path: Path) -> None:
    """Tests that one total for all regions has a name."""
    instance = Recalibration([Town("a", 1, 1, 3)], 2).instance(tmp_path)
    assert MODEL.shortages is not None
    (text,) = MODEL.shortages(instance, policy_of(instance, MODEL))
    assert text.nl == "Alle regio's: de ondergrenzen tellen op tot 3, meer dan het totaal van 2"
    assert text.en == "All regions: the minimums add up to 3, more than the total of 2"


@pytest.mark.parametrize(
    ("town", "max_change", "conflict"),
    [
        (Town("a", 1, 1, 3), None, ("minimum",)),
        (Town("a", 1, 1, None, 1), None, ("maximum",)),
        (Town("a", 5, 1), 2, ("max_change",)),
        (Town("a", 0, 1, 2), 1, ("max_change",)),
        (Town("a", 0, 0), None, ("total",)),
    ],
)
def test_rules_in_conflict(
    tmp_path: Path, town: Town, max_change: int | None, conflict: tuple[str, ...]
) -> None:
    """Tests that the rules are named that cannot hold together with a total of 2."""
    assert solve(Recalibration([town], 2, max_change).instance(tmp_path), MODEL).conflict == conflict


def test_nothing_is_short_where_there_is_an_answer(tmp_path: Path) -> None:
    """Tests that the valley, which has an answer, gives no sentence."""
    instance = VALLEY.instance(tmp_path)
    assert MODEL.shortages is not None
    assert MODEL.shortages(instance, policy_of(instance, MODEL)) == ()

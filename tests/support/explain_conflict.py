"""What an answer about agreements must satisfy, against a reading of its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from support.agreed_rules import Agreement, Reading, Way, holds, ways

Facts = Mapping[str, Any]


def key_of(fact: Mapping[str, Any]) -> Agreement:
    """Return an agreement as readings name it."""
    return fact["rule"], fact["place"], fact["period"]


def assert_smallest(reading: Reading, members: Sequence[Mapping[str, Any]]) -> None:
    """Assert that some agreements cannot hold together, and can without any one of them."""
    found = [key_of(each) for each in members]
    assert len(set(found)) == len(found)
    assert not holds(reading, found), "these can hold together"
    for member in found:
        assert holds(reading, [each for each in found if each != member]), f"{member} is not needed"


def assert_repairs(reading: Reading, facts: Facts, cost: Mapping[str, float], most: float) -> list[Way]:
    """Assert that the repairs of an answer are all that cannot do with less, the cheapest first.

    Parameters
    ----------
    most
        Repairs that cost more are only looked at for themselves.
    """
    expected = ways(reading, cost, most)
    repairs = [(repair["cost"], changed_by(reading, repair)) for repair in facts["repairs"]]
    costs = [price for price, _ in repairs]
    assert costs == sorted(costs)
    for price, changed in repairs:
        assert_works(reading, changed)
        paid = sum(
            cost.get(key[0], 1) * reading.agreements[key].paid(units) for key, units in changed.items()
        )
        assert price == pytest.approx(paid, abs=1e-5)
        assert_no_less(reading, changed)
    near = [(price, changed) for price, changed in repairs if price <= most - 1e-6]
    known = [way for way in expected if way.cost <= most - 1e-6]
    if not facts["complete"]:
        known = known[: len(near)]
        assert [price for price, _ in near] == pytest.approx([way.cost for way in known], abs=1e-4)
        return known
    assert [price for price, _ in near] == pytest.approx([way.cost for way in known], abs=1e-4)
    assert _known(reading, [changed for _, changed in near]) == _known(
        reading, [way.changed for way in known]
    )
    return known


def assert_works(reading: Reading, changed: Mapping[Agreement, float]) -> None:
    """Assert that there is a solution after some changes."""
    assert holds(reading, list(reading.agreements), changed), f"{changed} does not help"


def assert_no_less(reading: Reading, changed: Mapping[Agreement, float]) -> None:
    """Assert that changes help no longer when one of them is left out, or is one step smaller."""
    for key, units in changed.items():
        rest = {other: each for other, each in changed.items() if other != key}
        assert not holds(reading, list(reading.agreements), rest), f"{key} is not needed"
        steps = [each for each in reading.agreements[key].amounts if 0 < each / units < 1 - 1e-9]
        for less in sorted(steps, key=abs)[-1:]:
            smaller = {**rest, key: less}
            assert not holds(reading, list(reading.agreements), smaller), f"{less} of {key} is enough"


def changed_by(reading: Reading, repair: Mapping[str, Any]) -> dict[Agreement, float]:
    """Return the changes of a repair in units, by agreement."""
    found = {}
    for change in repair["changes"]:
        key, agreement = key_of(change), reading.agreements[key_of(change)]
        assert change["from"] == pytest.approx(agreement.number)
        found[key] = (change["to"] - change["from"]) / agreement.step
    return found


def _known(reading: Reading, repairs: Sequence[Mapping[Agreement, float]]) -> list[Any]:
    """Return changes without the order in which equal costs come, and money only as touched."""
    return sorted(
        sorted((key, _units(reading, key, units)) for key, units in each.items()) for each in repairs
    )


def _units(reading: Reading, key: Agreement, units: float) -> float:
    agreement = reading.agreements[key]
    return 1.0 if agreement.money else round(math.copysign(agreement.paid(units), units), 6)

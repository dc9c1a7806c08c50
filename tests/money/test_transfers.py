"""Who pays whom."""

from __future__ import annotations

from fractions import Fraction

import pytest

from u16opt.money.settlement import Balance
from u16opt.money.transfers import transfers

NOTHING = Fraction(0)


def payments(period: int = 1, **euros: int) -> list[tuple[str, str, int]]:
    """Return payer, receiver and euro of each payment that meets these balances."""
    given = [Balance(code, period, NOTHING, NOTHING, euro) for code, euro in euros.items()]
    return [(each.payer, each.receiver, each.euro) for each in transfers(given)]


def test_largest_pays_largest_each_time() -> None:
    """Tests that debts and credits are looked at anew after every payment.

    `a` owes 10 and `d` gets 7: `a` pays 7 and still owes 3, less than `b`, which owes 4. So `b` pays next, 4
    of the 5 of `e`. Then `a` pays its 3 to `f`, which gets 2, and to `e`, which gets 1: `f` first.
    """
    assert payments(a=-10, b=-4, d=7, e=5, f=2) == [
        ("a", "d", 7),
        ("b", "e", 4),
        ("a", "f", 2),
        ("a", "e", 1),
    ]


def test_equal_balances() -> None:
    """Tests that among equals the smallest code goes first, whatever the order of the rows."""
    assert payments(z=5, c=5, b=-5, a=-5) == [("a", "c", 5), ("b", "z", 5)]
    assert payments(a=-5, b=-5, c=5, z=5) == [("a", "c", 5), ("b", "z", 5)]


def test_most_payments() -> None:
    """Tests that one creditor of four debtors is paid four times, and that who is settled pays nothing."""
    assert payments(a=-1, b=-2, c=-3, d=-4, e=10, f=0) == [
        ("d", "e", 4),
        ("c", "e", 3),
        ("b", "e", 2),
        ("a", "e", 1),
    ]


def test_periods_are_apart() -> None:
    """Tests that a debt of one year is not set against a credit of another, and that years come in order."""
    euros = {2025: {"a": 3, "b": -3}, 2024: {"a": -3, "b": 3}}
    given = [
        Balance(code, year, NOTHING, NOTHING, euro)
        for year, each in euros.items()
        for code, euro in each.items()
    ]
    assert [(each.period, each.payer, each.euro) for each in transfers(given)] == [
        (2024, "a", 3),
        (2025, "b", 3),
    ]


def test_balances_that_do_not_add_up() -> None:
    """Tests that balances that are not 0 together are refused, with the period."""
    with pytest.raises(ValueError, match="2024"):
        payments(2024, a=-3, b=2)

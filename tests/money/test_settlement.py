"""The yearly settlement: who spent more or less than its share."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from u16opt.money.objective_model import Budget
from u16opt.money.settlement import Balance, settle
from u16opt.money.transfers import transfers
from u16opt.rounding import exact

CODES = "abcdefghij"
EUROS = st.one_of(
    st.integers(0, 10**15),
    st.integers(0, 20),
    st.decimals(0, 10**6, places=2).map(float),
    st.fractions(0, 1000, max_denominator=12),
)
PLACES = st.tuples(st.sampled_from(CODES), st.sampled_from([2024, 2025]))
OBJECTIVES = st.dictionaries(PLACES, EUROS, max_size=12)
SPEND = st.dictionaries(PLACES, EUROS, max_size=16)

Euros = dict[tuple[str, int], float | Fraction]


def budgets(objectives: Euros) -> list[Budget]:
    """Return budgets with these objective amounts; the budget itself plays no part."""
    return [Budget(code, period, Fraction(1), exact(euro)) for (code, period), euro in objectives.items()]


def balances(spend: Euros, objectives: Euros) -> dict[tuple[str, int], Balance]:
    """Return the settlement by municipality and period."""
    return {(each.municipality, each.period): each for each in settle(spend, budgets(objectives))}


def test_worked_out_by_hand() -> None:
    """Tests a settlement of three municipalities with objective budgets 10, 10 and 20.

    They spent 100, 0 and 50: together 150, of which a quarter (37.50), a quarter and a half (75) are their
    shares. Balances are 62.50, -37.50 and -25. Rounded down: 62, -38 and -25, which is -1 together. So one
    euro is given back; `a` and `b` both lost half a euro, and `a` has the smaller code: 63, -38 and -25.

    The largest debt is that of `b`: it pays 38 to `a`, which then still gets 25. `c` pays these.
    """
    spend: Euros = {("a", 2024): 100, ("c", 2024): 50.0}
    found = settle(spend, budgets({("c", 2024): 20, ("b", 2024): 10, ("a", 2024): 10}))
    quarter = Fraction(75, 2)
    assert found == (
        Balance("a", 2024, Fraction(100), quarter, 63),
        Balance("b", 2024, Fraction(0), quarter, -38),
        Balance("c", 2024, Fraction(50), Fraction(75), -25),
    )
    assert [(each.payer, each.receiver, each.euro) for each in transfers(found)] == [
        ("b", "a", 38),
        ("c", "a", 25),
    ]


def test_huge_amounts_are_exact() -> None:
    """Tests that not one euro is lost of 10^30, far beyond what a float can hold.

    Three equal shares of 10^30 + 1 are q + 2/3 each, with q = (10^30 - 1) / 3. Balances rounded down are
    10^30 - q - 1, -q - 1 and -q, with 1/3 lost by each; the one euro that is missing goes to `a`.
    """
    huge = 10**30
    third = (huge - 1) // 3
    spend: Euros = {("a", 1): Fraction(huge), ("b", 1): Fraction(0), ("c", 1): Fraction(1)}
    found = balances(spend, dict.fromkeys(spend, 1))
    assert [each.euro for each in found.values()] == [huge - third, -third - 1, -third]


def test_equal_remainders_of_decimals() -> None:
    """Tests that amounts with cents are equal where they are written equal, and then the smaller code wins.

    Spent 0.30 and 0.10 of budgets 1 and 1: balances 0.10 and -0.10. Read as floats, 0.1 + 0.2 is more than
    0.3. Rounded down 0 and -1; `b` lost 0.90 and gets the euro back.
    """
    spend: Euros = {("a", 1): 0.3, ("b", 1): 0.1}
    found = balances(spend, {("a", 1): 1.0, ("b", 1): 1.0})
    assert found["a", 1].share == Fraction(1, 5)
    assert [each.euro for each in found.values()] == [0, 0]


def test_what_is_not_settled() -> None:
    """Tests that a period with one budget, or with nothing but objective budgets of 0, is left out."""
    spend: Euros = {("a", 1): 10, ("a", 2): 10, ("a", 3): 10, ("b", 3): 5}
    objectives: Euros = {("a", 1): 7, ("a", 2): 0, ("b", 2): 0, ("a", 3): 1, ("b", 3): 0}
    found = balances(spend, objectives)
    assert {key: each.euro for key, each in found.items()} == {("a", 3): -5, ("b", 3): 5}


def test_spend_without_a_budget_stays_out() -> None:
    """Tests that what a municipality without a budget spends changes nobody's balance."""
    objectives: Euros = {("a", 1): 1, ("b", 1): 1}
    spend: Euros = {("a", 1): 10}
    assert settle(spend | {("c", 1): 1000, ("a", 2): 50}, budgets(objectives)) == settle(
        spend, budgets(objectives)
    )


def test_nothing_spent() -> None:
    """Tests that where nobody spent anything everybody's balance is 0 and nobody pays."""
    found = settle({}, budgets({("a", 1): 1, ("b", 1): 2}))
    assert [each.euro for each in found] == [0, 0]
    assert transfers(found) == ()


@given(SPEND, OBJECTIVES)
def test_balances(spend: Euros, objectives: Euros) -> None:
    """Tests that in every period shares add up to what was spent, and balances, near exact ones, to 0."""
    found = balances(spend, objectives)
    for period in (2024, 2025):
        all_of_it = [each for each in found.values() if each.period == period]
        assert sum(each.euro for each in all_of_it) == 0
        assert sum(each.share for each in all_of_it) == sum(each.spend for each in all_of_it)
    for each in found.values():
        assert abs(each.spend - each.share - each.euro) < 1


@given(SPEND, OBJECTIVES)
def test_who_is_in_it(spend: Euros, objectives: Euros) -> None:
    """Tests that all with a budget take part, by period and then by code, and each with its own share."""
    found = settle(spend, budgets(objectives))
    settled = {}
    for period in (2024, 2025):
        own = {code: exact(euro) for (code, at), euro in objectives.items() if at == period}
        if len(own) > 1 and any(own.values()):
            settled |= {(period, code): part / sum(own.values()) for code, part in own.items()}
    assert [(each.period, each.municipality) for each in found] == sorted(settled)
    for each in found:
        together = sum(other.spend for other in found if other.period == each.period)
        assert each.share == together * settled[each.period, each.municipality]
        assert each.spend == exact(spend.get((each.municipality, each.period), 0))


@given(SPEND, OBJECTIVES, st.randoms(use_true_random=False))
def test_order_does_not_matter(spend: Euros, objectives: Euros, draw: Random) -> None:
    """Tests that rows in another order give the same settlement and the same payments."""
    mixed = budgets(objectives)
    draw.shuffle(mixed)
    turned = dict(reversed(list(spend.items())))
    found = settle(turned, mixed)
    assert found == settle(spend, budgets(objectives))
    assert transfers(reversed(found)) == transfers(found)


@given(SPEND, OBJECTIVES)
def test_payments(spend: Euros, objectives: Euros) -> None:
    """Tests that few payments bring every balance to 0: debtors pay, creditors receive, n - 1 at most."""
    found = settle(spend, budgets(objectives))
    left = {(each.municipality, each.period): each.euro for each in found}
    before = dict(left)
    paid = transfers(found)
    for each in paid:
        assert each.euro > 0
        assert before[each.payer, each.period] < 0 < before[each.receiver, each.period]
        left[each.payer, each.period] += each.euro
        left[each.receiver, each.period] -= each.euro
    assert not any(left.values())
    for period in (2024, 2025):
        number = sum(at == period for _, at in left)
        assert sum(each.period == period for each in paid) <= max(0, number - 1)

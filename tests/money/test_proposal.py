"""The settlement in a proposal: composed, written, and refused when it does not add up."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.answers import answer_of
from support.hand_made import SOFT
from support.spoiling import Content, drop, put
from support.village import PLACEMENTS, village

from u16opt.instance.instance import Instance
from u16opt.instance.read import read
from u16opt.model.model import Recomputed
from u16opt.money.entries import settled
from u16opt.policies import policy_of
from u16opt.proposal import Proposal
from u16opt.solving import solve
from u16opt.verification import verify
from u16opt.writing import write_proposal
from u16opt_models.allocation import MODEL

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"


@pytest.fixture(scope="module")
def tiny() -> Instance:
    """Return the instance that was solved by hand."""
    return read(TINY)


@pytest.fixture(scope="module")
def solved(tiny: Instance) -> Proposal:
    """Return its proposal."""
    return solve(tiny)


@pytest.fixture
def content(solved: Proposal) -> Content:
    """Return its proposal as parsed JSON, to spoil."""
    parsed: Content = json.loads(solved.as_json())
    return parsed


def test_tiny_by_hand(solved: Proposal) -> None:
    """Tests the settlement of `tiny`, from the spend that its README works out.

    Spent in 2024: A 44,000, B 40,000, C 8,000, together 92,000. Objective budgets: 20,000, 30,000 and (an
    amount alone) 18,000, together 68,000. Shares: 92,000 x 20/68 = 27,058.82, x 30/68 = 40,588.24, x 18/68 =
    24,352.94. Balances: 16,941.18, -588.24, -16,352.94. Rounded down 16,941, -589 and -16,353 are -1
    together; B lost most, 0.76, and gets the euro back. C owes most and pays A 16,353; B pays A the rest.

    Spent in 2025: A 28,000, B 40,000, C nothing, together 68,000, just the sum of the objective budgets: so
    these are the shares. Balances: 8,000, 10,000 and -18,000. C pays B first.
    """
    assert [(each.municipality, each.period, each.spend, each.balance) for each in solved.settlement] == [
        ("A", 2024, 44_000, 16_941),
        ("B", 2024, 40_000, -588),
        ("C", 2024, 8_000, -16_353),
        ("A", 2025, 28_000, 8_000),
        ("B", 2025, 40_000, 10_000),
        ("C", 2025, 0, -18_000),
    ]
    shares = [27_058.8235, 40_588.2353, 24_352.9412, 20_000, 30_000, 18_000]
    assert [each.share for each in solved.settlement] == pytest.approx(shares, abs=1e-4)
    assert [(each.period, each.payer, each.receiver, each.euro) for each in solved.transfers] == [
        (2024, "C", "A", 16_353),
        (2024, "B", "A", 588),
        (2025, "C", "B", 10_000),
        (2025, "C", "A", 8_000),
    ]


def test_keys_of_the_file(solved: Proposal) -> None:
    """Tests that the file says from and to, and that what was written is read back the same."""
    content = json.loads(solved.as_json())
    assert list(content["settlement"][0]) == ["municipality", "period", "spend", "share", "balance"]
    assert content["transfers"][0] == {"period": 2024, "from": "C", "to": "A", "euro": 16_353}
    assert Proposal.model_validate(content) == solved


def test_tables_beside_the_proposal(tmp_path: Path, solved: Proposal) -> None:
    """Tests that the settlement and the payments are written as tables, with the names of the file."""
    write_proposal(solved, tmp_path)
    with (tmp_path / "transfers.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file)) == {"period": "2024", "from": "C", "to": "A", "euro": "16353"}
    with (tmp_path / "settlement.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["balance"]) for row in rows] == [each.balance for each in solved.settlement]
    assert rows[0]["spend"] == "44000.0"


def test_right_settlement(tiny: Instance, content: Content) -> None:
    """Tests that a proposal with its own settlement is accepted."""
    assert verify(tiny, content) == ()


def swap(content: Content) -> None:
    """Let two municipalities change places."""
    rows = content["settlement"]
    rows[0], rows[1] = rows[1], rows[0]


def together(content: Content) -> None:
    """Move a euro from one balance to another, so that all still add up to 0."""
    content["settlement"][0]["balance"] += 1
    content["settlement"][1]["balance"] -= 1


@pytest.mark.parametrize(
    ("spoil", "name"),
    [
        (put("settlement.0.balance", 16_940), "settlement"),
        (together, "settlement"),
        (put("settlement.3.spend", 28_001.0), "settlement"),
        (put("settlement.3.share", 19_999.0), "settlement"),
        (put("settlement.2.municipality", "B"), "settlement"),
        (put("settlement.2.period", 2025), "settlement"),
        (drop("settlement", "5"), "settlement"),
        (drop("settlement"), "settlement"),
        (swap, "settlement"),
        (put("settlement.0.balance", "16941"), "settlement.0.balance"),
        (put("settlement.0.balance", 16_941.5), "settlement.0.balance"),
        (put("settlement.0.note", "paid"), "settlement.0.note"),
        (put("transfers.0.euro", 16_352), "transfers"),
        (put("transfers.0.from", "B"), "transfers"),
        (drop("transfers", "3"), "transfers"),
        (drop("transfers"), "transfers"),
        (lambda content: content["transfers"].reverse(), "transfers"),
        (put("transfers.0.payer", "C"), "transfers.0.payer"),
    ],
)
def test_altered_settlement(
    tiny: Instance, content: Content, spoil: Callable[[Content], None], name: str
) -> None:
    """Tests that a settlement is refused under its name when anything in it was altered, and only that."""
    spoil(content)
    findings = verify(tiny, content)
    assert {found for found, _ in findings} == {name}
    assert all(text.nl and text.en for _, text in findings)


def test_a_finding_says_where(tiny: Instance, content: Content) -> None:
    """Tests that a balance that is off is named with its municipality, its year and what it must be."""
    content["settlement"][0]["balance"] = 5
    ((_, text),) = verify(tiny, content)
    assert text.nl == "A 2024, balance: 5 moet 16941 zijn"


def test_settlement_without_an_answer(tiny: Instance, content: Content) -> None:
    """Tests that a proposal without a solution holds no settlement."""
    empty: Content = {part: [] for part in ("placements", "unplaced", "goals")}
    content |= empty | {"status": "infeasible"}
    assert {name for name, _ in verify(tiny, content)} == {"status", "settlement"}


def spend(path: Path, **changed: Any) -> dict[tuple[str, int], float]:
    """Return what the checker says that the village's placements cost, without zeros."""
    instance = village(path, policy=SOFT, **changed)
    found = MODEL.check(instance, policy_of(instance, MODEL), answer_of(instance, PLACEMENTS))
    return {key: float(euro) for key, euro in found.spend.items() if euro}


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        (
            {},
            {("UT", 2024): 8_000, ("UT", 2025): 4_000, ("ZE", 2024): 10_000, ("ZE", 2025): 10_000}
            | {("BU", 2025): 10_000},
        ),
        (
            {"payer": "host"},
            {("UT", 2024): 4_000, ("UT", 2025): 4_000, ("ZE", 2024): 14_000, ("ZE", 2025): 10_000}
            | {("BU", 2025): 10_000},
        ),
        ({"payer": "centre", "centre": "BU"}, {("BU", 2024): 18_000, ("BU", 2025): 24_000}),
    ],
)
def test_who_spends(tmp_path: Path, budget: Any, expected: dict[tuple[str, int], float]) -> None:
    """Tests the spend of the village by payer: origin, host or centre.

    `a` costs 4,000 once: two are let in 2024 (one in Utrecht, one in Zeist) and one in Utrecht in 2025. `b`
    costs 10,000 a year from 2024, in Zeist. `c` comes from elsewhere to Bunnik, 10,000 in 2025.
    """
    assert spend(tmp_path, budget=budget) == expected


def test_written_rates(tmp_path: Path) -> None:
    """Tests that spend is exact in the cents that a rate is written in: 3 x 0.10 is 0.30."""
    support = [
        {"product": "light", "rate": 0.1, "periods": 2},
        {"product": "heavy", "rate": 0.2, "periods": 2},
    ]
    assert spend(tmp_path, support=support)["UT", 2025] == 0.3


def test_spend_without_a_budget(tmp_path: Path) -> None:
    """Tests that in the village only Utrecht and Zeist settle, and only 2024, when both have a budget.

    They spent 8,000 and 10,000 of objective budgets 5,000 and 18,000: shares 18,000 x 5/23 = 3,913.04 and
    14,086.96, balances 4,086.96 and -4,086.96. Rounded down 4,086 and -4,087; Utrecht lost most.
    """
    instance = village(tmp_path, policy=SOFT)
    found = MODEL.check(instance, policy_of(instance, MODEL), answer_of(instance, PLACEMENTS))
    settlement, transfers = settled(instance, MODEL, found)
    assert [(each.municipality, each.period, each.balance) for each in settlement] == [
        ("UT", 2024, 4_087),
        ("ZE", 2024, -4_087),
    ]
    assert [(each.payer, each.receiver, each.euro) for each in transfers] == [("ZE", "UT", 4_087)]


def test_model_that_spends_nothing(tiny: Instance) -> None:
    """Tests that a model whose checker speaks of no spend settles nothing, whatever budgets there are."""
    assert settled(tiny, MODEL, Recomputed(goals={"moves": 1})) == ((), ())


def test_nothing_placed_is_settled(tiny: Instance) -> None:
    """Tests that when nobody is placed every municipality with a budget is named, at 0."""
    found = MODEL.check(tiny, policy_of(tiny, MODEL), answer_of(tiny, {}))
    settlement, transfers = settled(tiny, MODEL, found)
    assert [(each.spend, each.share, each.balance) for each in settlement] == [(0, 0, 0)] * 6
    assert transfers == ()

"""Where a proposal and a checker disagree about goals, measures, rules and the settlement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from u16opt.checking import goal_values, measures, precision, room, rule_entries
from u16opt.instance.instance import Instance
from u16opt.model.model import Model, Recomputed
from u16opt.money.entries import settled
from u16opt.policy import Policy
from u16opt.proposal import GoalEntry, Proposal, RuleEntry, SettlementEntry, WorstPlace
from u16opt.proposal_reading import Finding
from u16opt.texts import Text


def goal_findings(
    model: Model, policy: Policy, recomputed: Recomputed, proposal: Proposal
) -> Iterator[Finding]:
    """Yield what is wrong with the goals: names, order, values, units, bounds, proofs."""
    expected = goal_values(model, policy, recomputed)
    yield from _names("goals", [name for name, _, _ in expected], [goal.name for goal in proposal.goals])
    entries = {goal.name: goal for goal in proposal.goals}
    for (name, value, unit), order in zip(expected, policy.order, strict=True):
        if name in entries:
            yield from _number(name, entries[name].value, value, entries[name].unit, unit)
            yield from _bound(entries[name], room(policy, order), proposal.status == "optimal")


def measure_findings(
    model: Model, policy: Policy, recomputed: Recomputed, proposal: Proposal
) -> Iterator[Finding]:
    """Yield what is wrong with the measures: names, order, values, units."""
    expected = measures(model, policy, recomputed)
    yield from _names("measures", [each.name for each in expected], [each.name for each in proposal.measures])
    found = {each.name: each for each in proposal.measures}
    for each in expected:
        if each.name in found:
            yield from _number(
                each.name, found[each.name].value, each.value, found[each.name].unit, each.unit
            )


def rule_findings(
    model: Model, policy: Policy, recomputed: Recomputed, proposal: Proposal
) -> Iterator[Finding]:
    """Yield what is wrong with the rules: names, order, modes, violations, units, worst places."""
    expected = rule_entries(model, policy, recomputed)
    yield from _names("rules", [each.name for each in expected], [each.name for each in proposal.rules])
    found = {each.name: each for each in proposal.rules}
    for each in expected:
        if each.name in found:
            yield from _rule(found[each.name], each)


def settlement_findings(
    instance: Instance, model: Model, recomputed: Recomputed, proposal: Proposal
) -> Iterator[Finding]:
    """Yield what is wrong with the settlement: who is in it, spend, shares, balances, payments."""
    expected, transfers = settled(instance, model, recomputed)
    if [_at(each) for each in proposal.settlement] != [_at(each) for each in expected]:
        reason = Text("andere gemeenten of jaren dan met een budget", "not the municipalities with a budget")
        yield "settlement", reason
    else:
        for found, right in zip(proposal.settlement, expected, strict=True):
            yield from _balance(found, right)
    if proposal.transfers != transfers:
        yield "transfers", Text("volgen niet uit de vereffening", "do not follow from the settlement")


def _at(entry: SettlementEntry) -> tuple[str, int]:
    return entry.municipality, entry.period


def _balance(found: SettlementEntry, expected: SettlementEntry) -> Iterator[Finding]:
    for key in ("spend", "share"):
        one, other = getattr(found, key), getattr(expected, key)
        if abs(one - other) > precision(other):
            yield "settlement", _wrong(expected, key, one, other)
    if found.balance != expected.balance:
        yield "settlement", _wrong(expected, "balance", found.balance, expected.balance)


def _wrong(at: SettlementEntry, key: str, found: float, expected: float) -> Text:
    where = f"{at.municipality} {at.period}, {key}"
    return Text(f"{where}: {found!r} moet {expected!r} zijn", f"{where}: {found!r} must be {expected!r}")


def _names(part: str, expected: Sequence[str], found: Sequence[str]) -> Iterator[Finding]:
    for name in (Counter(expected) - Counter(found)).elements():
        yield name, Text(f"ontbreekt in {part}", f"missing from {part}")
    for name in (Counter(found) - Counter(expected)).elements():
        yield name, Text(f"hoort niet in {part}", f"does not belong in {part}")
    if sorted(expected) == sorted(found) and list(expected) != list(found):
        yield part, Text("andere volgorde dan het beleid", "not in the order of the policy")


def _number(name: str, found: float, expected: float, unit: str, expected_unit: str) -> Iterator[Finding]:
    if abs(found - expected) > precision(expected):
        yield name, Text(f"{found!r} moet {expected!r} zijn", f"{found!r} must be {expected!r}")
    if unit != expected_unit:
        yield name, Text(f"eenheid {unit} moet {expected_unit} zijn", f"unit {unit} must be {expected_unit}")


def _bound(goal: GoalEntry, given_up: float, optimal: bool) -> Iterator[Finding]:
    gap = goal.value - goal.bound
    if gap < -precision(goal.value):
        yield goal.name, Text("de grens ligt boven de waarde", "the bound lies above the value")
    if goal.proven and gap > given_up + precision(goal.value):
        reason = Text("bewezen genoemd, maar niet gesloten", "called proven, but a gap is left")
        yield goal.name, reason
    if optimal and not goal.proven:
        reason = Text("niet bewezen in een optimaal voorstel", "not proven in an optimal proposal")
        yield goal.name, reason


def _rule(found: RuleEntry, expected: RuleEntry) -> Iterator[Finding]:
    if found.mode != expected.mode:
        reason = Text(
            f"vorm {found.mode} moet {expected.mode} zijn", f"mode {found.mode} must be {expected.mode}"
        )
        yield found.name, reason
    yield from _number(found.name, found.violation, expected.violation, found.unit, expected.unit)
    if not _same_place(found.worst, expected.worst):
        yield found.name, Text("de slechtste plek klopt niet", "the worst place is not right")


def _same_place(found: WorstPlace | None, expected: WorstPlace | None) -> bool:
    if found is None or expected is None:
        return found is expected
    near = abs(found.amount - expected.amount) <= precision(expected.amount)
    return near and (found.place, found.period) == (expected.place, expected.period)

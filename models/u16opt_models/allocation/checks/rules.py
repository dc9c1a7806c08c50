"""Every rule of `allocation`: how far the placements break it, and where most."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from u16opt.model.model import RuleOutcome
from u16opt_models.allocation.checks import goals
from u16opt_models.allocation.checks.losses import losses
from u16opt_models.allocation.checks.money import budget
from u16opt_models.allocation.checks.view import View
from u16opt_models.checks.excess import Place, amended, excess, outcome
from u16opt_models.checks.frames import sums


def supply(view: View) -> RuleOutcome:
    """Fact: sum_g x[g, l] <= h_l; violation in homes."""
    placed = view.clients_by("lot")
    homes = zip(view.lots["lot"], view.lots["homes"], strict=True)
    return outcome("supply", {(lot, None): max(0, placed.get(lot, 0) - limit) for lot, limit in homes})


def placed(view: View) -> RuleOutcome:
    """Fact: x[g, l] >= the clients of g already let a home in l; violation in clients (C13)."""
    found = view.clients_by("group", "lot")
    missing: dict[Place, float] = {}
    for row in view.instance["placed"].rows():
        lost = max(0, row["clients"] - found.get((row["group"], row["lot"]), 0))
        missing[row["lot"], None] = missing.get((row["lot"], None), 0) + lost
    return outcome("placed", dict(sorted(missing.items())))


def mixed_living(view: View) -> RuleOutcome:
    """Rule: sum_g x[g, l] <= floor(share * H_l) where H_l is given; violation in placements (L02)."""
    share = view.policy.rules["mixed_living"].share
    assert share is not None
    found = view.clients_by("lot")
    complexes = zip(view.instance["supply"]["lot"], view.instance["supply"]["complex_homes"], strict=True)
    limits: dict[Place, float] = {
        (lot, None): math.floor(share * homes) for lot, homes in complexes if homes is not None
    }
    agreed = amended(view.policy.rules["mixed_living"], limits)
    return outcome("mixed_living", {key: max(0, found.get(key[0], 0) - most) for key, most in agreed.items()})


def contingent(view: View) -> RuleOutcome:
    """Rule: lettings in m, t >= C[m, t]; violation in lettings (C01-C03, C10)."""
    return outcome("contingent", goals.short(view))


def contingent_cap(view: View) -> RuleOutcome:
    """Rule: lettings in m, t <= C[m, t] + allowance, where m, t has a contingent; violation in lettings."""
    rule, promised = view.policy.rules["contingent_cap"], goals.written(view)
    promised |= amended(view.policy.rules["contingent"], promised)
    limits = amended(rule, {key: number + (rule.allowance or 0) for key, number in promised.items()})
    return outcome("contingent_cap", excess(view.clients_by("municipality", "period"), limits))


def draagkracht(view: View) -> RuleOutcome:
    """Rule: placements in w, t <= D_w, where D_w is given; violation in placements (A08, C15)."""
    return outcome("draagkracht", goals.overloaded(view))


def max_distance(view: View) -> RuleOutcome:
    """Rule: x[g, l] = 0 where d(network_g, w(l)) > limit; violation in clients beyond it (A06)."""
    limit = view.policy.rules["max_distance"].limit
    assert limit is not None
    far = view.placed[(view.placed["network"] != "") & (view.placed["km"] > limit)]
    amounts = sums(far, ["group"], "clients")
    return outcome("max_distance", {(group, None): clients for group, clients in amounts.items()})


def loss_cap(view: View) -> RuleOutcome:
    """Rule: sum_l x[g, l] (d - best_g - limit) <= 0 for a group with a network; violation in client-km."""
    limit = view.policy.rules["loss_cap"].limit
    assert limit is not None
    return outcome("loss_cap", {(group, None): loss for group, loss in losses(view, limit).items()})


def stability(view: View) -> RuleOutcome:
    """Rule: moves <= limit against the previous proposal; violation in clients (A26)."""
    limit = view.policy.rules["stability"].limit
    assert limit is not None
    return outcome("stability", {(None, None): max(0, goals.moves(view) - limit)})


RULES: Mapping[str, Callable[[View], RuleOutcome]] = {
    rule.__name__: rule
    for rule in (
        supply,
        placed,
        mixed_living,
        contingent,
        contingent_cap,
        draagkracht,
        budget,
        max_distance,
        loss_cap,
        stability,
    )
}


def outcomes(view: View) -> tuple[RuleOutcome, ...]:
    """Return one outcome per rule; a rule that is off is broken nowhere."""
    return tuple(
        rule(view) if view.policy.rules[name].on else RuleOutcome(name, 0) for name, rule in RULES.items()
    )

"""Why a municipality is given so many lettings: its quota, its bounds, and what one more or fewer does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from u16opt.explaining.answer import amount
from u16opt.explaining.ground import Ground
from u16opt.explaining.questions import Why, WhyNot
from u16opt.explaining.reasons.binding import binding_of
from u16opt.explaining.reasons.next_best import one_more


def shared_out(ground: Ground, question: Why) -> tuple[dict[str, Any], bool]:
    """Return the facts about the numbers that were shared out, and whether they are proven."""
    rows = list(_rows(ground, question))
    facts: dict[str, Any] = {"placements": rows, "nextBest": None}
    if question.municipality is None or not rows:
        return facts, ground.proven
    one = WhyNot(municipality=question.municipality, clients=rows[0]["clients"] + 1)
    forced, proven = one_more(ground, one)
    return facts | {"nextBest": {"municipality": one.municipality, "clients": one.clients} | forced}, proven


def _rows(ground: Ground, question: Why) -> Iterator[dict[str, Any]]:
    """Yield a row for each municipality that is asked about, with what the answer itself says of it."""
    placing = ground.formulation.placing
    assert placing is not None
    assert placing.group is not None
    start = ground.program.family(placing.family).start
    binding, said = binding_of(ground), _said(ground)
    for index in np.argsort(np.array(placing.municipality), kind="stable").tolist():
        code, group = placing.municipality[index], placing.group[index]
        if question.municipality in (None, code) and question.group in (None, group):
            yield {
                "group": group,
                "place": placing.place[index],
                "municipality": code,
                "clients": round(float(ground.values[start + index])),
                **said.get(code, {}),
                "goals": _goals(ground, code),
                "rules": binding.at(start + index),
            }


def _said(ground: Ground) -> dict[str, dict[str, Any]]:
    """Return what the answer says of each municipality."""
    rows = (row for table in ground.proposal.answer.values() for row in table)
    return {row["municipality"]: {key: _fact(value) for key, value in row.items()} for row in rows}


def _fact(value: Any) -> Any:
    return amount(value) if isinstance(value, float) else value


def _goals(ground: Ground, code: str) -> list[dict[str, Any]]:
    """Return what the last and the next one add to each goal of the order, by itself."""
    marginal = ground.model.marginal
    assert marginal is not None
    found = marginal(ground.instance, ground.policy, ground.proposal.answer, code)
    rows = []
    for entry in ground.policy.order:
        weights = {goal: ground.policy.weight(goal) if len(entry) > 1 else 1.0 for goal in entry}
        last = [weights[goal] * each for goal in entry if (each := found[goal][0]) is not None]
        rows.append(
            {
                "name": "+".join(entry),
                "amount": amount(sum(last)) if last else None,
                "next": amount(sum(weights[goal] * found[goal][1] for goal in entry)),
            }
        )
    return rows

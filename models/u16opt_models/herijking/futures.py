"""What may turn out otherwise in a recalibration, and what that does to the promises.

The basis may turn out higher or lower, and so may the most that a municipality can promise. The promises
stand: what was agreed is not shared out anew, so the total always holds. In a future the quotas are others,
and a promise may be more than the municipality can keep. A basis stays above 0: without a basis a
municipality would have no part in the recalibration at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from u16opt.instance.instance import Instance
from u16opt.model.futures import Column, Futures, Known, Plan
from u16opt.texts import Text

BASIS: Column = ("recalibration", "basis")
SMALLEST = 1e-6
"""Share of its basis that a municipality always keeps."""


def some_basis(now: Instance) -> Mapping[Column, Sequence[float]]:
    """Return the basis that is always left."""
    return {BASIS: [SMALLEST * basis for basis in now["recalibration"]["basis"]]}


def carried_out(known: Known, _number: int) -> Plan:
    """Return the same promises, with the quotas of a future and the bounds that hold them back there."""
    from u16opt_models.herijking.checks.binding import bindings
    from u16opt_models.herijking.checks.view import view

    seen = view(known.then, known.policy, known.plan)
    held = bindings(seen)
    rows = [dict(row) for row in known.plan["contingents"]]
    return {
        "contingents": [
            row | {"quota": float(seen.rows[row["municipality"]].quota), "binding": held[row["municipality"]]}
            for row in rows
        ]
    }


FUTURES = Futures(
    demand=BASIS,
    supply=("recalibration", "maximum"),
    demand_title=Text("de basis van elke gemeente", "the basis of each municipality"),
    supply_title=Text("de bovengrens van elke gemeente", "the maximum of each municipality"),
    left=Text(
        "De toezeggingen blijven daarbij zoals ze zijn; wat verandert, is hoe eerlijk ze dan verdeeld zijn "
        "en of een gemeente ze kan nakomen.",
        "The promises stay as they are; what changes is how fairly they are then shared out, and whether a "
        "municipality can keep them.",
    ),
    carried_out=carried_out,
    least=some_basis,
)

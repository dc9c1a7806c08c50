"""Who could not be placed, and for want of what; never a client group by itself (P03)."""

from __future__ import annotations

from collections import defaultdict

from u16opt.report.people import Key, People, ReportSection
from u16opt.texts import Text
from u16opt_models.allocation.checks.view import View
from u16opt_models.allocation.reports.reasons import Reasons, text_of
from u16opt_models.allocation.reports.traits import first_wish, key
from u16opt_models.checks.frames import rows

Reason = tuple[str, ...]


def unplaced_section(seen: View) -> ReportSection:
    """Return the clients without a home by the kind they want most and the reason they have none."""
    counts = _counts(seen)
    keys: dict[tuple[str, Reason], Key] = {at: ("for want of", *at[:1], "+".join(at[1])) for at in counts}
    wishes: dict[str, list[Key]] = defaultdict(list)
    for (wish, _), each in keys.items():
        wishes[wish].append(each)
    return ReportSection(
        "unplaced",
        Text("Zonder woning, en waarom", "Without a home, and why"),
        (Text("Eerste wens", "First wish"), Text("Reden", "Reason"), Text("Cliënten", "Clients")),
        tuple((wish, text_of(reason), clients) for (wish, reason), clients in counts.items()),
        Text(
            "De redenen gelden voor dit voorstel: wie hier geen woning heeft, had er een kunnen krijgen als "
            "een ander er geen kreeg.",
            "The reasons hold for this proposal: who has no home here might have had one if someone else had "
            "none.",
        ),
        labels=2,
        units=(None, None, Text("cliënten", "clients")),
        people=People(
            {keys[at]: clients for at, clients in counts.items()},
            tuple((key("unplaced", "kind", wish), tuple(parts)) for wish, parts in wishes.items()),
        ),
        cells={(row, 2): (keys[at],) for row, at in enumerate(counts)},
    )


def _counts(seen: View) -> dict[tuple[str, Reason], int]:
    """Return the clients by first wish and reason, ordered by these and not by their number."""
    reasons = Reasons(seen)
    counts: dict[tuple[str, Reason], int] = defaultdict(int)
    for group in rows(seen.groups[seen.groups["unplaced"] > 0]):
        counts[first_wish(group.kinds), reasons.of(group)] += group.unplaced
    return dict(sorted(counts.items()))

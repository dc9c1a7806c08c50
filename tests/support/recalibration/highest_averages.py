"""Webster's apportionment with bounds, seat by seat: an oracle in exact fractions.

Everybody starts at the lower bound; each further seat goes to whoever has most votes per next odd number
and is not at the upper bound. Without bounds that is the method of Webster and Sainte-Lague; with bounds it
minimises the sum of squared distances to the quota by quota, because what a seat adds to that sum rises
seat by seat (Balinski and Young, Fair Representation, 2nd edition 2001, appendix A, propositions 3.2, 3.9).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

Votes = Mapping[str, Fraction | int]


def webster(
    votes: Votes,
    seats: int,
    lower: Mapping[str, int] | None = None,
    upper: Mapping[str, float] | None = None,
    first: Callable[[str, int], Any] = lambda party, _seats: party,
) -> dict[str, int]:
    """Return the seats of each party.

    Parameters
    ----------
    votes
        More than 0 for each.
    first
        Of parties with equal averages the one goes first for which this is smallest, given its seats so far.
    """
    found = {party: (lower or {}).get(party, 0) for party in votes}
    for _ in range(seats - sum(found.values())):
        open_to = [party for party in votes if found[party] < (upper or {}).get(party, float("inf"))]
        found[
            min(open_to, key=lambda party: (-_average(votes, found, party), first(party, found[party])))
        ] += 1
    return found


def _average(votes: Votes, found: Mapping[str, int], party: str) -> Fraction:
    return Fraction(votes[party]) / (2 * found[party] + 1)


def disproportion(votes: Votes, seats: Mapping[str, int]) -> Fraction:
    """Return the sum of (seats - quota)^2 / quota."""
    whole, number = sum(Fraction(each) for each in votes.values()), sum(seats.values())
    quota = {party: number * Fraction(each) / whole for party, each in votes.items()}
    return sum(((seats[party] - quota[party]) ** 2 / quota[party] for party in votes), Fraction(0))

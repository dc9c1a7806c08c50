"""The rules and goals of `herijking`, each written once.

A function is called by the name that policies, proposals, explanations and tests use. Its argument ``m``
holds the sets, numbers and variables that `u16opt_models.herijking.build` puts there:

======================  ====================================================================
``m.lettings[i]``       lettings of municipality i, whole, at least 0
``m.step[s]``           1 when a municipality takes step s: from k lettings to k + 1
``m.above[i]``          lettings above the quota of municipality i, at least 0
``m.below[i]``          lettings below it
======================  ====================================================================

Steps make the goals sums: a goal that is convex in the lettings of one municipality costs more with every
step, so steps are taken in their order, and what one step costs is exact (Ibaraki and Katoh, Resource
Allocation Problems, 1988).
"""

from typing import Any

from u16opt.algebra.shapes import largest
from u16opt.model.specification import Agreement, goal, rule
from u16opt.texts import Text

LETTINGS = Text("verhuringen", "lettings")
POINTS = Text("punten", "points")
SHARE = Text("aandeel", "share")


def steps(m: Any, i: int) -> Any:
    """Lettings are the least there can be, and one for every step: lettings[m] = least_m + sum of step."""
    return m.lettings[i] - sum(m.step[s] for s in m.steps_of[i]) == m.least[i]


@rule(Text("Totaal per groep", "Total per group"), LETTINGS, "C01-C03", "fact")
def total(m: Any, g: int) -> Any:
    """The municipalities of a group together: sum of lettings[m] = total_g (lettings)."""
    return sum(m.lettings[i] for i in m.members[g]) == m.total[g]


@rule(Text("Ondergrens", "Minimum"), LETTINGS, "C09", "hard", agreement=Agreement(LETTINGS, wider=-1))
def minimum(m: Any, j: int) -> Any:
    """At least what is asked of every municipality: lettings[m] >= minimum_m (lettings)."""
    return m.lettings[m.with_minimum[j]] >= m.minimum[j]


@rule(Text("Bovengrens", "Maximum"), LETTINGS, "C09", "hard", agreement=Agreement(LETTINGS))
def maximum(m: Any, j: int) -> Any:
    """At most what its turnover allows: lettings[m] <= maximum_m (lettings)."""
    return m.lettings[m.with_maximum[j]] <= m.maximum[j]


@rule(Text("Grootste verandering", "Largest change"), LETTINGS, "C08", "hard", agreement=Agreement(LETTINGS))
def max_change(m: Any, j: int) -> Any:
    """No larger change than agreed, up or down: |lettings[m] - current_m| <= max_change (lettings)."""
    return m.way[j] * m.lettings[m.changing[j]] <= m.farthest[j]


def past_quota(m: Any, i: int) -> Any:
    """What stands above the quota: lettings[m] - above[m] <= q_m (lettings)."""
    return m.lettings[i] - m.above[i] <= m.quota[i]


def short_of_quota(m: Any, i: int) -> Any:
    """What stays below the quota: lettings[m] + below[m] >= q_m (lettings)."""
    return m.lettings[i] + m.below[i] >= m.quota[i]


@goal(Text("Onevenredigheid", "Disproportion"), POINTS, "C08")
def disproportion(m: Any) -> Any:
    """Squared distance to the quota, by quota: sum of (lettings[m] - q_m)^2 / q_m (points).

    The step from k to k + 1 costs (2 k + 1) / q_m - 2. Without bounds its minimum is the apportionment of
    Webster and Sainte-Lague.
    """
    return sum(m.marginal[s] * m.step[s] for s in m.STEPS) + m.disproportion_of_least


@goal(Text("Grootste afwijking", "Worst deviation"), SHARE, "C08", fair=True)
def worst_deviation(m: Any) -> Any:
    """Largest distance to the quota, by quota: max of |lettings[m] - q_m| / q_m where q_m > 0 (share)."""
    return largest((m.above, m.quota), (m.below, m.quota))


@goal(Text("Verschoven verhuringen", "Moved lettings"), LETTINGS, "A26, C08")
def moves(m: Any) -> Any:
    """Half the sum of absolute changes: sum of |lettings[m] - current_m| / 2 (lettings)."""
    return sum(m.moving[s] * m.step[s] for s in m.STEPS) + m.moves_of_least


def larger_first(m: Any) -> Any:
    """Among equals the larger current number goes first, then the smaller code."""
    return sum(m.rank[i] * m.lettings[i] for i in m.TOWNS)


RULES = (total, minimum, maximum, max_change)
GOALS = (disproportion, worst_deviation, moves)

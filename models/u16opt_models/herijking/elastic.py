"""The bounds of a recalibration as rows, each with a variable beside it: by how much it is widened.

Questions ask this what must give at the least; there are no goals and no steps here. A municipality without a
basis gets its lower bound, whatever that becomes: one of the bounds that can set it must bind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from u16opt.algebra.formulation import Formulation
from u16opt.algebra.parameters import Grouping, Values
from u16opt.instance.instance import Instance
from u16opt.model.specification import Marked
from u16opt.policy import Policy
from u16opt_models.herijking import formulation as rules
from u16opt_models.herijking.agreements import agreements_of
from u16opt_models.herijking.recalling import located
from u16opt_models.herijking.sets import Sets, sets_of
from u16opt_models.numbering import Integers, integers


def at_least(m: Any, j: int) -> Any:
    """At least its minimum, less what is given: lettings[m] + minimum_given[m] >= minimum_m (lettings)."""
    return m.lettings[m.minimum_town[j]] + m.minimum_given[j] >= m.minimum_low[j]


def at_most(m: Any, j: int) -> Any:
    """At most its maximum and what is given: lettings[m] - maximum_given[m] <= maximum_m (lettings)."""
    return m.lettings[m.maximum_town[j]] - m.maximum_given[j] <= m.maximum_high[j]


def no_higher(m: Any, j: int) -> Any:
    """No farther up than agreed and given: lettings[m] - max_change_given[m] <= current + change."""
    return m.lettings[m.max_change_town[j]] - m.max_change_given[j] <= m.max_change_high[j]


def no_lower(m: Any, j: int) -> Any:
    """No farther down than agreed and given: lettings[m] + max_change_given[m] >= current - change."""
    return m.lettings[m.max_change_town[j]] + m.max_change_given[j] >= m.max_change_low[j]


def bare_nothing(m: Any, b: int) -> Any:
    """Without a basis it gets nothing when nothing sets its lower bound: lettings[m] <= 0 then."""
    return m.lettings[m.bare[b]] + m.room[b] * m.binds_nothing[b] <= m.room[b]


def bare_minimum(m: Any, b: int) -> Any:
    """Without a basis it gets its minimum when that binds: lettings[m] <= minimum_m - what is given."""
    given = m.lettings[m.bare_minimum_town[b]] + m.minimum_given[m.bare_minimum_row[b]]
    return given + m.bare_minimum_room[b] * m.binds_minimum[b] <= m.bare_minimum_most[b]


def bare_change(m: Any, b: int) -> Any:
    """Without a basis it falls as far as it may when that binds: lettings[m] + given <= current - change."""
    given = m.lettings[m.bare_max_change_town[b]] + m.max_change_given[m.bare_max_change_row[b]]
    return given + m.bare_max_change_room[b] * m.binds_max_change[b] <= m.bare_max_change_most[b]


def something_binds(m: Any, b: int) -> Any:
    """The lower bound of a municipality without a basis is set by one of these."""
    least = sum(m.binds_minimum[i] for i in m.minimum_of_bare[b])
    change = sum(m.binds_max_change[i] for i in m.max_change_of_bare[b])
    return m.binds_nothing[b] + least + change >= 1


def elastic(instance: Instance, policy: Policy, seed: int) -> Formulation:
    """Return the rules of a recalibration with ``RULE_given`` beside every bound."""
    sets, built = sets_of(instance, policy, seed), Formulation(policy)
    m, most = built.pyomo, integers(sets.groups[town.group].lettings for town in sets.towns)
    built.variable("lettings", ([town.code for town in sets.towns],), upper=most)
    m.members = Grouping([town.group for town in sets.towns], len(sets.groups))
    m.total = Values(integers(group.lettings for group in sets.groups))
    built.rule(rules.total, ([group.label for group in sets.groups],), network=False)
    agreements, current = agreements_of(instance), integers(town.current for town in sets.towns)
    least = _given(built, rules.minimum, sets, agreements["minimum"], most)
    limit = _given(built, rules.maximum, sets, agreements["maximum"], most)
    change = _given(built, rules.max_change, sets, agreements["max_change"], most + current)
    m.minimum_low, m.maximum_high = Values(least.numbers), Values(limit.numbers)
    m.max_change_high = Values(current[change.towns] + change.numbers)
    m.max_change_low = Values(current[change.towns] - change.numbers)
    for row, held in ((at_least, least), (at_most, limit), (no_higher, change), (no_lower, change)):
        built.define(row, (held.codes,), network=False)
    _bare(built, sets, most, least, replace(change, numbers=current[change.towns] - change.numbers))
    built.placing = located(sets)
    built.load = (built.placing,)
    return built


@dataclass(frozen=True)
class Held:
    """Municipalities that a rule holds to a number: their numbers in the sets, codes, and the numbers."""

    towns: Integers
    codes: list[str]
    numbers: Integers


def _given(built: Formulation, rule: Marked, sets: Sets, numbers: Mapping[str, int], most: Integers) -> Held:
    """Declare what is given beside each number of a rule: at most all of it, or `most`."""
    name = rule.__name__
    on = built.policy.rules[name].on
    towns = [i for i, town in enumerate(sets.towns) if on and town.code in numbers]
    held = Held(
        integers(towns),
        [sets.towns[i].code for i in towns],
        integers(numbers[sets.towns[i].code] for i in towns),
    )
    built.agreed(rule, held.numbers, held.codes)
    upper = held.numbers if rule.specification.agreement.wider < 0 else most[held.towns]
    built.variable(f"{name}_given", (held.codes,), upper=upper)
    setattr(built.pyomo, f"{name}_town", Values(held.towns))
    return held


def _bare(built: Formulation, sets: Sets, most: Integers, least: Held, lowest: Held) -> None:
    """Say that one of its bounds binds in each municipality without a basis."""
    m, towns = built.pyomo, [i for i, town in enumerate(sets.towns) if not town.basis]
    codes = [sets.towns[i].code for i in towns]
    built.variable("binds_nothing", (codes,), upper=1)
    m.bare, m.room = Values(integers(towns)), Values(most[towns])
    built.define(bare_nothing, (codes,), network=False)
    for name, held, row in (("minimum", least, bare_minimum), ("max_change", lowest, bare_change)):
        rows = np.flatnonzero(np.isin(held.towns, towns))
        where = held.towns[rows]
        built.variable(f"binds_{name}", ([sets.towns[i].code for i in where],), upper=1)
        # Wide enough for the most lettings and the most that can be given.
        room = 2 * most[where] + np.abs(held.numbers[rows]) + integers(sets.towns[i].current for i in where)
        for part, values in (
            ("town", where),
            ("row", rows),
            ("room", room),
            ("most", held.numbers[rows] + room),
        ):
            setattr(m, f"bare_{name}_{part}", Values(values))
        owner = integers(towns.index(i) for i in where)
        setattr(m, f"{name}_of_bare", Grouping(owner, len(towns)))
        built.define(row, ([sets.towns[i].code for i in where],), network=False)
    built.define(something_binds, (codes,), network=False)

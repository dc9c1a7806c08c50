"""The cheapest change of agreements after which there is a solution, the next cheapest, and so on.

Costs are minimised over a program in which agreements give. What is found is ruled out, together with all that
changes as much everywhere and more somewhere; so every repair that can do with nothing less comes once, the
cheapest first. Rules with one number that decides what counts (kilometres) are searched around that: box by
box of such numbers, each with the least that any number in it must cost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from u16opt.algebra.extending import costs_of, row_of, with_columns, with_goals, with_rows
from u16opt.algebra.parts import Linear
from u16opt.explain.elastic import Elastic, elastic
from u16opt.explain.giving import Give, by_level, giving_rules, numbers_of
from u16opt.explain.possible import Possible, indifferent
from u16opt.explain.rule_instance import Change, RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.program import Program

GIVEN = "given"
Key = tuple[RuleInstance, float]

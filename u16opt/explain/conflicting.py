"""Which agreements cannot hold together, named per place and period: a smallest set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from u16opt.explain.ground import Ground
from u16opt.explain.rule_instance import RuleInstance

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.algebra.program import Program


@dataclass(frozen=True)
class Conflicting:
    """Rule instances that cannot hold together, and whether each is proven to be needed."""

    members: tuple[RuleInstance, ...]
    proven: bool


def conflicting(
    ground: Ground, extend: Callable[[Formulation, Program], Program] | None = None
) -> Conflicting:
    """Return a smallest set of rule instances that cannot hold together."""
    raise NotImplementedError

"""`herijking` (recalibration): how many homes each municipality promises.

Sets. Municipalities m with a row in ``recalibration``, in groups g of Wmo-regions that each have a total.
``c[m]`` counts the lettings of m; its quota is q_m = total_g basis_m / sum of basis in the group. A
municipality without a basis gets its lower bound and no part in proportion; one without a row has no group.

Rules

1. ``total`` (fact): sum of c[m] in a group = total_g
2. ``minimum``: c[m] >= minimum_m
3. ``maximum``: c[m] <= maximum_m
4. ``max_change``: |c[m] - current_m| <= `[recalibration] max_change`

Goals, in the default order: ``disproportion`` (sum of (c[m] - q_m)^2 / q_m), ``moves`` (sum of
|c[m] - current_m| / 2); besides these ``worst_deviation`` (max of |c[m] - q_m| / q_m). Equal cases go to the
larger current number, then to the smaller code.

Each rule and goal is one function in `u16opt_models.herijking.formulation`, and once more, independently,
in `u16opt_models.herijking.checks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Marginal, Model, Recomputed, Section
from u16opt.policy import Policy
from u16opt.texts import Text
from u16opt_models.herijking.formulation import GOALS, RULES
from u16opt_models.herijking.futures import FUTURES
from u16opt_models.herijking.validation import validate

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.explaining.questions import Forced
    from u16opt.explaining.rule_instance import RuleInstance
    from u16opt.model.shortage import Shortage


def _formulate(instance: Instance, policy: Policy, seed: int) -> Formulation:
    from u16opt_models.herijking.build import formulate

    return formulate(instance, policy, seed)


def _check(instance: Instance, policy: Policy, answer: Answer) -> Recomputed:
    from u16opt_models.herijking.checker import check

    return check(instance, policy, answer)


def _report(instance: Instance, policy: Policy, answer: Answer) -> tuple[Section, ...]:
    from u16opt_models.herijking.report import report

    return report(instance, policy, answer)


def _shortages(instance: Instance, policy: Policy) -> tuple[Text, ...]:
    from u16opt_models.herijking.shortages import shortages

    return shortages(instance, policy)


def _marginal(instance: Instance, policy: Policy, answer: Answer, municipality: str) -> Marginal:
    from u16opt_models.herijking.checks.marginal import marginal

    return marginal(instance, policy, answer, municipality)


def _counted(instance: Instance, policy: Policy, question: Forced | None) -> tuple[Shortage, ...]:
    from u16opt_models.herijking.counts import counted

    return counted(instance, policy, question)


def _elastic(instance: Instance, policy: Policy, seed: int) -> Formulation:
    from u16opt_models.herijking.elastic import elastic

    return elastic(instance, policy, seed)


def _barriers(instance: Instance, policy: Policy, question: Forced) -> tuple[RuleInstance, ...]:
    from u16opt_models.herijking.barriers import barriers

    return barriers(instance, policy, question)


MODEL = Model(
    name="herijking",
    title=Text("Herijking: hoeveel woningen elke gemeente toezegt", "Recalibration: who promises how much"),
    rules=tuple(each.specification for each in RULES),
    goals=tuple(each.specification for each in GOALS),
    order=("disproportion", "moves"),
    tables=("municipalities", "recalibration"),
    optional_tables=(),
    answers={"contingents": ("municipality", "current", "quota", "lettings", "binding")},
    validate=validate,
    formulate=_formulate,
    check=_check,
    report=_report,
    counted_shortages=_counted,
    barriers=_barriers,
    elastic=_elastic,
    futures=FUTURES,
    shortages=_shortages,
    marginal=_marginal,
    counts=Text("verhuringen", "lettings"),
    loads=Text("verhuringen", "lettings"),
    located={"contingents": "municipality"},
    titles={"contingents": Text("Contingenten", "Contingents")},
    headings={
        "quota": Text("Quotum", "Quota"),
        "binding": Text("Grens die knelt", "Bound that binds"),
    },
)

"""What a model must offer so that the core can check, solve, verify and report it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from u16opt.instance.instance import Instance
from u16opt.model.specification import GoalSpecification, RuleSpecification
from u16opt.policy import Policy
from u16opt.problems import Problem
from u16opt.rounding import Amount
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.explain.questions import Forced
    from u16opt.explain.rule_instance import RuleInstance

Answer = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Worst:
    """Where a rule is broken most.

    Parameters
    ----------
    place
        Code of the municipality, neighbourhood, lot or group.
    period
        Year, or None when the rule does not look at periods.
    amount
        Violation there, in the rule's unit.
    """

    place: str | None
    period: int | None
    amount: float


@dataclass(frozen=True)
class RuleOutcome:
    """How far an answer breaks one rule: total violation in the rule's unit, and the worst place."""

    name: str
    violation: float
    worst: Worst | None = None


@dataclass(frozen=True)
class Figure:
    """A measured number that is no goal: name, value, unit."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True)
class Recomputed:
    """What a checker finds in an answer, from the tables alone.

    Parameters
    ----------
    goals
        Value of every goal of the model, whatever the policy's order.
    rules
        One outcome for every rule of the model, in the model's order.
    figures
        Further numbers worth reporting.
    faults
        What makes the answer no answer at all (an unknown group, a lost client), each as
        ``(name of the rule or fact, message)``. When there are any, goals and rules may be empty.
    spend
        Euro by municipality and period that the answer costs, for the settlement (F08); what is not named
        is 0. Empty: the model spends nothing, and there is nothing to settle.
    """

    goals: Mapping[str, float] = field(default_factory=dict)
    rules: tuple[RuleOutcome, ...] = ()
    figures: tuple[Figure, ...] = ()
    faults: tuple[tuple[str, Text], ...] = ()
    spend: Mapping[tuple[str, int], Amount] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A part of a report: a title, and a table with a heading per column.

    Parameters
    ----------
    rows
        Texts and numbers; a text that differs by language is a `Text`. Small counts are shown as they are:
        whoever publishes a section suppresses them.
    note
        What a reader must know to read the table rightly.
    """

    name: str
    title: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Any, ...], ...]
    note: Text | None = None


def nothing_bars(_instance: Instance, _policy: Policy, _question: Forced) -> tuple[RuleInstance, ...]:
    """Return no fact: the usual `Model.barriers`."""
    return ()


@dataclass(frozen=True)
class Model:
    """A model as the core sees it.

    Parameters
    ----------
    name
        Name on the command line and in files.
    rules, goals
        Everything the model knows, in the order in which it is reported.
    order
        Default order of goals.
    tables, optional_tables
        Tables the model needs, and tables it reads when they are there.
    answers
        Names of the answer's tables in a proposal, each with its columns.
    validate
        Faults that only this model can see (after the tables themselves have been validated).
    formulate
        Sets, variables, rules and goals for the engine; the last argument is the seed of the drawn order.
    check
        The independent checker.
    report
        What a policy officer wants to see of an answer besides goals and rules.
    product
        The product that is looked at when none is asked for, in a model whose tables hold several.
    shortages
        What makes an infeasible instance infeasible, said from the tables alone.
    barriers
        Facts of the tables (rule instances) that make a place impossible for clients whatever is agreed: an
        exclusion, no suitable lot, fewer homes or clients than are asked for. None: rules alone decide.
    counts
        What has a place in an answer: clients, or lettings.
    people
        Columns of the answer that name or count people: a table with one of them leaves the house only when
        asked for (P03), and what of it may be published stands in the report.
    located
        Tables of the answer that a map shows, each with the column that says where: a municipality, a
        neighbourhood, or what lies in one. Without such a table a map shows the clients that are housed, if
        the report counts them.
    titles, headings
        What people call the tables of the answer, and its columns that no table of an instance has.
    """

    name: str
    title: Text
    rules: tuple[RuleSpecification, ...]
    goals: tuple[GoalSpecification, ...]
    order: tuple[str, ...]
    tables: tuple[str, ...]
    optional_tables: tuple[str, ...]
    answers: Mapping[str, tuple[str, ...]]
    validate: Callable[[Instance, Policy], list[Problem]]
    formulate: Callable[[Instance, Policy, int], Formulation]
    check: Callable[[Instance, Policy, Answer], Recomputed]
    report: Callable[[Instance, Policy, Answer], tuple[Section, ...]]
    product: str | None = None
    shortages: Callable[[Instance, Policy], tuple[Text, ...]] | None = None
    barriers: Callable[[Instance, Policy, Forced], tuple[RuleInstance, ...]] = nothing_bars
    counts: Text = Text("cliënten", "clients")  # noqa: RUF009 - a Text never changes
    people: tuple[str, ...] = ("group", "clients")
    located: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, Text] = field(default_factory=dict)
    headings: Mapping[str, Text] = field(default_factory=dict)

    @property
    def names_groups(self) -> bool:
        """Whether an answer has rows of client groups, which leave the house only when asked for (P03)."""
        return any("group" in columns for columns in self.answers.values())

    def about_people(self, table: str) -> bool:
        """Return whether the rows of a table of the answer name or count people (P03)."""
        return not set(self.people).isdisjoint(self.answers[table])

    def rule(self, name: str) -> RuleSpecification:
        """Return the specification of a rule; KeyError when the model has none of that name."""
        return {each.name: each for each in self.rules}[name]

    def goal(self, name: str) -> GoalSpecification:
        """Return the specification of a goal; KeyError when the model has none of that name."""
        return {each.name: each for each in self.goals}[name]

"""What a model must offer so that the core can check, solve, verify and report it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from u16opt.instance.instance import Instance
from u16opt.model.futures import Futures
from u16opt.model.recomputed import Figure as Figure
from u16opt.model.recomputed import Recomputed as Recomputed
from u16opt.model.recomputed import RuleOutcome as RuleOutcome
from u16opt.model.recomputed import Worst as Worst
from u16opt.model.shortage import Shortage
from u16opt.model.specification import GoalSpecification, RuleSpecification
from u16opt.model.traits import Traits
from u16opt.policy import Policy
from u16opt.problems import Problem
from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.algebra.formulation import Formulation
    from u16opt.explaining.questions import Forced
    from u16opt.explaining.rule_instance import RuleInstance

Answer = Mapping[str, Sequence[Mapping[str, Any]]]
Marginal = Mapping[str, tuple[float | None, float]]


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


def nothing_short(_instance: Instance, _policy: Policy, _question: Forced | None) -> tuple[Shortage, ...]:
    """Return no shortage: the usual `Model.counted_shortages`."""
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
    counted_shortages
        Where more is asked than there is, counted over groups of clients: by the hard rules, and by a
        question that wants clients somewhere (None: there is none).
    barriers
        Facts of the tables (rule instances) that make a place impossible for clients whatever is agreed: an
        exclusion, no suitable lot, fewer homes or clients than are asked for. None: rules alone decide.
    elastic
        The rules alone, with each agreement as a row and a variable ``RULE_given`` beside it: by how much it
        is widened. Only for a model whose agreements are bounds of variables; None: the rows of `formulate`
        tell.
    traits
        What groups of clients have in common, to look at fairness; None in a model that places nobody.
    marginal
        What the last and the next unit in a municipality add to every goal, by itself (None: cannot be
        taken away), in a model that shares out numbers; None: the columns of the program tell.
    futures
        What may turn out otherwise than the tables say; None: whether a proposal then holds is not known.
    counts
        What has a place in an answer: clients, or lettings.
    loads
        What a municipality carries in an answer: clients, places, or lettings.
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
    counted_shortages: Callable[[Instance, Policy, Forced | None], tuple[Shortage, ...]] = nothing_short
    barriers: Callable[[Instance, Policy, Forced], tuple[RuleInstance, ...]] = nothing_bars
    elastic: Callable[[Instance, Policy, int], Formulation] | None = None
    traits: Callable[[Instance], Traits] | None = None
    marginal: Callable[[Instance, Policy, Answer, str], Marginal] | None = None
    futures: Futures | None = None
    counts: Text = Text("cliënten", "clients")  # noqa: RUF009 - a Text never changes
    loads: Text = Text("cliënten", "clients")  # noqa: RUF009
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

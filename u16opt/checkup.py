"""Everything that can be wrong with an instance: tables, settings, policies, and what each model needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from u16opt.instance.instance import Instance
from u16opt.instance.read import instance_of, source_of
from u16opt.instance.sheet import Source
from u16opt.instance.toml import settings_of
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.policies import policy_problems
from u16opt.policy import Policy
from u16opt.problems import InputError, Problem
from u16opt.products import of_product, products_of
from u16opt.question import Question, missing_tables
from u16opt.scenario.library import chosen
from u16opt.scenario.revision import read_all, revision_of
from u16opt.scenario.trace import Trace
from u16opt.scenario.written import Written

Found = tuple[Instance | None, tuple[Problem, ...]]


def checkup(path: Path, *models: str, scenario: str | None = None, product: str | None = None) -> Found:
    """Read an instance and check it for models: by default every installed one it has tables or a policy for.

    Parameters
    ----------
    scenario
        As for `u16opt.read`.
    product
        The only product to look at; None: every one the tables speak of.

    Returns
    -------
    The instance (None when its tables or settings cannot be used), and all problems, warnings included.

    Raises
    ------
    InputError
        When a model is named that is not installed.
    """
    question = _question(models, product)
    try:
        source = source_of(path)
        written = None if scenario is None else chosen(scenario, source.scenarios)
    except InputError as fault:
        return None, fault.problems
    return _checked(source, written, question)


def checkup_of_all(path: Path) -> tuple[Instance | None, tuple[Problem, ...], dict[str, Instance | None]]:
    """Check an instance, and then each of its scenarios applied alone.

    To an instance that cannot be read no scenario is applied: what would come of it says nothing. What is
    wrong with a scenario itself is then told all the same.

    Returns
    -------
    The instance, all problems (each once), and by name of a scenario what the instance is with it.
    """
    try:
        source = source_of(path)
    except InputError as fault:
        return None, fault.problems, {}
    return checkup_of_source(source)


def checkup_of_source(
    source: Source,
) -> tuple[Instance | None, tuple[Problem, ...], dict[str, Instance | None]]:
    """Check what was found in an instance, as `checkup_of_all` does, which reads it first."""
    question = _question((), None)
    instance, problems = _checked(source, None, question)
    found, revised = list(problems), dict[str, Instance | None]()
    for name, written in source.scenarios.items():
        if instance is None:
            revised[name], problems = None, tuple(read_all(written, source.scenarios)[1])
        else:
            revised[name], problems = _checked(source, written, question, found)
        found += [problem for problem in problems if problem not in found]
    return instance, tuple(found), revised


def sound(path: Path, model: str, scenario: str | None = None, product: str | None = None) -> Instance:
    """Read an instance that a model can work on, with the rows of one product in a model that knows products.

    Parameters
    ----------
    scenario
        As for `u16opt.read`.
    product
        None for the model's own default.

    Raises
    ------
    InputError
        With everything that is wrong, in tables, settings and policy alike.
    """
    instance, problems = checkup(path, model, scenario=scenario, product=product)
    if instance is None or any(problem.level == "error" for problem in problems):
        raise InputError(problems)
    return of_product(instance, registry.model(model), product)


def _question(models: Collection[str], product: str | None) -> Question:
    named = tuple(registry.model(name) for name in models)
    return Question(named or tuple(registry.models().values()), bool(named), product)


def _checked(
    source: Source, written: Written | None, question: Question, before: Collection[Problem] | None = None
) -> Found:
    """Check an instance, with a scenario if there is one; `before`: what is wrong without the scenario."""
    instance, problems = instance_of(source, written)
    judged = instance or _settings_only(source, written)
    found = [problem for problem in _of_models(instance, judged, question) if problem not in problems]
    if written is not None and judged is not None and found:
        before = _checked(source, None, question)[1] if before is None else before
        trace = Trace(settings=judged.settings_from)
        found = list(trace.located(found, before, written.name, judged.settings_file))
    return instance, (*problems, *found)


def _of_models(instance: Instance | None, judged: Instance | None, question: Question) -> Iterator[Problem]:
    if judged is None:
        return
    for model in question.concerned(instance or judged):
        policy, wrong = policy_problems(judged, model, judged.settings_file)
        yield from wrong
        if instance is not None and policy is not None:
            yield from missing_tables(instance, model)
            yield from _of_products(instance, model, policy, question.product)


def _of_products(instance: Instance, model: Model, policy: Policy, product: str | None) -> Iterator[Problem]:
    """Yield what a model has against an instance, product by product where it knows products."""
    every = model.product is not None and product is None
    for each in products_of(instance) if every else (product,):
        try:
            yield from model.validate(of_product(instance, model, each), policy)
        except InputError as fault:
            yield from fault.problems


def _settings_only(source: Source, written: Written | None) -> Instance | None:
    """Return an instance without tables, so that a policy is read even when tables cannot be."""
    revision = None if written is None else revision_of(written, source, {})[0]
    source, trace = (revision.source, revision.trace) if revision else (source, Trace())
    settings, _ = settings_of(source.settings, source.settings_file)
    if settings is None:
        return None
    return Instance(settings, {}, "", settings_file=source.settings_file, settings_from=trace.settings)

"""Everything that can be wrong with an instance: tables, settings, policies, and what each model needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from u16opt.instance.instance import Instance
from u16opt.instance.read import problems_of, source_of
from u16opt.instance.toml import settings_of
from u16opt.model import registry
from u16opt.model.model import Model
from u16opt.policies import policy_problems
from u16opt.problems import InputError, Problem
from u16opt.texts import Text


def checkup(path: Path, *models: str) -> tuple[Instance | None, tuple[Problem, ...]]:
    """Read an instance and check it for models: by default every installed one it has tables or a policy for.

    Returns
    -------
    The instance (None when its tables or settings cannot be used), and all problems, warnings included.

    Raises
    ------
    InputError
        When a model is named that is not installed.
    """
    chosen = [registry.model(name) for name in models] or list(registry.models().values())
    instance, problems = problems_of(path)
    found = list(problems)
    judged = instance or _settings_only(path)
    for model in chosen:
        if judged is None or not (models or instance is None or _concerns(judged, model)):
            continue
        policy, wrong = policy_problems(judged, model, judged.settings_file)
        found += [problem for problem in wrong if problem not in found]
        if instance is not None and policy is not None:
            found += [*_missing(instance, model), *model.validate(instance, policy)]
    return instance, tuple(found)


def sound(path: Path, model: str) -> Instance:
    """Read an instance that a model can work on.

    Raises
    ------
    InputError
        With everything that is wrong, in tables, settings and policy alike.
    """
    instance, problems = checkup(path, model)
    if instance is None or any(problem.level == "error" for problem in problems):
        raise InputError(problems)
    return instance


def _concerns(instance: Instance, model: Model) -> bool:
    return model.name in instance.settings.policy or any(len(instance[table]) for table in _own(model))


def _own(model: Model) -> list[str]:
    return [table for table in model.tables if table != "municipalities"]


def _missing(instance: Instance, model: Model) -> Iterator[Problem]:
    if not any(len(instance[table]) for table in _own(model)):
        tables = ", ".join(_own(model))
        expected = Text(
            f"tabellen voor het model {model.name}: {tables}", f"tables for the model {model.name}: {tables}"
        )
        yield Problem(instance.name, expected)


def _settings_only(path: Path) -> Instance | None:
    """Return an instance without tables, so that a policy is read even when tables cannot be."""
    try:
        source = source_of(path)
    except InputError:
        return None
    settings, _ = settings_of(source.settings, source.settings_file)
    if settings is None:
        return None
    return Instance(settings, {}, "", settings_file=source.settings_file)

"""For which models an instance is meant, and whether it has anything for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from u16opt.instance.instance import Instance
from u16opt.instance.presence import MODELS
from u16opt.instance.schema import PLACES
from u16opt.model.model import Model
from u16opt.problems import Problem
from u16opt.texts import Text


@dataclass(frozen=True)
class Question:
    """For which models an instance is judged.

    Parameters
    ----------
    models
        The models.
    asked
        Whether they were named: then also where the instance has nothing for them.
    product
        The only product to look at; None: every one the tables speak of.
    """

    models: tuple[Model, ...]
    asked: bool
    product: str | None = None

    def concerned(self, instance: Instance) -> tuple[Model, ...]:
        """Return the models that are asked for, or that the instance has a policy or tables for.

        Tables that several models use tell nothing, unless nothing else does. An instance whose tables
        cannot be read may be meant for any model of the contract.
        """
        if self.asked:
            return self.models
        if not instance.tables:
            known = MODELS.keys() | instance.settings.policy.keys()
            return tuple(model for model in self.models if model.name in known)
        users = Counter(table for model in self.models for table in model.tables)
        found = [
            model
            for model in self.models
            if model.name in instance.settings.policy
            or any(users[table] == 1 and len(instance[table]) for table in model.tables)
        ]
        return tuple(found) or tuple(
            model for model in self.models if all(len(instance[table]) for table in model.tables)
        )


def missing_tables(instance: Instance, model: Model) -> Iterator[Problem]:
    """Yield a problem when an instance has nothing for a model.

    A model of places alone needs them all; another needs something in one of its other tables.
    """
    own = _own(model)
    empty = [table for table in own or model.tables if not len(instance[table])]
    if empty and (empty == own or not own):
        tables = ", ".join(empty)
        expected = Text(
            f"tabellen voor het model {model.name}: {tables}", f"tables for the model {model.name}: {tables}"
        )
        yield Problem(instance.name, expected)


def _own(model: Model) -> list[str]:
    """Return the tables of a model besides the places, which every model has."""
    return [table for table in model.tables if table not in PLACES]

"""Which tables each model needs, and which of them are missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from u16opt.instance.schema import PLACES
from u16opt.model import registry
from u16opt.problems import Problem
from u16opt.texts import Text


@dataclass(frozen=True)
class ModelTables:
    """The tables of one model.

    Parameters
    ----------
    distinctive
        An instance that has one of these is meant for this model.
    needed
        Tables that must then all be there.
    """

    distinctive: tuple[str, ...]
    needed: tuple[str, ...]


MODELS: Mapping[str, ModelTables] = {
    "allocation": ModelTables(
        ("contingents", "supply", "client_groups", "placed", "support", "previous"),
        (*PLACES, "contingents", "supply", "client_groups", "support"),
    ),
    "spread": ModelTables(("locations", "sites", "demand"), (*PLACES, "locations", "sites", "demand")),
    "herijking": ModelTables(("recalibration",), ("municipalities", "recalibration")),
}


def models_of(tables: Collection[str]) -> tuple[str, ...]:
    """Return the models that an instance with these tables is meant for.

    Parameters
    ----------
    tables
        Names of the tables that are there.

    Returns
    -------
    Names of models of the contract, in its order.

    Examples
    --------
    >>> models_of(["municipalities", "supply", "recalibration"])
    ('allocation', 'herijking')
    """
    return tuple(name for name, model in MODELS.items() if set(model.distinctive) & set(tables))


def presence_problems(given: Collection[str], label: str, asked: Collection[str] = ()) -> Iterator[Problem]:
    """Yield a problem for every table that is missing.

    A model of someone else may need no table of its own, or one of another model: an instance is meant for
    it when it has a policy for it, and what it needs is looked at with that model at hand
    (`u16opt.checkup`).

    Parameters
    ----------
    given
        Tables that are there, readable or not.
    label
        Label of a file, with ``{}`` where the name of the table goes.
    asked
        Models that the settings have a policy for.
    """
    others = [registry.model(name) for name in registry.names() if name in asked and name not in MODELS]
    theirs = {table for model in others for table in (*model.tables, *model.optional_tables)}
    models = models_of(set(given) - theirs)
    if "municipalities" not in given:
        yield Problem(label.format("municipalities"), _missing("elk model", "every model"))
    for name in dict.fromkeys(table for model in models for table in MODELS[model].needed):
        if name not in given and name != "municipalities":
            users = " / ".join(model for model in models if name in MODELS[model].needed)
            yield Problem(label.format(name), _missing(f"model {users}", f"model {users}"))
    if not models and not others:
        yield Problem(label.format("supply"), _nothing())
    if "provenance" not in given:
        yield Problem(
            label.format("provenance"),
            Text("deze tabel: waar elk cijfer vandaan komt", "this table: where every figure comes from"),
            level="warning",
        )


def _missing(nl: str, en: str) -> Text:
    return Text(f"deze tabel (zij ontbreekt; nodig voor {nl})", f"this table (it is missing; needed by {en})")


def _nothing() -> Text:
    starts = "; ".join(f"{name}: {', '.join(model.needed)}" for name, model in MODELS.items())
    return Text(
        f"de tabellen van minstens één model ({starts}), of [policy.NAAM] van een ander geïnstalleerd model",
        f"the tables of at least one model ({starts}), or [policy.NAME] of another installed model",
    )

"""Every scenario to a file of the instances where it applies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from instances.make.scenarios import care, carrying, flex_homes, funding, homes, money, promises, reach
from instances.make.scenarios.ground import Ground, ground_of
from instances.make.scenarios.scenario import Scenario
from instances.make.scenarios.toml_text import text_of

Definition = Callable[[Ground], Scenario | None]

DEFINITIONS: Sequence[Definition] = (
    flex_homes.flex_homes,
    funding.funded_flex_homes,
    homes.late_new_homes,
    homes.more_competition,
    promises.by_inhabitants,
    promises.by_rental_stock,
    promises.by_inflow,
    promises.others_by_rental_stock,
    promises.delivered,
    carrying.stricter,
    carrying.looser,
    money.from_old_start,
    money.from_new_start,
    money.postponed,
    money.pooled,
    money.per_municipality,
    reach.near,
    reach.few,
    reach.few_and_near,
    reach.anywhere,
    care.to_wlz,
    care.two_thirds_ambulant,
)


def scenarios_for(ground: Ground) -> list[Scenario]:
    """Return the scenarios that apply to an instance.

    Parameters
    ----------
    ground
        The instance.
    """
    found = (definition(ground) for definition in DEFINITIONS)
    return [scenario for scenario in found if scenario]


def write_scenarios(instance: Path, into: Path) -> None:
    """Write the scenarios of an instance; files of the same name are replaced.

    Parameters
    ----------
    instance
        Folder of the instance.
    into
        Folder for its files, made when it is not there yet.
    """
    into.mkdir(parents=True, exist_ok=True)
    for scenario in scenarios_for(ground_of(instance)):
        (into / f"{scenario.name}.toml").write_text(text_of(scenario), encoding="utf-8", newline="\n")

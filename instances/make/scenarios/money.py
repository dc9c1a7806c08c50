"""Scenarios about the phase-in of the objective division and about whose budget it is."""

from __future__ import annotations

from instances.make.scenarios.ground import Ground
from instances.make.scenarios.scenario import Scenario

OLD_START = 2022
"""First year of the phase-in in the older paper (F05)."""

NEW_START = 2024
"""First year in the newer one (F07)."""


def from_old_start(_ground: Ground) -> Scenario:
    """Return the scenario in which the phase-in began as first planned."""
    return Scenario(
        f"ingroei-vanaf-{OLD_START}",
        f"Ingroei van het objectieve verdeelmodel vanaf {OLD_START}",
        f"""
        Reading: the money moves in ten equal steps (F04) from the historic to the objective division (F06),
        beginning in {OLD_START} as the older paper has it (F05). New clients are paid by their municipality
        of origin, existing ones by the centre (A21).
        """,
        settings={"budget": {"phase_in_start": OLD_START}},
    )


def from_new_start(_ground: Ground) -> Scenario:
    """Return the scenario in which the phase-in begins as the newer paper has it."""
    return Scenario(
        f"ingroei-vanaf-{NEW_START}",
        f"Ingroei van het objectieve verdeelmodel vanaf {NEW_START}",
        f"""
        Reading: as ingroei-vanaf-{OLD_START}, but two years later: the newer paper makes all sixteen
        responsible for new clients from {NEW_START} (F07). It is the reading of the shipped instances
        themselves; as a scenario it can stand beside the other two when they are compared.
        """,
        base=f"ingroei-vanaf-{OLD_START}",
        settings={"budget": {"phase_in_start": NEW_START}},
    )


def postponed(ground: Ground) -> Scenario:
    """Return the scenario in which nothing changes within the horizon."""
    later = ground.years[-1] + 1
    return Scenario(
        "ingroei-uitgesteld",
        "Ingroei van het objectieve verdeelmodel uitgesteld",
        f"""
        Reading: the law was postponed again (E13). Within the periods of the instance the historic division
        holds (F06) and the centre municipality pays for everybody, new clients as well: it stays responsible
        (A21, G03).

        Synthetic: the new first year, {later}, just after the last period.
        """,
        settings={"budget": {"phase_in_start": later, "payer": "centre"}},
    )


def pooled(_ground: Ground) -> Scenario:
    """Return the scenario in which all budgets are one."""
    return Scenario(
        "budgetten-samen",
        "Alle gemeenten hebben samen één budget",
        """
        Reading: municipalities bear the financial risks together and settle among them (F08, F09): only the
        sum of all budgets of a year limits. For spread that is the default already.
        """,
        settings={"policy": _pooled(True)},
    )


def per_municipality(_ground: Ground) -> Scenario:
    """Return the scenario in which every municipality has its own budget."""
    return Scenario(
        "budgetten-per-gemeente",
        "Elke gemeente heeft haar eigen budget",
        """
        Reading: the money goes to each municipality (F06), and locations should fit its budget (B12); nothing
        is settled. For allocation that is the default already; for spread a location counts where it stands.
        """,
        settings={"policy": _pooled(False)},
    )


def _pooled(answer: bool) -> dict[str, object]:
    rules = {"allocation": "budget", "spread": "running_budget"}
    return {model: {"rules": {rule: {"pooled": answer}}} for model, rule in rules.items()}

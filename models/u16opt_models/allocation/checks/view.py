"""The placements of a proposal, joined with what the tables say about group, lot and place."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.policy import Policy
from u16opt_models.checks.distances import Distances
from u16opt_models.checks.frames import rows, sums

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class View:
    """Everything the rules and goals of the checker look at.

    Parameters
    ----------
    placed
        One row per placement, in the order of group and lot: ``group``, ``lot``, ``clients``, the columns
        of both tables, ``municipality``, ``step`` (index of the letting's period), ``first`` (index of the
        group's first period), ``rank`` (place of the kind in the group's list) and ``km``.
    groups
        One row per client group, with ``first`` and ``unplaced`` (clients).
    lots
        One row per lot, with its ``municipality`` and ``step``.
    """

    instance: Instance
    policy: Policy
    distances: Distances
    placed: pd.DataFrame
    groups: pd.DataFrame
    lots: pd.DataFrame

    def clients_by(self, *columns: str) -> dict[Any, int]:
        """Return the number of clients placed, by one column of `placed` or by a pair of them."""
        return sums(self.placed, columns, "clients")


def view(instance: Instance, policy: Policy, answer: Answer) -> View:
    """Join an answer without structural faults with the tables of its instance."""
    groups, lots, distances = _groups(instance), _lots(instance), Distances.of(instance)
    placed = _placed(answer, groups, lots, distances)
    housed = sums(placed, ["group"], "clients")
    left = [row.clients - housed.get(row.group, 0) for row in rows(groups)]
    groups = groups.assign(unplaced=left).astype({"unplaced": "int64"})
    return View(instance, policy, distances, placed, groups, lots)


def _groups(instance: Instance) -> pd.DataFrame:
    groups = instance["client_groups"].frame()
    first = [bisect_left(instance.periods, period) for period in groups["first_period"]]
    whole = dict.fromkeys(("clients", "priority", "existing", "first"), "int64")
    return groups.assign(first=first).astype(whole)


def _lots(instance: Instance) -> pd.DataFrame:
    lots = instance["supply"].frame()
    places = instance["neighbourhoods"]
    host = dict(zip(places["code"], places["municipality"], strict=True))
    steps = {period: step for step, period in enumerate(instance.periods)}
    columns = {
        "municipality": [host[code] for code in lots["neighbourhood"]],
        "step": [steps[period] for period in lots["period"]],
    }
    return lots.assign(**columns).astype({"period": "int64", "homes": "int64", "step": "int64"})


def _placed(answer: Answer, groups: pd.DataFrame, lots: pd.DataFrame, distances: Distances) -> pd.DataFrame:
    import pandas as pd

    triples = sorted((row["group"], row["lot"], int(row["clients"])) for row in answer["placements"])
    placed = pd.DataFrame(triples, columns=["group", "lot", "clients"]).astype({"clients": "int64"})
    about = groups.drop(columns="clients")
    placed = placed.astype({"group": about["group"].dtype, "lot": lots["lot"].dtype})
    placed = placed.merge(about, on="group", how="left").merge(lots, on="lot", how="left")
    pairs = zip(placed["kinds"], placed["kind"], strict=True)
    ranks = [kinds.index(kind) if kind in kinds else len(kinds) for kinds, kind in pairs]
    kilometres = distances.between(list(placed["network"]), list(placed["neighbourhood"]))
    return placed.assign(rank=pd.array(ranks, dtype="int64"), km=kilometres)

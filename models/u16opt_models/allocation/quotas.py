"""Contingents and neighbourhoods by period: which pairs count towards which row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from u16opt.policy import Policy
from u16opt_models.allocation.pairs import Pairs
from u16opt_models.allocation.sets import Sets
from u16opt_models.numbering import Integers


@dataclass(frozen=True)
class Quotas:
    """Contingents; `of_pair` is the number of each pair's contingent, -1 where there is none."""

    places: tuple[str, ...]
    periods: tuple[int, ...]
    lettings: Integers
    of_pair: Integers


@dataclass(frozen=True)
class Areas:
    """Neighbourhoods with a draagkracht, by period; `of_pair` as in `Quotas`."""

    places: tuple[str, ...]
    periods: tuple[int, ...]
    carries: Integers
    of_pair: Integers


def quotas_of(sets: Sets, pairs: Pairs) -> Quotas:
    """Number the rows of the table ``contingents`` (C01-C03, C10)."""
    table = sets.instance["contingents"]
    number = np.full((len(sets.municipality), sets.periods), -1, dtype=np.int64)
    for row, (code, year) in enumerate(zip(table["municipality"], table["period"], strict=True)):
        number[sets.municipality[code], sets.period(year)] = row
    lot_quota = number[sets.lot_host, sets.lot_period]
    return Quotas(
        table["municipality"],
        table["period"],
        np.array(table["lettings"], dtype=np.int64),
        lot_quota[pairs.lot],
    )


def caps_of(quotas: Quotas, policy: Policy) -> Integers:
    """Return the most lettings of each contingent: what is promised, and the allowance (C10).

    A contingent that is agreed anew counts here as well; one that is dropped was still promised.
    """
    contingent, allowance = policy.rules["contingent"], policy.rules["contingent_cap"].allowance or 0
    places = zip(quotas.places, quotas.periods, quotas.lettings.tolist(), strict=True)
    agreed = [contingent.agreed(*place) for place in places]
    promised = np.array([each if each is not None else np.nan for each in agreed], dtype=float)
    return np.where(np.isnan(promised), quotas.lettings, promised).astype(np.int64) + allowance


def areas_of(sets: Sets, pairs: Pairs) -> Areas:
    """Number the neighbourhoods that have a draagkracht and homes in a period (A08)."""
    carries = sets.instance["neighbourhoods"]["draagkracht"]
    codes = sets.instance["neighbourhoods"]["code"]
    keys = list(zip(sets.lot_neighbourhood.tolist(), sets.lot_period.tolist(), strict=True))
    number = {
        key: row for row, key in enumerate(sorted({key for key in keys if carries[key[0]] is not None}))
    }
    lot_area = np.array([number.get(key, -1) for key in keys], dtype=np.int64)
    return Areas(
        tuple(codes[neighbourhood] for neighbourhood, _ in number),
        tuple(sets.instance.periods[period] for _, period in number),
        np.array([carries[neighbourhood] for neighbourhood, _ in number], dtype=np.int64),
        lot_area[pairs.lot],
    )

"""From figures and draws to the tables of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from instances.make import budgets, location_budgets
from instances.make.clients import client_groups
from instances.make.contingents import contingents
from instances.make.draagkracht import draagkracht
from instances.make.figures import Figures, Municipality, Neighbourhood
from instances.make.location_load import location_load
from instances.make.location_tables import location_tables
from instances.make.merge import merge_small
from instances.make.places import Places
from instances.make.recalibration import recalibration
from instances.make.supply import supply

CORPORATION_SHARE = 163310 / 256169
"""Rented homes that belong to a housing corporation: province of Utrecht, 1 January 2023 (E21)."""

Tables = Mapping[str, Sequence[Mapping[str, Any]]]


def tables(figures: Figures, years: Sequence[int]) -> Tables:
    """Return every table of an instance, rows in the order of their key.

    Parameters
    ----------
    figures
        The sourced figures.
    years
        The periods, in order.
    """
    neighbourhoods = merge_small(figures.neighbourhoods, figures.borders).neighbourhoods
    promised = contingents(figures.municipalities)
    places = Places(figures.municipalities, neighbourhoods)
    lots = [lot for year in years for lot in supply(figures.municipalities, neighbourhoods, promised, year)]
    groups = [group for year in years for group in client_groups(places, year)]
    money = budgets.budgets(figures.municipalities, groups, lots, years)
    for_locations = location_budgets.budgets_of_locations(figures.municipalities, years)
    at_most = {each.code: social_homes(each) for each in figures.municipalities}
    return {
        "municipalities": [municipality_row(each) for each in figures.municipalities],
        "neighbourhoods": [neighbourhood_row(each) for each in neighbourhoods],
        "contingents": [
            {"municipality": code, "period": year, "lettings": count}
            for code, count in sorted(promised.items())
            for year in years
        ],
        "supply": [asdict(lot) for lot in lots],
        "client_groups": [asdict(group) for group in groups],
        "support": [asdict(product) for product in budgets.PRODUCTS],
        "budgets": [
            *(asdict(each) | {"model": budgets.MODEL} for each in money),
            *(asdict(each) | {"model": location_budgets.MODEL} for each in for_locations),
        ],
        **location_tables(figures.municipalities, neighbourhoods, years),
        "recalibration": [asdict(each) for each in recalibration(figures.municipalities, promised, at_most)],
    }


def social_homes(place: Municipality) -> int:
    """Return the homes of corporations, roughly: rented homes by the share of the whole province."""
    return round(place.homes * place.rented_share * CORPORATION_SHARE)


def municipality_row(place: Municipality) -> dict[str, Any]:
    """Return a row of ``municipalities``."""
    return {
        "code": place.code,
        "name": place.name,
        "region": place.region,
        "inhabitants": place.inhabitants,
        "homes": place.homes,
        "social_homes": social_homes(place),
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def neighbourhood_row(place: Neighbourhood) -> dict[str, Any]:
    """Return a row of ``neighbourhoods``; what it can carry is computed, nobody publishes it."""
    return {
        "code": place.code,
        "municipality": place.municipality,
        "name": place.name,
        "inhabitants": place.inhabitants,
        "homes": place.homes,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "draagkracht": draagkracht(place),
        "location_load": location_load(place),
    }

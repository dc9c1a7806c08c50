"""Homes and clients: pins, homes already let, complexes, and the kinds people wait for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from u16opt.instance.draft import Draft
from u16opt.problems import Problem


def complexes(supply: Draft) -> Iterator[Problem]:
    """Yield a problem for every lot with more homes than the complex it is part of."""
    for row, homes, complex_homes in supply.sound("homes", "complex_homes"):
        if complex_homes is not None and complex_homes < homes:
            yield supply.problem(
                row,
                "complex_homes",
                complex_homes,
                f"minstens de {homes} woningen van de aanbodregel zelf",
                f"at least the {homes} homes of the lot itself",
            )


def pins(client_groups: Draft) -> Iterator[Problem]:
    """Yield a problem for every group pinned to a municipality that it excludes."""
    for row, pin, excluded in client_groups.sound("pin", "excluded"):
        if pin in excluded:
            yield _pin_problem(client_groups, row, pin, pin)


def pinned_lots(client_groups: Draft, supply: Draft, neighbourhoods: Draft) -> Iterator[Problem]:
    """Yield a problem for every group pinned to a lot in a municipality that it excludes."""
    place = {code: municipality for _, code, municipality in neighbourhoods.sound("code", "municipality")}
    lots = {lot: place.get(neighbourhood) for _, lot, neighbourhood in supply.sound("lot", "neighbourhood")}
    for row, pin, excluded in client_groups.sound("pin", "excluded"):
        if lots.get(pin) in excluded:
            yield _pin_problem(client_groups, row, pin, lots[pin])


def _pin_problem(client_groups: Draft, row: int, pin: str, municipality: str | None) -> Problem:
    return client_groups.problem(
        row,
        "pin",
        pin,
        f"een plek buiten de uitgesloten gemeenten (excluded bevat {municipality})",
        f"a place outside the excluded municipalities (excluded holds {municipality})",
    )


def placed_homes(placed: Draft, supply: Draft) -> Iterator[Problem]:
    """Yield a problem for every lot in which more is let than it has homes."""
    yield from _placed_over(placed, "lot", supply, "homes")


def placed_clients(placed: Draft, client_groups: Draft) -> Iterator[Problem]:
    """Yield a problem for every group of which more clients are placed than it has."""
    yield from _placed_over(placed, "group", client_groups, "clients")


def _placed_over(placed: Draft, column: str, owner: Draft, most: str) -> Iterator[Problem]:
    limit = {code: number for _, code, number in owner.sound(column, most)}
    total: Counter[str] = Counter()
    for row, code, clients in placed.sound(column, "clients"):
        within = total[code] <= limit.get(code, 0)
        total[code] += clients
        if code in limit and within and total[code] > limit[code]:
            yield placed.problem(
                row,
                "clients",
                clients,
                f"hoogstens {limit[code]} in totaal ({most} van {code}); tot hier {total[code]}",
                f"at most {limit[code]} in all ({most} of {code}); so far {total[code]}",
            )


def placed_in_time(placed: Draft, supply: Draft, client_groups: Draft) -> Iterator[Problem]:
    """Yield a warning for every pair already let before the group's first period: a fact, but an odd one."""
    period = {lot: year for _, lot, year in supply.sound("lot", "period")}
    first = {group: year for _, group, year in client_groups.sound("group", "first_period") if year}
    for row, group, lot in placed.sound("group", "lot"):
        if lot in period and group in first and period[lot] < first[group]:
            yield placed.problem(
                row,
                "lot",
                lot,
                f"een aanbodregel vanaf {first[group]}, de eerste periode van {group} (nu {period[lot]})",
                f"a lot from {first[group]} on, the first period of {group} (now {period[lot]})",
                level="warning",
            )


def wanted_kinds(client_groups: Draft, supply: Draft) -> Iterator[Problem]:
    """Yield a warning for every kind that is wanted and that no lot has, where it is first wanted."""
    known = {kind for _, kind in supply.sound("kind")}
    for row, kinds in client_groups.sound("kinds"):
        for kind in (each for each in kinds if each not in known):
            known.add(kind)
            yield client_groups.problem(
                row,
                "kinds",
                kind,
                "een soort woning die in supply voorkomt",
                "a kind of home that is in supply",
                level="warning",
            )

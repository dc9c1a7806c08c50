"""Random municipalities, neighbourhoods, distances, contingents and homes."""

from __future__ import annotations

from support.world import Land, Row, World


def draw_municipalities(world: Land) -> list[Row]:
    rows = [
        {"code": code, "name": f"Gemeente {code}", "region": world.draw.choice(world.regions), **world.spot()}
        for code in world.municipalities
    ]
    world.column(0.3, rows, "inhabitants", lambda _: world.draw.randint(10_000, 90_000))
    return rows


def draw_neighbourhoods(world: World) -> list[Row]:
    rows = draw_bare_neighbourhoods(world)
    most = world.size.homes[1] * 2
    world.column(
        0.8, rows, "draagkracht", lambda _: world.draw.choice([None, None, 0, 1, 2, most // 2, most])
    )
    return rows


def draw_bare_neighbourhoods(land: Land) -> list[Row]:
    """Return neighbourhoods without what one model asks of them."""
    return [
        {
            "code": f"W{code[1:]}{number}",
            "municipality": code,
            "name": f"Wijk {code} {number}",
            **land.spot(),
        }
        for code in land.municipalities
        for number in range(land.draw.randint(*land.extent.neighbourhoods))
    ]


def draw_distances(world: Land) -> list[Row]:
    """Return distances for some pairs of places, each in one direction; for all when none has coordinates."""
    if world.located and world.chance(0.5):
        return []
    places = [row["code"] for row in world.tables["neighbourhoods"]]
    rows = []
    for number, place in enumerate([*places, *world.municipalities]):
        for other in places[: number + 1]:
            if world.chance(0.5) or not world.located:
                pair = [place, other]
                world.draw.shuffle(pair)
                km = world.draw.choice([0, 1, 2.5, 7, 10, 12.25])
                rows.append({"origin": pair[0], "destination": pair[1], "km": km})
    return rows


def draw_contingents(world: World) -> list[Row]:
    share, most = world.draw.choice([0, 0.7, 1]), world.size.homes[1] * 2
    return [
        {"municipality": code, "period": period, "lettings": world.draw.randint(0, most)}
        for code in world.municipalities
        for period in world.periods
        if world.chance(share)
    ]


def draw_supply(world: World) -> list[Row]:
    places = [row["code"] for row in world.tables["neighbourhoods"]]
    rows = [
        {
            "lot": f"L{number}",
            "neighbourhood": world.draw.choice(places),
            "period": world.draw.choice(world.periods),
            "kind": world.draw.choice(world.kinds),
            "homes": world.draw.randint(*world.size.homes),
        }
        for number in range(world.draw.randint(*world.size.lots))
    ]
    forms = ["regular", "regular", "new_build", "temporary", "shared", "network", None]
    world.column(0.7, rows, "form", lambda _: world.draw.choice(forms))
    world.column(
        0.6,
        rows,
        "complex_homes",
        lambda row: world.perhaps(0.5, lambda: row["homes"] + world.draw.randint(0, 6)),
    )
    return rows

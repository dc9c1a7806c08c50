"""Random groups of clients, homes already let to them, and an earlier proposal."""

from __future__ import annotations

from support.world import Row, World


def draw_client_groups(world: World) -> list[Row]:
    rows: list[Row] = [
        {
            "group": f"g{number}",
            "clients": world.draw.randint(*world.size.clients),
            "origin": world.perhaps(0.85, lambda: world.draw.choice(world.municipalities), "elsewhere"),
            "kinds": world.draw.sample(world.kinds, world.draw.randint(1, len(world.kinds))),
        }
        for number in range(world.draw.randint(*world.size.groups))
    ]
    some = world.draw
    places = [row["code"] for row in world.tables["neighbourhoods"]]
    if world.networks:
        world.column(
            1, rows, "network", lambda _: some.choice([*places, some.choice(world.municipalities), None])
        )
    world.column(0.5, rows, "first_period", lambda _: some.choice([None, *world.periods]))
    world.column(0.5, rows, "priority", lambda _: some.choice([None, 1, 2, 3]))
    world.column(
        0.5,
        rows,
        "excluded",
        lambda _: some.sample(world.municipalities, some.randint(0, len(world.municipalities) // 2)),
    )
    world.column(0.7, rows, "support", lambda _: some.choice([None, *world.products]))
    world.column(0.6, rows, "existing", lambda _: some.choice([None, 0, 1]))
    world.column(0.4, rows, "pin", lambda row: world.perhaps(0.25, lambda: _pin(world, row)))
    return rows


def _pin(world: World, group: Row) -> str | None:
    """Return a municipality or a lot outside the group's excluded municipalities, if there is one."""
    excluded = group.get("excluded", [])
    host = {row["code"]: row["municipality"] for row in world.tables["neighbourhoods"]}
    codes = [code for code in world.municipalities if code not in excluded]
    lots = [row["lot"] for row in world.tables["supply"] if host[row["neighbourhood"]] not in excluded]
    choices: list[str | None] = [*codes, *lots, None]
    return world.draw.choice(choices)


def draw_placed(world: World) -> list[Row]:
    """Return homes already let; now and then of a kind or in a place the group did not ask for."""
    rows: list[Row] = []
    if world.chance(0.6):
        return rows
    homes = {row["lot"]: row["homes"] for row in world.tables["supply"]}
    for group in world.tables["client_groups"]:
        lot = world.draw.choice(world.tables["supply"])
        most = min(group["clients"], homes[lot["lot"]])
        if most and world.chance(0.4):
            rows.append({"group": group["group"], "lot": lot["lot"], "clients": world.draw.randint(1, most)})
            homes[lot["lot"]] -= rows[-1]["clients"]
    return rows


def draw_previous(world: World) -> list[Row]:
    """Return an earlier proposal, which may speak of more clients than a group has now."""
    if world.chance(0.5):
        return []
    rows = []
    for group in world.tables["client_groups"]:
        lots = world.draw.sample(
            world.tables["supply"], min(len(world.tables["supply"]), world.draw.randint(0, 2))
        )
        rows += [
            {"group": group["group"], "lot": lot["lot"], "clients": world.draw.randint(1, 3)} for lot in lots
        ]
    return rows

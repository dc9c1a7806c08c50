"""Random rates and budgets."""

from __future__ import annotations

from support.world import Land, Row, World


def draw_support(world: World) -> list[Row]:
    return [
        {
            "product": product,
            "rate": world.draw.choice([0, 4000, 12500, 7250.5]),
            "periods": world.draw.randint(1, 4),
        }
        for product in world.products
    ]


def draw_budgets(world: Land) -> list[Row]:
    if world.chance(0.4):
        return []
    modelled, share = world.chance(0.4), world.draw.choice([0.5, 1])
    rows: list[Row] = []
    for code in world.municipalities:
        for period in world.periods:
            if world.chance(share):
                rows.append({"municipality": code, "period": period, **_amounts(world)})
                if modelled:
                    rows[-1]["model"] = world.draw.choice([None, "allocation", "spread"])
    return rows


def _amounts(world: Land) -> Row:
    """Return either an amount, or a historic and an objective budget."""
    amounts = [0, 5000, 20_000, 12_345.67, 60_000]
    if world.chance(0.5):
        return {"amount": world.draw.choice(amounts), "historic": None, "objective": None}
    historic, objective = world.draw.choice(amounts), world.draw.choice(amounts)
    return {"amount": None, "historic": historic, "objective": objective}


def draw_budget(world: Land) -> Row:
    some = world.draw
    payer = some.choice(["origin", "host", "centre", None])
    centre = some.choice([None, some.choice(world.municipalities)])
    settings = {
        "payer": payer,
        "centre": some.choice(world.municipalities) if payer == "centre" else centre,
        "phase_in_start": some.choice([None, world.periods[0] - 3, world.periods[-1]]),
        "phase_in_years": some.choice([None, 1, 4]),
    }
    return {key: value for key, value in settings.items() if value is not None}

"""Random transportation problems: clients to homes, with promises, and if wanted budgets and caps."""

from __future__ import annotations

import random
from collections.abc import Sequence

from support.sketch import INFINITE, Sketch

from u16opt.algebra.program import Program
from u16opt.policy import Policy

WHOLE = frozenset({"unplaced", "cost", "short", "later"})
SUMS = ("unplaced", "cost", "short", "later", "km", "over")


def draw_transport(seed: int, *, budget: str = "", cap: bool = False, least: bool = False) -> Program:
    """Return the random problem of a seed.

    Parameters
    ----------
    budget
        ``soft`` (what is spent above it is counted), ``hard``, or none.
    cap
        Whether some groups have a row that weighs their columns positively and negatively.
    least
        Whether a promise must be kept in full, which is often impossible.
    """
    draw, sketch = random.Random(f"{seed} {budget} {cap} {least}"), Sketch()
    clients = [draw.randint(1, 4) for _ in range(draw.randint(2, 5))]
    homes = [draw.randint(0, 3) for _ in range(draw.randint(2, 8))]
    pairs = [(g, h) for g in range(len(clients)) for h in range(len(homes)) if draw.random() < 0.7]
    reach = [min(clients[g], homes[h]) for g, h in pairs]
    x = sketch.family("x", len(pairs), owner=[g for g, _ in pairs], reach=reach)
    left = sketch.family("left", len(clients))
    of = dict(zip(pairs, x, strict=True))
    sketch.block(
        "clients",
        [{left[g]: 1, **_ones(of, g=g)} for g in range(len(clients))],
        least=clients,
        most=clients,
    )
    sketch.block("supply", [_ones(of, h=h) for h in range(len(homes))], most=homes)
    promises = [draw.randint(0, 6) for _ in range(3)]
    short = sketch.family("short", 3, upper=0 if least else INFINITE)
    sketch.block(
        "promise",
        [{short[area]: 1, **_area(of, area)} for area in range(3)],
        least=promises,
        violation="short",
    )
    over = sketch.family("over", 2, whole=False, upper=0 if budget == "hard" else INFINITE)
    if budget:
        rates = [draw.choice([2, 3.5, 5, 7]) for _ in clients]
        rows = [_euros(of, cell, rates) | {over[cell]: -1} for cell in range(2)]
        limits = [draw.choice([3, 8.5, 15]) for _ in range(2)]
        sketch.block("budget", rows, most=limits, network=False, violation="over")
    if cap:
        rows = [{of[pair]: draw.choice([-3, -1.5, 2, 4]) for pair in pairs if pair[0] == g} for g in range(2)]
        sketch.block("cap", rows, most=[0, 0], network=False)
    sketch.goal("unplaced", {column: draw.randint(1, 3) for column in left})
    sketch.goal("cost", {column: draw.randint(0, 4) for column in x}, constant=draw.randint(0, 2))
    sketch.goal("later", {column: draw.randint(0, 1) for column in x})
    sketch.goal("km", {column: round(draw.uniform(0, 20), 1) for column in x})
    sketch.goal("short", dict.fromkeys(short, 1))
    sketch.goal("over", dict.fromkeys(over, 1))
    promised = [area for area in range(3) if promises[area]]
    if promised:
        sketch.largest("worst", [short[area] for area in promised], [promises[area] for area in promised])
    return sketch.program()


def draw_order(seed: int, program: Program) -> Policy:
    """Return a random policy for a program: order, sums, weights and tolerances."""
    draw = random.Random(f"order {seed}")
    names = draw.sample(sorted(program.goals), draw.randint(1, len(program.goals)))
    order: list[tuple[str, ...]] = []
    while names:
        number = draw.choice([1, 1, 1, 2, 3])
        entry = tuple(names[:number])
        entry = entry[:1] if "worst" in entry else entry
        order.append(entry)
        names = names[len(entry) :]
    weights = {name: draw.choice([0.5, 1, 2, 3]) for name in SUMS if draw.random() < 0.5}
    tolerance = {name: draw.choice([0.25, 1, 2.5]) for name in program.goals if draw.random() < 0.25}
    return policy(*order, weights=weights, tolerance=tolerance)


def policy(
    *order: Sequence[str], weights: dict[str, float] | None = None, tolerance: dict[str, float] | None = None
) -> Policy:
    """Return a policy without rules."""
    entries = tuple((entry,) if isinstance(entry, str) else tuple(entry) for entry in order)
    return Policy(order=entries, weights=weights or {}, tolerance=tolerance or {}, rules={})


def _ones(of: dict[tuple[int, int], int], g: int | None = None, h: int | None = None) -> dict[int, float]:
    return {column: 1 for pair, column in of.items() if pair[0] == g or pair[1] == h}


def _area(of: dict[tuple[int, int], int], area: int) -> dict[int, float]:
    return {column: 1 for (_, h), column in of.items() if h % 3 == area}


def _euros(of: dict[tuple[int, int], int], cell: int, rates: Sequence[float]) -> dict[int, float]:
    return {column: rates[g] for (g, h), column in of.items() if (g + h) % 2 == cell}

"""Random programs of decisions and owners: sites that open, and towns whose clients are served there.

In the plain kind an owner's columns stand in its own row and one attached row only (nobody is served in a
site that is closed); every other kind adds what may break that, or what a model might add.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from support.sketch import INFINITE, Sketch, Terms
from support.transport import policy

from u16opt.algebra.program import Program
from u16opt.policy import Policy

WHOLE = frozenset({"unmet", "openings"})
SUMS = ("unmet", "km", "cost", "over", "openings")


@dataclass(frozen=True)
class Kind:
    """What a random program has besides sites that open and clients who are served there.

    Parameters
    ----------
    count
        A limit on the number of sites, or an exact number.
    capacity
        Sites hold so many clients.
    sizes
        How much an open site can be used is a decision too, now and then with a lower bound.
    budget
        Rows on decisions with a free excess that is no whole number (``soft``), or none (``hard``).
    kept
        Some clients are served somewhere already, and some sites are open.
    base
        Some can be served at a closed site too: rows with a constant, columns without an attached row.
    rough
        Costs are no whole numbers.
    """

    count: bool = False
    capacity: bool = False
    sizes: bool = False
    budget: str = ""
    kept: bool = False
    base: bool = False
    rough: bool = False


KINDS = {
    "plain": Kind(),
    "count": Kind(count=True),
    "rough": Kind(count=True, rough=True),
    "capacity": Kind(capacity=True),
    "sizes": Kind(sizes=True),
    "budget": Kind(budget="soft"),
    "rough budget": Kind(budget="soft", rough=True, count=True),
    "strict budget": Kind(budget="hard", sizes=True),
    "kept": Kind(kept=True, count=True),
    "base": Kind(base=True, count=True),
    "everything": Kind(True, True, True, "soft", True, True, True),
}


class Draw:
    """The parts of one random program, one method each."""

    def __init__(self, seed: int, kind: Kind) -> None:
        self.draw, self.kind, self.sketch = random.Random(f"{seed} {kind}"), kind, Sketch()
        self.towns = [self.draw.randint(0, 4) for _ in range(self.draw.randint(2, 6))]
        self.sites = range(self.draw.randint(2, 7))
        self.holds = [self.draw.randint(1, 6) if kind.capacity else 9 for _ in self.sites]
        pairs = [(t, s) for t in range(len(self.towns)) for s in self.sites if self.chance(0.85)]
        most = [min(self.towns[t], self.holds[s]) for t, s in pairs]
        columns = self.sketch.family("serve", len(pairs), owner=[t for t, _ in pairs], reach=most)
        self.serve = dict(zip(pairs, columns, strict=True))
        left = INFINITE if self.chance(0.7) else 2
        self.unmet = self.sketch.family("unmet", len(self.towns), upper=left)
        self.open = self.sketch.family("open", len(self.sites), upper=1, complicating=True)
        self.levels: list[int] = []
        self.over = self.sketch.family("over", 2, whole=False, upper=0 if kind.budget == "hard" else INFINITE)

    def chance(self, share: float) -> bool:
        """Return True now and then."""
        return self.draw.random() < share

    def program(self) -> Program:
        """Return the finished program."""
        rows = [self.sketch_of(t) | {self.unmet[t]: 1} for t in range(len(self.towns))]
        self.sketch.block("demand", rows, least=self.towns, most=self.towns)
        if self.kind.sizes:
            self.decide_sizes()
        self.attach()
        if self.kind.capacity:
            rows = [{self.open[s]: -self.holds[s], **self.used(s)} for s in self.sites]
            self.sketch.block("capacity", rows, most=[0] * len(rows))
        if self.kind.budget:
            self.pay()
        if self.kind.count:
            count = self.draw.randint(1, 3)
            least = count if self.chance(0.5) else -INFINITE
            self.sketch.block("count", [dict.fromkeys(self.open, 1)], least=[least], most=[count])
        if self.kind.kept:
            self.keep()
        self.goals()
        return self.sketch.program()

    def sketch_of(self, town: int) -> dict[int, float]:
        return {column: 1 for (t, _), column in self.serve.items() if t == town}

    def used(self, site: int) -> dict[int, float]:
        return {column: 1 for (_, s), column in self.serve.items() if s == site}

    def decide_sizes(self) -> None:
        self.levels = self.sketch.family("level", len(self.sites), upper=5, complicating=True)
        rows = [{self.levels[s]: 1, self.open[s]: -5} for s in self.sites]
        self.sketch.block("size", rows, most=[2] * len(rows))
        for column in self.levels:
            self.sketch.columns["lower"][column] = self.draw.choice([0, 0, 1, 2])

    def attach(self) -> None:
        """Attach a row to each pair; of kind `base` some rows have room anyway, and some pairs no row."""
        rows: list[Terms] = []
        most = []
        for (town, site), column in self.serve.items():
            top = min(self.towns[town], self.holds[site])
            room = self.draw.randint(0, top) if self.kind.base and self.chance(0.3) else 0
            if self.kind.base and self.chance(0.2):
                self.sketch.columns["upper"][column] = self.draw.choice([0, 1, INFINITE])
            elif self.levels:
                rows.append({column: 1, self.levels[site]: -1})
                most.append(room)
            else:
                rows.append({column: 1, self.open[site]: room - top})
                most.append(room)
        self.sketch.block("when_open", rows, most=most, attached=True)

    def pay(self) -> None:
        rows: list[Terms] = []
        for number, over in enumerate(self.over):
            row: dict[int, float] = {column: self.draw.choice([10, 12.5, 7, 3.3]) for column in self.open}
            row |= {column: self.draw.choice([1.5, 0.7]) for column in self.levels}
            if number and self.chance(0.3):
                row |= {column: self.draw.choice([0.5, 1]) for column in self.serve.values()}
            rows.append(row | {over: -1})
        most = [self.draw.choice([5, 11, 20, 30]) for _ in rows]
        self.sketch.block("budget", rows, most=most, network=False, violation="over")

    def keep(self) -> None:
        """Let some sites be open already, and one client of a town be served in one of these."""
        lower = self.sketch.columns["lower"]
        for site, column in enumerate(self.open):
            if self.chance(0.2):
                lower[column] = 1
                towns = [t for t, s in self.serve if s == site and self.towns[t]]
                taken = {t for (t, s), served in self.serve.items() if lower[served]}
                for town in [t for t in towns if t not in taken][:1]:
                    lower[self.serve[town, site]] = 1

    def amount(self, least: int, most: int) -> float:
        rough = self.kind.rough and self.chance(0.8)
        return round(self.draw.uniform(least, most), 2) if rough else self.draw.randint(least, most)

    def goals(self) -> None:
        sketch = self.sketch
        sketch.goal("unmet", dict.fromkeys(self.unmet, self.draw.choice([1, 2])))
        away = dict.fromkeys(self.unmet, 30.0) if self.chance(0.3) else {}
        sketch.goal("km", {column: self.amount(0, 20) for column in self.serve.values()} | away)
        step = self.draw.choice([1, 5])
        cost = {column: step * self.amount(5, 40) for column in self.open}
        cost |= {column: self.draw.choice([2, 5, 10]) for column in self.levels}
        sketch.goal("cost", cost, constant=self.draw.randint(0, 3))
        sketch.goal("over", dict.fromkeys(self.over, 1))
        sketch.goal("openings", dict.fromkeys(self.open, 1))
        asking = [town for town, clients in enumerate(self.towns) if clients]
        if asking and self.chance(0.3):
            sketch.largest(
                "worst", [self.unmet[town] for town in asking], [self.towns[town] for town in asking]
            )


def draw_decisions(seed: int, kind: Kind) -> Program:
    """Return the random program of a seed."""
    return Draw(seed, kind).program()


def draw_owners(seed: int) -> Program:
    """Return a random program without decisions: owners with columns of their own, and nothing shared."""
    draw, sketch = random.Random(f"owners {seed}"), Sketch()
    asked = [draw.randint(0, 6) for _ in range(draw.randint(2, 5))]
    owner = [town for town in range(len(asked)) for _ in range(draw.randint(1, 5))]
    x = sketch.family("x", len(owner), owner=owner, reach=[asked[town] for town in owner])
    for column in x:
        sketch.columns["upper"][column] = draw.choice([0, 1, 2, 3, 3, INFINITE])
    left = sketch.family("left", len(asked), upper=draw.choice([INFINITE, 1])) if draw.random() < 0.7 else []
    rows: list[dict[int, float]] = [{left[town]: 1} if left else {} for town in range(len(asked))]
    for column, town in zip(x, owner, strict=True):
        rows[town][column] = 1
    sketch.block("demand", rows, least=asked, most=asked)
    other = sketch.family("other", 3, upper=3)
    sketch.block("rest", [dict.fromkeys(other, 1)], least=[draw.randint(0, 4)])
    every = [*x, *left, *other]
    sketch.goal("km", {column: draw.choice([draw.randint(0, 9), 2.5, 6.1]) for column in every})
    sketch.goal("cost", {column: draw.randint(-3, 9) for column in [*x, *other]})
    sketch.goal("unmet", dict.fromkeys(left, 1))
    return sketch.program()


def draw_order(seed: int, program: Program) -> Policy:
    """Return a random policy for a program: order, sums, weights and tolerances."""
    draw = random.Random(f"order {seed}")
    names = draw.sample(sorted(program.goals), draw.randint(1, len(program.goals)))
    order: list[tuple[str, ...]] = []
    while names:
        count = draw.choice([1, 1, 1, 2])
        order.append(tuple(names[:1] if names[0] == "worst" else [n for n in names[:count] if n != "worst"]))
        names = [name for name in names if name not in order[-1]]
    weights = {name: draw.choice([0.5, 1, 2, 3]) for name in SUMS if draw.random() < 0.5}
    tolerance = {name: draw.choice([0.25, 1, 2.5, 40]) for name in program.goals if draw.random() < 0.2}
    return policy(*order, weights=weights, tolerance=tolerance)

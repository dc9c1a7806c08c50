"""What leaves nothing of an answer to compute: tables, columns, codes, odd numbers, double rows."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer
from u16opt.texts import Text
from u16opt_models.checks import answers
from u16opt_models.checks.answers import Fault, Known, Shape

SHAPES = {
    "opened": Shape(("site", "period"), key=("site",)),
    "places": Shape(("location", "period"), {"places": 0}),
    "served": Shape(("municipality", "location", "period"), {"clients": 1}),
    "unmet": Shape(("municipality", "period"), {"clients": 1}),
}
"""A site opens once, so it is listed once in ``opened``."""


def unreadable(instance: Instance, answer: Answer) -> list[Fault]:
    """Return the faults that leave nothing to compute."""
    sites, locations = set(instance["sites"]["site"]), set(instance["locations"]["location"])
    municipalities = set(instance["municipalities"]["code"])
    known = {
        "site": Known(sites, Text("onbekende mogelijke locatie", "unknown site")),
        "location": Known(locations | sites, Text("onbekende locatie", "unknown location")),
        "municipality": Known(municipalities, Text("onbekende gemeente", "unknown municipality")),
        "period": Known(
            set(instance.periods), Text("geen periode van de instantie", "no period of the instance")
        ),
    }
    return answers.unreadable(answer, SHAPES, known)

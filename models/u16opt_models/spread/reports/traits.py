"""What clients have in common: the Wmo-region of their municipality of origin, and no more is known."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.traits import Traits
from u16opt.report.people import Key
from u16opt.texts import Text
from u16opt_models.spread.reports.counts import ASKED, SERVED, UNMET, key, region_key

KINDS = {"clients": ASKED, "placed": SERVED, "unplaced": UNMET}


def traits_of(instance: Instance) -> Traits:
    """Return the Wmo-region of every municipality of origin."""
    towns = instance["municipalities"]
    region = dict(zip(towns["code"], towns["region"], strict=True))
    titles = {("region", name): Text(name, name) for name in region.values()}
    heading = Text("Wmo-regio van herkomst", "Wmo-region of origin")
    return Traits({"region": region}, {"region": heading}, titles, keys=_key)


def _key(count: str, trait: str | None, value: str | None) -> Key:
    kind = KINDS[count]
    return key(kind) if trait is None or value is None else region_key(kind, value, None)

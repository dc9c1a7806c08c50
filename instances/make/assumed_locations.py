"""The labels of locations, demand and recalibration. In Dutch, as readers meet them."""

from __future__ import annotations

from instances.make import demand, locations, recalibration, sites
from instances.make.demand import ABOVE_REGION, BV
from instances.make.origin import MAKER, Origin


def _dutch(number: float) -> str:
    return str(number).replace(".", ",")


LOCATIONS = (
    Origin(
        "locations",
        "*",
        "synthetisch",
        note=f"Verzonnen: per {_dutch(locations.ASKED_PER_PLACE)} mensen die een plaats vragen is er één "
        f"(E24, een andere regio), {locations.CITY_SHARE:.0%} van de plaatsen {BV} in de stad (B08: de zorg "
        "is nu vooral daar; hoeveel is niet bekend). Geen echte locaties of tarieven.",
    ),
    Origin(
        "sites",
        "*",
        "synthetisch",
        note="Verzonnen: twee of drie mogelijke plekken in elke gemeente (B05), waar volgens location_load "
        f"de meeste ruimte is, hoogstens {sites.MOST_PLACES} plaatsen. Geen echte plekken of kosten.",
    ),
    Origin(
        "demand",
        "*",
        "synthetisch",
        note=f"Verzonnen: in {demand.FIRST_YEAR} per 1000 inwoners "
        f"{_dutch(demand.PLACES_PER_1000_INHABITANTS[BV])} plaats {BV} (een vervallen norm, E32, alleen voor "
        f"de orde van grootte) en {_dutch(demand.PLACES_PER_1000_INHABITANTS[ABOVE_REGION])} plaats "
        f"{ABOVE_REGION}; elk jaar {demand.GROWTH:.0%} meer. Verdeeld naar inwoners.",
    ),
)

RECALIBRATION = (
    Origin("recalibration", "municipality", "bron", "CBS, Gebieden in Nederland 2024", "CC BY 4.0", "2024"),
    Origin(
        "recalibration",
        "current",
        "synthetisch",
        note="Wat de gemeente nu belooft: zie contingents, lettings.",
    ),
    Origin(
        "recalibration",
        "basis",
        "bron",
        "CBS, Gebieden in Nederland 2024",
        "CC BY 4.0",
        "2024",
        "Inwoners op 1 januari. De keuze van deze grondslag is een lezing, geen afspraak.",
    ),
    Origin(
        "recalibration",
        "minimum",
        "synthetisch",
        note=f"Gekozen: elke gemeente belooft minstens {recalibration.MINIMUM} (A09, C16).",
    ),
    Origin(
        "recalibration",
        "maximum",
        "synthetisch",
        f"{MAKER}; CBS (zie municipalities, social_homes)",
        note=f"Formule: {_dutch(recalibration.TURNOVER)} (deel dat per jaar vrijkomt) x "
        f"{_dutch(recalibration.SHARE_OF_TURNOVER)} (deel voor deze groep) x social_homes, naar beneden "
        "afgerond. Beide delen zijn verzonnen, en ook hoeveel een belofte in één keer mag veranderen "
        "(max_change).",
    ),
)

"""The labels of places: figures of CBS, and what is computed from them. In Dutch, as readers meet them."""

from __future__ import annotations

from instances.make import draagkracht, location_load
from instances.make.merge import SMALLEST
from instances.make.origin import Origin
from instances.make.tables import CORPORATION_SHARE

CBS_KWB = "CBS, Kerncijfers wijken en buurten 2022"
CBS_AREAS = "CBS, Gebieden in Nederland 2024"
CBS_MAP = "CBS/Kadaster, Wijk- en Buurtkaart 2022"
CC_BY = "CC BY 4.0"

MERGED = (
    f"Wijken met minder dan {SMALLEST} inwoners zijn samengevoegd met een buurwijk in dezelfde gemeente: "
    "146 wijken zijn {count} geworden (zie instances/README.md)."
)


def _dutch(number: float) -> str:
    return str(number).replace(".", ",")


DRAAGKRACHT = (
    f"Formule: {_dutch(draagkracht.PLACEMENTS_PER_1000_HOMES)} plaatsingen per 1000 woningen, keer 1 + "
    f"{_dutch(draagkracht.SLOPE)} x z (tussen {_dutch(draagkracht.LEAST)} en {_dutch(draagkracht.MOST)}), "
    "naar boven afgerond. z is een eigen maat uit Leefbaarometer 2020, koopwoningen en lage inkomens (2022). "
    "Het is geen officiële methode; zekerheid: middel. Onbekend telt als gemiddeld."
)

LOCATION_LOAD = (
    f"Formule: {_dutch(location_load.PLACES_PER_1000_INHABITANTS)} plaatsen per 1000 inwoners, keer dezelfde "
    "factor als bij draagkracht, naar boven afgerond. Het is geen officiële methode; zekerheid: laag."
)

PLACES = (
    *(
        Origin("municipalities", column, "bron", CBS_AREAS, CC_BY, "2024")
        for column in ("code", "name", "inhabitants")
    ),
    Origin(
        "municipalities",
        "region",
        "bron",
        CBS_AREAS,
        CC_BY,
        "2024",
        "De Wmo-regio's vallen samen met de jeugdregio's van het CBS.",
    ),
    Origin("municipalities", "homes", "bron", CBS_KWB, CC_BY, "2022"),
    Origin(
        "municipalities",
        "social_homes",
        "berekend",
        f"{CBS_KWB}; CBS, Voorraad woningen (82900NED)",
        CC_BY,
        "2022-2023",
        f"Ruwe schatting: woningen x huurdeel x {CORPORATION_SHARE:.0%} "
        "(corporatiedeel van de huurwoningen in de provincie).",
    ),
    *(
        Origin(
            "municipalities",
            column,
            "berekend",
            CBS_MAP,
            CC_BY,
            "2022",
            "Naar inwoners gewogen midden.",
        )
        for column in ("latitude", "longitude")
    ),
    *(
        Origin("neighbourhoods", column, "bron", CBS_KWB, CC_BY, "2022", MERGED)
        for column in ("code", "municipality", "name")
    ),
    *(
        Origin("neighbourhoods", column, "bron", CBS_KWB, CC_BY, "2022", f"Bij samenvoeging de som. {MERGED}")
        for column in ("inhabitants", "homes")
    ),
    *(
        Origin(
            "neighbourhoods",
            column,
            "berekend",
            CBS_MAP,
            CC_BY,
            "2022",
            f"Midden van de wijk; bij samenvoeging naar inwoners gewogen. {MERGED}",
        )
        for column in ("latitude", "longitude")
    ),
    Origin(
        "neighbourhoods",
        "draagkracht",
        "berekend",
        f"{CBS_KWB}; Leefbaarometer 3.0 (BZK), meting 2020",
        "CBS: CC BY 4.0; Leefbaarometer: open data, voorwaarden niet nagegaan",
        "2020-2022",
        DRAAGKRACHT,
    ),
    Origin(
        "neighbourhoods",
        "location_load",
        "berekend",
        f"{CBS_KWB}; Leefbaarometer 3.0 (BZK), meting 2020",
        "CBS: CC BY 4.0; Leefbaarometer: open data, voorwaarden niet nagegaan",
        "2020-2022",
        LOCATION_LOAD,
    ),
)

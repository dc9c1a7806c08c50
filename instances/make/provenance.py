"""Where every column comes from, in the words a Dutch reader meets in summaries and proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from instances.make import contingents, draagkracht, profiles
from instances.make.budgets import HISTORIC_CENTRE_SHARE
from instances.make.delivery import DELIVERED
from instances.make.merge import SMALLEST
from instances.make.tables import CORPORATION_SHARE

Status = Literal["bron", "berekend", "synthetisch"]

CBS_KWB = "CBS, Kerncijfers wijken en buurten 2022"
CBS_AREAS = "CBS, Gebieden in Nederland 2024"
CBS_MAP = "CBS/Kadaster, Wijk- en Buurtkaart 2022"
CC_BY = "CC BY 4.0"
MAKER = "instances/make"

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


@dataclass(frozen=True)
class Origin:
    """One row of the table ``provenance``."""

    table: str
    column: str
    status: Status
    source: str = MAKER
    licence: str = "EUPL-1.2"
    year: str = ""
    note: str = ""


_PLACES = (
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
)

_AGREEMENTS = (
    Origin("contingents", "municipality", "bron", "Beleidsdocumenten U16 (feiten C01-C03)", "", "2019-2024"),
    Origin("contingents", "period", "synthetisch", note="Gekozen planjaren."),
    Origin(
        "contingents",
        "lettings",
        "synthetisch",
        note=f"De som {contingents.CITY_LETTINGS} (stad) + {contingents.OTHER_LETTINGS} (de vijftien andere "
        "samen) heeft een bron (C01-C03). De verdeling over de vijftien is alleen rekenwerk: naar inwoners "
        "2024, grootste resten. Geen vastgesteld beleid.",
    ),
)

_MADE_UP = (
    Origin(
        "supply",
        "*",
        "synthetisch",
        note=f"Getrokken: samen {DELIVERED:.0%} van wat is beloofd, meer waar huurwoningen zijn (E28). "
        "Geen echte woningen of eigenaren.",
    ),
    Origin(
        "client_groups",
        "*",
        "synthetisch",
        note=f"Getrokken: {profiles.CLIENTS} huishoudens per jaar in {profiles.GROUPS} groepen, "
        f"{profiles.CITY_ORIGIN:.0%} uit de stad (A19), {profiles.NETWORK:.0%} met een netwerk. "
        "Geen echte mensen.",
    ),
    Origin("support", "*", "synthetisch", note="Tarieven en duur zijn verzonnen; echte zijn niet openbaar."),
    Origin(
        "budgets",
        "*",
        "synthetisch",
        note="Totaal = verwachte kosten van de verzonnen groepen. Historisch: "
        f"{HISTORIC_CENTRE_SHARE:.0%} bij de stad, de rest naar inwoners. "
        "Objectief: naar inwoners. Geen uitkomst van het echte verdeelmodel.",
    ),
)


def provenance(neighbourhoods: int) -> list[dict[str, Any]]:
    """Return the rows of ``provenance`` for a U16 instance.

    Parameters
    ----------
    neighbourhoods
        How many are left after merging.
    """
    rows: Iterable[Mapping[str, Any]] = (asdict(each) for each in (*_PLACES, *_AGREEMENTS, *_MADE_UP))
    return [{**row, "note": row["note"].format(count=neighbourhoods)} for row in rows]

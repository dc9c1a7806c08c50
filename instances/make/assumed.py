"""The labels of agreements and of all that is made up. In Dutch, as readers meet them."""

from __future__ import annotations

from instances.make import contingents, location_budgets, profiles
from instances.make.budgets import HISTORIC_CENTRE_SHARE
from instances.make.delivery import DELIVERED
from instances.make.demand import BV
from instances.make.origin import Origin

AGREEMENTS = (
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

MADE_UP = (
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
        note="Totaal voor toewijzing: verwachte kosten van de verzonnen groepen; voor spreiding: "
        f"{location_budgets.EURO_A_PLACE} euro per cliënt die een plaats {BV} vraagt. Historisch: "
        f"{HISTORIC_CENTRE_SHARE:.0%} bij de stad, de rest naar inwoners. "
        "Objectief: naar inwoners. Geen uitkomst van het echte verdeelmodel.",
    ),
)

"""Assumptions about the households that look for a home: all of them made up, each named."""

CLIENTS = 700
"""Households that look for a first home in a year: more than the 600 promised, because the papers speak of
waiting lists (P02, P04) without giving a number."""

GROUPS = 400
"""Groups of households that cannot be told apart; most are one household."""

CITY_ORIGIN = 0.60
ELSEWHERE_ORIGIN = 0.03
"""A large part of the inflow is in the city (A19); some come from outside the region (A14). The rest is
divided over the other municipalities by inhabitants."""

NETWORK = 0.80
NETWORK_AT_ORIGIN = 0.60
NETWORK_SAME_REGION = 2.0
NETWORK_NEIGHBOURHOOD = 0.75
"""Four in five have a network (A06), often not where they come from (A07); then another municipality of the
own region counts double. Of three quarters the neighbourhood is known, of the others the municipality."""

EXCLUDED = 0.12
EXCLUDED_ORIGIN = 0.50
EXCLUDED_SECOND = 0.25
"""Some should not live in a certain municipality (A14, A22): half of them not where they come from."""

PINNED = 0.02
"""Some are pinned to a municipality by client or professional (A17, A18)."""

PRIORITY = {1: 0.80, 2: 0.15, 3: 0.05}

SUPPORT = {"BT-licht": 0.50, "BT-intensief": 0.30, "": 0.20}
"""Two thirds can live far more independently, one third needs intensive support (B13)."""

EXISTING = {2024: 0.40, 2025: 0.30, 2026: 0.20, 2027: 0.10}
"""Share already in care when responsibility moves to the municipalities (A21); nobody after the last year."""

KINDS = {
    ("studio",): 0.18,
    ("studio", "tweekamer"): 0.10,
    ("studio", "gedeeld"): 0.06,
    ("studio", "tweekamer", "gedeeld"): 0.03,
    ("gedeeld",): 0.04,
    ("gedeeld", "studio"): 0.07,
    ("tweekamer",): 0.12,
    ("tweekamer", "studio"): 0.07,
    ("tweekamer", "driekamer"): 0.05,
    ("tweekamer", "toegankelijk", "studio"): 0.01,
    ("driekamer",): 0.04,
    ("driekamer", "tweekamer"): 0.04,
    ("driekamer", "eengezins"): 0.05,
    ("eengezins",): 0.03,
    ("eengezins", "driekamer"): 0.05,
    ("toegankelijk",): 0.04,
    ("toegankelijk", "tweekamer"): 0.02,
}
"""Kinds of dwelling a household can live in, best first: families ask room, some need an accessible home."""

"""Every table of the contract, column by column."""

from __future__ import annotations

from collections.abc import Mapping

from u16opt.instance.column import Column, Kind, TableDefinition

PLACES = ("municipalities", "neighbourhoods")
NETHERLANDS = {"latitude": (50.5, 53.8), "longitude": (3.0, 7.5)}
FORMS = ("regular", "new_build", "temporary", "shared", "network")
STATUSES = ("bron", "berekend", "synthetisch")


def _must(name: str, kind: Kind) -> Column:
    return Column(name, kind, required=True)


def _must_refer(name: str, *tables: str, words: tuple[str, ...] = ()) -> Column:
    return Column(name, "code", required=True, refers=tables, words=words)


def _may(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name in names)


_NAME = Column("name", "text", copies="code")
_COORDINATES = tuple(
    Column(name, "number", least=least, most=most) for name, (least, most) in NETHERLANDS.items()
)
_PERIOD = _must("period", "period")
_FIRST_PERIOD = Column("first_period", "period")
_MUNICIPALITY = _must_refer("municipality", "municipalities")
_NEIGHBOURHOOD = _must_refer("neighbourhood", "neighbourhoods")
_PAIR = (
    _must_refer("group", "client_groups"),
    _must_refer("lot", "supply"),
    _must("clients", "whole"),
)

_DEFINITIONS = (
    TableDefinition(
        "municipalities",
        ("code",),
        (
            _must("code", "code"),
            _NAME,
            _must("region", "code"),
            *_may("whole", "inhabitants", "homes", "social_homes"),
            *_COORDINATES,
        ),
    ),
    TableDefinition(
        "neighbourhoods",
        ("code",),
        (
            _must("code", "code"),
            _MUNICIPALITY,
            _NAME,
            *_may("whole", "inhabitants", "homes"),
            *_COORDINATES,
            *_may("whole", "draagkracht", "location_load"),
        ),
    ),
    TableDefinition(
        "contingents",
        ("municipality", "period"),
        (_MUNICIPALITY, _PERIOD, _must("lettings", "whole")),
    ),
    TableDefinition(
        "supply",
        ("lot",),
        (
            _must("lot", "code"),
            _NEIGHBOURHOOD,
            _PERIOD,
            _must("kind", "code"),
            Column("form", "choice", default="regular", choices=FORMS),
            _must("homes", "whole"),
            *_may("whole", "complex_homes"),
            *_may("text", "owner"),
        ),
    ),
    TableDefinition(
        "client_groups",
        ("group",),
        (
            _must("group", "code"),
            _must("clients", "whole"),
            _must_refer("origin", "municipalities", words=("elsewhere",)),
            Column("network", "code", refers=PLACES),
            _must("kinds", "list"),
            _FIRST_PERIOD,
            Column("priority", "whole", default=1, least=1),
            Column("excluded", "list", refers=("municipalities",), unordered=True),
            Column("support", "code", refers=("support",)),
            Column("existing", "flag", most=1),
            Column("pin", "code", refers=("municipalities", "supply")),
        ),
    ),
    TableDefinition("placed", ("group", "lot"), _PAIR),
    TableDefinition(
        "support",
        ("product",),
        (
            _must("product", "code"),
            _must("rate", "number"),
            Column("periods", "whole", required=True, least=1),
        ),
    ),
    TableDefinition(
        "budgets",
        ("municipality", "period", "model"),
        (_MUNICIPALITY, _PERIOD, *_may("number", "historic", "objective", "amount"), *_may("code", "model")),
    ),
    TableDefinition(
        "locations",
        ("location",),
        (
            _must("location", "code"),
            _NEIGHBOURHOOD,
            _must("product", "code"),
            _must("places", "whole"),
            _must("place_cost", "number"),
            Column("closable", "flag", most=1),
        ),
    ),
    TableDefinition(
        "sites",
        ("site",),
        (
            _must("site", "code"),
            _NEIGHBOURHOOD,
            _must("product", "code"),
            _must("min_places", "whole"),
            _must("max_places", "whole"),
            Column("module", "whole", default=1, least=1),
            _must("opening_cost", "number"),
            _must("place_cost", "number"),
            _FIRST_PERIOD,
        ),
    ),
    TableDefinition(
        "demand",
        ("municipality", "period", "product"),
        (_MUNICIPALITY, _PERIOD, _must("product", "code"), _must("clients", "whole")),
    ),
    TableDefinition(
        "recalibration",
        ("municipality",),
        (
            _MUNICIPALITY,
            _must("current", "whole"),
            _must("basis", "number"),
            *_may("whole", "minimum", "maximum"),
        ),
    ),
    TableDefinition(
        "distances",
        ("origin", "destination"),
        (_must_refer("origin", *PLACES), _must_refer("destination", *PLACES), _must("km", "number")),
    ),
    TableDefinition("previous", ("group", "lot"), _PAIR),
    TableDefinition(
        "provenance",
        ("table", "column"),
        (
            _must("table", "text"),
            _must("column", "text"),
            Column("status", "choice", required=True, choices=STATUSES),
            *_may("text", "source", "licence", "year", "note"),
        ),
    ),
)

TABLES: Mapping[str, TableDefinition] = {definition.name: definition for definition in _DEFINITIONS}

"""What is said of a shortage of places."""

from __future__ import annotations

from collections.abc import Sequence

from u16opt.explaining.questions import Forced
from u16opt.instance.instance import Instance
from u16opt.texts import Text
from u16opt_models.short import CLIENTS, counted, sentence, several

TOWNS = Text("gemeente|gemeenten", "municipality|municipalities")
PLACES = Text("plaats|plaatsen", "place|places")

NEED = Text(
    "in {year}: {clients} van {towns}, maar er kunnen hoogstens {homes} zijn",
    "in {year}: {clients} of {towns}, but at most {homes} can exist",
)
FLOOR = Text(
    "ondergrens van regio {region} in {year}: {asked}, maar er kunnen hoogstens {homes} zijn",
    "floor of region {region} in {year}: {asked}, but at most {homes} can exist",
)
THERE = Text(
    "in {place} gevraagd, over alle jaren: minstens {asked}; hoogstens {possible} kan er "
    "({homes} kunnen er zijn, {clients} zijn er voor)",
    "asked for in {place}, over all years: at least {asked}; at most {possible} can be "
    "({homes} can exist, {clients} could use them)",
)


class Words:
    """Sentences about shortages in one instance."""

    def __init__(self, instance: Instance) -> None:
        table = instance["municipalities"]
        self._names = {code: name or code for code, name in zip(table["code"], table["name"], strict=True)}

    def places(self, year: int, clients: int, homes: int, towns: Sequence[str]) -> Text:
        """Say that there cannot be a place for everybody."""
        return sentence(
            NEED,
            year=str(year),
            clients=counted(clients, CLIENTS),
            towns=several([self._names[code] for code in towns], TOWNS),
            homes=counted(homes, PLACES),
        )

    def floor(self, region: str, year: int, asked: int, homes: int) -> Text:
        """Say that a floor lies above all places there can be."""
        return sentence(
            FLOOR,
            region=region,
            year=str(year),
            asked=counted(asked, PLACES),
            homes=counted(homes, PLACES),
        )

    def there(self, question: Forced, possible: int, clients: int, homes: int) -> Text:
        """Say that a place cannot take what a question asks."""
        place = question.place or question.municipality or ""
        noun = PLACES if question.group is None else CLIENTS
        return sentence(
            THERE,
            place=self._names.get(place, place),
            asked=counted(question.clients, noun),
            possible=possible,
            homes=counted(homes, PLACES),
            clients=counted(clients, CLIENTS),
        )

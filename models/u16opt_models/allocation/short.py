"""What is said of a shortage of homes, or of clients for what is promised."""

from __future__ import annotations

from collections.abc import Sequence

from u16opt.explaining.names import listed
from u16opt.explaining.questions import Forced
from u16opt.explaining.rule_instance import RuleInstance
from u16opt.instance.instance import Instance
from u16opt.texts import Text
from u16opt_models.short import CLIENTS, FEW, counted, sentence, several

GROUPS = Text("groep|groepen", "group|groups")
TOWNS = Text("gemeente|gemeenten", "municipality|municipalities")
LETTINGS = Text("verhuring|verhuringen", "letting|lettings")
HOMES = Text("woning|woningen", "home|homes")

NEED = Text(
    "{groups}: {clients}, en hoogstens {homes} waar zij terecht kunnen",
    "{groups}: {clients}, and at most {homes} that they can go to",
)
MOST = Text(
    "mogelijk hoogstens {possible} (woningen die meetellen: {homes}; cliënten die er kunnen wonen: "
    "{clients})",
    "possible at most {possible} (homes that count: {homes}; clients who could live there: {clients})",
)
PROMISE = Text("{rules}: gevraagd {asked}, ", "{rules}: {asked} asked for, ")
THERE = Text("{place}: gevraagd minstens {asked}, ", "{place}: at least {asked} asked for, ")


class Words:
    """Sentences about shortages in one instance."""

    def __init__(self, instance: Instance) -> None:
        table = instance["municipalities"]
        self._names = {code: name or code for code, name in zip(table["code"], table["name"], strict=True)}

    def homes(self, clients: int, homes: int, groups: Sequence[str]) -> Text:
        """Say that clients have nowhere else to go."""
        return sentence(
            NEED,
            clients=counted(clients, CLIENTS),
            groups=several(groups, GROUPS),
            homes=counted(homes, HOMES),
        )

    def promise(
        self, rules: Sequence[RuleInstance], asked: int, possible: int, clients: int, homes: int
    ) -> Text:
        """Say that contingents cannot be met."""
        asks = sentence(PROMISE, rules=self._promises(rules), asked=counted(asked, LETTINGS))
        return _joined(asks, _most(possible, clients, homes))

    def there(self, question: Forced, possible: int, clients: int, homes: int) -> Text:
        """Say that a place cannot take what a question asks."""
        place = question.place or question.municipality or ""
        name = self._names.get(place, place)
        asks = sentence(THERE, place=name, asked=counted(question.clients, CLIENTS))
        return _joined(asks, _most(possible, clients, homes))

    def _promises(self, rules: Sequence[RuleInstance]) -> Text:
        names = [f"{self._names[rule.place or '']} in {rule.period}" for rule in rules]
        where = Text(listed(names, "nl"), listed(names, "en")) if len(names) <= FEW else several(names, TOWNS)
        nl, en = ("contingenten", "contingents") if len(rules) > 1 else ("contingent", "contingent")
        return Text(f"{nl} van {where.nl}", f"{en} of {where.en}")


def _most(possible: int, clients: int, homes: int) -> Text:
    return sentence(MOST, possible=possible, homes=homes, clients=clients)


def _joined(one: Text, other: Text) -> Text:
    return Text(one.nl + other.nl, one.en + other.en)

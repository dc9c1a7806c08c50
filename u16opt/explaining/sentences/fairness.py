"""The fairness page, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from u16opt.explaining.names import LANGUAGES, Names, shown
from u16opt.explaining.sentences.amounts import each_client, enumerated, figure, goal_of, joined, said
from u16opt.report.words import as_is
from u16opt.texts import Text

NONE = Text(
    "Er is geen eerlijkheidspagina: dit model verdeelt aantallen over gemeenten en geeft niemand een plaats.",
    "There is no fairness page: this model shares out numbers over municipalities and gives nobody a place.",
)
HEAD = Text(
    "Is het eerlijk? Hieronder staat hoe het uitpakt voor cliënten die iets gemeen hebben. "
    "Dat is achteraf bekeken: u16opt gebruikt deze indeling niet om te kiezen. Een "
    "gemiddelde gaat alleen over cliënten met een plaats.",
    "Is it fair? Below is how it turns out for clients who have something in common. This "
    "was looked at afterwards: u16opt does not use this grouping to choose. A mean is only "
    "over clients with a place.",
)
BY_HAND = Text(
    "Tussen haakjes staan twee vergelijkingen. Eerst 'met de hand': groep na groep neemt de "
    "beste plaats die er nog is. Dan 'alleen': wat een groep kreeg als er geen andere "
    "groepen waren.",
    "In brackets: first by hand (group after group takes the best place that is left), then "
    "alone (what a group would have if there were no other groups).",
)
ALONE = Text(
    "Tussen haakjes: alleen (wat een groep kreeg als er geen andere groepen waren).",
    "In brackets: alone (what a group would have if there were no other groups).",
)
EVERYONE = Text("Iedereen", "Everyone")
ROW = Text(
    "- {who}: {placed} van {clients} met een plaats{manual}.{rest}",
    "- {who}: {placed} of {clients} with a place{manual}.{rest}",
)
PLACED_BY_HAND = Text(" (met de hand {placed}, alleen {alone})", " ({placed} by hand, {alone} alone)")
PLACED_ALONE = Text(" (alleen {alone})", " ({alone} alone)")
MEANS = Text(" Gemiddeld: {goals}.", " On average: {goals}.")
MEAN = Text("{goal} {own} ({others})", "{goal} {own} ({others})")
PRESSURE = Text("druk op de wijk {own}", "pressure on the neighbourhood {own}")
PRESSURES = Text("druk op de wijk {own} ({others})", "pressure on the neighbourhood {own} ({others})")
AGAINST = Text(
    " Anders dan bij verdelen met de hand: {gains} beter af, {loses} slechter af, {same} gelijk.",
    " Against by hand: {gains} better off, {loses} worse, {same} the same.",
)
AGAINST_ALONE = Text(
    " Anders dan wanneer de groep alleen was: {loses} slechter af, {same} gelijk.",
    " Against alone: {loses} worse off, {same} the same.",
)
LOSS = Text(
    " De groep die het meest verliest vergeleken met alleen, gemiddeld per cliënt: {losses}.",
    " On average per client, the group that loses most compared with alone: {losses}.",
)
LIMIT = Text("{goal} {amount} (hoogstens {limit})", "{goal} {amount} (at most {limit})")
UNLIMITED = Text("{goal} {amount}", "{goal} {amount}")
LONGEST = 30


def fairness(rows: Sequence[Mapping[str, Any]], names: Names) -> list[Text]:
    """Return a line for everyone, and one for each value of each trait."""
    if not rows:
        return [NONE]
    brackets = ALONE if rows[0]["manual"] is None else BY_HAND
    return [HEAD, brackets, *(_row(row, names) for row in rows[:LONGEST])]


def _row(row: Mapping[str, Any], names: Names) -> Text:
    hand = row["manual"]
    return said(
        ROW,
        who=_who(row, names),
        placed=figure(row["placed"]),
        clients=figure(row["clients"]),
        manual=said(
            PLACED_ALONE if hand is None else PLACED_BY_HAND,
            placed=figure((hand or row)["placed"]),
            alone=figure(row["best"]["placed"]),
        ),
        rest=joined([_means(row, names), _against(row), _losses(row, names)]),
    )


def _who(row: Mapping[str, Any], names: Names) -> Text:
    if row["trait"] is None or names.model.traits is None:
        return EVERYONE
    traits = names.model.traits(names.instance)
    heading, title = traits.headings[row["trait"]], traits.titles[row["trait"], row["value"]]
    return Text(f"{heading.nl}, {title.nl}", f"{heading.en}, {title.en}")


def _means(row: Mapping[str, Any], names: Names) -> Text:
    """Return means in the proposal, by hand and alone, of the goals in which any of them is not 0."""
    others = [side["goals"] for side in (row["manual"], row["best"]) if side is not None]
    parts = []
    for own in row["proposal"]["goals"]:
        amounts = [own["amount"], *(_of(goals, own["name"]) for goals in others)]
        if any(amounts):
            first, *rest = (each_client(own["name"], each or 0, names) for each in amounts)
            parts.append(said(MEAN, goal=goal_of(own["name"], names), own=first, others=_behind(rest)))
    return said(MEANS, goals=_behind([*parts, *_pressure(row)])) if parts else as_is("")


def _behind(parts: Sequence[Text]) -> Text:
    return Text("; ".join(each.nl for each in parts), "; ".join(each.en for each in parts))


def _pressure(row: Mapping[str, Any]) -> list[Text]:
    own, hand = row["proposal"]["pressure"], (row["manual"] or {}).get("pressure")
    if own is None:
        return []
    return [said(PRESSURE if hand is None else PRESSURES, own=_share(own), others=_share(hand or 0))]


def _share(value: float | str) -> Text:
    return (
        as_is(value) if isinstance(value, str) else Text(*(shown(value, "share", each) for each in LANGUAGES))
    )


def _against(row: Mapping[str, Any]) -> Text:
    pairs = ((AGAINST, row["againstManual"]), (AGAINST_ALONE, row["againstBest"]))
    return joined(
        said(template, **{key: figure(value) for key, value in found.items()})
        for template, found in pairs
        if found is not None
    )


def _losses(row: Mapping[str, Any], names: Names) -> Text:
    parts = [
        said(
            LIMIT if "limit" in each else UNLIMITED,
            goal=goal_of(each["name"], names),
            amount=each_client(each["name"], each["amount"], names),
            limit=each_client(each["name"], each.get("limit", 0), names),
        )
        for each in row["largestLoss"]
        if each["amount"] or "limit" in each
    ]
    return said(LOSS, losses=enumerated(parts)) if parts else as_is("")


def _of(rows: Sequence[Mapping[str, Any]], name: str) -> Any:
    return next((row["amount"] for row in rows if row["name"] == name), None)

"""Sentences that several questions share."""

from __future__ import annotations

from u16opt.texts import Text

NO_PROPOSAL = Text(
    "Er is geen voorstel, dus hierover valt niets te vragen. Vraag met conflict waarom er geen voorstel is, "
    "of met repair wat er minstens moet veranderen.",
    "There is no proposal, so nothing can be asked about it. Ask with conflict why there is none, or with "
    "repair what must give at the least.",
)
NOT_PROVEN = Text(
    "Let op: niet alles hierboven is bewezen. De tijd was op, of het voorstel zelf is niet bewezen optimaal.",
    "Mind: not all of the above is proven. Time ran out, or the proposal itself is not proven optimal.",
)

"""Why short work beside the service was not done."""

from __future__ import annotations

from typing import Literal

from u16opt.texts import Text

Kind = Literal["busy", "late", "memory", "died", "stopped"]

_TEXTS: dict[Kind, Text] = {
    "busy": Text(
        "er zijn nu te veel verzoeken tegelijk; probeer het zo opnieuw",
        "too much is being asked at once; try again in a moment",
    ),
    "late": Text("dit duurde te lang en is afgebroken", "this took too long and was broken off"),
    "memory": Text("dit past niet in het geheugen", "this does not fit in memory"),
    "died": Text("het rekenproces is onverwacht gestopt", "the process that worked on it ended unexpectedly"),
    "stopped": Text("de dienst stopt", "the service is stopping"),
}


class AsideError(Exception):
    """Work was not done, for a reason that is not in the work itself.

    Parameters
    ----------
    kind
        What happened.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        super().__init__(self.text.en)

    @property
    def text(self) -> Text:
        """What happened, for people."""
        return _TEXTS[self.kind]

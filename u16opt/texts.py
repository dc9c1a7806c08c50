"""Text in the two languages the project speaks: Dutch for its users, English beside it."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["nl", "en"]


@dataclass(frozen=True)
class Text:
    """One message in Dutch and in English.

    Examples
    --------
    >>> Text("woning", "home")["nl"]
    'woning'
    """

    nl: str
    en: str

    def __getitem__(self, language: Language) -> str:
        """Return the text in one language."""
        return self.nl if language == "nl" else self.en

"""More is asked than there is: a count over groups that cannot be argued with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from u16opt.texts import Text

if TYPE_CHECKING:
    from u16opt.explaining.rule_instance import RuleInstance


@dataclass(frozen=True)
class Shortage:
    """Clients who need one of too few homes, or a promise that too few clients or homes can keep.

    Parameters
    ----------
    need
        What there is too little of, as a name that scripts can rely on: ``homes`` (clients who must all have
        one), ``places`` (the same, of locations), ``there`` (what a question asks for in one place), or the
        name of the rule that asks: ``contingent``, ``region_floor``, ``total``.
    asked, possible
        How much is asked for, and the most there can be.
    clients, homes
        Clients of the groups, and homes (places, lettings) that count for them.
    groups
        Codes of the groups of clients that need it, or that could fill it.
    rules
        The agreements that ask for it.
    text
        The shortage as a sentence, without a full stop.
    """

    need: str
    asked: int
    possible: int
    clients: int
    homes: int
    groups: tuple[str, ...]
    rules: tuple[RuleInstance, ...]
    text: Text

    def as_fact(self) -> dict[str, Any]:
        """Return it as answers hold it."""
        return {
            "need": self.need,
            "asked": self.asked,
            "possible": self.possible,
            "groups": list(self.groups),
            "clients": self.clients,
            "homes": self.homes,
            "rules": [rule.as_fact() for rule in self.rules],
        }

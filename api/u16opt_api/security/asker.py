"""Who asks, and what they may."""

from __future__ import annotations

from dataclasses import dataclass

from u16opt.store.records import Scope

HOLDS: dict[Scope, frozenset[Scope]] = {
    "read": frozenset({"read"}),
    "compute": frozenset({"read", "compute"}),
    "manage": frozenset({"read", "compute", "manage"}),
}
"""What each scope allows: `manage` all that `compute` does, and `compute` all that `read` does."""


@dataclass(frozen=True)
class Asker:
    """Somebody who may ask something.

    Parameters
    ----------
    name
        As the audit names them: the name of a key, ``oidc:`` and the subject of a token, or ``local``.
    id
        As the log names them: the id of a key, never a name or a secret.
    scopes
        What they were given.
    """

    name: str
    id: str
    scopes: tuple[Scope, ...]

    def may(self, scope: Scope) -> bool:
        """Return whether this is allowed.

        Examples
        --------
        >>> planner = Asker("planner", "k1", ("compute",))
        >>> planner.may("read"), planner.may("manage")
        (True, False)
        """
        return any(scope in HOLDS[given] for given in self.scopes)


LOCAL = Asker("local", "local", ("manage",))
"""Whoever sits at this machine, as long as no key was ever made."""

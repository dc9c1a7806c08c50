"""A proposal that another one is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from u16opt.instance.instance import Instance
from u16opt.proposal import Proposal


@dataclass(frozen=True)
class Compared:
    """A proposal to compare with.

    Parameters
    ----------
    instance
        The instance it was made for, with its scenario applied.
    name
        What it is called in the answer; its scenario, or else its instance, when nothing is given.
    """

    instance: Instance
    proposal: Proposal
    name: str = ""

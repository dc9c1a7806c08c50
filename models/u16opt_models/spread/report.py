"""What a policy officer wants to see of a spread besides goals and rules."""

from __future__ import annotations

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Section
from u16opt.policy import Policy


def report(instance: Instance, policy: Policy, answer: Answer) -> tuple[Section, ...]:
    """Return the sections of a report, from the tables and the answer alone."""
    return ()

"""What one letting does to every goal: the last one of a municipality, and one more."""

from __future__ import annotations

from dataclasses import replace

from u16opt.instance.instance import Instance
from u16opt.model.model import Answer, Marginal
from u16opt.policy import Policy
from u16opt_models.herijking.checks.goals import values
from u16opt_models.herijking.checks.view import View, view


def marginal(instance: Instance, policy: Policy, answer: Answer, code: str) -> Marginal:
    """Return what the last and the next letting of a municipality add to every goal, by itself.

    No other municipality makes up for it, so the total of its group is one off. None: it has no letting.
    """
    seen = view(instance, policy, answer)
    now = values(seen)
    more = values(_with(seen, code, 1))
    fewer = values(_with(seen, code, -1)) if seen.lettings[code] else None
    return {
        name: (None if fewer is None else now[name] - fewer[name], more[name] - now[name]) for name in now
    }


def _with(seen: View, code: str, more: int) -> View:
    return replace(seen, lettings={**seen.lettings, code: seen.lettings[code] + more})

"""u16opt: housing proposals that are proven, checked and explained.

The names below are the public interface; each is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from u16opt.explaining.answer import Answer
    from u16opt.explaining.comparing.compared import Compared
    from u16opt.explaining.explain import explain
    from u16opt.explaining.questions import (
        Alternatives,
        Conflict,
        Difference,
        Price,
        Range,
        Repair,
        Robust,
        WhatIf,
        Why,
        WhyNot,
    )
    from u16opt.instance.instance import Instance
    from u16opt.instance.read import read
    from u16opt.problems import InputError, Problem
    from u16opt.proposal import Proposal
    from u16opt.solving import Options, solve
    from u16opt.verification import VerificationError, verify

_HOMES = {
    "Answer": "u16opt.explaining.answer",
    "Alternatives": "u16opt.explaining.questions",
    "Compared": "u16opt.explaining.comparing.compared",
    "Conflict": "u16opt.explaining.questions",
    "Difference": "u16opt.explaining.questions",
    "Price": "u16opt.explaining.questions",
    "Range": "u16opt.explaining.questions",
    "Repair": "u16opt.explaining.questions",
    "Robust": "u16opt.explaining.questions",
    "WhatIf": "u16opt.explaining.questions",
    "Why": "u16opt.explaining.questions",
    "WhyNot": "u16opt.explaining.questions",
    "explain": "u16opt.explaining.explain",
    "Instance": "u16opt.instance.instance",
    "InputError": "u16opt.problems",
    "Options": "u16opt.solving",
    "Problem": "u16opt.problems",
    "Proposal": "u16opt.proposal",
    "VerificationError": "u16opt.verification",
    "read": "u16opt.instance.read",
    "solve": "u16opt.solving",
    "verify": "u16opt.verification",
}

__all__ = [
    "Alternatives",
    "Answer",
    "Compared",
    "Conflict",
    "Difference",
    "InputError",
    "Instance",
    "Options",
    "Price",
    "Problem",
    "Proposal",
    "Range",
    "Repair",
    "Robust",
    "VerificationError",
    "WhatIf",
    "Why",
    "WhyNot",
    "explain",
    "read",
    "solve",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module 'u16opt' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)

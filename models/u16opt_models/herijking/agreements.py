"""What a municipality is held to: the bounds of table and settings, as the policy amends them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from u16opt.instance.instance import Instance
from u16opt.policy import Policy


def bounds_of(instance: Instance, policy: Policy) -> Callable[[str, str], int | None]:
    """Return what tells the bound of a rule in a municipality; there is none when the rule is off."""
    agreements = agreements_of(instance)

    def bound(rule: str, code: str) -> int | None:
        number = agreements[rule].get(code)
        if number is None or not policy.rules[rule].on:
            return None
        amended: int | None = policy.rules[rule].agreed(code, None, number)
        return amended

    return bound


def agreements_of(instance: Instance) -> dict[str, dict[str, int]]:
    """Return by rule the bound of each municipality that has one, as table and settings give it."""
    settings, table = instance.settings.recalibration, instance["recalibration"]
    assert settings is not None
    codes = table["municipality"]
    columns: dict[str, Sequence[int | None]] = {
        "minimum": table["minimum"],
        "maximum": table["maximum"],
        "max_change": [settings.max_change] * len(codes),
    }
    return {
        rule: {code: number for code, number in zip(codes, numbers, strict=True) if number is not None}
        for rule, numbers in columns.items()
    }

"""The rules of a policy: the mode and the number of each, as written and as they must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import isfinite
from typing import Any

from u16opt.instance.nearest import one_of, perhaps
from u16opt.instance.numerals import number_in
from u16opt.instance.place import Place, table, table_problems
from u16opt.model.specification import RuleSpecification
from u16opt.policy import RulePolicy
from u16opt.problems import Problem
from u16opt.texts import Text

_SHARE = re.compile(r"[0-9]{1,15}(/[0-9]{1,15}|\.[0-9]{1,15})?")


def share_of(value: Any) -> Fraction | None:
    """Return a share between 0 and 1 exactly as it is written, or None when it is none.

    Examples
    --------
    >>> share_of("1/3"), share_of(0.3333)
    (Fraction(1, 3), Fraction(3333, 10000))
    """
    text = value.strip() if isinstance(value, str) else str(_real(value))
    if isinstance(value, str) and not _SHARE.fullmatch(text):
        return None
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return share if 0 <= share <= 1 else None


def limit_of(value: Any) -> float | None:
    """Return a number of at least 0, or None."""
    number = _real(value)
    return float(number) if number is not None and number >= 0 else None


def allowance_of(value: Any) -> int | None:
    """Return a whole number of at least 0, or None."""
    number = limit_of(value)
    return int(number) if number is not None and number.is_integer() else None


def _real(value: Any) -> float | None:
    real = isinstance(value, int | float) and not isinstance(value, bool)
    return value if real and isfinite(value) else None


_NUMBERS: Mapping[str, tuple[Callable[[Any], Fraction | float | None], Text]] = {
    "share": (
        share_of,
        Text(
            'een aandeel van 0 tot en met 1, zoals 0.25 of "1/3"',
            'a share from 0 up to 1, such as 0.25 or "1/3"',
        ),
    ),
    "limit": (limit_of, Text("een getal, minstens 0", "a number, at least 0")),
    "allowance": (allowance_of, Text("een geheel getal, minstens 0", "a whole number, at least 0")),
}


def rule_policy(rule: RuleSpecification, written: Mapping[str, Any]) -> RulePolicy:
    """Return how a rule is read, with the defaults of the model where nothing is written.

    Parameters
    ----------
    rule
        The rule of the model.
    written
        Its settings, without faults.
    """
    numbers: dict[str, Any] = {name: written.get(name, usual) for name, usual in rule.switches.items()}
    if rule.setting:
        numbers[rule.setting] = _NUMBERS[rule.setting][0](written.get(rule.setting, _default(rule)))
    return RulePolicy(mode=written.get("mode", rule.mode), **numbers)


def _default(rule: RuleSpecification) -> Any:
    if rule.default is None or rule.setting == "share":
        return rule.default
    return number_in(rule.default)


def rule_problems(rule: RuleSpecification, written: Any, place: Place) -> Iterator[Problem]:
    """Yield everything that is wrong with the settings of one rule.

    Parameters
    ----------
    rule
        The rule of the model.
    written
        What stands under its name.
    place
        Where that is.
    """
    numbers = (*([rule.setting] if rule.setting else []), *rule.switches)
    yield from table_problems(written, ("mode", *numbers), place)
    written = table(written)
    mode = written.get("mode", rule.mode)
    if mode not in rule.modes:
        yield (place / "mode").problem(mode, _modes(rule, mode))
    for switch in rule.switches:
        if not isinstance(written.get(switch, False), bool):
            yield (place / switch).problem(written[switch], Text("true of false", "true or false"))
    yield from _number_problems(rule, written, mode, place)
    if written.get("exact") is True and (limit := limit_of(written.get("limit"))) and not limit.is_integer():
        expected = Text("een geheel getal, want exact = true", "a whole number, for exact = true")
        yield (place / "limit").problem(written["limit"], expected)
    if mode == "off" and written.keys() & set(numbers):
        modes = [each for each in rule.modes if each != "off"]
        expected = Text(
            f"ook mode = {' of '.join(modes)}; nu staat de regel uit en doet het getal niets",
            f"also mode = {' or '.join(modes)}; now the rule is off and its number does nothing",
        )
        yield place.problem("off", expected, "warning")


def _modes(rule: RuleSpecification, mode: Any) -> Text:
    if rule.mode == "fact":
        return Text(
            "niets: dit is een feit en geen afspraak, het geldt altijd",
            "nothing: this is a fact and no agreement, it always holds",
        )
    return perhaps(one_of(rule.modes), str(mode), rule.modes)


def _number_problems(
    rule: RuleSpecification, written: Mapping[str, Any], mode: Any, place: Place
) -> Iterator[Problem]:
    if rule.setting is None:
        return
    reader, expected = _NUMBERS[rule.setting]
    if rule.setting in written:
        if reader(written[rule.setting]) is None:
            yield (place / rule.setting).problem(written[rule.setting], expected)
    elif mode in ("hard", "soft") and rule.default is None:
        yield (place / rule.setting).problem(None, expected)

"""Why there? What each place adds to the goals, which rules leave no room, what the next best would cost."""

from __future__ import annotations

from typing import Any

from u16opt.explaining.answer import Finding
from u16opt.explaining.foil import known
from u16opt.explaining.ground import Ground
from u16opt.explaining.names import Names
from u16opt.explaining.questions import Why
from u16opt.explaining.reasons.next_best import next_best
from u16opt.explaining.reasons.options import Options
from u16opt.explaining.reasons.shared_out import shared_out
from u16opt.explaining.reasons.whole import whole
from u16opt.explaining.sentences.why import told


def find(ground: Ground, question: Why) -> Finding:
    """Return why a group is where it is; without a group, why the whole proposal is as it is.

    Raises
    ------
    InputError
        When a code is unknown.
    """
    known(question, ground.formulation, ground.instance["municipalities"]["code"])
    facts, proven = _facts(ground, question)
    return Finding(facts, told(facts, question, Names(ground.instance, ground.model)), proven)


def _facts(ground: Ground, question: Why) -> tuple[dict[str, Any], bool]:
    if question.group is None and (question.municipality is None or ground.model.marginal is None):
        return whole(ground, question.municipality), ground.proven
    if ground.model.marginal is not None:
        return shared_out(ground, question)
    assert question.group is not None
    return _group(Options(ground, question.group, question.municipality))


def _group(options: Options) -> tuple[dict[str, Any], bool]:
    """Return where a group is, where it could be, and what the best other place would do to the whole."""
    found, proven = next_best(options)
    facts = {
        "clients": options.everyone,
        "yearly": _yearly(options.ground),
        "placements": options.placements(),
        "places": options.places(),
        "forbidden": options.forbidden(),
        "nextBest": found,
        "notPerClient": list(options.counts.others),
    }
    return facts, proven


def _yearly(ground: Ground) -> bool:
    """Return whether clients of several years are counted together."""
    absent = ground.formulation.absent
    return absent is not None and absent.period is not None and len(set(absent.period)) > 1

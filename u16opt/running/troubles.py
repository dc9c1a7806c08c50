"""Why a run failed, as the store keeps it and the service tells it.

The words are Dutch; the same in English stands under ``en``. `kind` says what sort of fault it is: ``input``
(what was asked cannot be), ``verification``, ``memory``, ``time``, ``defect``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from u16opt.problems import InputError, Problem
from u16opt.store.records import Ending
from u16opt.texts import Language, Text
from u16opt.verification import VerificationError

LANGUAGES: tuple[Language, Language] = ("nl", "en")

_INPUT = Text("de invoer kan zo niet worden gebruikt", "the input cannot be used like this")
_UNVERIFIED = Text(
    "het voorstel is niet goedgekeurd door de onafhankelijke controle",
    "the proposal did not pass the independent check",
)
_MEMORY = Text("te weinig geheugen", "too little memory")
_MEMORY_DETAIL = Text(
    "Het rekenwerk past niet in het geheugen dat een berekening mag gebruiken. Vraag de beheerder om een "
    "hogere grens, of maak de invoer kleiner.",
    "The work does not fit in the memory that one calculation may use. Ask whoever runs the service for a "
    "higher limit, or make the input smaller.",
)
_TIME = Text("te lang bezig", "busy for too long")
_DEFECT = Text("er ging iets mis in u16opt zelf", "something went wrong inside u16opt")


def refused(problems: Sequence[Problem]) -> Ending:
    """Return the ending of a run that was asked something that cannot be."""
    nl, en = ([each.as_dict(language) for each in problems] for language in LANGUAGES)
    detail = _lines([Text(each.text("nl"), each.text("en")) for each in problems])
    return _failed("input", _INPUT, detail, nl, en)


def unverified(fault: VerificationError) -> Ending:
    """Return the ending of a run the proposal of which does not add up."""
    nl, en = (
        [{"name": name, "text": text[language]} for name, text in fault.findings] for language in LANGUAGES
    )
    detail = _lines([Text(f"{name}: {text.nl}", f"{name}: {text.en}") for name, text in fault.findings])
    return _failed("verification", _UNVERIFIED, detail, nl, en)


def out_of_memory() -> Ending:
    """Return the ending of a run that needed more memory than it may have."""
    return _failed("memory", _MEMORY, _MEMORY_DETAIL)


def too_late(seconds: float) -> Ending:
    """Return the ending of a run that had to be killed long after its own time limit.

    Parameters
    ----------
    seconds
        How long it was given in all.
    """
    detail = Text(
        f"Het rekenwerk is na {seconds:.0f} seconden afgebroken: het stopte niet vanzelf op tijd.",
        f"The work was broken off after {seconds:.0f} seconds: it did not stop by itself in time.",
    )
    return _failed("time", _TIME, detail)


def defect(what: str) -> Ending:
    """Return the ending of a run that failed by a fault of the program.

    Parameters
    ----------
    what
        Kind of fault, without anything of the input.
    """
    return _failed("defect", _DEFECT, Text(f"{what}. Meld dit.", f"{what}. Please report it."))


def ending_of(fault: BaseException) -> Ending:
    """Return the ending of a run that a fault ended."""
    if isinstance(fault, InputError):
        return refused(fault.problems)
    if isinstance(fault, VerificationError):
        return unverified(fault)
    if isinstance(fault, MemoryError) or _WITHOUT_THREAD in str(fault):
        return out_of_memory()
    return defect(type(fault).__name__)


_WITHOUT_THREAD = "can't start new thread"
"""What Python says when a thread's stack does not fit in the memory that is left."""


def _lines(texts: Sequence[Text]) -> Text:
    return Text("\n".join(each.nl for each in texts), "\n".join(each.en for each in texts))


def _failed(kind: str, title: Text, detail: Text, nl: Sequence[Any] = (), en: Sequence[Any] = ()) -> Ending:
    english = {"title": title.en, "detail": detail.en, "errors": list(en)}
    problem = {"kind": kind, "title": title.nl, "detail": detail.nl, "errors": list(nl), "en": english}
    return Ending("failed", problem=problem)

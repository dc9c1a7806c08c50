"""Names in the environment that begin as our settings do and are none: most likely misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from u16opt.instance.nearest import nearest
from u16opt.texts import Text

PREFIX = "U16OPT_"
BESIDES = ("U16OPT_LANG", "U16OPT_DEBUG", "U16OPT_WRITE_GOLDEN")
"""Names that are no settings of the service, and mean something all the same."""

UNKNOWN = Text("{name} is geen bekende instelling", "{name} is no known setting")


def misspelt(environment: Mapping[str, str], settings: Iterable[str]) -> list[Text]:
    """Return a message for every unknown name.

    Parameters
    ----------
    settings
        Names of the settings, without what they begin with; capitals and small letters are alike.

    Examples
    --------
    >>> misspelt({"U16OPT_QUEU": "3", "U16OPT_LANG": "en", "HOME": "/"}, ["queue", "store"])[0].nl
    'U16OPT_QUEU is geen bekende instelling (bedoelt u U16OPT_QUEUE?).'
    """
    own = {f"{PREFIX}{name}".upper() for name in settings}
    given = sorted(name for name in environment if name.upper().startswith(PREFIX))
    return [_told(name, own) for name in given if name.upper() not in own | set(BESIDES)]


def _told(name: str, known: set[str]) -> Text:
    # What all names begin with would make every one of them look alike.
    bare = {each.removeprefix(PREFIX): each for each in known | set(BESIDES)}
    like = nearest(name[len(PREFIX) :], bare)
    nl, en = UNKNOWN.nl.format(name=name), UNKNOWN.en.format(name=name)
    if like is None:
        return Text(f"{nl}.", f"{en}.")
    return Text(f"{nl} (bedoelt u {bare[like]}?).", f"{en} (did you mean {bare[like]}?).")

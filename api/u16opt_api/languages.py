"""Which language somebody reads: Dutch, unless they say they would rather read English."""

from __future__ import annotations

from collections.abc import Mapping

from u16opt.texts import Language
from u16opt_api.weights import weighted


def language_of(headers: Mapping[str, str]) -> Language:
    """Return the language that ``Accept-Language`` asks for; Dutch when it asks for neither.

    Examples
    --------
    >>> language_of({"accept-language": "en-GB,en;q=0.9,nl;q=0.5"}), language_of({})
    ('en', 'nl')
    """
    wanted = {"nl": 0.0, "en": 0.0}
    for tag, weight in weighted(headers.get("accept-language", "")):
        language = tag.split("-")[0]
        if language in wanted:
            wanted[language] = max(wanted[language], weight)
    return "en" if wanted["en"] > wanted["nl"] else "nl"

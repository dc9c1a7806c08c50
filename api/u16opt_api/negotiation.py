"""Content by ``Accept``: the form that somebody would like best of those that there are."""

from __future__ import annotations

from collections.abc import Sequence

from u16opt_api.weights import weighted


def chosen(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type to answer with; None when none of them is wanted.

    Of types that are wanted equally the first offered is taken. Without ``Accept`` all are wanted.

    Parameters
    ----------
    offered
        Media types, the best first.

    Examples
    --------
    >>> offered = ["application/json", "text/csv"]
    >>> chosen("text/*", offered), chosen("*/*;q=0.1, text/csv;q=0", offered), chosen("image/png", offered)
    ('text/csv', 'application/json', None)
    """
    ranges = weighted(accept) if accept.strip() else [("*/*", 1.0)]
    wanted = [(_weight(media, ranges), media) for media in offered]
    weight, best = max(wanted, key=lambda each: each[0])
    return best if weight > 0 else None


def _weight(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return how much a type is wanted: what names it most exactly decides."""
    for named in (media, f"{media.split('/')[0]}/*", "*/*"):
        weights = [weight for name, weight in ranges if name == named]
        if weights:
            return max(weights)
    return 0.0

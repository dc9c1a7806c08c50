"""A summary as one HTML file that needs nothing else."""

from __future__ import annotations

from u16opt.report.cells import shown
from u16opt.report.grid import grid
from u16opt.report.summary import Fact, Summary
from u16opt.report.words import EMPTY
from u16opt.texts import Language, Text

_WORDS = {
    "skip": Text("Naar de inhoud", "Skip to the content"),
    "contents": Text("Inhoud", "Contents"),
    "basis": Text("Waar dit op rust", "What this rests on"),
    "empty": EMPTY,
    "show": Text("Toon alle rijen", "Show all rows"),
}


def render_html(summary: Summary, language: Language | None = None) -> str:
    """Return a summary as a complete HTML page: no scripts, no other files, readable by a screen reader.

    Parameters
    ----------
    language
        By default the summary's own.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    chosen = language or summary.language
    environment = Environment(
        loader=PackageLoader("u16opt.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("summary.html.jinja").render(
        language=chosen,
        title=shown(summary.title, chosen),
        facts=_pairs(summary.facts, chosen),
        tables=[grid(section, chosen) for section in summary.sections],
        foot=_pairs(summary.foot, chosen),
        words={name: text[chosen] for name, text in _WORDS.items()},
    )


def _pairs(pairs: tuple[Fact, ...], language: Language) -> list[tuple[str, str]]:
    return [(shown(label, language), shown(text, language)) for label, text in pairs]

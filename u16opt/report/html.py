"""A summary as one HTML file that needs nothing else."""

from __future__ import annotations

from u16opt.report.cells import shown
from u16opt.report.grid import grid
from u16opt.report.summary import Summary
from u16opt.report.words import EMPTY
from u16opt.texts import Text

_WORDS = {
    "skip": Text("Naar de inhoud", "Skip to the content"),
    "contents": Text("Inhoud", "Contents"),
    "basis": Text("Waar dit op rust", "What this rests on"),
    "empty": EMPTY,
}


def render_html(summary: Summary) -> str:
    """Return a summary as a complete HTML page: no scripts, no other files, readable by a screen reader."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("u16opt.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.get_template("summary.html.jinja")
    return template.render(
        language=summary.language,
        title=shown(summary.title, summary.language),
        facts=summary.facts,
        tables=[grid(section, summary.language) for section in summary.sections],
        foot=summary.foot,
        words={name: text[summary.language] for name, text in _WORDS.items()},
    )

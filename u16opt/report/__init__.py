"""What a person reads of a proposal: a summary of any model, as text or as a page."""

from u16opt.report.html import render_html
from u16opt.report.summary import Summary, summary
from u16opt.report.text import print_summary, render_text

__all__ = ["Summary", "print_summary", "render_html", "render_text", "summary"]

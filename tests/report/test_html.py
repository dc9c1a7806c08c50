"""The summary as a page: complete by itself, and readable for everyone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.hand_made import SOFT, hand_made
from support.village import TABLES, village

from u16opt.report.html import render_html
from u16opt.report.people import ReportSection
from u16opt.report.summary import summary
from u16opt.texts import Language, Text
from u16opt_models.allocation import MODEL

NAME = Text("Wat", "What")
VOID = {"meta", "br", "link", "img", "input"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and what is open where."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], str]] = []
        self.wrong: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes), ">".join(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of one kind."""
        return [attributes for name, attributes, _ in self.elements if name == tag]


@pytest.fixture
def text(tmp_path: Path) -> str:
    """Return the page of the village, in which a municipality has a name that looks like HTML."""
    places = [TABLES["municipalities"][0] | {"name": "<b>Utr&cht</b>"}, *TABLES["municipalities"][1:]]
    instance = village(tmp_path, policy=SOFT, municipalities=places)
    return render_html(summary(instance, MODEL, hand_made(instance)))


def test_structure(text: str) -> None:
    """Tests that the page has a language, a title, one main heading and a main landmark, all well closed."""
    page = Page(text)
    assert (page.open, page.wrong) == ([], [])
    assert page.of("html") == [{"lang": "nl"}]
    counts = Counter(tag for tag, _, _ in page.elements)
    assert (counts["h1"], counts["main"], counts["title"], counts["header"], counts["footer"]) == (1,) * 5
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.of("meta")


def test_headings_follow_each_other(text: str) -> None:
    """Tests that no level of heading is skipped and that every link leads to a heading or the content."""
    page = Page(text)
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}
    names = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(names) == len(set(names))
    assert {(link["href"] or "")[1:] for link in page.of("a")} <= set(names)


def test_tables(text: str) -> None:
    """Tests that every table has a caption, and that every heading of a column or row says so."""
    page = Page(text)
    assert len(page.of("table")) == len(page.of("caption")) > 5
    places = [(attributes.get("scope"), where) for tag, attributes, where in page.elements if tag == "th"]
    assert {scope for scope, where in places if where.endswith("thead>tr")} == {"col"}
    assert {scope for scope, where in places if where.endswith("tbody>tr")} == {"row"}
    assert len([where for tag, _, where in page.elements if tag == "caption" and where.endswith("table")]) > 5


def test_rows_to_look_up_are_folded(tmp_path: Path) -> None:
    """Tests that a list of rows is folded away below its heading, and says how many there are."""
    instance = village(tmp_path, policy=SOFT)
    report = summary(instance, MODEL, hand_made(instance))
    rows = ReportSection("rows", Text("Rijen", "Rows"), (NAME, NAME), (("a", 1), ("b", 2)), listing=True)
    none = ReportSection("none", Text("Niets", "None"), (NAME,), ())
    page = Page(text := render_html(replace(report, sections=(rows, none))))
    assert (page.open, page.wrong) == ([], [])
    assert [where.split(">")[-1] for tag, _, where in page.elements if tag == "summary"] == ["details"]
    assert "Toon alle rijen (2)" in text
    assert len(page.of("table")) == 1
    assert "<p>Geen rijen.</p>" in text


def test_words_stay_whole(text: str) -> None:
    """Tests that a cell of one word, such as a code, is not broken; one of several words may be."""
    assert '<td class="word">ZE</td>' in text
    assert '<th scope="row">Afstand tot het netwerk</th>' in text


def test_needs_nothing_else(text: str) -> None:
    """Tests that the page runs no script and loads nothing from anywhere."""
    page = Page(text)
    assert {"script", "link", "img", "iframe", "object", "form"}.isdisjoint(
        tag for tag, _, _ in page.elements
    )
    assert not any("src" in attributes or "style" in attributes for _, attributes, _ in page.elements)
    assert not any(name.startswith("on") for _, attributes, _ in page.elements for name in attributes)
    assert not re.search(r"https?://|@import|url\(", text)


def test_names_are_text(text: str) -> None:
    """Tests that a name cannot become part of the page."""
    assert "&lt;b&gt;Utr&amp;cht&lt;/b&gt;" in text
    assert not Page(text).of("b")


def test_print_and_small_screens(text: str) -> None:
    """Tests that there is a style for print, and that a wide table scrolls by itself on a small screen."""
    assert "@media print" in text
    assert re.search(r"\.table \{ overflow-x: auto; \}", text)
    assert all(each.get("tabindex") == "0" for each in Page(text).of("div"))


def test_contrast(text: str) -> None:
    """Tests that every colour stands out at least 4.5 to 1 against the white page (WCAG 2.2, 1.4.3)."""
    colours = set(re.findall(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", text.split("</style>")[0])) - {"fff"}
    assert len(colours) >= 3
    assert {colour: contrast(colour) for colour in colours if contrast(colour) < 4.5} == {}


def contrast(colour: str) -> float:
    """Return the contrast ratio of a colour against white (WCAG 2.2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


@pytest.mark.parametrize(("language", "number"), [("nl", "4,5"), ("en", "4.5")])
def test_language(tmp_path: Path, language: Language, number: str) -> None:
    """Tests that language, words and numbers of a page go together."""
    instance = village(tmp_path, policy=SOFT)
    text = render_html(summary(instance, MODEL, hand_made(instance), language))
    assert Page(text).of("html") == [{"lang": language}]
    assert f">{number}<" in text
    assert instance.hash in text

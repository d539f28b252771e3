"""The pages of markdown.md, their Markdown, and what a Markdown reader makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

import copydesk
from copydesk.model.article import Article
from copydesk.model.block import Link, Style, cell_spans
from copydesk.model.body import Paragraph
from copydesk.writers import written
from copydesk.writers.markdown_options import MarkdownOptions

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
STYLES = {"strong": "strong", "em": "emphasis", "a": "link"}


class Case(NamedTuple):
    """A page, its form, its options, and the Markdown that it gives."""

    name: str
    form: str
    options: tuple[str, ...]
    page: str
    markdown: str

    def article(self) -> Article:
        """Return the article of the page, without any filter."""
        url = next((word for word in self.options if word.startswith("https:")), None)
        return copydesk.clean(self.page, kind=self.form, url=url, filters=())

    def parts(self) -> MarkdownOptions:
        """Return what the Markdown holds."""
        return MarkdownOptions(
            "heading" in self.options,
            "no-links" not in self.options,
            "no-images" not in self.options,
            front_matter=False,
        )


def cases() -> Iterator[Case]:
    """Yield the cases of markdown.md."""
    name, page = "", ("", "")
    tokens = READER.parse(Path(__file__).with_name("markdown.md").read_text("utf-8"))
    for token in tokens:
        if token.type == "inline" and token.level == 1:
            name = token.content
        elif token.type == "fence" and token.info == "markdown":
            form, *options = page[0].split()
            yield Case(name.splitlines()[0], form, tuple(options), page[1], token.content)
        elif token.type == "fence":
            page = token.info, token.content


CASES = {case.name: case for case in cases()}


class Seen(NamedTuple):
    """A letter or digit that a reader sees, with its styles and its link's URL."""

    letter: str
    styles: frozenset[str]
    url: str = ""


def rendered(markdown: str) -> list[list[Seen]]:
    """Return the letters of each block that a Markdown reader renders."""
    blocks: list[list[Seen]] = []
    for token in READER.parse(markdown):
        assert token.type != "html_block"
        if token.type == "inline":
            blocks.append(list(_inline(token.children or [])))
        elif token.type in ("fence", "code_block"):
            blocks.append([Seen(one, frozenset()) for one in token.content if one.isalnum()])
    return [block for block in blocks if block]


def _inline(tokens: list[Token]) -> Iterator[Seen]:
    around: list[str] = []
    url = ""
    for token in tokens:
        assert token.type != "html_inline"
        name = STYLES.get(token.tag, "")
        if token.nesting == 1:
            around.append(name)
            url = str(token.attrs.get("href", "")) if name == "link" else url
        elif token.nesting == -1:
            around.remove(name)
            url = "" if name == "link" else url
        else:
            styles = {*around, *(["code"] if token.type == "code_inline" else [])} - {"link"}
            text = "" if token.type == "image" else token.content
            yield from (Seen(one, frozenset(styles), url) for one in text if one.isalnum())


def expected(paragraph: Paragraph, parts: MarkdownOptions) -> list[list[Seen]]:
    """Return the letters of a paragraph's blocks, with the styles that are to be rendered."""
    in_cells = paragraph.kind == "table-row"
    numbered = paragraph.ordered and not paragraph.continues
    number = re.match(r"\d+\. ", paragraph.text) if numbered else None
    found = []
    for start, end in cell_spans(paragraph.text) if in_cells else [(0, len(paragraph.text))]:
        whole = (start, end) if in_cells or paragraph.kind == "heading" else None
        first = number.end() if number else start
        found.append(list(_letters(paragraph, parts, first, end, whole)))
    return [block for block in found if block]


def _letters(
    paragraph: Paragraph,
    parts: MarkdownOptions,
    start: int,
    end: int,
    whole: tuple[int, int] | None,
) -> Iterator[Seen]:
    links = [link for link in paragraph.links if parts.links and link.url.startswith(("h", "m"))]
    for at in range(start, end):
        if not paragraph.text[at].isalnum():
            continue
        styles = {
            style.kind
            for style in paragraph.styles
            if style.start <= at < style.end
            and ((style.start, style.end) != whole or style.kind == "code")
        }
        url = next((link.url for link in links if link.start <= at < link.end), "")
        plain = paragraph.kind == "code"
        yield Seen(paragraph.text[at], frozenset() if plain else frozenset(styles), url)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_page_gives_its_markdown(case: Case):
    assert written(case.article(), "markdown", case.parts()) == case.markdown


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_reader_renders_the_article(case: Case):
    article, parts = case.article(), case.parts()
    body = [block for one in article.paragraphs for block in expected(one, parts)]
    if parts.heading:
        body.insert(0, [Seen(one, frozenset()) for one in article.headline or "" if one.isalnum()])
    assert rendered(written(article, "markdown", parts)) == [
        [letter._replace(url=letter.url.replace(" ", "%20")) for letter in block] for block in body
    ]


def test_numbers_and_depth_of_lists_are_rendered():
    page = CASES["Lists in lists"].article()
    tokens = READER.parse(written(page, "markdown", MarkdownOptions(front_matter=False)))
    opened = [token.tag for token in tokens if token.type.endswith("_list_open")]
    assert opened == ["ol", "ul"]
    assert max(token.level for token in tokens if token.type == "inline") == 5


SPANS = st.lists(
    st.tuples(
        st.integers(0, 24),
        st.integers(1, 12),
        st.sampled_from(["strong", "emphasis", "code", "link", "picture"]),
    ),
    max_size=6,
)
WORDS = st.lists(st.sampled_from([*'ab é。「」"().!`*_[]|\\\n橋$+€']), min_size=1, max_size=24)


@settings(max_examples=600)
@given(WORDS.map("".join), SPANS)
def test_any_spans_render(text: str, spans: list[tuple[int, int, str]]):
    """Letters keep their link and get no other style; they keep theirs unless code is in the way,
    or bold crosses or touches emphasis.
    """
    text = f"x{text}x"
    links, styles = [], []
    for start, length, kind in spans:
        end = min(start + length, len(text))
        if start >= end:
            continue
        if kind == "link":
            links.append(Link(start, end, f"https://e.org/{start}"))
        elif kind == "picture":
            styles.append(Style(start, start, kind, "https://e.org/p.png", "picture"))
        else:
            styles.append(Style(start, end, kind))
    kept: list[Link] = []
    for link in sorted(links):
        words = text[link.start : link.end]
        start = link.start + len(words) - len(words.lstrip())
        if words.strip() and (not kept or kept[-1].end <= start):
            kept.append(Link(start, link.start + len(words.rstrip()), link.url))
    paragraph = Paragraph("paragraph", 0, text, tuple(links), tuple(sorted(styles)))
    shown = [
        letter
        for block in rendered(
            written(Article(paragraphs=(paragraph,)), "markdown", MarkdownOptions()).split(
                "\n---\n", 1
            )[1]
        )
        for letter in block
    ]
    wanted = [
        letter
        for block in expected(paragraph._replace(links=tuple(kept)), MarkdownOptions())
        for letter in block
    ]
    bold, slanted = (
        [style for style in styles if style.kind == kind] for kind in ("strong", "emphasis")
    )
    meet = any(
        one.start <= other.end and other.start <= one.end for one in bold for other in slanted
    )
    assert [one.letter for one in shown] == [one.letter for one in wanted]
    assert [one.url for one in shown] == [one.url for one in wanted]
    for one, other in zip(shown, wanted, strict=True):
        assert one.styles <= other.styles
        assert ("code" in one.styles) == ("code" in other.styles)
        assert meet or "code" in one.styles or one.styles == other.styles

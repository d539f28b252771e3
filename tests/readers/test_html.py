"""The HTML reader's cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from copydesk.model.block import Block
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from copydesk.readers.html import read_html
from tests import pages
from tests.cases import Case, read

CASES = list(read(Path(__file__).with_name("html_cases.md")))
OPEN_IFRAME = """<h1>Night ferry kept</h1>\
<p>The council of Orrin voted on Tuesday to keep the night ferry until the end of the year.</p>
<iframe src="/player"><p>{}</p><script>var player = {{}};</script>"""


def shown(page: Page, block: Block) -> str:
    hidden = "hidden: " if any(box.hidden for box in page.path(block)) else ""
    return f"{hidden}{block.kind}: {block.text}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    markup, blocks = case.block("html"), case.block("blocks")
    assert markup and blocks
    page = read_html(markup[1])
    assert [shown(page, block) for block in page.blocks] == blocks[1].splitlines()


@pytest.mark.parametrize("slug", [slug for slug in pages.SLUGS if pages.dump(slug)[1] == "html"])
def test_beautiful_soup_input_gives_the_same_blocks(slug: str) -> None:
    page = pages.marked(slug)[0]
    soup = BeautifulSoup(page.source, "html.parser")
    from_soup = read_page(Raw(soup))
    assert from_soup.blocks == page.blocks
    assert from_soup.boxes == page.boxes


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("<p>A <svg><g><svg><path/></svg></g></svg>b<p>c", ["A b", "c"]),
        ("<div><svg><symbol><svg></svg></symbol></svg>a</div><p>b", ["a", "b"]),
        ("<pre>  a\n  <b>b</b>\n</pre><p>c", ["  a\n  b", "c"]),
        ("<a href=/x><div>a</div><div>b</div></a>c", ["a", "b", "c"]),
        ("<p>a<!-- <p> -->b<link itemprop=x href=/y>c", ["abc"]),
        ("<p>a<br><br><a href=/x>b</a><p>c", ["a", "b", "c"]),
        ("<p>e\u0301t\u00e9\u200b <a href=/\u200b>x\u00ad</a>", ["\u00e9t\u00e9 x"]),
    ],
)
def test_runs_of_inline_content(markup: str, blocks: list[str]) -> None:
    assert [block.text for block in read_html(markup).blocks] == blocks


def test_what_an_unclosed_iframe_swallows_is_no_prose() -> None:
    page = read_html(
        OPEN_IFRAME.format(
            "The player needs a newer browser than yours, and it says so in many words. " * 40
        )
    )
    assert [
        shape.prose
        for shape, block in zip(page.shapes, page.blocks, strict=True)
        if block.tag == "iframe"
    ] == [False]
    assert page.prose == 18


def test_styles_and_pictures_are_kept_as_spans() -> None:
    (block,) = read_html(
        "<p>The <em>night <strong>ferry</strong></em> runs <code>R2</code>"
        "<img src=/r.png alt=Ramp> and <a href=/x>stays <b>here</b></a>.</p>"
    ).blocks
    assert block.text == "The night ferry runs R2 and stays here."
    assert [
        (style.kind, block.text[style.start : style.end], style.url, style.text)
        for style in block.styles
    ] == [
        ("emphasis", "night ferry", "", ""),
        ("strong", "ferry", "", ""),
        ("code", "R2", "", ""),
        ("picture", "", "/r.png", "Ramp"),
        ("strong", "here", "", ""),
    ]


def test_a_style_around_blocks_goes_on_in_each() -> None:
    blocks = read_html("<div><b>One<p>two</p></b>three</div>").blocks
    assert [(block.text, [tuple(style)[:3] for style in block.styles]) for block in blocks] == [
        ("One", [(0, 3, "strong")]),
        ("two", [(0, 3, "strong")]),
        ("three", []),
    ]


@pytest.mark.parametrize("before", ["", " ", "<p>A</p>\n", "<b></b> "])
def test_styles_in_code_keep_their_offsets(before: str) -> None:
    block = read_html(f"<div>{before}<pre>ab<b>cd</b></pre></div>").blocks[-1]
    assert [tuple(style)[:3] for style in block.styles] == [(2, 4, "strong")]


def test_lists_are_ordered_or_not_and_nested() -> None:
    blocks = read_html("<ol><li>One<ul><li>Two</li></ul></li><li>Three</li></ol><p>Four").blocks
    assert [(block.text, block.level, block.ordered) for block in blocks] == [
        ("One", 1, True),
        ("Two", 2, False),
        ("Three", 1, True),
        ("Four", 0, False),
    ]


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ('<pre><code class="language-python">a = 1</code></pre>', "python"),
        ('<pre class="brush: Ruby; gutter: false">a = 1</pre>', "ruby"),
        ('<div class="highlight highlight-source-c++"><pre>a = 1</pre></div>', "c++"),
        ('<pre data-lang="go">a = 1</pre>', "go"),
        ('<pre class="language-none">a = 1</pre>', ""),
        ("<pre>a = 1</pre>", ""),
    ],
)
def test_code_keeps_its_language(markup: str, language: str) -> None:
    (block,) = read_html(markup).blocks
    assert (block.kind, block.text, block.language) == ("code", "a = 1", language)

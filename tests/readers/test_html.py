"""The HTML reader's cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.model.page import Block, Page
from copydesk.readers.html import read_html
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

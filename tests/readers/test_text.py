"""The text reader: its cases, and what holds of any text at all."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk.model.block import Block
from copydesk.model.page import Page
from copydesk.readers.text import read_text
from copydesk.readers.text_sentences import ONE_LINE
from tests.cases import Case, read

CASES = list(read(Path(__file__).with_name("text_cases.md")))
ESCAPE = re.compile(r"\\(?:([nrtfv])|x([0-9a-f]{2})|u([0-9a-f]{4}))")
PIECES = [
    "The mayor said ",
    "Radio Plum",
    "\n\n",
    "\n",
    ", ",
    ". ",
    "that he ",
    "* ",
    "- ",
    "# ",
    "> ",
    "```\n",
    "&amp;",
    "&nbsp;",
    "<b>",
    "</p>",
    "**",
    "[a](b)",
    "\xad",
    "é",
]
PIECES += [
    "\ud83d",
    "\ude00",
    "\x00",
    "\r\n",
    "\u3000",
    "市长",
    "。",
    "\u1112\u1161",
    "1. ",
    "\u200d",
    "\x85",
    "  ",
    "\t",
    "é",
    "İ",
    "&fjlig;",
]


def unescaped(dump: str) -> str:
    return ESCAPE.sub(
        lambda found: (
            {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}[found[1]]
            if found[1]
            else chr(int(found[2] or found[3], 16))
        ),
        dump,
    )


def shown(block: Block) -> str:
    text = block.text
    for link in reversed(block.links):
        text = f"{text[: link.start]}[{text[link.start : link.end]}]({link.url}){text[link.end :]}"
    return f"{block.kind}{f' {block.level}' if block.level else ''}: {text}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    dump, blocks = case.block("text"), case.block("blocks")
    assert dump and blocks
    page = read_text(unescaped(dump[1]))
    assert [shown(block) for block in page.blocks] == blocks[1].splitlines()
    assert_mapped(page)


def assert_mapped(page: Page) -> None:
    """Texts and origins belong together, and the source's spans and gaps are in order and
    disjoint.
    """
    spans = [span for block in page.blocks for span in block.source_spans()]
    edges = [0, *(edge for span in spans for edge in span), len(page.source)]
    assert edges == sorted(edges)
    assert "".join(page.source[start:end] for start, end in pairwise(edges)) == page.source
    for number, block in enumerate(page.blocks):
        assert block.number == number
        assert [0, *(segment.end for segment in block.origin)] == [
            *(segment.start for segment in block.origin),
            len(block.text),
        ]
        assert all(0 <= link.start <= link.end <= len(block.text) for link in block.links)


@given(st.text())
@example("\u1112\u1161\u11ab \u0958x")
@example("The ferry\u00ad\n\n, \ud83d\ude00")
@settings(max_examples=300, deadline=None)
def test_every_letter_of_any_text_is_in_a_block(source: str) -> None:
    page = read_text(source)
    assert_mapped(page)
    if not re.search(r"[&<\[#*>o+\-–·`~]", source):
        inside = {
            place
            for block in page.blocks
            for start, end in block.source_spans()
            for place in range(start, end)
        }
        assert not [
            place for place, letter in enumerate(source) if letter.isalnum() and place not in inside
        ]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=500, deadline=None)
def test_any_mixture_of_residue_keeps_its_map(source: str) -> None:
    page = read_text(source)
    assert_mapped(page)
    assert page.blocks == read_text(source).blocks
    for block in page.blocks:
        block.text.encode("utf-8")
        assert block.kind == "code" or block.text == block.text.strip()


def test_a_plain_segment_stands_for_its_own_characters() -> None:
    page = read_text("The fer\u00adry of\u00a0Orrin &amp; Marl\n\nstays.")
    for block in page.blocks:
        for segment in block.origin:
            if segment.end - segment.start == segment.source_end - segment.source_start > 1:
                assert (
                    block.text[segment.start : segment.end]
                    == page.source[segment.source_start : segment.source_end]
                )
    assert page.blocks[0].source_spans(4, 9) == ((4, 10),)


def test_the_marks_of_markdown_are_styles() -> None:
    (block,) = read_text("The *night ferry* runs `R2` ![Ramp](/r.png) and _stays_ **here**.").blocks
    assert [
        (style.kind, block.text[style.start : style.end], style.url, style.text)
        for style in block.styles
        if style.kind != "strong"
    ] == [
        ("emphasis", "night ferry", "", ""),
        ("code", "R2", "", ""),
        ("picture", "", "/r.png", "Ramp"),
        ("emphasis", "stays", "", ""),
    ]


def test_numbered_lists_are_ordered_and_fenced_code_has_a_language() -> None:
    blocks = read_text("1. One\n2. Two\n\n* Three\n\n```Python\na = 1\n```\n").blocks
    assert [(block.kind, block.ordered, block.language) for block in blocks] == [
        ("item", True, ""),
        ("item", True, ""),
        ("item", False, ""),
        ("code", False, "python"),
    ]


def test_a_page_on_one_line_is_divided_at_sentence_ends() -> None:
    sentences = [
        f"Dr. Holt of the U.S. office counted {number} boats in the harbour of Marl Point."
        for number in range(20)
    ]
    assert [block.text for block in read_text(" ".join(sentences)).blocks] == sentences


def test_a_page_on_one_line_is_divided_at_a_layouts_gaps() -> None:
    chrome = "Home   News   Sport   Home | Weather | Boats"
    story = "The harbour office said on Monday that the ferry would stay in port. " * (
        ONE_LINE // 60
    )
    blocks = read_text(f"{chrome}   {story}").blocks
    assert [block.text for block in blocks[:5]] == [
        "Home",
        "News",
        "Sport",
        "Home | Weather | Boats",
        story[: story.index(".") + 1],
    ]


def test_a_single_paragraph_stays_whole() -> None:
    assert len(read_text("The ferry stays in port. The ramp does not fit. " * 10).blocks) == 1


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("URL Source: https://tidepost.example/ferry", "https://tidepost.example/ferry"),
        ("url: http://tidepost.example/", "http://tidepost.example/"),
        ("URL: https://[tidepost", None),
        ("URL: https://", None),
        ("URL: the office has none", None),
        ("The short URL: https://tidepost.example/ferry", None),
        ("Source: https://tidepost.example/ferry", None),
    ],
)
def test_a_line_at_the_top_states_the_address(line: str, url: str | None) -> None:
    assert read_text(f"{line}\n\nThe ferry sails again on Thursday.").url == url
    assert read_text(line, url="https://marl.example/").url == "https://marl.example/"

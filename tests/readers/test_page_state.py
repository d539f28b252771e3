"""The story in a page's state: where it is read from, and where the page's own elements hold it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from copydesk.model.page import Page
from copydesk.readers.html import read_html
from tests.promises import every_text_node_is_in_one_block

LINES = [
    "The council of Orrin voted on Tuesday to keep the night ferry until the end of the year.",
    "The boat costs forty thousand crowns a month, and the county is to pay for half of it.",
    "The mayor, who takes it home each night, did not vote, and left the hall before the count.",
    "A new ramp at the northern shore is planned for the spring, when the ice has gone.",
    "The old one was too short for the boat that the county bought from Marl two years ago.",
]
MARKUP = "".join(f"<p>{line}</p>" for line in LINES)
TITLE = "Orrin keeps its night ferry"
OTHER = [{"title": "Weather of the week", "body": MARKUP * 2}]


def page(script: str, body: str = "<div id=root>Loading</div>") -> Page:
    return read_html(f"<title>{TITLE} - Orrin Courier</title>{script}<body>{body}")


def assigned(value: Any) -> str:
    return f"<script>window.__STATE__ = {json.dumps(value)};</script>"


def data(value: Any) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value)}</script>'


def ld(value: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    "script",
    [
        ld({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(LINES)}),
        data({"props": {"story": {"title": TITLE, "body": MARKUP}, "more": OTHER}}),
        assigned({"story": {"headline": TITLE, "parts": [{"text": line} for line in LINES]}}),
        assigned({"story": {"title": TITLE, "body": {"content": [
            {"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in LINES
        ]}}}),
        data({"story": {"title": TITLE, "paragraphs": LINES}}),
    ],
    ids=["articleBody", "markup", "parts", "nested parts", "list"],
)  # fmt: skip
def test_the_story_follows_the_elements_blocks(script: str) -> None:
    found = page(script)
    assert found.notes == ("page-state",)
    texts = [block.text for block in found.blocks]
    assert texts == [f"{TITLE} - Orrin Courier", "Loading", TITLE, *LINES]
    assert [block.number for block in found.blocks] == list(range(len(texts)))
    every_text_node_is_in_one_block(found)


@pytest.mark.parametrize(
    ("script", "body"),
    [
        (ld({"@type": "NewsArticle", "articleBody": "\n".join(LINES)}), MARKUP),
        (data({"stories": OTHER}), "<p>Loading"),
        (data({"label": "Read all of the news of the county here. It is free."}), "<p>Loading"),
        ("<script>window.__STATE__ = {'not': json};</script>", "<p>Loading"),
        (f"<script>var text = {json.dumps(MARKUP)};</script>", "<p>Loading"),
    ],
    ids=["elements hold it", "another story", "a label", "not JSON", "a program"],
)
def test_nothing_is_read_from_a_state_without_the_pages_story(script: str, body: str) -> None:
    assert page(script, body).notes == ()


def test_a_state_nested_too_deep_is_passed_over() -> None:
    assert page(f"<script>window.a = {'[' * 100_000}</script>").notes == ()
    deep: Any = MARKUP
    for _ in range(60):
        deep = {"a": deep}
    assert page(data(deep)).notes == ()

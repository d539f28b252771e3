"""Reads the story of a page that a script draws.

It is in the `articleBody` of its JSON-LD, or in the JSON state of its framework.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from copydesk.model.block import Block
from copydesk.model.limits import MAX_STATE_CHARACTERS, MAX_STATE_DEPTH
from copydesk.readers.blocks import BlockBuilder
from copydesk.readers.bounds import bounded
from copydesk.readers.visibility import ENOUGH, prose_words
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

NOTE = "page-state"
"""The note of a page whose story was read from its state."""
ASSIGNED = lazy_pattern(
    r"\b(?:window|self|globalThis)(?:\.\w+|\[[\"'][\w$-]+[\"']\])\s*=\s*(?=[{\[])"
)
SAME_TITLE = 0.5
"""The share of the words of a story's title that the page's title has too, where the story is the
page's and not one of those that it links to.
"""
MAX_ASSIGNED = 20
"""Assignments of a script that are read; frameworks write one or a few."""
MARKUP = lazy_pattern(r"</?(?:p|div|h[1-6]|ul|ol|li|br|blockquote|figure|section)\b[^<>]*>")
LINES = lazy_pattern(r"\s*\n\s*")


class StateStory(NamedTuple):
    """A story in JSON: title, if any, and text.

    The text is paragraphs or markup.
    """

    words: int
    title: str
    texts: tuple[str, ...]


def state_blocks(
    blocks: Sequence[Block],
    box: int,
    jsonld: Iterable[Mapping[str, Any]],
    source: str,
    title: str,
) -> list[Block]:
    """Return the blocks of the story in a page's state.

    They are numbered after the page's own, and in a box of their own. The list is empty where the
    state holds no story.
    """
    scripts = [script.text() for script in LexborHTMLParser(source).css("script")]
    in_scripts = (story for script in scripts for story in _in_script(script))
    found = max(
        (story for story in (*_stated(jsonld), *in_scripts) if _is_of_page(story, title)),
        key=lambda story: story.words,
        default=None,
    )
    if found is None or found.words < ENOUGH:
        return []
    made = list(_title(found, blocks))
    for text in found.texts:
        made += _of_markup(text) if MARKUP.search(text) else _of_lines(text)
    first = len(blocks)
    return [block._replace(number=first + at, box=box) for at, block in enumerate(made)]


def _is_of_page(story: StateStory, title: str) -> bool:
    """Whether a story's title is the page's, as far as both are known."""
    words, of_page = set(tokens(story.title)), set(tokens(title))
    return not words or not of_page or len(words & of_page) >= SAME_TITLE * len(words)


def _title(story: StateStory, blocks: Sequence[Block]) -> Iterator[Block]:
    """The story's title, unless the page has a heading."""
    if story.title and not any(block.kind == "heading" for block in blocks):
        yield Block(0, story.title, "heading", 1, tag="h1")


def _of_markup(text: str) -> Iterator[Block]:
    builder = BlockBuilder()
    tree = LexborHTMLParser(bounded(text)[0])
    tree.strip_tags(["script", "style", "template"], recursive=True)
    builder.feed(tree.html or "")
    yield from builder.blocks


def _of_lines(text: str) -> Iterator[Block]:
    from html import unescape  # it holds two thousand names

    for line in LINES.split(text.strip()):
        words = " ".join(unescape(line).split())
        if words:
            yield Block(0, words, tag="p")


def _stated(jsonld: Iterable[Mapping[str, Any]]) -> Iterator[StateStory]:
    """The stories that JSON-LD holds whole."""
    for node in jsonld:
        body, title = node.get("articleBody"), node.get("headline")
        if isinstance(body, str):
            yield StateStory(_words(body), title if isinstance(title, str) else "", (body,))


def _words(text: str) -> int:
    """Count the words of a text of several sentences; 0 for a shorter one.

    The text may have markup.
    """
    bare = MARKUP.sub("\n", text) if "<" in text else text
    return sum(prose_words(line) for line in LINES.split(bare.strip()))


def _in_script(script: str) -> Iterator[StateStory]:
    """The stories in a script that is JSON or assigns it to a global name."""
    if len(script) > MAX_STATE_CHARACTERS:
        return
    script = script.strip()
    places = (
        [0]
        if script[:1] in "{["
        else [found.end() for found in islice(ASSIGNED.finditer(script), MAX_ASSIGNED)]
    )
    for place in places:
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(script, place)
        except (ValueError, RecursionError):
            continue
        yield from _stories(value, "", 0)


def _stories(value: object, title: str, depth: int) -> Iterator[StateStory]:
    """The texts in a JSON value that may be stories.

    Each is a string of several sentences, or a list whose items hold a paragraph each.
    """
    if depth > MAX_STATE_DEPTH:
        return
    if isinstance(value, str):
        if len(value) > 200 and (words := _words(value)):
            yield StateStory(words, title, (value,))
    elif isinstance(value, dict):
        named = value.get("headline") or value.get("title")
        title = named if isinstance(named, str) else title
        for each in value.values():
            yield from _stories(each, title, depth + 1)
    elif isinstance(value, list):
        texts = [text for item in value for text in _text_of(item)]
        words = sum(map(_words, texts))
        if len(texts) > 1 and words:
            yield StateStory(words, title, tuple(texts))
        for item in value:
            yield from _stories(item, title, depth + 1)


TEXT_KEYS = ("text", "content", "html", "value", "body", "copy", "children", "paragraph")
"""Names of a paragraph's text in the JSON of editors."""


def _text_of(item: object, depth: int = 0) -> Iterator[str]:
    """The text of one item of a story: a string, or an object's text member."""
    if isinstance(item, str):
        if " " in item:
            yield item
    elif isinstance(item, dict) and depth < 3:
        for key in TEXT_KEYS:
            held = item.get(key)
            if isinstance(held, str) and " " in held:
                yield held
                return
            if isinstance(held, (dict, list)):
                parts = [held] if isinstance(held, dict) else held
                inner = [text for part in parts for text in _text_of(part, depth + 1)]
                if inner:
                    yield " ".join(inner)
                    return

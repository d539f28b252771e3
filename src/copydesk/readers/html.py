"""An HTML page to a Page: parsed by lexbor, written out again well-formed, then read in one pass over its tags.

lexbor repairs a page as browsers do (HTML Living Standard, "tree construction"): unclosed tags, misnested tables, text after `</html>`.
Its own serialisation is well-formed, with `<` and `>` escaped in attributes, so that one regular expression walks it, with three
crossings into the parser a page instead of one a node.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from copydesk.page import Evidence, Page
from copydesk.readers.blocks import BlockBuilder
from copydesk.readers.characters import visible
from copydesk.readers.jsonld import read_jsonld
from copydesk.readers.markup import CHOSEN, VOID

if TYPE_CHECKING:
    from copydesk.site import Site

NOT_TEXT = ["script", "style", "template"]
MOST_NESTED = 500
"""Deeper than this an element loses its tag and keeps its text. Browsers stop at 512; lexbor takes 36 s on 100,000 nested elements."""
FEW_TAGS = 8_000
"""A page with fewer tags cannot nest so deep that the parse takes longer than a quarter of a second, and its depth is not counted."""
OPEN_OR_CLOSE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])[^<>]*>")
UNNESTED = VOID | {"p", "li", "td", "th", "tr", "option"}


def read_html(source: str, *, url: str | None = None, crawled: str | None = None, notes: tuple[str, ...] = (), site: Site | None = None) -> Page:
    """The page of decoded HTML. Every text node outside script, style and template is in exactly one block, in document order."""
    bounded = bound_nesting(source)
    if bounded is not source:
        notes = (*notes, "truncated:nesting")
    tree = LexborHTMLParser(bounded)
    jsonld = read_jsonld(script.text() for script in tree.css('script[type*="ld+json" i]'))
    tree.strip_tags(NOT_TEXT, recursive=True)
    if site is not None and site.selectors:
        choose(tree, site.selectors)
    builder = BlockBuilder()
    builder.feed(_normal(tree.html or ""))
    evidence = Evidence(builder.title, builder.language, tuple(builder.metas), jsonld, tuple(builder.props), tuple(builder.pictures))
    return Page("html", source, tuple(builder.blocks), builder.finished_boxes(), evidence, url, crawled, notes, site)


def choose(tree: LexborHTMLParser, selectors: Sequence[str]) -> None:
    """Writes on each element that a selector chooses the selectors' numbers, so that they come out again in the markup that is read."""
    for node in tree.css(f"[{CHOSEN}]"):
        del node.attrs[CHOSEN]
    for number, selector in enumerate(selectors):
        for node in tree.css(selector):
            before = node.attrs.get(CHOSEN)
            node.attrs[CHOSEN] = f"{before} {number}" if before else str(number)


def _normal(markup: str) -> str:
    """Markup with the characters that a reader does not see taken out, in Unicode's composed form (NFC)."""
    if markup.isascii():
        return visible(markup)
    return unicodedata.normalize("NFC", visible(markup.replace("&nbsp;", " ")))


def bound_nesting(source: str) -> str:
    """The source with tags nested deeper than MOST_NESTED taken out; the same object where there are none."""
    if source.count("<") < FEW_TAGS:
        return source
    kept, at, depth, dropped = [], 0, 0, 0
    for tag in OPEN_OR_CLOSE.finditer(source):
        if tag[2].lower() in UNNESTED or tag[0].endswith("/>"):
            continue
        if tag[1]:
            drop, dropped, depth = dropped > 0, max(0, dropped - 1), depth - (1 if dropped == 0 and depth else 0)
        else:
            drop = depth >= MOST_NESTED
            dropped, depth = dropped + drop, depth + (not drop)
        if drop:
            kept.append(source[at : tag.start()])
            at = tag.end()
    return "".join([*kept, source[at:]]) if kept else source

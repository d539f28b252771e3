"""Reads an HTML page: parses it, serialises it, scans the markup once.

lexbor repairs a page as browsers do (HTML Living Standard, "tree construction"): unclosed tags,
misnested tables, text after `</html>`. Its serialisation is well-formed, with `<` and `>`
escaped in attributes, so that one regular expression can scan it. A page then takes three calls
into the parser instead of one per node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from copydesk.model.block import Block, Box
from copydesk.model.evidence import Evidence
from copydesk.model.limits import MAX_METAS
from copydesk.model.page import Page
from copydesk.readers.blocks import BlockBuilder
from copydesk.readers.bounds import bounded
from copydesk.readers.head_repair import REPAIRED, is_damaged, repaired
from copydesk.readers.jsonld import read_jsonld
from copydesk.readers.stated_props import CHOSEN
from copydesk.readers.style_rules import mark_hidden
from copydesk.readers.visibility import holds_story, without_false_hiding

if TYPE_CHECKING:
    from copydesk.model.site import Site

NOT_TEXT = ["script", "style", "template"]
STREAMED = ' id="S:'
"""Markup in a page whose server sent parts of it out of order."""


def read_html(
    source: str,
    *,
    url: str | None = None,
    crawled: str | None = None,
    notes: tuple[str, ...] = (),
    site: Site | None = None,
) -> Page:
    """Return the page of decoded HTML.

    Every text node outside script, style and template is in exactly one block, in document order.
    If these blocks contain no story, the blocks of the page's embedded state are added.
    """
    parsed = _parsed(source)
    scripts = [script.text() for script in parsed.tree.css('script[type*="ld+json" i]')]
    builder = BlockBuilder()
    builder.feed(_well_formed(parsed, site))
    jsonld = read_jsonld([*scripts, *_misplaced(builder.evidence.metas)])
    boxes, shown = without_false_hiding(builder.blocks, builder.boxes, jsonld.nodes)
    blocks = builder.blocks
    if not holds_story(blocks):
        from copydesk.readers.page_state import NOTE, state_blocks

        title = builder.title or ""
        if more := state_blocks(blocks, len(boxes), jsonld.nodes, parsed.source, title):
            boxes = (*boxes, _state_box(len(boxes), more))
            blocks, shown = [*blocks, *more], (*shown, NOTE)
    evidence = _evidence(builder, jsonld.nodes)
    cut = ("truncated:metas",) if len(builder.evidence.metas) > MAX_METAS else ()
    notes = (*notes, *parsed.notes, *jsonld.notes, *builder.notes, *shown, *cut)
    return Page("html", parsed.whole, tuple(blocks), boxes, evidence, url, crawled, notes, site)


class _Parsed(NamedTuple):
    """A page's tree, source, parsed part of the source, and notes."""

    tree: LexborHTMLParser
    whole: str
    source: str
    notes: tuple[str, ...]


def _parsed(source: str) -> _Parsed:
    """Parse a page; a damaged head is repaired first."""
    within, cuts = bounded(source)
    tree = LexborHTMLParser(within)
    if not is_damaged(tree) or (mended := repaired(source)) is source:
        return _Parsed(tree, source, within, cuts)
    within, cuts = bounded(mended)
    return _Parsed(LexborHTMLParser(within), mended, within, (*REPAIRED, *cuts))


def _well_formed(parsed: _Parsed, site: Site | None) -> str:
    """Return the markup to scan.

    Parts sent out of order are in their places; elements that are hidden, or chosen by the site's
    rules, are marked.
    """
    tree = parsed.tree
    if STREAMED in parsed.source:
        from copydesk.readers.out_of_order import put_in_place

        put_in_place(tree, parsed.source)
    mark_hidden(tree, parsed.source)
    tree.strip_tags(NOT_TEXT, recursive=True)
    if site is not None and site.selectors:
        mark_chosen(tree, site.selectors)
    return tree.html or ""


def _misplaced(metas: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield JSON-LD that frameworks write into a meta element by mistake.

    For example `<meta name="script:ld+json" content="{...}">`.
    """
    return (content for name, content in metas[:MAX_METAS] if name.endswith("ld+json"))


def _evidence(builder: BlockBuilder, nodes: tuple[Mapping[str, Any], ...]) -> Evidence:
    return Evidence(
        builder.title,
        builder.language,
        tuple(builder.evidence.metas[:MAX_METAS]),
        nodes,
        tuple(builder.evidence.props),
        tuple(builder.pictures),
    )


def _state_box(number: int, blocks: Sequence[Block]) -> Box:
    """Return the box that holds the blocks of a page's embedded state."""
    return Box(number, -1, "article", (), "", "", blocks[0].number, blocks[-1].number + 1)


def mark_chosen(tree: LexborHTMLParser, selectors: Sequence[str]) -> None:
    """Mark each element that selectors choose with their numbers.

    The mark is an attribute, which the scan of the markup reads.
    """
    for node in tree.css(f"[{CHOSEN}]"):
        del node.attrs[CHOSEN]
    for number, selector in enumerate(selectors):
        for node in tree.css(selector):
            before = node.attrs.get(CHOSEN)
            node.attrs[CHOSEN] = f"{before} {number}" if before else str(number)

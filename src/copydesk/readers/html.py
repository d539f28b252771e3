"""An HTML page to a Page: parsed by lexbor, written out again well-formed, then read in one pass
over its tags.

lexbor repairs a page as browsers do (HTML Living Standard, "tree construction"): unclosed tags,
misnested tables, text after `</html>`. Its own serialisation is well-formed, with `<` and `>`
escaped in attributes, so that one regular expression walks it, with three crossings into the parser
a page instead of one a node.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from copydesk.model.limits import MAX_METAS
from copydesk.model.page import Block, Box, Evidence, Page
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
"""What a page has where its server streamed parts of it out of order."""


def read_html(
    source: str,
    *,
    url: str | None = None,
    crawled: str | None = None,
    notes: tuple[str, ...] = (),
    site: Site | None = None,
) -> Page:
    """The page of decoded HTML. Every text node outside script, style and template is in exactly
    one block, in document order; the story in its state follows where they hold none.
    """
    within, cuts = bounded(source)
    tree = LexborHTMLParser(within)
    if is_damaged(tree) and (mended := repaired(source)) is not source:
        source, notes = mended, (*notes, *REPAIRED)
        within, cuts = bounded(source)
        tree = LexborHTMLParser(within)
    scripts = [script.text() for script in tree.css('script[type*="ld+json" i]')]
    if STREAMED in within:
        from copydesk.readers.out_of_order import put_in_place

        put_in_place(tree, within)
    mark_hidden(tree, within)
    tree.strip_tags(NOT_TEXT, recursive=True)
    if site is not None and site.selectors:
        choose(tree, site.selectors)
    builder = BlockBuilder()
    builder.feed(tree.html or "")
    metas = tuple(builder.evidence.metas[:MAX_METAS])
    # Some frameworks write a page's JSON-LD into a meta element by mistake: <meta
    # name="script:ld+json" content="{...}">.
    jsonld = read_jsonld(
        [*scripts, *(content for name, content in metas if name.endswith("ld+json"))]
    )
    boxes, shown = without_false_hiding(builder.blocks, builder.boxes, jsonld.nodes)
    blocks = builder.blocks
    if not holds_story(blocks):
        from copydesk.readers.page_state import NOTE, state_blocks

        title = builder.title or ""
        if more := state_blocks(blocks, len(boxes), jsonld.nodes, within, title):
            boxes = (*boxes, _state_box(len(boxes), more))
            blocks, shown = [*blocks, *more], (*shown, NOTE)
    evidence = Evidence(
        builder.title,
        builder.language,
        metas,
        jsonld.nodes,
        tuple(builder.evidence.props),
        tuple(builder.pictures),
    )
    notes = (
        *notes,
        *cuts,
        *jsonld.notes,
        *builder.notes,
        *shown,
        *(("truncated:metas",) if len(builder.evidence.metas) > MAX_METAS else ()),
    )
    return Page(
        "html",
        source,
        tuple(blocks),
        boxes,
        evidence,
        url,
        crawled,
        notes,
        site,
    )


def _state_box(number: int, blocks: Sequence[Block]) -> Box:
    """The box of the blocks from a page's state."""
    return Box(number, -1, "article", (), "", "", blocks[0].number, blocks[-1].number + 1)


def choose(tree: LexborHTMLParser, selectors: Sequence[str]) -> None:
    """Writes on each element that a selector chooses the selectors' numbers, so that they come out
    again in the markup that is read.
    """
    for node in tree.css(f"[{CHOSEN}]"):
        del node.attrs[CHOSEN]
    for number, selector in enumerate(selectors):
        for node in tree.css(selector):
            before = node.attrs.get(CHOSEN)
            node.attrs[CHOSEN] = f"{before} {number}" if before else str(number)

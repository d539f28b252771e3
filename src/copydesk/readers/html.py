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

from copydesk.model.limits import MOST_METAS
from copydesk.model.page import Evidence, Page
from copydesk.readers.blocks import BlockBuilder
from copydesk.readers.bounds import bounded
from copydesk.readers.head_repair import REPAIRED, repaired
from copydesk.readers.jsonld import read_jsonld
from copydesk.readers.markup import CHOSEN
from copydesk.readers.style_rules import mark_hidden
from copydesk.readers.visibility import without_false_hiding
from copydesk.text.characters import visible

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
    one block, in document order.
    """
    damaged, source = source, repaired(source)
    within, cuts = bounded(source)
    tree = LexborHTMLParser(within)
    scripts = [script.text() for script in tree.css('script[type*="ld+json" i]')]
    if STREAMED in within:
        from copydesk.readers.streamed import put_in_place

        put_in_place(tree, within)
    mark_hidden(tree)
    tree.strip_tags(NOT_TEXT, recursive=True)
    if site is not None and site.selectors:
        choose(tree, site.selectors)
    builder = BlockBuilder()
    markup = tree.html or ""
    builder.feed(markup if _is_visible(tree) else visible(markup))
    metas = tuple(builder.evidence.metas[:MOST_METAS])
    # Some frameworks write a page's JSON-LD into a meta element by mistake: <meta
    # name="script:ld+json" content="{...}">.
    jsonld = read_jsonld(
        [*scripts, *(content for name, content in metas if name.endswith("ld+json"))]
    )
    boxes, shown = without_false_hiding(builder.blocks, builder.boxes, jsonld.nodes)
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
        *(REPAIRED if source is not damaged else ()),
        *cuts,
        *jsonld.notes,
        *builder.notes,
        *shown,
        *(("truncated:metas",) if len(builder.evidence.metas) > MOST_METAS else ()),
    )
    return Page(
        "html",
        source,
        tuple(builder.blocks),
        boxes,
        evidence,
        url,
        crawled,
        notes,
        site,
    )


def _is_visible(tree: LexborHTMLParser) -> bool:
    """Whether a page's text holds no unseen character and is composed; a third of the markup."""
    text = tree.text()
    return visible(text) is text


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

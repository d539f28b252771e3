"""Cuts lines that are links and not sentences: a teaser, a menu entry.

Looks alike and stays: a lead paragraph that is one link, a sentence with links in it, a heading
that links to its own section, the entries of a list in which other entries are not linked, the
numbered headings of a listicle, a link to another site between paragraphs, table rows and captions.
Seen in HTML all over a page: menus, related stories, footers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.model.block import Block
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.url import host_of

# Share of linked characters: a bullet or an arrow before a link leaves more, a sentence such as
# "Read the report of the harbour office here" less.
MIN_LINKED_SHARE = 0.9
# Words of a teaser's headline; a paragraph inside a link has more.
MAX_TEASER_WORDS = 30
# Share of a list's entries that are links; below it the story's own list has some links in it.
MIN_LINKED_ENTRIES = 0.8
# Share of a page's links to one host, from which the host is the site's own whatever the page's
# address: papers serve their sections from several hosts.
MIN_OWN_HOST_SHARE = 0.3
LISTS = frozenset(("ul", "ol", "dl", "menu"))
NUMBERED = lazy_pattern(r"#?\d{1,3}[.):\s]")
BEFORE_HOST = len("https://")


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the blocks of an HTML page that are almost only linked text."""
    linked = [block for block in page.blocks if block.linked and _is_link(page, block)]
    around = page.innermost(LISTS) if any(block.kind == "item" for block in linked) else []
    lists = _lists_of_links(page, around, {block.number for block in linked}) if around else set()
    elsewhere = _elsewhere(page) if linked else set()
    for block in linked:
        in_links = block.kind != "item" or around[block.box] in lists
        if in_links and not _is_content(page, block, elsewhere):
            share = page.shapes[block.number].linked
            yield Mark(block.number, f"{share:.0%} of the line is linked", weight=0.8)


def _is_link(page: Page, block: Block) -> bool:
    shape = page.shapes[block.number]
    if (
        shape.linked < MIN_LINKED_SHARE
        or shape.prose
        or shape.words > MAX_TEASER_WORDS
        or is_headline(block)
        or block.kind in ("code", "table-row", "caption")
    ):
        return False
    return block.kind != "heading" or not any(link.url.startswith("#") for link in block.links)


def _is_content(page: Page, block: Block, elsewhere: set[int]) -> bool:
    """Return whether the story itself links here.

    It does in a numbered heading, and where a heading or a line beside prose (an entry of a
    roundup) leads to another site.
    """
    if block.kind == "heading" and NUMBERED.match(block.text):
        return True
    if block.number not in elsewhere:
        return False
    return block.kind == "heading" or any(
        page.shapes[at].prose
        for at in (block.number - 1, block.number + 1)
        if 0 <= at < len(page.blocks)
    )


def _elsewhere(page: Page) -> set[int]:
    """The blocks with a link to a host that is not the site's own.

    Addresses are grouped by what precedes the first slash after their hosts: a page has few such
    beginnings and many addresses. Relative addresses lead to the page's own host.
    """
    urls = [
        (block.number, link.url)
        for block in page.blocks
        for link in block.links
        if link.url[:1] != "#"
    ]
    starts = [
        (number, url[:end] if (end := url.find("/", BEFORE_HOST)) > 0 else url)
        for number, url in urls
    ]
    counts, hosts = Counter([start for _, start in starts]), Counter[str]()
    for start, count in counts.items():
        hosts[host_of(start)] += count
    own = {"", host_of(page.url)} | {
        host for host, count in hosts.items() if count >= MIN_OWN_HOST_SHARE * hosts.total()
    }
    foreign = {start for start in counts if host_of(start) not in own}
    return {number for number, start in starts if start in foreign}


def _lists_of_links(page: Page, around: list[int], linked: set[int]) -> set[int]:
    """Return the lists with almost only links as entries.

    `linked` are the numbers of the blocks that are links.
    """
    items = [block for block in page.blocks if block.kind == "item"]
    links = Counter([around[block.box] for block in items if block.number in linked])
    return {
        box
        for box, size in Counter([around[block.box] for block in items]).items()
        if links[box] >= MIN_LINKED_ENTRIES * size
    }

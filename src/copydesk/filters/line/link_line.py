"""Cuts lines that are links and no sentences: a teaser, a menu entry, "More on this: ...".

Looks alike and must stand: a lead paragraph that is one link, a sentence with links in it, a
heading that links to its own section, the entries of a list of which other entries are not linked,
the numbered headings of a listicle, a link to another site between paragraphs, table rows and
captions. Seen in HTML all over a page: menus, related stories, footers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.model.ledger import Ledger, Mark, marked
from copydesk.model.page import Block, Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.url import host_of

MOST = 0.9
"""Share of linked characters: a bullet or an arrow before a link leaves more; "Read the report of
the harbour office here" less.
"""
LONG = 30
"""No teaser headline has more words; a paragraph inside a link does."""
FULL = 0.8
"""The share of a list's entries that are links above which it is a list of links, not a list with
some links in it.
"""


LISTS = frozenset(("ul", "ol", "dl", "menu"))
NUMBERED = lazy_pattern(r"#?\d{1,3}[.):\s]")
BEFORE_HOST = len("https://")
OWN = 0.3
"""A host with this share of a page's links is its own, whatever the page's address: papers serve
their sections from several.
"""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the blocks of an HTML page nearly all of whose text is linked."""
    linked = [block for block in page.blocks if block.linked and _is_link(page, block)]
    around = _lists_around(page) if any(block.kind == "item" for block in linked) else []
    lists = _lists_of_links(page, around, {block.number for block in linked}) if around else set()
    elsewhere = _elsewhere(page) if linked else set()
    cut = [
        block.number
        for block in linked
        if (block.kind != "item" or around[block.box] in lists)
        and not _is_content(page, block, elsewhere)
    ]
    yield from marked(cut, "the whole line is a link", 0.8)


def _is_link(page: Page, block: Block) -> bool:
    shape = page.shapes[block.number]
    if (
        shape.linked < MOST
        or shape.prose
        or shape.words > LONG
        or is_headline(block)
        or block.kind in ("code", "table-row", "caption")
    ):
        return False
    return block.kind != "heading" or not any(link.url.startswith("#") for link in block.links)


def _is_content(page: Page, block: Block, elsewhere: set[int]) -> bool:
    """Whether the story itself links here: a numbered heading, or an address elsewhere with prose
    beside it (the entries of a roundup).
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
    """The blocks with a link to a host that is not the page's own. Addresses are told apart by what
    stands before the first stroke behind their hosts: a page has few of those, and many addresses.
    Relative ones lead to its own.
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
        host for host, count in hosts.items() if count >= OWN * hosts.total()
    }
    foreign = {start for start in counts if host_of(start) not in own}
    return {number for number, start in starts if start in foreign}


def _lists_around(page: Page) -> list[int]:
    """Box -> the number of the list that it is or stands in (-1: none), in the last place that of
    no box at all.
    """
    around = [-1] * (len(page.boxes) + 1)
    for number, parent, tag, _, _, _, _, _, _ in page.boxes:
        around[number] = number if tag in LISTS else around[parent]
    return around


def _lists_of_links(page: Page, around: list[int], linked: set[int]) -> set[int]:
    """The lists nearly all of whose entries are links; `linked` are the blocks that are."""
    items = [block for block in page.blocks if block.kind == "item"]
    links = Counter([around[block.box] for block in items if block.number in linked])
    return {
        box
        for box, size in Counter([around[block.box] for block in items]).items()
        if links[box] >= FULL * size
    }

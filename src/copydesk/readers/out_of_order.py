"""Moves parts of a page that its server streamed out of order.

React sends a part that is not ready in time at the end of the page, in `<div hidden id="S:1">`,
leaves `<template id="B:1">` (or `P:1`) in its place, and moves it there with a call,
`$RC("B:1","S:1")` or `$RS("S:1","P:1")`. One article in fifty of the training pages has such parts,
some of them half of the story, which without the script are hidden and behind the footer.
"""

from __future__ import annotations

from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from copydesk.model.limits import MAX_DEPTH, MAX_STREAMED_PARTS
from copydesk.text.lazy_pattern import lazy_pattern

CALL = lazy_pattern(r'\$R[CS]\("([BPS]:[0-9a-f]+)"\s*,\s*"([BPS]:[0-9a-f]+)"')


def put_in_place(tree: LexborHTMLParser, source: str) -> None:
    """Move each streamed part of a tree to its place and show it.

    A part without a place stays hidden where it is.
    """
    parts = {node.id: node for node in tree.css('div[hidden][id^="S:"]')}
    places = {node.id: node for node in tree.css('template[id^="B:"], template[id^="P:"]')}
    for call in islice(CALL.finditer(source), MAX_STREAMED_PARTS):
        place, part = (
            one.get(name) for one, name in zip((places, parts), sorted(call.groups()), strict=True)
        )
        if place is not None and part is not None and _can_move(part, place):
            place.insert_before(part, move=True)
            del part.attrs["hidden"]
            del parts[part.id]


def _can_move(part: LexborNode, place: LexborNode) -> bool:
    """Whether a part can be moved to its place.

    It cannot where that is inside the part itself, or deeper than elements may nest; only hostile
    pages have these.
    """
    above: LexborNode | None = place
    for _ in range(MAX_DEPTH):
        if above is None or above.mem_id == part.mem_id:
            return above is None
        above = above.parent
    return False

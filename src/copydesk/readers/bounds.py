"""Cuts an HTML page to a size that the parser handles in linear time.

Four things are not linear in lexbor, and only hostile pages have many of them: nested elements,
attributes of one tag, options of one select, and formatting elements that are never closed, which
HTML opens again in every block that follows: 400 `<b>` before 7,000 `<p>` are 32 KB and take 1.3
GB. Cheap counts spare nearly every page the walk over its tags (`tag_balance`): of 1,174 pages of
many sites 37 need it, most for an attribute that is too long.
"""

from __future__ import annotations

import re

from copydesk.model.limits import (
    MAX_ATTRIBUTE_CHARACTERS,
    MAX_ATTRIBUTES,
    MAX_REOPENED,
    MAX_TAGS,
)

FEW_TAGS = 8_000
"""A page with fewer tags cannot nest so deep, nor have so many options, that the parse takes longer
than a tenth of a second, if half of them close one.
"""
FEW_OPEN = 1_500
"""Elements that are not closed and take a hundredth of a second. An article's void elements,
comments and scripts look like some hundreds.
"""
FEW_ANGLES = 4_000
"""Attributes of one tag with a `>` in each that take less than a tenth of a second."""
STRIDES = 8
"""Pieces of a page after each of which the elements that may be open are counted."""
ROOM = 2 * MAX_ATTRIBUTES
"""Characters in which a tag has room for too many attributes. One that hides behind a `<` or `>` in
each of its attributes has FEW_TAGS of them at most, which take a tenth of a second.
"""
APART = " \t\n\f\r/\"'"
"""Every attribute but the first follows one of these."""
FORMATTING = re.compile(
    r"<(?=[bceinstufBCEINSTUF])([bBiIsSuU]|[eE][mM]|[tT]{2}|[bB][iI][gG]|"
    r"[cC][oO][dD][eE]|[fF][oO][nN][tT]|[nN][oO][bB][rR]|[sS][mM][aA][lL]{2}|"
    r"[sS][tT][rR][iIoO][kKnN][eEgG])"
    r"(?=[\s/>])((?:\s++[\w-]++(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|"
    r"[^\s\"'<>=`]++))?+)*+\s*+>[^<]*+</\1>)?"
)
"""A formatting element, and the rest of it where it is closed with nothing but text in it."""


LEAST_LEFT = 0.9
"""The share of the tags that a pass over the copy leaves where another is not worth its time."""
_SPACE = r"[ \t\n\f\r]"
_TEXT = r"(?:[^<>]++|<!--[^<>]*+-->)*+"
LEAVES = re.compile(
    rf"(>{_TEXT})(?:<(?!(?:select|option|optgroup)\b)([a-z][\w:.-]*+)"
    rf"(?:{_SPACE}++[\w:.@-]++(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=`]++))?+)*+{_SPACE}*+>"
    rf"{_TEXT}</\2{_SPACE}*+>{_TEXT})++",
    re.IGNORECASE | re.ASCII,
)
"""Elements one after the other that hold text alone, behind the end of a tag. A parser cannot read
them in another way: no attribute holds a `<` or `>`, and the `>` before shows that the first one
does not begin within a tag. Options are kept: it is their number that costs.
"""


def bounded(source: str) -> tuple[str, tuple[str, ...]]:
    """Return the source within the limits, and a note for each kind of cut.

    A page that cannot be over the limits is returned as the same object.
    """
    if not _needs_walk(source):
        return source, ()
    from copydesk.readers.tag_balance import Ordered

    ordered = Ordered()
    made = "".join(ordered.kept(source))
    return made, tuple(ordered.notes)


def _needs_walk(source: str) -> bool:
    """Whether a page could be over a limit, by cheap counts and patterns."""
    pieces = source.split("<")[1:]
    tags = len(pieces)
    if tags > MAX_TAGS or _may_nest(source, tags):
        return True
    if source.count(">") - tags >= FEW_ANGLES or _reopened(source, tags):
        return True
    return any(_too_much(piece) for piece in pieces if len(piece) > ROOM)


def _may_nest(source: str, tags: int) -> bool:
    """Whether a page has many tags besides those of closed leaf elements.

    Leaf elements are removed from a copy, the innermost first.
    """
    while _many_tags(source, tags):
        source = LEAVES.sub(r"\1 ", source)
        left = source.count("<")
        if left > LEAST_LEFT * tags:
            return True
        tags = left
    return False


def _many_tags(source: str, tags: int) -> bool:
    """Whether a page has many tags, or many that seem to stay open."""
    if tags >= FEW_TAGS:
        return True
    if tags < FEW_OPEN or tags - source.count("</") < FEW_OPEN:
        return False
    tags = closing = 0
    stride = len(source) // STRIDES + 1
    for start in range(0, len(source), stride):
        tags += source.count("<", start, start + stride)
        closing += source.count("</", start, start + stride)
        if tags - 2 * closing >= FEW_OPEN:
            return True
    return False


def _reopened(source: str, tags: int) -> bool:
    """Whether formatting elements could be reopened too often.

    Only those that hold text alone are counted as closed.
    """
    return sum(not closed for _, closed in FORMATTING.findall(source)) * tags >= MAX_REOPENED


def _too_much(piece: str) -> bool:
    """Whether a tag has too many attributes or one that is too long.

    `piece` is what follows a `<`: the tag and the text behind it.
    """
    if ">" in piece[:ROOM] or not (piece[0].isascii() and piece[0].isalpha()):
        return False
    if len(piece) <= MAX_ATTRIBUTE_CHARACTERS and sum(map(piece.count, APART)) < MAX_ATTRIBUTES:
        return False
    from copydesk.readers.tokenizer import TAG, attributes_kept

    tag = TAG.match(f"<{piece}")
    return tag is not None and attributes_kept(tag["attributes"]) is not None

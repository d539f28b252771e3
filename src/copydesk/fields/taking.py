"""Decides whether a field may take a span of a line out of the body.

A field takes no words out of the middle of a sentence: its span is bounded by the block's edges, by
the ends of sentences, or by separators. A find with another span only reads it.
"""

from __future__ import annotations

from copydesk.model.block import Span
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

BEFORE = lazy_pattern(
    r"(?:^|[.!?…。！？।|•·●∙⋅:：;—–()\[\]{}<>【】（）→#*\n\t]|[.!?…][\"'”’»]|\s[-~/]|\s{3})\s*\Z"
)
"""The edge of the block, the end of a sentence or a separator, before a span."""
BEHIND = lazy_pattern(r"\s*(?:\Z|[.!?…。！？।|•·●∙⋅:：;—–()\[\]{}<>【】（）→#*\n\t]|[-~/]\s|\s{3})")
"""The edge of the block, a separator or the stop of the sentence, behind a span."""
GLUED = lazy_pattern(r"[^\W_](?<![A-Z])\Z")
"""The last letter before a boundary whose separator the dump lost: "Getty ImagesThe council"."""


def may_take(page: Page, number: int, span: Span | None) -> bool:
    """Whether a field may take a span of a block.

    It may take all of the block, or a part between separators. In a line that is not prose, such as
    one of details, any span may be taken.
    """
    text = page.blocks[number].text
    if span is None or not page.shapes[number].prose:
        return True
    start, end = span
    return _begins(text, start) and _ends(text, end)


def _begins(text: str, start: int) -> bool:
    return BEFORE.search(text, max(0, start - 4), start) is not None if start else True


def _ends(text: str, end: int) -> bool:
    if BEHIND.match(text, end) or BEFORE.search(text, max(0, end - 4), end):
        return True
    following = text[end : end + 1]
    return (following.isupper() or following in "“\"'‘«") and bool(GLUED.search(text, end - 1, end))

"""The part of a line that is its byline."""

from __future__ import annotations

from copydesk.model.block import Span
from copydesk.parse.credit.label import read_labelled

MAX_ROLE_WORDS = 8
"""Words behind names below which the rest of a line is a role or an outlet."""


def line_span(text: str, start: int, end: int) -> Span:
    """Return the span of a byline whose names are from `start` to `end`.

    It goes to the end of the line where only a role or an outlet follows, and begins with the line
    where only a label leads. A photo credit in the line is not part of it.
    """
    credit = read_labelled(text)
    if credit is not None and credit.span[0] > start:
        return start, min(end, credit.span[0])
    rest = text[end:]
    if len(rest.split()) < MAX_ROLE_WORDS and not any(letter.isdigit() for letter in rest):
        end = len(text)
    leads = len(text[:start].split()) < 2 and not any(letter.isdigit() for letter in text[:start])
    return (0, end) if leads else (start, end)

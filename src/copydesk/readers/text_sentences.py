"""A page that lies on one line, divided where a layout left wide gaps and where sentences end, so
that each can be judged by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.text.lazy_pattern import lazy_pattern

ONE_LINE = 1_000
"""A page on one line is longer than any paragraph that a reader would want whole: one of 900
characters is still a paragraph.
"""
MOST_OF_PAGE = 0.9
"""The share of the page's characters that stand on its longest line before the page counts as lying
on it; a title may stand above.
"""
WIDE_GAPS = 3
"""So many gaps of two spaces or a tab that follow no sentence end are a layout's; typists leave
them after a full stop.
"""

STOP = lazy_pattern(
    r"[.!?…؟।](?P<closed>[\"'”’»)\]]{0,2})(?P<gap>\s+)(?=\S)|[。！？][”’」』）]?(?P<none>)(?=\S)"
)
WIDE = lazy_pattern(r"(?<=\S)(?:\t|[ \u00a0]{2})\s*(?=\S)")
SHORT_FORM = lazy_pattern(
    r"(?:^|[\s(\"“])(?:\w|[A-Z](?:\.[A-Z])+|[MD]rs?|Ms|Mme|St|Prof|Sen|Rep|Gov|Gen|Lt|"
    r"Col|Sgt|Capt|Jr|Sr|Inc|Co|Corp|Ltd|vs|No|Nr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|"
    r"Oct|Nov"
    r"|Dec|bzw|ca|Dra?|Sra?|Av|Str|etc)$"
)
OPENERS = "\"'“‘«„([¿¡—–-"


def in_sentences(source: str, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of a dump, the long one divided where nearly all of the page stands on it."""
    longest = max(end - start for start, end in stretches)
    if longest < max(ONE_LINE, MOST_OF_PAGE * len(source.strip())):
        yield from stretches
        return
    for start, end in stretches:
        if end - start < longest:
            yield start, end
        else:
            yield from _divided(source, start, end)


def _divided(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of one long line, without the gaps between them."""
    gaps = [match.span() for match in WIDE.finditer(source, start, end)]
    if sum(source[first - 1] not in '.!?…"”»)' for first, _ in gaps) < WIDE_GAPS:
        gaps = []
    gaps += [
        span
        for match in STOP.finditer(source, start, end)
        if (span := _sentence_gap(source, start, match))
    ]
    at = start
    for first, last in sorted(gaps):
        if first > at:
            yield at, first
        at = max(at, last)
    yield at, end


def _sentence_gap(source: str, start: int, match: re.Match[str]) -> tuple[int, int] | None:
    """The gap after a stop where a new sentence begins there; None after a short form ("Dr.",
    "U.S.") or before a small letter.
    """
    if match["gap"] is None:
        return match.end(), match.end()
    follows = source[match.end() : match.end() + 4].lstrip(OPENERS)[:1]
    if not follows or follows.islower() or not follows.isalnum():
        return None
    if (
        not match["closed"]
        and source[match.start()] == "."
        and SHORT_FORM.search(source[max(start, match.start() - 12) : match.start()])
    ):
        return None
    return match.span("gap")

"""Divides a page on one line, so that each part can be judged by itself.

It is divided at wide gaps, which a layout left, and at the ends of sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from copydesk.readers.sentence_words import BYLINE, OPENERS
from copydesk.text.lazy_pattern import lazy_pattern

ONE_LINE = 1_000
"""A line of sentences alone is divided if it is longer than any paragraph that a reader would want
whole: one of 900 characters is still a paragraph.
"""
SHORT_PAGE = 300
"""A shorter line is a paragraph, even if a byline or a menu is in it."""
MOST_OF_PAGE = 0.9
"""The share of the page's characters on its longest line from which the page counts as lying on
it; a title may be above.
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
OPENING_MARKS = "\"'“‘«„([¿¡—–-"
SEPARATOR = lazy_pattern(r"\s[|»›•·]\s")
MIN_SEPARATORS = 3
"""Separators of a menu or breadcrumb, each at most LABEL_CHARACTERS after the one before."""
LABEL_CHARACTERS = 40
"""The longest label of a menu: "Submissions and letters to the editor" has 37."""
BEGUN = lazy_pattern(r"(?<=\w)\s+(?=(?P<word>[^\W\d_][^\W\d_]+)\s+[^\W\d_])")
"""A gap without a stop before a word of two letters or more; all-capital words begin nothing."""
NAMED = lazy_pattern(r"\s+[^\W\d_][\w.'’-]*\s+[^\W\d_]")
SENTENCE_OPENERS = OPENERS - {"sie"}
"""German writes "you" with a capital inside a sentence ("Kennen Sie schon unsere Abos?")."""
MIN_CAPITALISED = 3
"""Capitalised words before a sentence that show that they are not part of it: menus and headlines
in title case have more, a name at the beginning of a sentence mostly two.
"""


def in_sentences(source: str, stretches: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a dump, one that is nearly all of it divided.

    A line of less than ONE_LINE characters is divided if a layout, a menu or a byline is in it.
    """
    longest = max(end - start for start, end in stretches)
    if longest < max(SHORT_PAGE, MOST_OF_PAGE * len(source.strip())):
        yield from stretches
        return
    for start, end in stretches:
        if end - start < longest:
            yield start, end
        else:
            yield from _divided(source, start, end)


def _divided(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of one long line, without the gaps between them."""
    from copydesk.readers.text_byline import byline_spans  # most dumps are many lines

    bylines = list(byline_spans(source, start, end))
    gaps = list(_line_gaps(source, start, end))
    for (first, _), gap in bylines:
        gaps += [(len(source[:first].rstrip()), first)] if first > start else []
        gaps.append(gap)
    if gaps or end - start >= ONE_LINE:
        gaps += [
            span
            for match in STOP.finditer(source, start, end)
            if (span := _sentence_gap(source, start, match))
        ]
    at = start
    for first, last in sorted(gaps):
        if any(begin < first < stop for (begin, stop), _ in bylines):
            continue
        if first > at:
            yield at, first
        at = max(at, last)
    yield at, end


def _line_gaps(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the gaps that were line breaks of the page.

    They are wide, in a menu, or before a byline or a sentence without a stop before it.
    """
    wide = [match.span() for match in WIDE.finditer(source, start, end)]
    if sum(source[first - 1] not in '.!?…"”»)' for first, _ in wide) >= WIDE_GAPS:
        yield from wide
    menu = list(_menu_gaps(source, start, end))
    yield from menu
    for match in BEGUN.finditer(source, start, end):
        if _begins_line(source, start, match, _least_capitalised(menu, match.start())):
            yield match.span()


def _menu_gaps(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The separators between the labels of menus."""
    run: list[tuple[int, int]] = []
    for match in SEPARATOR.finditer(source, start, end):
        if run and match.start() - run[-1][1] > LABEL_CHARACTERS:
            yield from run if len(run) >= MIN_SEPARATORS else ()
            run = []
        run.append(match.span())
    yield from run if len(run) >= MIN_SEPARATORS else ()


def _least_capitalised(menu: Sequence[tuple[int, int]], at: int) -> int:
    """The capitalised words before a sentence that are not part of it.

    One is enough in a menu's last label, which follows a separator.
    """
    number = bisect_left(menu, (at, at))
    return 1 if number and at - menu[number - 1][1] <= LABEL_CHARACTERS else MIN_CAPITALISED


def _begins_line(source: str, start: int, match: re.Match[str], least: int) -> bool:
    """Whether a word without a stop before it begins a byline or a sentence.

    Before a sentence there are at least `least` capitalised words, or a number.
    """
    word, after = match["word"], source[match.end("word") : match.end("word") + 60]
    if not word[0].isupper() or not word[1:].islower():
        return False
    before = source[max(start, match.start() - 80) : match.start()].split()[-least:]
    name = NAMED.match(after)
    if word.lower() in BYLINE and name and after.split()[0][0].isupper():
        # in a headline in title case "By" is a word like any other
        return not before[-1][0].isupper()
    if word.lower() not in SENTENCE_OPENERS or not after.lstrip()[0].islower():
        return False
    return before[-1][-1].isdigit() or (
        len(before) == least and all(each[0].isupper() and each[-1].isalnum() for each in before)
    )


def _sentence_gap(source: str, start: int, match: re.Match[str]) -> tuple[int, int] | None:
    """The gap after a stop before a new sentence.

    None after a short form ("Dr.", "U.S.") or before a small letter.
    """
    if match["gap"] is None:
        return match.end(), match.end()
    follows = source[match.end() : match.end() + 4].lstrip(OPENING_MARKS)[:1]
    if not follows or follows.islower() or not follows.isalnum():
        return None
    if (
        not match["closed"]
        and source[match.start()] == "."
        and SHORT_FORM.search(source[max(start, match.start() - 12) : match.start()])
    ):
        return None
    return match.span("gap")

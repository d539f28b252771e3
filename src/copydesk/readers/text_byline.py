"""Finds the bylines of a page on one line: where each begins and ends.

A date, a dateline or a role beside the names ends it. Names alone do not: in "By Jane Doe Drivers
cheered" the next word may be a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from copydesk.model.block import Span
from copydesk.parse.credit.label import read_labelled
from copydesk.parse.dateline import BARE
from copydesk.parse.dates import dates_in, label_words
from copydesk.parse.name_list import read_names
from copydesk.parse.roles import DATE_LABELS, holds_role, known_words
from copydesk.readers.sentence_words import BYLINE
from copydesk.text.lazy_pattern import lazy_pattern

BYLINE_CHARACTERS = 160
"""Characters of the longest byline with its roles, address and dates."""
MAX_BYLINES = 500
"""Places in one line of a dump at which a byline is looked for; a page has its story's, and those
of the cards around it.
"""
MAX_DETAIL_WORDS = 8
"""Words between names and a date: a role and an outlet, an address, the label of the date."""
_WORDS = "|".join(form for word in sorted(BYLINE) for form in (word.title(), word.upper()))
START = lazy_pattern(rf"(?<!\S)(?:{_WORDS})\s+(?=[^\W\d_])")
BEHIND = lazy_pattern(r"\s+(?:[|•·–—-]\s+)*(?=[\"'“‘«„(\[]?[^\W_])")
"""The gap behind a byline."""
SENTENCE_END = lazy_pattern(r"[^\W\d_]{3}[.!?]\s")


def byline_spans(source: str, start: int, end: int) -> Iterator[tuple[Span, Span]]:
    """Yield each byline in a stretch of a dump, and the gap behind it."""
    for match in islice(START.finditer(source, start, end), MAX_BYLINES):
        line = source[match.start() : min(end, match.start() + BYLINE_CHARACTERS)]
        size = _size(line, match.end() - match.start())
        gap = BEHIND.match(source, match.start() + size, end) if size else None
        before = source[max(start, match.start() - 20) : match.start()].split()[-1:]
        if gap is None or source[gap.end()].islower():
            continue
        if read_labelled(" ".join([*before, line[:size]])) is None:
            yield (match.start(), gap.start()), gap.span()


def _size(line: str, lead: int) -> int:
    """Return the size of the byline that begins a line; 0 if its end is unknown.

    `lead` is the size of the "By" before the names.
    """
    place = BARE.search(line, lead)
    names = read_names(line[lead : place.start() if place else len(line)])
    if not names.people:
        return 0
    size = _size_with_dates(line, lead + names.end)
    if not size and place and _are_details(line[lead + names.end : place.start()]):
        size = place.start()
    return len(line[: size or _size_with_role(line, lead + names.end)].rstrip(" |•·–—-"))


def _size_with_dates(line: str, names_end: int) -> int:
    """Return the end of the last date behind the names; 0 if none is there."""
    size, at = 0, names_end
    for dated in dates_in(line):
        if dated.start < at - 1 or not _are_details(line[at : dated.start]):
            break
        size = at = dated.end
    return size


def _size_with_role(line: str, names_end: int) -> int:
    """Return the end of the role behind the names; 0 if none is there."""
    behind = line[names_end:].lstrip(" ,|")
    roles = known_words("roles")
    words = list(takewhile(lambda word: word.lower() in roles, behind.split(" ")))
    role = " ".join(words)
    return len(line) - len(behind) + len(role) if holds_role(role, "job") else 0


def _are_details(between: str) -> bool:
    """Whether the words between names and a date can be details of a byline."""
    words = between.split()
    known = known_words("roles").union(*map(label_words, DATE_LABELS))
    return (
        len(words) <= MAX_DETAIL_WORDS
        and not SENTENCE_END.search(between)
        and all(
            not word[0].islower() or "@" in word or word.strip(",:").lower() in known
            for word in words
        )
    )

"""Joins the lines that one sentence was broken into.

It was broken at a column, or by the links and bold words that a flattener put on lines of their
own. A blank line proves nothing. Case, punctuation and length decide, and a joined group must read
as a sentence: a menu, a byline or a headline glued to prose is worse than a sentence left in two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.readers.line_edge import NOTE, OPENED, closes, continues, count_words
from copydesk.readers.sentence_words import BYLINE, LINKING, OPENERS
from copydesk.readers.text_lines import DumpLine
from copydesk.readers.text_wrap import goes_on, wrap_column
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.shape import ends_sentence

INNER_STOP = lazy_pattern(r"[.!?…][\"”’»)]?\s")
NOTE_AT_END = lazy_pattern(r"[.!?…][\"”’»]?\s\([^()]+\)$")
"""A note in brackets behind a whole sentence: "... on Monday. (Video: Jane Doe)"."""
CLOCK = lazy_pattern(r"\d\s?[ap]m$", re.IGNORECASE)


NOTE_CHARACTERS = 200
"""Characters of a line's end in which a note is searched for."""
PIECES = 2
"""Two lines that begin with a comma, a stop or a closing bracket show a dump of text nodes;
block-level dumps have none, or one by chance.
"""
LINK_WORDS = 9
"""A link or bold phrase in a sentence has no more words; a headline may."""
LABEL_WORDS = 3
"""Words of a menu's entry at most, where the next line is one too."""
PROSE_WORDS = 4
"""So many words before a link are a clause; fewer may be a label ("Posted by")."""
LONG_CLAUSE = 15
"""Words without a stop inside above which a line is a clause, not a headline."""
WHOLE_WORDS = 7
"""A joined sentence has at least so many words: "Posted by / Jane Doe / on / March 3" and "Filed
under / news / sport" have not, or no stop.
"""
LEAST_CLAUSES = 0.3
"""The least share of a group that is in clauses, or goes on with a comma or a stop; a list of
tags has less of both.
"""
LOOK_BACK = 40
"""So many lines at the most are tried again when a group proved no sentence, so that the work stays
linear.
"""


class _Sheet(NamedTuple):
    """Features of the whole page that decide how its lines are joined.

    `column` is where they were broken, or 0; `pieces` is set where sentences are in pieces;
    `repeated` holds the lines that occur again and again.
    """

    column: int
    pieces: bool
    repeated: frozenset[str]


def _sheet_of(lines: Sequence[DumpLine]) -> _Sheet:
    texts = [line.text for line in lines]
    pieces = sum([not text[0].isalnum() and closes(text) for text in texts]) >= PIECES
    return _Sheet(
        wrap_column(lines),
        pieces,
        frozenset(text for text, count in Counter(texts).items() if count > 2 and " " in text),
    )


def joined(lines: Sequence[DumpLine]) -> Iterator[Sequence[DumpLine]]:
    """The lines in groups, in order: the lines of a group are one block."""
    sheet = _sheet_of(lines)
    at = 0
    while at < len(lines):
        if (end := _stroked_end(lines, at)) > at + 1:
            yield lines[at:end]
            at = end
            continue
        end = (
            _wrapped_end(lines, at, sheet.column) if sheet.column else _broken_end(lines, at, sheet)
        )
        if end == at + 1 or sheet.column or reads_as_sentence(lines[at:end]):
            yield lines[at:end]
        elif end - at > LOOK_BACK:
            yield from ([line] for line in lines[at:end])
        else:
            yield lines[at : at + 1]
            end = at + 1
        at = end


def _stroked_end(lines: Sequence[DumpLine], at: int) -> int:
    """Return the number after short lines with a stroke on a line between each two.

    "Jane Doe", "/", "WQHX" are a credit, "Home", "/", "News" a path.
    """
    end = at + 1
    while (
        end + 1 < len(lines)
        and lines[end].text == "/"
        and all(count_words(lines[n].text) <= LINK_WORDS for n in (end - 1, end + 1))
    ):
        end += 2
    return end


def _wrapped_end(lines: Sequence[DumpLine], at: int, column: int) -> int:
    end = at + 1
    while end < len(lines) and goes_on(lines[end - 1], lines[end], column):
        end += 1
    return end


class _Begun(NamedTuple):
    """A group under construction.

    It has its first line, its number of lines, the words of all lines and of the longest.
    """

    first: str
    lines: int
    words: int
    longest: int

    @property
    def opened(self) -> bool:
        """Whether it begins as a sentence does."""
        return _opens(self.first)


def _opens(text: str) -> bool:
    """Whether a line begins with a word that often opens a sentence.

    Menus seldom begin with one.
    """
    return text.split(" ", 1)[0].lower() in OPENERS


def _in_menu(first: str, before: str, text: str) -> bool:
    """Whether a line after so few words is the next entry of a menu.

    Most short lines are, and no other sign would show it.
    """
    return before[-1].isalnum() and text[0].isupper() and not _opens(first)


def _broken_end(lines: Sequence[DumpLine], at: int, sheet: _Sheet) -> int:
    """The number after the last line that goes on from the line `at`."""
    first, end = lines[at].text, at + 1
    words = count_words(first)
    if (
        end == len(lines)
        or lines[at].kind in ("heading", "code")
        or (words < PROSE_WORDS and _in_menu(first, first, lines[end].text))
    ):
        return end
    begun = _Begun(first, 1, words, words)
    while end < len(lines) and lines[end].kind == "paragraph":
        after = lines[end + 1].text if end + 1 < len(lines) else ""
        if not _belongs(begun, lines[end - 1].text, lines[end].text, after, sheet):
            break
        words = count_words(lines[end].text)
        begun = _Begun(begun.first, begun.lines + 1, begun.words + words, max(begun.longest, words))
        end += 1
    return end


def _belongs(begun: _Begun, before: str, text: str, after: str, sheet: _Sheet) -> bool:
    """Whether a line continues a group that ends with the line `before`.

    `after` is the line that follows it, or empty.
    """
    if begun.words < PROSE_WORDS and _in_menu(begun.first, before, text):
        return False
    if (
        closes(text)
        or (begun.words >= PROSE_WORDS and text[0] == "[" and NOTE.match(text))
        or (not before[-1].isalnum() and OPENED.search(before[-2:]))
    ):
        return True
    ended = ends_sentence(before) or NOTE_AT_END.search(before[-NOTE_CHARACTERS:])
    if ended or text in sheet.repeated:
        return False
    clause = (begun.words >= PROSE_WORDS or begun.opened) and (
        before[-1].isalnum() or before[-1] in ",)”\"’'"
    )
    in_menu = _is_label(text) and _is_label(after)
    asks = clause and not in_menu and (before[-1] == "," or _asks_for_more(before))
    if continues(text):
        return sheet.pieces or asks or (clause and _no_headline(begun, before))
    if asks or (clause and text[0] == "("):
        return sheet.pieces or asks
    return (
        clause
        and count_words(text) <= LINK_WORDS
        and not ends_sentence(text)
        and _goes_on_after_link(after)
        and _no_headline(begun, before)
    )


def _is_label(text: str) -> bool:
    """Whether a line has the form of a menu's entry.

    It is one to three capitalised words without a mark. Two such lines continue no sentence, even
    if the line before ends with a word that requires more.
    """
    words = text.split()
    return (
        0 < len(words) <= LABEL_WORDS
        and all(word.isalnum() for word in words)
        and words[0][0].isupper()
    )


def _asks_for_more(text: str) -> bool:
    last = text.rsplit(" ", 1)[-1]
    return (last.lower() if text.isupper() else last) in LINKING and CLOCK.search(text[-5:]) is None


def _goes_on_after_link(text: str) -> bool:
    """Whether a line continues the sentence around the link before it.

    A colon may also follow a label.
    """
    return (
        text != ""
        and text[0] != ":"
        and (closes(text) or continues(text))
        and text.lower() not in BYLINE
    )


def _no_headline(begun: _Begun, before: str) -> bool:
    """Whether an unfinished group is a sentence rather than a headline.

    Headlines and subheads end without a stop too.
    """
    if begun.words >= LONG_CLAUSE or begun.first[0].islower() or INNER_STOP.search(before):
        return True
    if begun.lines > 1:
        return begun.longest >= PROSE_WORDS or begun.opened or before == ","
    return begun.words <= PROSE_WORDS and begun.opened and before.rsplit(" ", 1)[-1].islower()


def reads_as_sentence(group: Sequence[DumpLine]) -> bool:
    """Whether a joined group of lines reads as a sentence.

    It is long enough, is not a list of labels in small letters, and ends as a sentence does or goes
    on piece by piece.
    """
    words = [count_words(line.text) for line in group]
    if sum(words) < WHOLE_WORDS or max(words) < 3:
        return False
    clauses = sum(count for count in words if count >= PROSE_WORDS)
    closing = sum(1 for line in group[1:] if closes(line.text))
    if clauses < LEAST_CLAUSES * sum(words) and closing < LEAST_CLAUSES * len(group):
        return False
    return ends_sentence(group[-1].text) or words[-1] > 1 or sum(words) >= LONG_CLAUSE

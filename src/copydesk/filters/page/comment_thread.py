"""Cuts the readers' comments, however well they are written, from their heading to the form or the
page's end.

Looks alike and must stand: a story whose own section is headed "Comments" or "Reader's opinions"
(no form, no reply lines, no times), and a story that stands below a "12 Comments" link. Seen under
the story of blogs, newspapers and radio stations, before or after the comment form.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

CLOCK = lazy_pattern(r"\b\d{1,2}[:.h]\d\d\b")
SHORT = 10
"""Signs and headings are lines of at most ten words; a longer one with "says" in it is a
sentence.
"""
GAP = 12
"""Two signs of one thread stand at most twelve blocks apart: a comment with a list or a poem in it
has that many paragraphs.
"""
STORY = 15
"""A thread comes after at least one paragraph of story; a "12 Comments" link above the story does
not.
"""
MOST_UNSIGNED = 2
"""With a heading and a form but no sign between them, what lies there is at most twice the story:
two good comments under a short one are, a whole story below a "124 Comments" button and above its
form is not.
"""
FEW = 2
"""Two signs make a heading a thread's, or one where the heading counts ("Comments (1)"); without a
heading three are wanted.
"""
ARTICLE_LIKE = 0.35
"""Text after the last sign with at least this share of the prose before the heading is a story and
stands.
"""
ONE_COMMENT = 60
"""The last comment, after a sign that opens it (a time, "Anna says:"), has sixty words at most,
however short the story.
"""
TRIES = 20
"""Headings looked at, so that a page of nothing but "12 comments" costs no more than it is long."""
REPLIES = frozenset(
    (
        "reply",
        "responder",
        "antworten",
        "répondre",
        "rispondi",
        "beantwoorden",
        "says",
        "dice",
        "sagt",
        "dit",
        "disse",
        "scrive",
        "zegt",
    )
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the blocks of the thread, found by its element's name or by heading and signs."""
    headline = ledger.chosen("headline")
    top = headline.block + 1 if headline and headline.block is not None else 0
    marked: set[int] = set()
    for number, box in page.within("comment-thread", 0.97):
        if (
            box.first >= top
            and page.prose_before[-1] - page.prose_before[box.last] + page.prose_before[box.first]
            >= STORY
        ):
            marked.add(number)
            yield Mark(number, f"stands inside {' '.join(box.names)}")
    thread = _thread(page, top)
    if thread is not None:
        first, last, why = thread
        yield from (Mark(number, why) for number in range(first, last) if number not in marked)


def _thread(page: Page, top: int) -> tuple[int, int, str] | None:
    """First block, end and reason of the thread, or None."""
    signs, form = (
        _signs(page),
        {cue.block for cue in page.cues["comment-form"] if cue.how != "inside"},
    )
    for heading in islice(_headings(page, top), TRIES):
        signed, formed, last = _follow(page, heading, signs, form)
        counted = "#" in page.tokens[heading]
        if signed + counted >= FEW or (
            formed and _prose(page, heading, last) <= MOST_UNSIGNED * _prose(page, 0, heading)
        ):
            seen = "times and reply lines" if signed else "a comment form"
            return (
                heading,
                _end(page, heading, last, form),
                f"comments: the heading “{page.blocks[heading].text[:40]}”, then {seen}",
            )
    replies = [
        number
        for number in signs
        if number >= top and REPLIES & set(page.tokens[number]) and _prose(page, 0, number) >= STORY
    ]
    if len(replies) > FEW and any(number > replies[0] for number in form):
        above = list(
            takewhile(
                lambda number: number > top and not page.shapes[number].prose,
                range(replies[0] - 1, top, -1),
            )
        )
        first = min([number for number in above if number in signs], default=replies[0])
        return (
            first,
            _end(page, first, _follow(page, first, signs, form)[2], form),
            "comments: lines such as “Reply” and “says”, then a comment form",
        )
    return None


def _signs(page: Page) -> set[int]:
    """Short blocks that stand between comments: a time, "Reply", "Anna says:"."""
    short = {cue.block for cue in page.cues["comment-sign"] if len(page.tokens[cue.block]) <= SHORT}
    return short | {
        number
        for number in page.having("#")
        if len(page.tokens[number]) <= SHORT and CLOCK.search(page.blocks[number].text)
    }


def _headings(page: Page, top: int) -> Iterator[int]:
    """Blocks that read as a thread's heading and stand below a story."""
    for cue in page.cues["comment-thread"]:
        if (
            cue.block >= top
            and cue.how in ("whole", "start")
            and not page.shapes[cue.block].prose
            and _prose(page, 0, cue.block) >= STORY
        ):
            yield cue.block


def _follow(page: Page, first: int, signs: set[int], form: set[int]) -> tuple[int, bool, int]:
    """From a heading on: how many signs follow, whether a form does, and the end of the last of
    them.
    """
    signed, formed, last = 0, False, first
    for number in range(first + 1, len(page.blocks)):
        if number in signs or number in form:
            signed += number in signs and number not in form
            formed = formed or number in form
            last = number
        elif number - last > GAP:
            break
    return signed, formed, last + 1


def _end(page: Page, first: int, last: int, form: set[int]) -> int:
    """Where the thread ends: at its form, else at the page's end, unless a story follows the last
    sign.
    """
    opens = "#" in page.tokens[last - 1] or page.blocks[last - 1].text.endswith(":")
    most = max(ONE_COMMENT if opens else 0, ARTICLE_LIKE * _prose(page, 0, first))
    return (
        last
        if last - 1 in form or _prose(page, last, len(page.blocks)) > most
        else len(page.blocks)
    )


def _prose(page: Page, first: int, last: int) -> int:
    return page.prose_before[last] - page.prose_before[first]

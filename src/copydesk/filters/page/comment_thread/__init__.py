"""Cuts the readers' comments, from their heading to the form or the end.

Also a thread of which a dump has left only comments with names and dates. Looks alike and stays: a
story whose own section is headed "Comments" or "Reader's opinions" (no form, no reply lines, no
times), a story below a "12 Comments" link, a live blog of one or two writers, a chronicle. Seen
under the story of blogs, newspapers and radio stations, before or after the comment form.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from copydesk.filters.line import quote
from copydesk.filters.page.comment_thread.signatures import Thread, signed_thread
from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

CLOCK = lazy_pattern(r"\b\d{1,2}[:.h]\d\d\b")
# Words of a sign ("Anna says:", a time); a longer line with "says" in it is a sentence.
MAX_SIGN_WORDS = 10
# Blocks from one sign of a thread to the next: a comment with a list or a poem in it.
MAX_SIGN_DISTANCE = 12
# Words of prose above a thread: one paragraph of story. A "12 Comments" link above the story has
# less above it.
MIN_STORY_WORDS = 15
# Prose between heading and form, as a multiple of the story's, without a sign: two good
# comments below a short story are less, a whole story between a "124 Comments" button and its form
# is more.
MAX_UNSIGNED_SHARE = 2
# Signs that make a heading a thread's; a heading that counts ("Comments (1)") is one of them.
# Without a heading one more is needed.
MIN_SIGNS = 2
# Prose after the last sign, as a share of the prose above the heading, that is comments; more is a
# second story.
MAX_TAIL_SHARE = 0.35
# Words of the last comment after a line that opens it ("Anna says:"), however short the story.
MAX_LAST_COMMENT_WORDS = 60
# Share of the page's prose in an element named for comments: above it the element holds the page.
# MIN_STORY_WORDS decides on all but the longest threads, so no case holds it.
MAX_BOX_PROSE_SHARE = 0.97
# Headings that are tried. It bounds the time on a page of nothing but "12 comments"; no case holds
# it, for real pages have at most a few.
MAX_HEADINGS = 20
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


class Followed(NamedTuple):
    """The blocks after a heading, as a thread reads them.

    The number of signs, whether a form follows, and the end of the last sign.
    """

    signs: int
    formed: bool
    last: int


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark a thread by its element's name or by heading and signs."""
    headline = ledger.chosen("headline")
    top = headline.block + 1 if headline and headline.block is not None else 0
    boxed: set[int] = set()
    for number, box in page.within("comment-thread", MAX_BOX_PROSE_SHARE):
        outside = page.prose - _prose(page, box.first, box.last)
        if box.first >= top and outside >= MIN_STORY_WORDS:
            boxed.add(number)
            yield Mark(number, f"inside {box.tag}.{'.'.join(box.names)[:60]}")
    signs = _signs(page)
    form = {cue.block for cue in page.cues["comment-form"] if cue.how != "inside"}
    thread = (
        _headed(page, top, signs, form)
        or _unheaded(page, top, signs, form)
        or _signed(page, top, signs, form)
        or signed_thread(page, top)
    )
    if thread is not None:
        blocks = range(thread.first, thread.last)
        yield from marked((number for number in blocks if number not in boxed), thread.why)


def _headed(page: Page, top: int, signs: set[int], form: set[int]) -> Thread | None:
    """The thread below the first heading that signs or a form follow."""
    for heading in islice(_headings(page, top), MAX_HEADINGS):
        followed = _follow(page, heading, signs, form)
        counted = "#" in page.tokens[heading]
        unsigned = _prose(page, heading, followed.last)
        if followed.signs + counted >= MIN_SIGNS or (
            followed.formed and unsigned <= MAX_UNSIGNED_SHARE * _prose(page, 0, heading)
        ):
            seen = f"{followed.signs} times and reply lines" if followed.signs else "a comment form"
            why = f"below {quote(page.blocks[heading].text)}, with {seen}"
            return Thread(heading, _end(page, heading, followed.last, form), why)
    return None


def _unheaded(page: Page, top: int, signs: set[int], form: set[int]) -> Thread | None:
    """Return the thread without a heading.

    It has several reply lines, and a form after the first of them.
    """
    replies = sorted(
        number
        for number in signs
        if number >= top
        and REPLIES & set(page.tokens[number])
        and _prose(page, 0, number) >= MIN_STORY_WORDS
    )
    if len(replies) <= MIN_SIGNS or not any(number > replies[0] for number in form):
        return None
    above = takewhile(lambda n: not page.shapes[n].prose, range(replies[0] - 1, top, -1))
    first = min((number for number in above if number in signs), default=replies[0])
    end = _end(page, first, _follow(page, first, signs, form).last, form)
    return Thread(first, end, f"{len(replies)} reply lines, then a comment form")


def _signed(page: Page, top: int, signs: set[int], form: set[int]) -> Thread | None:
    """Return the thread without heading and form.

    A line with a time, a comment and "Reply" recur. The comments may outweigh a short story above
    them.
    """
    replies = {number for number in signs if REPLIES & set(page.tokens[number])}
    opened = [
        number
        for number in sorted(signs - replies)
        if number >= top
        and any(page.shapes[n].prose for n in range(number + 1, min(number + 3, len(page.blocks))))
        and replies & set(range(number + 2, number + MAX_SIGN_DISTANCE))
    ]
    if len(opened) <= MIN_SIGNS or _prose(page, top, opened[0]) < MIN_STORY_WORDS:
        return None
    end = _end(page, opened[0], _follow(page, opened[0], signs, form).last, form)
    return Thread(
        opened[0], end, f"{len(opened)} times, each with a comment and a reply line below"
    )


def _signs(page: Page) -> set[int]:
    """Short blocks that are between comments: a time, "Reply", "Anna says:"."""
    phrased = {
        cue.block
        for cue in page.cues["comment-sign"]
        if len(page.tokens[cue.block]) <= MAX_SIGN_WORDS
    }
    return phrased | {
        number
        for number in page.having("#")
        if len(page.tokens[number]) <= MAX_SIGN_WORDS and CLOCK.search(page.blocks[number].text)
    }


def _headings(page: Page, top: int) -> Iterator[int]:
    """Blocks that read as a thread's heading and have a story above."""
    for cue in page.cues["comment-thread"]:
        if (
            cue.block >= top
            and cue.how in ("whole", "start")
            and not page.shapes[cue.block].prose
            and not REPLIES & set(page.tokens[cue.block])
            and _prose(page, 0, cue.block) >= MIN_STORY_WORDS
        ):
            yield cue.block


def _follow(page: Page, first: int, signs: set[int], form: set[int]) -> Followed:
    """Count the signs after a heading, up to the first gap that is too wide."""
    signed, formed, last = 0, False, first
    for number in range(first + 1, len(page.blocks)):
        if number in signs or number in form:
            signed += number in signs and number not in form
            formed = formed or number in form
            last = number
        elif number - last > MAX_SIGN_DISTANCE:
            break
    return Followed(signed, formed, last + 1)


def _end(page: Page, first: int, last: int, form: set[int]) -> int:
    """Return a thread's end.

    It is the form's, else the page's unless a story follows the last sign.
    """
    opens = "#" in page.tokens[last - 1] or page.blocks[last - 1].text.endswith(":")
    least = MAX_LAST_COMMENT_WORDS if opens else 0
    most = max(least, MAX_TAIL_SHARE * _prose(page, 0, first))
    size = len(page.blocks)
    return last if last - 1 in form or _prose(page, last, size) > most else size


def _prose(page: Page, first: int, last: int) -> int:
    return page.prose_before[last] - page.prose_before[first]

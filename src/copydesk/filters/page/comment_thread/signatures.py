"""Threads that only their writers' names and dates separate.

Each comment is signed above or below: "Anna Quill on June 4, 2021 at 9:12", "gullwatcher · 3d".
A live blog has one or two writers, a chronicle no times, a list of dated headlines no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from copydesk.filters.line import is_headline
from copydesk.lexicon import phrases
from copydesk.model.page import Page
from copydesk.parse.dates import dates_in
from copydesk.parse.relative_day import BACK
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

TIME = lazy_pattern(
    r"\b\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|"
    r"(?<![\w-])\d{1,3}\s?(?:mo|[hdwy])(?!\w)",
    re.IGNORECASE,
)
# Words of a signature with its day of the week, place and "Posted by".
MAX_SIGNATURE_WORDS = 14
# Words of a writer's name; a chronicle's entry has a longer title.
MAX_NAME_WORDS = 4
# Blocks from one signature to the next: a comment of several paragraphs.
MAX_DISTANCE = 12
# Signatures of a thread; two may be a correction's and an update's.
MIN_SIGNATURES = 3
# Share of different names among a thread's signatures; a live blog has one or two writers.
MIN_NAMES_SHARE = 0.5
# Share of signatures with a time of day, an age, or a name on a line above the date: a chronicle's
# dates have none.
MIN_TIMED_SHARE = 0.5
# Signatures of a thread whose dates have no time.
MIN_UNTIMED = 4
# Words of prose above a thread: one paragraph of story.
MIN_STORY_WORDS = 15
# Words of prose below the last signature that are its comment, or as a share of the story's prose.
MAX_LAST_COMMENT_WORDS = 60
MAX_TAIL_SHARE = 0.35
# Words of a signature beside its name and day.
SIGNING = frozenset(
    (
        *("says", "said", "wrote", "writes", "posted", "commented", "replied", "by", "pm", "am"),
        *("uhr", "sagt", "schreibt", "dit", "dice"),
    )
)


class Thread(NamedTuple):
    """A thread's blocks, from `first` up to `last`, and why they are one."""

    first: int
    last: int
    why: str


class Signature(NamedTuple):
    """A comment's first or last line: its block, its writer's name, and where the name is."""

    block: int
    name: str
    named: int
    timed: bool


def signed_thread(page: Page, top: int) -> Thread | None:
    """Return the first run of signatures with a comment between each two.

    It is below the block `top` and a paragraph of story.
    """
    above = page.prose_before[top] + MIN_STORY_WORDS
    signed = [
        one
        for number in page.having("#")
        if number >= top and page.prose_before[number] >= above
        for one in _signed(page, number)
    ]
    run = next(filter(_is_thread, _runs(page, signed)), None)
    if run is None:
        return None
    story = page.prose_before[run[0].block] - page.prose_before[top]
    first, last = _extent(page, run, story)
    return Thread(first, last, f"{len(run)} comments, each with a name and a date")


def _signed(page: Page, number: int) -> Iterator[Signature]:
    """Yield the signature that a block is, alone or with the name above or below it."""
    block, shape = page.blocks[number], page.shapes[number]
    excluded = shape.prose or is_headline(block) or block.kind in ("code", "table-row")
    if excluded or shape.words > MAX_SIGNATURE_WORDS:
        return
    rest, dated, timed = _without_day(block.text)
    if not dated:
        return
    if rest:
        yield Signature(number, " ".join(rest), number, timed)
        return
    for beside in (number - 1, number + 1):
        if 0 <= beside < len(page.blocks) and (name := _name(page, beside)):
            yield Signature(number, name, min(beside, number), timed)
            return


def _without_day(text: str) -> tuple[list[str], bool, bool]:
    """Return the words beside a day or age, whether they sign it, and whether there is a time.

    They sign a comment if there is a day or an age, and no more words than a name has.
    """
    spans = [(found.start, found.end) for found in dates_in(text)]
    ages = [found.span() for pattern in BACK for found in pattern.finditer(text)]
    times = [found.span() for found in TIME.finditer(text)]
    aged = [text[slice(*span)] for span in times if not set(":.h") & set(text[slice(*span)][1:-1])]
    if not (spans or ages or aged):
        return [], False, bool(times)
    dated = {place for span in (*spans, *ages, *times) for place in range(*span)}
    rest = "".join(letter for place, letter in enumerate(text) if place not in dated)
    name = [word for word in tokens(rest) if word not in _no_names() and word != "#"]
    return name, len(name) <= MAX_NAME_WORDS, bool(times or ages)


@cache
def _no_names() -> frozenset[str]:
    """Words of a signature that do not belong to its name: "on", "at", "says"."""
    return SIGNING.union(*phrases("function-words").values())


def _name(page: Page, number: int) -> str:
    """Return the name that a line is, or an empty string."""
    block, shape = page.blocks[number], page.shapes[number]
    if shape.prose or is_headline(block) or not 0 < shape.words <= MAX_NAME_WORDS or shape.ends:
        return ""
    return "" if "#" in page.tokens[number] and shape.words == 1 else block.text


def _runs(page: Page, signatures: list[Signature]) -> Iterator[list[Signature]]:
    """Yield runs of signatures that have a comment between each two."""
    run = signatures[:1]
    for before, after in pairwise(signatures):
        near = after.block - before.block <= MAX_DISTANCE
        if not (near and _is_comment(page, before.block + 1, after.named)):
            yield run
            run = []
        run.append(after)
    if run:
        yield run


def _is_comment(page: Page, first: int, last: int) -> bool:
    """Return whether blocks hold a sentence."""
    return any(shape.prose or shape.ends for shape in page.shapes[first:last])


def _is_thread(run: list[Signature]) -> bool:
    """Return whether enough people sign, and each as the others."""
    names = {one.name for one in run}
    if len(names) < max(MIN_SIGNATURES, MIN_NAMES_SHARE * len(run)):
        return False
    least = MIN_TIMED_SHARE * len(run)
    named_above = sum(one.named < one.block for one in run)
    return sum(one.timed for one in run) >= least or (
        named_above >= least and len(names) >= MIN_UNTIMED
    )


def _extent(page: Page, run: list[Signature], story: int) -> tuple[int, int]:
    """Return the half-open range of a thread.

    Where no sentence follows the last signature, the signatures are below their comments.
    """
    last, size = run[-1].block, len(page.blocks)
    if not _is_comment(page, last + 1, min(last + 3, size)):
        return run[0].named - 1, last + 1
    below = page.prose_before[size] - page.prose_before[last]
    most = max(MAX_LAST_COMMENT_WORDS, MAX_TAIL_SHARE * story)
    return run[0].named, size if below <= most else last + 2

"""Cuts all that follows the end of the story: related lists, author box, tags, press contacts,
copyright.

Looks alike and must stand: the story's second half after a box in its middle, and a last section
under a subhead such as "Related work". Seen on every page; the end shows by a line such as "More
from Orrin", "About the author", "###" or a comment form with little prose after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts.story_extent import stretch
from copydesk.filters.line import is_of_entries
from copydesk.model.ledger import Ledger, Mark, marked
from copydesk.model.page import Page

STORY = 40
"""Less prose than two short paragraphs before a cue is no story that could have ended there."""
LITTLE = 0.3
"""Teasers, an author's life and a notice after the end hold less than a third of the story's own
prose; a second half holds more.
"""
ONE_NOTICE = 30
"""An author's life after a brief of two paragraphs has that many words."""
MANY_WORDS = 500
"""More than this is a second half, however long the story: a guide of five thousand words goes on
for long after its "Recommended courses".
"""
LONGEST = 8
"""A cue is a line of at most eight words ("More from the north side of Orrin"); a longer one that
begins so is a sentence, except where it is a legal line.
"""
END_SIGNS = frozenset(
    (
        "###",
        "# # #",
        "-30-",
        "– 30 –",
        "-ends-",
        "- ends -",
        "ends",
        "–ends–",
        "انتهای پیام/",
        "انتهای پیام",
        "（完）",
        "(完)",
    )
)
LONGEST_SIGN = max(map(len, END_SIGNS))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks everything from the first cue on with a story before it and little prose after it."""
    story = stretch(page, ledger)
    left = _prose_left(page, ledger)
    for number, cue in sorted(_cues(page, ledger).items()):
        before, after = left[number] - left[story.first], left[-1] - left[number]
        if (
            number > story.first
            and before >= STORY
            and after <= max(ONE_NOTICE, min(LITTLE * before, MANY_WORDS))
        ):
            yield from marked(
                range(number, len(page.blocks)), f"follows the end of the story, at {cue}", 0.6
            )
            return


def _cues(page: Page, ledger: Ledger) -> dict[int, str]:
    """Block -> how a reader would name it, of the lines and elements that show that a story has
    ended.
    """
    sure = [cue for name in ("after-story", "comment-form") for cue in page.cues[name]]
    sure += page.cues["about-line"] if page.cues["press-release"] else []
    lines = {cue.block for cue in sure if cue.how != "inside" or "©" in page.blocks[cue.block].text}
    if boxes := page.cues["story-box"]:
        goes_on = _paragraph_follows(page, ledger)
        lines |= {cue.block for cue in boxes if not goes_on[cue.block]}
    lines = {
        number for number in lines if _is_line(page, number) and not is_of_entries(page, number)
    }
    lines |= {
        block.number
        for block in page.blocks
        if block.text[0] == "©"
        or (len(block.text) <= LONGEST_SIGN and block.text.lower() in END_SIGNS)
    }
    named = {
        box.first: " ".join(box.names)
        for number, box in page.within("after-story")
        if number == box.first
    }
    return {number: f"“{page.blocks[number].text[:40]}”" for number in lines} | named


def _paragraph_follows(page: Page, ledger: Ledger) -> list[bool]:
    """Block by block, whether a paragraph of the story comes next: prose, the next that stands,
    that does not speak to the reader as a pitch does.
    """
    spoken = {cue.block for cue in page.cues["address"]}
    follows, cut, shapes = [False] * len(page.blocks), ledger.cut, page.shapes
    for number in range(len(page.blocks) - 1, 0, -1):
        follows[number - 1] = (
            follows[number] if number in cut else shapes[number].prose and number not in spoken
        )
    return follows


def _is_line(page: Page, number: int) -> bool:
    return page.shapes[number].words <= LONGEST and not page.shapes[number].prose


def _prose_left(page: Page, ledger: Ledger) -> list[int]:
    """Words of prose before each block, and before the page's end, that no filter has cut and that
    stand in no furniture of the site.
    """
    words, furniture, cut = 0, page.facts.site_blocks, ledger.cut
    sums = [0]
    for number, shape in enumerate(page.shapes):
        if shape.prose and number not in furniture and number not in cut:
            words += shape.words
        sums.append(words)
    return sums

"""Cuts all that follows the end of the story: related lists, copyright.

Looks alike and stays: the story's second half after a box in its middle, and a last section under a
subhead such as "Related work". Seen on every page. The end is known by a line such as "More from
Orrin", "About the author", "###" or a comment form, with little prose after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts.story_extent import stretch
from copydesk.filters.line import is_of_entries, quote
from copydesk.model.entries import Mark, marked
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of prose above a cue: two short paragraphs are the shortest story that can have ended.
MIN_STORY_WORDS = 40
# Share of the story's words that may follow its end: teasers, an author's life and a notice hold
# less than a third, a second half holds more.
MAX_SHARE_AFTER = 0.3
# Words that may follow even a brief of two paragraphs: an author's life.
MIN_WORDS_AFTER = 30
# Words that may follow even the longest story: a guide of five thousand words goes on for long
# after its "Recommended courses". No case holds it, for it takes a story of 1,700 words.
MAX_WORDS_AFTER = 500
# Words of a cue ("More from the north side of Orrin"); a longer line that begins so is a sentence,
# except where it is a legal line.
MAX_CUE_WORDS = 8
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
MAX_SIGN_CHARS = max(map(len, END_SIGNS))


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark everything from the first cue of the story's end on.

    Such a cue has a story above it and little prose below.
    """
    story = stretch(page, ledger)
    left = _prose_above(page, ledger)
    for number, cue in sorted(_cues(page, ledger).items()):
        before, after = left[number] - left[story.first], left[-1] - left[number]
        most = max(MIN_WORDS_AFTER, min(MAX_SHARE_AFTER * before, MAX_WORDS_AFTER))
        if number > story.first and before >= MIN_STORY_WORDS and after <= most:
            yield from marked(range(number, len(page.blocks)), f"the story ends at {cue}", 0.6)
            return


def _cues(page: Page, ledger: Ledger) -> dict[int, str]:
    """Map each block that shows a story's end to its evidence.

    Evidence is the quoted line or the element's name.
    """
    lines = {
        number
        for number in _phrased(page, ledger)
        if _is_short(page, number) and not is_of_entries(page, number)
    }
    lines |= {block.number for block in page.blocks if _is_sign(block.text)}
    named = {
        box.first: " ".join(box.names)
        for number, box in page.within("after-story")
        if number == box.first
    }
    return {number: quote(page.blocks[number].text) for number in lines} | named


def _phrased(page: Page, ledger: Ledger) -> set[int]:
    """Return the blocks with a phrase that ends a story.

    A box that a story can hold ends it only if it is the last.
    """
    sure = [cue for name in ("after-story", "comment-form") for cue in page.cues[name]]
    sure += page.cues["about-line"] if page.cues["press-release"] else []
    found = {cue.block for cue in sure if cue.how != "inside" or "©" in page.blocks[cue.block].text}
    if boxes := page.cues["story-box"]:
        goes_on = _paragraph_follows(page, ledger)
        found |= {cue.block for cue in boxes if not goes_on[cue.block]}
    return found


def _is_sign(text: str) -> bool:
    return text[0] == "©" or (len(text) <= MAX_SIGN_CHARS and text.lower() in END_SIGNS)


def _paragraph_follows(page: Page, ledger: Ledger) -> list[bool]:
    """Return, block by block, whether the next uncut block is the story's.

    It is if it is prose that does not address the reader as a pitch does.
    """
    addressed = {cue.block for cue in page.cues["address"]}
    follows, cut, shapes = [False] * len(page.blocks), ledger.cut, page.shapes
    for number in range(len(page.blocks) - 1, 0, -1):
        follows[number - 1] = (
            follows[number] if number in cut else shapes[number].prose and number not in addressed
        )
    return follows


def _is_short(page: Page, number: int) -> bool:
    return page.shapes[number].words <= MAX_CUE_WORDS and not page.shapes[number].prose


def _prose_above(page: Page, ledger: Ledger) -> list[int]:
    """Return the words of uncut prose before each block and the page's end.

    Site navigation does not count.
    """
    words, furniture, cut = 0, page.facts.site_blocks, ledger.cut
    sums = [0]
    for number, shape in enumerate(page.shapes):
        if shape.prose and number not in furniture and number not in cut:
            words += shape.words
        sums.append(words)
    return sums

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

# Words of prose above a cue: the shortest story is two short paragraphs.
MIN_STORY_WORDS = 40
# Most words after the story's end, as a share of those above: teasers, an author's biography and a
# notice have less than a third, the second half of a story has more.
MAX_SHARE_AFTER = 0.3
# Words that may follow any story, however short: an author's biography.
MIN_WORDS_AFTER = 30
# Words that may follow any story, however long: a guide of five thousand words has many after its
# section "Recommended courses". No case tests it, because it needs a story of 1,700 words.
MAX_WORDS_AFTER = 500
# Words of the longest cue ("More from the north side of Orrin"). A longer line that begins like one
# is a sentence, unless it is a copyright notice.
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
    """Mark all blocks from the first cue of the story's end on.

    The cue has a story above it and little prose below.
    """
    story = stretch(page, ledger)
    prose = _prose_above(page, ledger)
    for number, cue in sorted(_cues(page, ledger).items()):
        before, after = prose[number] - prose[story.first], prose[-1] - prose[number]
        most = max(MIN_WORDS_AFTER, min(MAX_SHARE_AFTER * before, MAX_WORDS_AFTER))
        if number > story.first and before >= MIN_STORY_WORDS and after <= most:
            yield from marked(range(number, len(page.blocks)), f"the story ends at {cue}", 0.6)
            return


def _cues(page: Page, ledger: Ledger) -> dict[int, str]:
    """Map each block that may end the story to its evidence.

    The evidence is the quoted line or the element's class names.
    """
    lines = {
        number
        for number in _phrased(page, ledger)
        if _is_short(page, number) and not is_of_entries(page, number)
    }
    lines |= {block.number for block in page.blocks if _is_end_sign(block.text)}
    named = {
        box.first: " ".join(box.names)
        for number, box in page.within("after-story")
        if number == box.first
    }
    return {number: quote(page.blocks[number].text) for number in lines} | named


def _phrased(page: Page, ledger: Ledger) -> set[int]:
    """Return the blocks with a phrase that ends a story.

    A phrase of a box that also occurs inside stories ends one only if no paragraph of the story
    follows.
    """
    sure = [cue for name in ("after-story", "comment-form") for cue in page.cues[name]]
    sure += page.cues["about-line"] if page.cues["press-release"] else []
    found = {cue.block for cue in sure if cue.how != "inside" or "©" in page.blocks[cue.block].text}
    if boxes := page.cues["story-box"]:
        goes_on = _paragraph_follows(page, ledger)
        found |= {cue.block for cue in boxes if not goes_on[cue.block]}
    return found


def _is_end_sign(text: str) -> bool:
    return text[0] == "©" or (len(text) <= MAX_SIGN_CHARS and text.lower() in END_SIGNS)


def _paragraph_follows(page: Page, ledger: Ledger) -> list[bool]:
    """Return, block by block, whether the story goes on after it.

    It does if the next uncut block is prose or short sentences, and does not address the reader, as
    a pitch does.
    """
    addressed = {cue.block for cue in page.cues["address"]}
    follows, cut = [False] * len(page.blocks), ledger.cut
    for number in range(len(page.blocks) - 1, 0, -1):
        shape = page.shapes[number]
        in_sentences = shape.prose or (shape.ends and shape.stops > 0)
        follows[number - 1] = (
            follows[number] if number in cut else in_sentences and number not in addressed
        )
    return follows


def _is_short(page: Page, number: int) -> bool:
    return page.shapes[number].words <= MAX_CUE_WORDS and not page.shapes[number].prose


def _prose_above(page: Page, ledger: Ledger) -> list[int]:
    """Return the words of uncut prose above each block, and on the whole page.

    Site navigation does not count.
    """
    words, site_blocks, cut = 0, page.facts.site_blocks, ledger.cut
    sums = [0]
    for number, shape in enumerate(page.shapes):
        if shape.prose and number not in site_blocks and number not in cut:
            words += shape.words
        sums.append(words)
    return sums

"""Cuts the lines of a comment form: "Leave a Reply", "Required fields are marked *", "Log in to
comment".

Looks alike and must stand: a sentence that quotes such a line, and a contact form's "Name" where no
comment form is near. Seen under the story of nearly every blog and newspaper: WordPress, Disqus,
Facebook, Coral, OpenWeb, Viafoura.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

NEAR = 3
"""A label is a form's where one of its sure lines stands at most three blocks away, labels between
them not counted (WordPress has heading, note, Comment, Name, Email, Website, consent, button).
"""
MOSTLY = 0.5
"""A block of which half the words are form lines is one; a paragraph that quotes one line is
not.
"""
LONG_LABEL = 4


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks the sure lines of a form, then the labels beside them."""
    sure = _sure_lines(page)
    for number, why in sure.items():
        yield Mark(number, why)
    labels = _labels(page)
    yield from (
        Mark(number, "a label of the comment form beside it", weight=0.8)
        for number in sorted(_beside(page, set(sure), labels))
    )


def _sure_lines(page: Page) -> dict[int, str]:
    """Block -> why, for the blocks that are form lines by their words or by their element's
    name.
    """
    covered: dict[int, int] = {}
    for cue in page.cues["comment-form"]:
        covered[cue.block] = covered.get(cue.block, 0) + cue.last - cue.first
    found = {
        number: "a line of a comment form"
        for number, words in covered.items()
        if words >= MOSTLY * len(page.tokens[number])
    }
    for number, box in page.within("comment-form"):
        found.setdefault(number, f"stands inside {' '.join(box.names)}")
    return dict(sorted(found.items()))


def _labels(page: Page) -> set[int]:
    """Blocks that begin like a form's label and are short; "Name *" is one word."""
    return {
        cue.block for cue in page.cues["form-label"] if len(page.tokens[cue.block]) <= LONG_LABEL
    }


def _beside(page: Page, sure: set[int], labels: set[int]) -> set[int]:
    """The labels that a chain of labels, with at most NEAR other blocks in it, joins to a sure
    line.
    """
    found: set[int] = set()
    for direction in (1, -1):
        reach = 0
        for number in range(len(page.blocks))[::direction]:
            if number in sure:
                reach = NEAR
            elif number in labels and reach:
                found.add(number)
            elif page.shapes[number].prose:
                reach = 0
            else:
                reach = max(0, reach - 1)
    return found - sure

"""Cuts the lines of a comment form: "Leave a Reply", "Log in to comment".

Looks alike and stays: a sentence that quotes such a line, and a contact form's "Name" where no
comment form is near. Seen under the story of nearly every blog and newspaper: WordPress, Disqus,
Facebook, Coral, OpenWeb, Viafoura.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import evidence
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Other blocks in a chain of labels that joins a label to a sure line of the form. WordPress has
# heading, note, Comment, Name, Email, Website, consent, button.
MAX_GAP = 3
# Share of a block's words that are a form's; a paragraph that quotes one line has less.
MIN_FORM_SHARE = 0.5
# Words of a label: "Website (optional) *" has 2.
MAX_LABEL_WORDS = 4


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark the sure lines of a form, then the labels beside them."""
    sure = _sure_lines(page)
    for number, why in sure.items():
        yield Mark(number, why)
    for number in sorted(_beside(page, set(sure), _labels(page))):
        yield Mark(number, "a form label joined to a comment form by other labels", weight=0.8)


def _sure_lines(page: Page) -> dict[int, str]:
    """Block -> why, for form lines by their words or by their element's name."""
    cues: dict[int, list[Cue]] = {}
    for cue in page.cues["comment-form"]:
        cues.setdefault(cue.block, []).append(cue)
    found = {
        number: evidence(page, inside)
        for number, inside in cues.items()
        if sum(cue.last - cue.first for cue in inside) >= MIN_FORM_SHARE * len(page.tokens[number])
    }
    for number, box in page.within("comment-form"):
        found.setdefault(number, f"inside {box.tag}.{'.'.join(box.names)[:60]}")
    return dict(sorted(found.items()))


def _labels(page: Page) -> set[int]:
    """Short blocks that begin like a form's label."""
    labels = {cue.block for cue in page.cues["form-label"]}
    return {number for number in labels if len(page.tokens[number]) <= MAX_LABEL_WORDS}


def _beside(page: Page, sure: set[int], labels: set[int]) -> set[int]:
    """Return the labels that a chain joins to a sure line.

    MAX_GAP bounds the blocks between two of them.
    """
    found: set[int] = set()
    for direction in (1, -1):
        reach = 0
        for number in range(len(page.blocks))[::direction]:
            if number in sure:
                reach = MAX_GAP
            elif number in labels and reach:
                found.add(number)
            elif page.shapes[number].prose:
                reach = 0
            else:
                reach = max(0, reach - 1)
    return found - sure

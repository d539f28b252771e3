"""Cuts the links to the posts before and after: "Previous post", "Next article", and the headlines
beside them.

Looks alike and must stand: "Next" and "Previous" as headings of the story's sections, sentences
that begin alike. Seen between the story and its comments.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed_labels, is_headline
from copydesk.filters.run import ITEM, is_headline_line
from copydesk.lexicon import Cue
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

PAIR = 4
"""From "Previous" to "Next" it is four lines at most: a date, a headline, an author."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks such labels where two stand close together or a headline follows, with the headlines,
    and blocks inside their boxes.
    """
    labels = sorted(
        {cue.block for cue in page.cues["prev-next"] if cue.first == 0 and _is_label(page, cue)}
    )
    for before, number, after in zip(
        [-9, *labels], labels, [*labels[1:], len(page.blocks) + 9], strict=False
    ):
        paired = number - before <= PAIR or after - number <= PAIR
        headline = number + 1 < len(page.blocks) and _is_neighbour(page, number + 1)
        if paired or (headline and page.shapes[number].words > 1):
            yield Mark(number, "leads to the post before or after")
        if paired and headline and number + 1 not in labels:
            yield Mark(number + 1, "the headline of the post before or after", weight=0.8)
    yield from boxed_labels(page, "prev-next", "leads to the posts before and after")


def _is_label(page: Page, cue: Cue) -> bool:
    """Whether a line is a label, or a label with its headline in one line; one word ("Next steps")
    is a label only before a colon.
    """
    shape, block = page.shapes[cue.block], page.blocks[cue.block]
    if shape.prose or shape.words > ITEM or is_headline(block) or block.kind == "table-row":
        return False
    if cue.how == "whole":
        return True
    after = block.text[page.phrase(cue)[1] :].lstrip()
    return not block.text.endswith((".", ",")) and (cue.last > 1 or after.startswith(":"))


def _is_neighbour(page: Page, number: int) -> bool:
    """Whether the line after a label is a headline, and no more of the page follows it than a list
    would.
    """
    return (
        is_headline_line(page, number)
        and not page.shapes[number].prose
        and page.shapes[number].words <= ITEM
    )

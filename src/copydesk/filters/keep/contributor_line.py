"""Keeps the line that says who else worked on the story: "Harbor News' Jane Doe contributed to this
report."

Looks alike and stays cut: a paragraph about contributions, a line of another story, or one far from
the story it would end. Seen as the last line of agency stories, where it stands alone, short, and
often behind a box.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.standing import prose_near
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

WORDS = 30
"""Three agencies' reporters with their cities take twenty-six words."""
REACH = 6
"""A share bar or an advertisement may stand between the story and the line."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks cut lines with a contributor's phrase that stand below the story's prose."""
    for number in dict.fromkeys(cue.block for cue in page.cues["contributors"]):
        if (
            page.shapes[number].words <= WORDS
            and ledger.is_cut(number)
            and prose_near(page, ledger, number, -1, REACH)
        ):
            yield Mark(number, "says who contributed to the story")

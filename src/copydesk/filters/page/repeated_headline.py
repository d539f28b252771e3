"""Cuts later copies of the headline, exact or nearly.

A copy may differ in case and punctuation, or have the site's name after it. Looks alike and stays:
a sentence that contains the headline's words, and a subhead with them inside the story. Seen in
share boxes, breadcrumbs and printed twice over the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.tokens import tokens

# Words of a headline that a longer line can repeat; one of one or two words ("Weather") is a
# section's name too, and only its equal is a copy.
MIN_HEADLINE_WORDS = 3
# Words that a site's name or "Share:" adds to a copy.
MAX_EXTRA_WORDS = 5
# Share of the page's prose above a copy that heads a section of the story: with less it is printed
# twice over the story, with more it is below it.
MIN_ABOVE_SUBHEAD, MAX_ABOVE_SUBHEAD = 0.1, 0.9


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark every block but the headline's own that repeats it."""
    headline = ledger.chosen("headline")
    if headline is None or not isinstance(headline.value, str):
        return
    wanted = tokens(headline.value)
    if not wanted:
        return
    rarest = min(wanted, key=lambda word: len(page.words.get(word, ())))
    for number in page.having(rarest):
        excluded = number == headline.block or page.blocks[number].kind == "title"
        if excluded or ledger.taken(number) or _is_subhead(page, number, wanted):
            continue
        if _repeats(page, number, wanted):
            extra = len(page.tokens[number]) - len(wanted)
            why = "the words of the headline" + (f" and {extra} more" if extra else "")
            yield Mark(number, why, weight=0.9)


def _is_subhead(page: Page, number: int, wanted: list[str]) -> bool:
    """Return whether a copy has story above it and directly below."""
    below = page.shapes[number + 1 : number + 2]
    heads = page.tokens[number] == wanted and any(shape.prose for shape in below)
    return heads and MIN_ABOVE_SUBHEAD <= page.prose_share(0, number) <= MAX_ABOVE_SUBHEAD


def _repeats(page: Page, number: int, wanted: list[str]) -> bool:
    """Return whether a block repeats the headline.

    It has its words, or is short and holds them with a few more.
    """
    words, size = page.tokens[number], len(wanted)
    if words == wanted:
        return True
    if size < MIN_HEADLINE_WORDS or page.shapes[number].prose:
        return False
    extra = len(words) - size
    if not 0 <= extra <= min(MAX_EXTRA_WORDS, size):
        return False
    return any(words[start : start + size] == wanted for start in range(extra + 1))

"""What a page says of itself: that it was not found, asks for consent, lists or sells."""

from __future__ import annotations

from functools import cache

from copydesk.lexicon import phrases
from copydesk.model.page import Page
from copydesk.text.tokens import tokens

THIN = 150
"""Words of a body below which a phrase of an error or consent page decides the status."""


def cued_statuses(page: Page) -> frozenset[str]:
    """Return the statuses that phrases of the page or its title name."""
    title = " ".join(tokens(page.evidence.title or ""))
    found = {page_says(title)} if title else set()
    for cue in page.cues["status"]:
        text = " ".join(page.tokens[cue.block][cue.first : cue.last])
        found.add(page_says(text))
    return frozenset(status for status in found if status)


@cache
def _statuses() -> dict[str, tuple[str, ...]]:
    """Status -> its phrases, without their dots."""
    return {
        status: tuple(line.replace("...", "").strip() for line in lines)
        for status, lines in phrases("status").items()
    }


def page_says(text: str) -> str | None:
    """The status that a phrase of the vocabulary indicates."""
    return next(
        (status for status, lines in _statuses().items() if any(line in text for line in lines)),
        None,
    )

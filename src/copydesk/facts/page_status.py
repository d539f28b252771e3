"""Statuses that phrases of a page indicate: an error page, a consent wall, a listing, a shop."""

from __future__ import annotations

from functools import cache

from copydesk.lexicon import phrases
from copydesk.model.page import Page
from copydesk.text.tokens import tokens

MAX_MESSAGE_WORDS = 150
"""Words of a body below which a phrase of an error or consent page decides the status."""


def cued_statuses(page: Page) -> frozenset[str]:
    """Return the statuses that phrases of the page or its title name."""
    title = " ".join(tokens(page.evidence.title or ""))
    found = {_status_in(title)} if title else set()
    for cue in page.cues["status"]:
        text = " ".join(page.tokens[cue.block][cue.first : cue.last])
        found.add(_status_in(text))
    return frozenset(status for status in found if status)


@cache
def _statuses() -> dict[str, tuple[str, ...]]:
    """Status -> its phrases, without their dots."""
    return {
        status: tuple(line.replace("...", "").strip() for line in lines)
        for status, lines in phrases("status").items()
    }


def _status_in(text: str) -> str | None:
    """Return the status that a phrase of the vocabulary indicates, or None."""
    return next(
        (status for status, lines in _statuses().items() if any(line in text for line in lines)),
        None,
    )

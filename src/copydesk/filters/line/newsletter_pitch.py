"""Cuts the lines that ask for an e-mail address: "Sign up for our daily newsletter", "Your email",
"You can unsubscribe at any time".

Looks alike and must stand: prose about newsletters and quoted pitches. A sentence goes only where
two phrases of a pitch stand in it. Seen above, below and in the middle of the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import apart, boxed, is_whole, worded
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page

LABEL = 12
"""A pitch that is no sentence: "Get the day's top headlines delivered to your inbox each weekday
morning" has twelve words.
"""
PITCH = 45
"""A pitch with its consent, in one paragraph, has up to 45 words."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks pitch lines, and blocks inside newsletter boxes."""
    for block, shape, cues in worded(page, "newsletter-pitch"):
        signals = apart(cues)
        if is_whole(cues) and not shape.prose:
            yield Mark(block.number, "a label of a newsletter form")
        elif signals > 1 and shape.words <= PITCH:
            yield Mark(block.number, "a pitch for a newsletter: two of its phrases")
        elif shape.words <= LABEL and _asks(page, block.number, cues[0].how):
            yield Mark(block.number, "a pitch for a newsletter", weight=0.8)
    yield from boxed(page, "newsletter-pitch", "a newsletter box")


def _asks(page: Page, number: int, how: str) -> bool:
    """Whether a short line with one phrase is a pitch: it names the letter or the address."""
    return how == "start" and bool(WORDS.intersection(page.tokens[number]))


WORDS = frozenset(
    (
        *(
            "newsletter",
            "newsletters",
            "inbox",
            "email",
            "emails",
            "mailing",
            "subscribe",
            "signup",
        ),
        *(
            "boletín",
            "boletines",
            "correo",
            "suscríbete",
            "postfach",
            "abonnieren",
            "abonniere",
            "courriel",
            "inscrivez",
            "abonnez",
        ),
        *(
            "boletim",
            "assine",
            "subscreva",
            "inscreva",
            "cadastre",
            "iscriviti",
            "nieuwsbrief",
            "nieuwsbrieven",
            "mailbox",
            "mail",
        ),
    )
)
"""One of these words and the beginning of a pitch are two signals in a short line."""

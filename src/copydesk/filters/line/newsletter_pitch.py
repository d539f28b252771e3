"""Cuts newsletter pitches: "Sign up for our newsletter", "Your email".

Looks alike and stays: prose about newsletters, and quoted pitches. A sentence is cut only with two
phrases of a pitch in it. Seen above, below and in the middle of the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, evidence, is_whole, quote, separate, worded
from copydesk.lexicon import Cue
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page

# Words of a pitch with one phrase: "Get the day's top headlines delivered to your inbox each
# weekday morning" has 12.
MAX_LABEL_WORDS = 12
# Words of a pitch with two phrases: the offer and the consent in one paragraph.
MAX_PITCH_WORDS = 45
# One of these words and the beginning of a pitch are the two signals of a short line.
OBJECTS = frozenset(
    (
        "newsletter",
        "newsletters",
        "inbox",
        "email",
        "emails",
        "mailing",
        "subscribe",
        "signup",
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
    )
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark pitch lines, and blocks inside newsletter boxes."""
    for block, shape, cues in worded(page, "newsletter-pitch"):
        if (is_whole(cues) and not shape.prose) or (
            len(separate(cues)) > 1 and shape.words <= MAX_PITCH_WORDS
        ):
            yield Mark(block.number, evidence(page, cues))
        elif shape.words <= MAX_LABEL_WORDS and (word := _object(page, cues[0])):
            yield Mark(block.number, f"{evidence(page, cues)}, and names {quote(word)}", weight=0.8)
    yield from box_marks(page, "newsletter-pitch")


def _object(page: Page, cue: Cue) -> str:
    """The letter or address that a line names which begins as a pitch."""
    words = page.tokens[cue.block] if cue.how == "start" else []
    return next((word for word in words if word in OBJECTS), "")

"""Cuts breadcrumbs: "Home > News > Local", "Startseite » Politik".

Looks alike and stays: a comparison ("9 > 4"), a path through the menus of a program in a manual's
sentence, a row of scores. Seen above the headline.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, is_headline, quote
from copydesk.lexicon import phrases
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

ARROWS = lazy_pattern(r"\s*[>›»→❯▸/\\|]+\s*|\s+::\s+")
# Words of three sections and the headline as the last crumb.
MAX_WORDS = 30
OPENERS = (
    "you are here",
    "sie sind hier",
    "du bist hier",
    "vous êtes ici",
    "estás aquí",
    "está aquí",
    "você está aqui",
    "sei qui",
    "je bent hier",
    "u bent hier",
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark breadcrumb boxes, and lines of arrows from the home page on."""
    homes = {
        line.removesuffix(" ...") for lines in phrases("home-label").values() for line in lines
    }
    for cue in page.cues["home-label"]:
        block, shape = page.blocks[cue.block], page.shapes[cue.block]
        if cue.first or shape.prose or shape.words > MAX_WORDS or is_headline(block):
            continue
        parts = [" ".join(tokens(part)) for part in ARROWS.split(block.text)]
        if len(parts) > 1 and (parts[0] in homes or parts[0].startswith(OPENERS)):
            yield Mark(cue.block, f"begins at the home page: {quote(block.text)}")
    yield from box_marks(page, "breadcrumb-box")

"""Cuts breadcrumbs: "Home > News > Local", "Startseite » Politik", "Accueil / Culture".

Looks alike and must stand: a comparison ("9 > 4"), a path through the menus of a program in a
manual's sentence, a row of scores. Seen above the headline.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import is_headline
from copydesk.lexicon import phrases
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens

ARROWS = lazy_pattern(r"\s*[>›»→❯▸/\\|]+\s*|\s+::\s+")
LONGEST = 30
"""Three sections and the headline as the last crumb."""
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
    """Marks lines that begin with the home page and go on by arrows, and blocks inside breadcrumb
    boxes.
    """
    homes = {
        line.removesuffix(" ...") for lines in phrases("home-label").values() for line in lines
    }
    for cue in page.cues["home-label"]:
        block = page.blocks[cue.block]
        if (
            cue.first
            or page.shapes[cue.block].prose
            or page.shapes[cue.block].words > LONGEST
            or is_headline(block)
        ):
            continue
        parts = [" ".join(tokens(part)) for part in ARROWS.split(block.text)]
        if len(parts) > 1 and (parts[0] in homes or parts[0].startswith(OPENERS)):
            yield Mark(cue.block, "the way from the home page to this one")
    for number, box in page.within("breadcrumb-box"):
        if not is_headline(page.blocks[number]):
            yield Mark(
                number,
                f"the way from the home page to this one (inside "
                f"{box.tag}.{'.'.join(box.names)[:60]})",
            )

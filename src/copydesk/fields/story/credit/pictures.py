"""Which blocks of a page are a picture's caption, its credit, or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.model.ledger import Find, Ledger
from copydesk.model.page import Block, Page
from copydesk.parse.credit import (
    Credit,
    cleaned,
    looks_like_name,
    read_ahead,
    read_bare,
    read_credit,
    read_inside,
)
from copydesk.parse.roles import begins_with_role

LONGEST_CAPTION = 90
BESIDE = 12
"""Blocks below the headline among which a line may be a credit without any word that says so: "Kip
Lassiter/WQHX".
"""


class Seen(NamedTuple):
    """A block that is a caption, a credit or both: its credit, its caption, where they end, why it
    is believed and how sure that is.
    """

    block: Block
    credit: Credit | None
    caption: str
    why: str
    sure: float
    end: int


def seen(page: Page, ledger: Ledger, numbers: Iterable[int]) -> Iterator[Seen]:
    """The captions and credits among these blocks of a page, in order."""
    headline = ledger.chosen("headline")
    for number in numbers:
        if not _is_chrome(page, ledger, number) and (
            one := _read(page, page.blocks[number], headline)
        ):
            yield one._replace(caption="") if ledger.taken(number) else one


def candidates(page: Page, headline: Find | None, byline: Find | None) -> list[int]:
    """The numbers of the blocks that hold a credit's words, stand in a caption's or a credit's
    element, name the author, or have a stroke and stand below the headline.
    """
    asked = {cue.block for cue in page.cues["credit"]} | {
        block.number for block in page.blocks if block.kind == "caption"
    }
    if byline and byline.block is not None:
        asked.add(byline.block)
    if headline and headline.block is not None:
        asked |= {
            block.number
            for block in page.blocks[headline.block + 1 : headline.block + BESIDE]
            if "/" in block.text and not block.linked
        }
    for name in ("credit", "caption"):
        for box in (page.boxes[number] for number in page.named.get(name, ())):
            asked |= set(range(box.first, box.last)) if box.last - box.first < 4 else set()
    return sorted(asked)


def _is_chrome(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether a filter that knows the words has cut a block, or another field took its end: what
    stands behind a byline may be a credit.
    """
    verdict = ledger.standing(number)
    cut = verdict is not None and verdict.call == "cut" and verdict.stage in ("line", "run")
    size = len(page.blocks[number].text)
    return cut or any(
        find.field != "headline" and (find.span is None or find.span[1] == size)
        for find in ledger.taken(number)
    )


def _read(page: Page, block: Block, headline: Find | None) -> Seen | None:
    words = page.shapes[block.number].words
    if (
        page.shapes[block.number].prose
        and page.prose_before[block.number] < LONGEST_CAPTION
        and (one := _glued(block))
    ):
        return one
    if words > LONGEST_CAPTION or block.kind in ("title", "code", "control", "table-row"):
        return None
    boxes = {
        name
        for name in ("credit", "caption")
        for box in page.path(block)
        if box.last - box.first < 4 and box.number in page.named.get(name, ())
    }
    is_caption = block.kind == "caption" or "caption" in boxes
    credit = _credit(page, block, boxes, is_caption)
    size = len(block.text)
    if credit is None:
        return (
            Seen(block, None, block.text, "a picture's caption", 0.8, size)
            if is_caption and words < 60
            else None
        )
    caption = block.text[: credit.span[0]].rstrip(" (|[-–—•")
    if headline and caption == headline.value:
        return Seen(
            block, credit, "", "a credit glued to the headline's repetition", 0.8, credit.span[1]
        )
    if not is_caption and caption and credit.sure < 1:
        return None
    why = "a caption that ends in its credit" if caption else "a line that credits a picture"
    return Seen(
        block,
        credit,
        caption,
        why,
        0.95 if is_caption or boxes else 0.9 if not caption or words < 60 else 0.4,
        size,
    )


def _glued(block: Block) -> Seen | None:
    """A credit, or a caption and its credit, to which the story's first words have been glued."""
    if ahead := read_ahead(block.text):
        return Seen(
            block,
            ahead,
            "",
            "a credit glued before the story's first words",
            ahead.sure,
            ahead.span[1],
        )
    if inside := read_inside(block.text):
        return Seen(
            block,
            inside,
            block.text[: inside.span[0]].rstrip(),
            "a caption glued before the story's first words",
            inside.sure,
            inside.span[1],
        )
    return None


def _credit(page: Page, block: Block, boxes: set[str], is_caption: bool) -> Credit | None:
    """The credit that a block holds, by its words or by its element."""
    credit = read_credit(block.text)
    if (
        credit is None
        and "credit" in boxes
        and page.shapes[block.number].words < 9
        and not begins_with_role(block.text)
        and looks_like_name(cleaned(block.text))
    ):
        return Credit(cleaned(block.text), (0, len(block.text)), 0.8)
    if credit is None and is_caption:
        site = (
            Credit(block.text, (0, len(block.text)), 0.7)
            if metadata.is_site_name(page, block.text)
            else None
        )
        return read_bare(block.text) or site
    return credit

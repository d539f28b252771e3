"""Recognises the lines that are a picture's caption, credit, or both."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.model.block import Block
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.agency import is_agency, is_newswire, may_credit_agency
from copydesk.parse.credit import read_credit
from copydesk.parse.credit.caption import read_caption
from copydesk.parse.credit.glued import read_ahead, read_inside
from copydesk.parse.credit.text import Credit, cleaned, looks_like_name
from copydesk.parse.roles import begins_with_role

MAX_CAPTION_WORDS = 90
"""Words of a caption with its credit; a longer block is the story's."""
MAX_BARE_WORDS = 60
"""Words of a caption without a credit, or without an element of its own."""
MAX_CREDIT_WORDS = 9
"""Words below which an element named for credits is one, whatever it says."""
BESIDE = 12
"""Blocks below the headline among which a line may be a credit without a label or an agency: "Kip
Lassiter/WQHX".
"""
MAX_ELEMENT_BLOCKS = 4
"""Blocks of an element named for captions or credits; a larger one is a gallery or a story."""
OF_PICTURES = ("legal-line", "image-control")
"""Filters of lines that may be a picture's: a copyright notice, a label such as "Open image"."""


class PictureElements(NamedTuple):
    """The elements around a line: a caption's, a credit's, a figure."""

    caption: bool
    credit: bool
    figure: bool

    @property
    def of_picture(self) -> bool:
        """Whether markup says that the line belongs to a picture."""
        return self.caption or self.credit or self.figure


class PictureLine(NamedTuple):
    """A block that is a caption, a credit or both.

    `end` is where the caption and its credit end; `cut` is the line or run filter that cut the
    block, or an empty text.
    """

    block: Block
    credit: Credit | None
    caption: str
    why: str
    end: int
    setting: PictureElements
    cut: str

    @property
    def is_picture(self) -> bool:
        """Whether the line belongs to a picture: no filter cut it as chrome."""
        return not self.cut or (self.cut in OF_PICTURES and self.setting.of_picture)


def picture_lines(page: Page, ledger: Ledger, numbers: Iterable[int]) -> Iterator[PictureLine]:
    """Yield the captions and credits among some blocks of a page, in order."""
    headline, byline = ledger.chosen("headline"), ledger.chosen("byline")
    for number in numbers:
        if _is_taken(page, ledger, number) or _is_of_byline(page, byline, number):
            continue
        one = _read(page, page.blocks[number], headline, cut_by(ledger, number))
        if one is not None:
            yield one._replace(caption="") if ledger.taken(number) else one


def likely_blocks(page: Page, headline: Find | None, byline: Find | None) -> list[int]:
    """Return the blocks that may be a caption or a credit.

    They have a credit's words, are in a picture's element, name the author, or are below the
    headline and have a slash or end with an agency in brackets.
    """
    found = {cue.block for cue in page.cues["credit"]} | {
        block.number for block in page.blocks if block.kind == "caption"
    }
    if byline and byline.block is not None:
        found.add(byline.block)
    if headline and headline.block is not None:
        below = page.blocks[headline.block + 1 : headline.block + BESIDE]
        found |= {
            block.number
            for block in below
            if not block.linked
            and ("/" in block.text or (block.text[-1:] == ")" and may_credit_agency(block.text)))
        }
    figures = [box.number for box in page.boxes if box.tag == "figure"]
    for number in (*figures, *page.named.get("credit", ()), *page.named.get("caption", ())):
        box = page.boxes[number]
        if box.last - box.first < MAX_ELEMENT_BLOCKS:
            found |= set(range(box.first, box.last))
    return sorted(found)


def cut_by(ledger: Ledger, number: int) -> str:
    """Return the line or run filter that cut a whole block, or an empty text."""
    return next(
        (
            verdict.who
            for verdict in reversed(ledger.by_block.get(number, ()))
            if verdict.call == "cut" and verdict.span is None and verdict.stage in ("line", "run")
        ),
        "",
    )


def picture_above(page: Page, number: int) -> str:
    """Return the address of the picture just above a block, or an empty text."""
    pictures = page.evidence.pictures
    last = bisect_right(pictures, number, key=itemgetter(0)) - 1
    return pictures[last][1] if last >= 0 and pictures[last][0] >= number - 2 else ""


def _is_taken(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether another field took the beginning of a block.

    Behind a byline may be a credit.
    """
    size = len(page.blocks[number].text)
    return any(
        find.field != "headline" and (find.span is None or find.span[1] == size)
        for find in ledger.taken(number)
    )


def _is_of_byline(page: Page, byline: Find | None, number: int) -> bool:
    """Whether a line is a newswire's name just below the byline: it credits the story."""
    return (
        byline is not None and byline.block == number - 1 and is_newswire(page.blocks[number].text)
    )


def _setting(page: Page, block: Block) -> PictureElements:
    path = [box for box in page.path(block) if box.last - box.first < MAX_ELEMENT_BLOCKS]
    named = {
        name
        for name in ("credit", "caption")
        for box in path
        if box.number in page.named.get(name, ())
    }
    return PictureElements(
        block.kind == "caption" or "caption" in named,
        "credit" in named,
        any(box.tag == "figure" for box in path),
    )


def _read(page: Page, block: Block, headline: Find | None, cut: str) -> PictureLine | None:
    words, prose = page.shapes[block.number].words, page.shapes[block.number].prose
    setting = _setting(page, block)
    early = prose and page.prose_before[block.number] < MAX_CAPTION_WORDS
    if early and (glued := _glued(block)):
        return glued._replace(setting=setting, cut=cut)
    if words > MAX_CAPTION_WORDS or block.kind in ("title", "code", "control", "table-row"):
        return None
    credit = _credit(page, block, setting)
    if credit is None or not credit.value:
        why, size = "a picture's caption", len(block.text)
        whole = PictureLine(block, None, block.text, why, size, setting, cut)
        return whole if setting.caption and words < MAX_BARE_WORDS else None
    return _credited(page, PictureLine(block, credit, "", "", 0, setting, cut), headline)


def _credited(page: Page, line: PictureLine, headline: Find | None) -> PictureLine | None:
    """Return a line with a credit and its caption.

    None where it is a paragraph of the story.
    """
    block, credit, words = line.block, line.credit, page.shapes[line.block.number].words
    assert credit is not None
    caption = block.text[: credit.span[0]].rstrip(" (|[-–—•/")
    if headline and caption == headline.value:
        why = "a credit glued to the headline's repetition"
        return line._replace(why=why, end=credit.span[1])
    of_story = not credit.apart or words >= MAX_BARE_WORDS or _ends_story(page, line)
    if caption and not line.setting.caption and of_story:
        return None
    why = "a caption that ends in its credit" if caption else "a line that credits a picture"
    return line._replace(caption=caption, why=why, end=len(block.text))


def _ends_story(page: Page, line: PictureLine) -> bool:
    """Whether an agency in brackets ends a paragraph: it wrote the story."""
    number = line.block.number
    return (
        line.credit is not None
        and line.credit.form == "brackets"
        and is_agency(line.credit.value)
        and page.shapes[number].prose
        and page.prose_before[number] > 0
        and not line.setting.of_picture
        and not picture_above(page, number)
    )


def _glued(block: Block) -> PictureLine | None:
    """Return a credit, with its caption, that touches the story's start."""
    nowhere = PictureElements(caption=False, credit=False, figure=False)
    if ahead := read_ahead(block.text):
        why = "a credit glued before the story's first words"
        return PictureLine(block, ahead, "", why, ahead.span[1], nowhere, "")
    if inside := read_inside(block.text):
        why, caption = (
            "a caption glued before the story's first words",
            block.text[: inside.span[0]],
        )
        return PictureLine(block, inside, caption.rstrip(), why, inside.span[1], nowhere, "")
    return None


def _credit(page: Page, block: Block, setting: PictureElements) -> Credit | None:
    """Return the credit that a block holds, by its words or by its element."""
    text = block.text
    credit = read_caption(text) if setting.of_picture else read_credit(text)
    if credit is not None:
        return credit
    short = page.shapes[block.number].words < MAX_CREDIT_WORDS and not begins_with_role(text)
    if setting.credit and short and looks_like_name(cleaned(text)):
        return Credit(cleaned(text), (0, len(text)), "element")
    if setting.caption and metadata.is_site_name(page, text):
        return Credit(text, (0, len(text)), "site's name")
    return None

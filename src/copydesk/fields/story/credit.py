"""Finds the lead picture's credit, and each picture's caption, credit and address.

A credit is a line of its own by the headline, the end of a caption, a caption's own element, or what JSON-LD says of the image. A sentence
about photographs is none; nor is a credit deep in the story the lead's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.fields import metadata
from copydesk.fields.credits import Credit, cleaned, looks_like_name, read_ahead, read_bare, read_credit
from copydesk.ledger import Find, Ledger
from copydesk.page import Block, Page

LEAD_SHARE = 0.25
"""The lead picture stands before this share of the page's prose; a credit further down is another picture's."""
LONGEST_CAPTION = 90


LEAD_LABEL = re.compile(r"(?:opening|featured?|lead|header|cover|main|title|top)\s(?:image|photo|picture)", re.IGNORECASE)


class Seen(NamedTuple):
    """A block that is a caption, a credit or both: its credit, where the caption ends, why it is believed and how sure that is."""

    block: Block
    credit: Credit | None
    caption: str
    why: str
    sure: float


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The lead's credit, best first, then captions and images in order."""
    seen = [one for number in _asked(page) if not _is_chrome(ledger, number) and (one := _seen(page, page.blocks[number]))]
    lead = _leads(page, ledger, [one for one in seen if one.credit and one.sure >= 0.5])
    for one in lead:
        credit = one.credit
        if credit:
            yield Find("photo_credit", credit.value, one.block.number, credit.span, "line", one.why, one.sure, takes=True)
    yield from _stated(page)
    first = lead[0].block.number if lead else None
    for one in seen:
        text, number = one.block.text, one.block.number
        end = one.credit.span[0] if one.credit and number == first else len(text)
        if one.caption and one.sure >= 0.5:
            yield Find("caption", one.caption, number, (0, end), "line", one.why, one.sure, takes=True)
        elif one.credit and number != first and one.sure >= 0.7:
            yield Find("caption", text, number, one.credit.span, "line", "the credit of a further picture", one.sure, takes=True)
        if one.sure >= 0.5:
            yield Find("image", (one.caption, one.credit.value if one.credit else "", _picture(page, number)), number, None, "line", one.why, one.sure)


def _asked(page: Page) -> list[int]:
    """The blocks that hold a credit's words or stand in a caption's or a credit's element."""
    asked = {cue.block for cue in page.cues["credit"]} | {block.number for block in page.blocks if block.kind == "caption"}
    for name in ("credit", "caption"):
        asked |= {
            number
            for box in page.named.get(name, ())
            if page.boxes[box].last - page.boxes[box].first < 4
            for number in range(page.boxes[box].first, page.boxes[box].last)
        }
    return sorted(asked)


def _is_chrome(ledger: Ledger, number: int) -> bool:
    verdict = ledger.standing(number)
    cut = verdict is not None and verdict.call == "cut" and verdict.stage in ("line", "run")
    return cut or any(find.field != "headline" for find in ledger.taken(number))


def _seen(page: Page, block: Block) -> Seen | None:
    words = page.shapes[block.number].words
    ahead = read_ahead(block.text) if page.shapes[block.number].prose and page.prose_before[block.number] < LONGEST_CAPTION else None
    if ahead:
        return Seen(block, ahead, "", "a credit glued before the story's first words", ahead.sure)
    if words > LONGEST_CAPTION or block.kind in ("title", "code", "control", "table-row"):
        return None
    boxes = {name for name in ("credit", "caption") for box in page.path(block) if box.last - box.first < 4 and box.number in page.named.get(name, ())}
    credit = read_credit(block.text)
    is_caption = block.kind == "caption" or "caption" in boxes
    if credit is None and "credit" in boxes and words < 9 and looks_like_name(cleaned(block.text)):
        credit = Credit(cleaned(block.text), (0, len(block.text)), 0.8)
        return Seen(block, credit, "", "its element is named for a credit", 0.8)
    if credit is None and is_caption:
        credit = read_bare(block.text) or (Credit(block.text, (0, len(block.text)), 0.7) if metadata.is_site_name(page, block.text) else None)
    if credit is None:
        return Seen(block, None, block.text, "a picture's caption", 0.8) if is_caption and words < 60 else None
    caption = block.text[: credit.span[0]].rstrip(" (|[-–—•")
    if not is_caption and caption and credit.sure < 1:
        return None
    why = "a caption that ends in its credit" if caption else "a line that credits a picture"
    return Seen(block, credit, caption, why, 0.95 if is_caption or boxes else 0.9 if not caption or words < 60 else 0.4)


def _leads(page: Page, ledger: Ledger, credited: list[Seen]) -> list[Seen]:
    """Those that credit the lead picture: by their own word, by their place, or as the page's only credit, a line at the end."""
    said = [one for one in credited if LEAD_LABEL.match(one.block.text)]
    near = [one for one in credited if _near_lead(page, ledger, one.block.number)]
    alone = credited if len({one.credit.value for one in credited if one.credit}) == 1 and not credited[0].caption else []
    return said or near or alone


def _near_lead(page: Page, ledger: Ledger, number: int) -> bool:
    headline = ledger.chosen("headline")
    after = headline is None or headline.block is None or number >= headline.block - 8
    return after and page.prose_before[number] <= max(LEAD_SHARE * page.prose, 60)


def _picture(page: Page, number: int) -> str:
    """The address of the picture that a caption or credit stands under, or an empty text."""
    near = [url for before, url, _ in page.evidence.pictures if number - 2 <= before <= number]
    return near[-1] if near else ""


def _stated(page: Page) -> Iterator[Find]:
    """The credit that JSON-LD or microdata gives the story's image."""
    image = metadata.story(page).get("image")
    nodes = image if isinstance(image, list) else [image]
    for node in nodes[:1]:
        if isinstance(node, dict):
            for name in ("creditText", "copyrightNotice"):
                for text in metadata.texts(node.get(name)):
                    value = cleaned(text)
                    if value and looks_like_name(value) and not metadata.is_site_name(page, value):
                        yield Find("photo_credit", value, None, None, f"json-ld:{name}", "JSON-LD credits the image", 0.6)

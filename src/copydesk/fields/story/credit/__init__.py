"""Finds the lead picture's credit, and each picture's caption, credit and address.

A credit is a line of its own by the headline, the end of a caption, a caption's own element, or
what JSON-LD says of the image. A sentence about photographs is none; nor is a credit deep in the
story the lead's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from copydesk.facts import metadata
from copydesk.fields.story.credit.pictures import Seen, candidates, seen
from copydesk.model.ledger import Find, Ledger
from copydesk.model.limits import MAX_PICTURES, WHY
from copydesk.model.page import Page
from copydesk.parse.credit import cleaned, looks_like_name
from copydesk.text.lazy_pattern import lazy_pattern

LEAD_SHARE = 0.25
"""The lead picture stands before this share of the page's prose; a credit further down is another
picture's.
"""
LEAD_LABEL = lazy_pattern(
    r"(?:opening|featured?|lead|header|cover|main|title|top)\s(?:image|photo|picture)",
    re.IGNORECASE,
)


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The lead's credit, best first, then captions and images in order."""
    asked = candidates(page, ledger.chosen("headline"), ledger.chosen("byline"))
    if len(asked) > MAX_PICTURES:
        yield Find("note", "truncated:pictures", None, None, "credit", WHY["truncated:pictures"])
    pictures = list(seen(page, ledger, asked[:MAX_PICTURES]))
    lead = _leads(page, ledger, [one for one in pictures if one.credit and one.sure >= 0.5])
    for one in lead:
        if one.credit:
            yield Find(
                "photo_credit",
                one.credit.value,
                one.block.number,
                one.credit.span,
                "line",
                one.why,
                one.sure,
                takes=True,
            )
    yield from _stated(page)
    first = lead[0].block.number if lead else None
    shown: set[str] = set()
    for one in pictures:
        yield from _captions(one, one.block.number == first)
        again = not one.caption and one.credit is not None and one.credit.value in shown
        if one.sure >= 0.5 and not again:
            shown |= {one.credit.value} if one.credit else set()
            value = (
                one.caption,
                one.credit.value if one.credit else "",
                _picture(page, one.block.number),
            )
            yield Find("image", value, one.block.number, None, "line", one.why, one.sure)


def _captions(one: Seen, is_lead: bool) -> Iterator[Find]:
    """What a caption takes of its block: up to the lead's credit, else its own credit too."""
    number = one.block.number
    end = one.credit.span[0] if one.credit and is_lead else one.end
    if one.caption and one.sure >= 0.5:
        yield Find("caption", one.caption, number, (0, end), "line", one.why, one.sure, takes=True)
    elif one.credit and not is_lead and one.sure >= 0.7:
        yield Find(
            "caption",
            one.block.text,
            number,
            one.credit.span,
            "line",
            "the credit of a further picture",
            one.sure,
            takes=True,
        )


def _leads(page: Page, ledger: Ledger, credited: list[Seen]) -> list[Seen]:
    """Those that credit the lead picture: by their own word, by their place, or as the page's only
    credit, a line at the end.
    """
    said = [one for one in credited if LEAD_LABEL.match(one.block.text)]
    near = [one for one in credited if _near_lead(page, ledger, one.block.number)]
    single = len({one.credit.value for one in credited if one.credit}) == 1
    alone = (
        credited
        if single
        and (
            not credited[0].caption
            or page.prose_before[credited[0].block.number] <= page.prose // 2
        )
        else []
    )
    return said or near or alone


def _near_lead(page: Page, ledger: Ledger, number: int) -> bool:
    headline = ledger.chosen("headline")
    after = headline is None or headline.block is None or number >= headline.block - 8
    return after and page.prose_before[number] <= max(LEAD_SHARE * page.prose, 60)


def _picture(page: Page, number: int) -> str:
    """The address of the picture that a caption or credit stands under, or an empty text."""
    pictures = page.evidence.pictures
    last = bisect_right(pictures, number, key=itemgetter(0)) - 1
    return pictures[last][1] if last >= 0 and pictures[last][0] >= number - 2 else ""


def _stated(page: Page) -> Iterator[Find]:
    """The credit that JSON-LD or microdata gives the story's image."""
    image = page.facts.story.get("image")
    nodes = image if isinstance(image, list) else [image]
    for node in nodes[:1]:
        if isinstance(node, dict):
            for name in ("creditText", "copyrightNotice"):
                for text in metadata.texts(node.get(name)):
                    value = cleaned(text)
                    if value and looks_like_name(value) and not metadata.is_site_name(page, value):
                        yield Find(
                            "photo_credit",
                            value,
                            None,
                            None,
                            f"json-ld:{name}",
                            "JSON-LD credits the image",
                            0.6,
                        )

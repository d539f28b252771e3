"""Reads the date that is a line of its own, on a page without another."""

from __future__ import annotations

from copydesk.facts.stated_dates import DateClaim, day_first
from copydesk.fields.lead.date.visible import OLDEST, is_topic
from copydesk.model.block import Block
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import YEAR, dates_in, label_before
from copydesk.parse.dates.clock import Dated

MAX_DATE_LINE_WORDS = 7
"""Words below which a line with a date has little else: "Orrin, 3 March 2021"."""
BELOW = 12
"""Blocks between a story's prose and the date under it: a byline, tags, a share row."""


def only_date(page: Page, ledger: Ledger) -> list[DateClaim]:
    """Return the only day of the page that is a line in the story."""
    found = [
        (block.number, dated)
        for block in map(page.blocks.__getitem__, page.having("#"))
        if page.shapes[block.number].words < MAX_DATE_LINE_WORDS
        and block.kind != "item"
        and "\u00a9" not in block.text
        and YEAR.search(block.text)
        for dated in dates_in(block.text, day_first(page))
        if _is_line(block, dated, ledger)
    ]
    inside = [(number, dated) for number, dated in found if _in_story(page, number)]
    if len({dated.day for _, dated in found}) != 1 or not inside:
        return []
    number, dated = inside[0]
    if dated.day <= OLDEST or dated.other:
        return []
    features, why = {"the only date that is a line": 1.0}, "the only date that is a line"
    return [DateClaim(dated, features, "line", why, number, (dated.start, dated.end))]


def _is_line(block: Block, dated: Dated, ledger: Ledger) -> bool:
    """Whether a date is the publication's, in an uncut or labelled line.

    It is neither a topic nor of a change.
    """
    label = label_before(block.text, dated.start)
    kept = not ledger.is_cut(block.number) or label == (0, "published")
    return kept and label[1] != "modified" and not is_topic(block.text, dated)


def _in_story(page: Page, number: int) -> bool:
    """Whether prose is next to a line outside footers, menus and asides."""
    near = (
        page.prose_before[min(len(page.blocks), number + BELOW)]
        - page.prose_before[max(0, number - BELOW)]
    )
    lead = page.form == "text" and page.prose_before[number] == 0
    return (near > 0 or lead) and not any(
        box.tag in ("footer", "nav", "aside") or box.hidden
        for box in page.path(page.blocks[number])
    )

"""Finds fields at the places that the rules of the page's site give.

The headline, byline, date and photo credit are read there as elsewhere, without their label. A
text that does not read as the field gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.facts.author_label import author_label
from copydesk.facts.authorship import accepted
from copydesk.facts.stated_dates import day_first
from copydesk.model.block import Span
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.site import Place, SlowPatternError, line_key, matches
from copydesk.parse.credit import read_credit
from copydesk.parse.credit.text import cleaned
from copydesk.parse.dates import dates_in
from copydesk.parse.name_list import joined, read_names
from copydesk.parse.relative_day import relative

SLOW = "slow-rule"
"""The note of a page on which a rule's pattern was skipped."""


class Spot(NamedTuple):
    """The span of a block that a rule points to, and the value in it."""

    block: int
    span: Span
    value: Span


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the fields that the rules find, and a note for each slow pattern."""
    yield from (
        Find("note", SLOW, said.block, None, said.who, said.why)
        for said in ledger.verdicts
        if said.who == "site-rule" and said.call == "held"
    )
    for place in page.site.places if page.site else ():
        try:
            yield from _first(page, place)
        except SlowPatternError as slow:
            yield Find(
                "note",
                SLOW,
                slow.block,
                None,
                "site-rule",
                f"the place of the {place.field} ({_where(page, place)}): {slow} and "
                f"was passed over",
            )


def _first(page: Page, place: Place) -> list[Find]:
    """Return the finds at the first place of a rule that reads as the field."""
    return next(filter(None, (list(_read(page, place, spot)) for spot in _spots(page, place))), [])


def _spots(page: Page, place: Place) -> Iterator[Spot]:
    """Yield the places that a rule points to, in page order."""
    if place.selector >= 0:
        for prop in page.evidence.props:
            if (
                prop.name == f"rule:{place.selector}"
                and prop.block is not None
                and prop.span is not None
            ):
                yield Spot(prop.block, prop.span, prop.span)
    elif place.pattern is not None:
        yield from _matches(page, place)
    else:
        for one, other in pairwise(page.blocks):
            anchor, target = (one, other) if place.below else (other, one)
            if line_key(anchor.text) == (place.below or place.above):
                yield Spot(target.number, (0, len(target.text)), (0, len(target.text)))


def _matches(page: Page, place: Place) -> Iterator[Spot]:
    """Yield a pattern's matches.

    The value is the group `value`, the first group, or the whole match.
    """
    group = "value" if "value" in place.pattern.groupindex else min(1, place.pattern.groups)
    for number, match in matches((block.text for block in page.blocks), place.pattern):
        yield Spot(number, match.span(), match.span(group) if match[group] else match.span())


def _where(page: Page, place: Place) -> str:
    return f"{page.site.source.rsplit('/', 1)[-1]}, line {place.at}" if page.site else ""


def _read(page: Page, place: Place, spot: Spot) -> Iterator[Find]:
    text = page.blocks[spot.block].text[slice(*spot.value)].strip()
    why = f"the place in the site's rules ({_where(page, place)})"

    def found(value: str | tuple[str, ...], field: str = place.field, takes: bool = True) -> Find:
        return Find(field, value, spot.block, spot.span, "site-rule", why, 1.0, takes)

    if place.field == "headline" and text:
        yield found(metadata.without_site_name(page, " ".join(text.split()))[0])
    elif place.field == "byline":
        label = author_label(text).match(text)
        people = accepted(page, read_names(text[label.end() if label else 0 :], loose=True).people)
        if people:
            yield from (found(joined(people)), found(people, "authors", False))
    elif place.field == "date":
        dated = next(dates_in(text, day_first(page)), None) or (
            relative(text, page.crawled) if page.crawled else None
        )
        if dated:
            yield found(dated.value)
    elif place.field == "photo_credit" and text:
        credit = read_credit(text)
        yield found(credit.value if credit else cleaned(text))

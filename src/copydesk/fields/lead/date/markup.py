"""Dates that `time` elements and microdata state."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts.stated_dates import DateClaim
from copydesk.fields.lead.date.visible import of_cards
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.page import Page
from copydesk.parse.dates import label_before, markup_date
from copydesk.parse.dates.clock import Dated


def elements(page: Page, where: Opening) -> Iterator[tuple[DateClaim, str]]:
    """Dates that `time` elements and microdata state."""
    near = range(where.first, where.last + 4)
    for prop in page.evidence.props:
        if prop.name.startswith("time") or prop.name in (
            "itemprop:datePublished",
            "itemprop:dateModified",
            "itemprop:dateCreated",
        ):
            value = markup_date(prop.value)
            if value is None:
                continue
            said = (
                label_before(page.blocks[prop.block].text, prop.span[0])[1]
                if prop.block is not None and prop.span
                else ""
            )
            kind = "modified" if "odified" in prop.name or said == "modified" else "published"
            place = (
                "without text"
                if prop.block is None
                else "near the headline"
                if prop.block in near
                else "elsewhere"
            )
            name = "time" if prop.name == "time" else prop.name.split(" ")[0]
            features = {f"{name} {place}": 1.0}
            if prop.block is not None:
                features |= of_cards(page, prop.block)
            yield DateClaim(Dated(0, 0, value), features, prop.name, "markup states it"), kind


def is_change(page: Page, claim: DateClaim) -> bool:
    """Whether markup says that the date of a line is that of the last change."""
    return claim.span is not None and any(
        prop.block == claim.block
        and "odified" in prop.name
        and prop.span is not None
        and prop.span[0] < claim.span[1]
        and prop.span[1] > claim.span[0]
        for prop in page.evidence.props
    )

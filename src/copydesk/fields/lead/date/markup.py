"""Dates that `time` elements and microdata state."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.facts.stated_dates import DateClaim
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.page import Page
from copydesk.parse.dates import Dated, label_before, machine


def elements(page: Page, where: Opening) -> Iterator[tuple[DateClaim, str]]:
    """Dates that `time` elements and microdata state."""
    near = range(where.first, where.last + 4)
    for prop in page.evidence.props:
        if prop.name.startswith("time") or prop.name in (
            "itemprop:datePublished",
            "itemprop:dateModified",
            "itemprop:dateCreated",
        ):
            value = machine(prop.value)
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
            yield (
                DateClaim(
                    Dated(0, 0, value), {f"{name} {place}": 1.0}, prop.name, "markup states it"
                ),
                kind,
            )

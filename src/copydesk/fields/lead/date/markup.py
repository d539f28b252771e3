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
            named = prop.name != "time"
            score = (
                (0.9 if "Created" in prop.name else 1.8 if named else 1.4)
                if prop.block is None or prop.block in near
                else 0.5
                if named
                else 0.2
            )
            score = 0.4 if prop.block is None and not named else score
            yield DateClaim(Dated(0, 0, value), score, prop.name, "markup states it"), kind

"""Reads numeric dates that could be read twice: 03/04/2021."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.facts.stated_dates import DateClaim, address_day, day_first
from copydesk.model.page import Page
from copydesk.parse.dates.clock import Dated


def settled(
    page: Page, claims: list[DateClaim], others: Iterable[DateClaim]
) -> Iterator[DateClaim]:
    """Yield the evidence with days that could be read twice read one way.

    Another date, the address, the language or the host decides.
    """
    sure = {claim.dated.day for claim in (*claims, *others) if claim.dated.other is None} | {
        address_day(page.url)
    }
    in_metadata = {claim.dated.day for claim in claims if claim.block is None}
    for claim in claims:
        dated = claim.dated
        if dated.dotted in in_metadata and dated.day not in in_metadata:
            yield claim._replace(dated=dated._replace(value=f"{dated.dotted}{dated.value[10:]}"))
        elif dated.other is None or dated.day in sure:
            yield claim._replace(dated=dated._replace(other=None))
        elif dated.other in sure:
            value = dated.other + dated.value[10:]
            yield claim._replace(dated=dated._replace(value=value, other=None))
        else:
            yield claim._replace(dated=_by_custom(page, dated))


def _by_custom(page: Page, dated: Dated) -> Dated:
    """Read a numeric date as the page's language and host write dates."""
    first = day_first(page)
    value = dated.value if first is not False else (dated.other or "") + dated.value[10:]
    other = dated.other if first is not False else dated.day
    return dated._replace(value=value, other=other if first is None else None)

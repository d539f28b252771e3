"""Finds the day the story was published and the day it was last changed, apart.

Evidence that names the same day makes one candidate: lines around the headline, `time` elements,
JSON-LD, meta elements, the page's address. A learned ranker scores the candidates of `date`. The
days of comments, cards and events, copyright years and days after the crawl are not candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from copydesk.facts.stated_dates import (
    DateClaim,
    address_day,
    day_first,
    stated,
    stated_modified,
)
from copydesk.fields.lead.date.markup import elements
from copydesk.fields.lead.date.visible import lines, only_date
from copydesk.fields.lead.headline.opening import Opening, opening
from copydesk.fields.ranking import Features, merged, ranker
from copydesk.model.ledger import Find, Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import Dated
from copydesk.text.lazy_pattern import lazy_pattern

MAX_WORDS_BETWEEN = 40
"""Words of prose between a story's date and a more exact one of the same line of details: a
standfirst.
"""
MIN_CARD_DAYS = 4
"""Different days beside one headline that only a list of stories has."""
EDITION = timedelta(days=30)
"""What lies between a story and a new edition of it; news is corrected sooner."""
MONTH_ADDRESS = lazy_pattern(r"/((?:19|20)\d\d)/([01]\d)/")
MODIFIED_ORDER = ("line", "json-ld:dateModified", "meta:modified")
"""Evidence of the day of the last change, the best first. No collection has labels to learn it."""


class Candidate(NamedTuple):
    """A day that may be the publication's, the evidence that is shown, and the features."""

    day: str
    shown: DateClaim
    features: Features


class _Evidence(NamedTuple):
    """The dates of a page by what they say: publication or last change."""

    published: list[DateClaim]
    modified: list[DateClaim]


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the dates, best first, and a note where a numeric date could be read twice."""
    learned = ranker("date", page.form)
    scored = sorted(
        ((learned.score(one.features), one) for one in candidates(page, ledger)),
        key=lambda pair: (
            pair[0] <= learned.threshold,
            _is_correction(pair[1]),
            -pair[0],
            pair[1].day,
        ),
    )
    for score, one in scored:
        why = f"{one.shown.why}; {learned.reasons(one.features)}"
        yield _find("date", one.shown._replace(why=why), learned.confidence(score))
    yield from _modified(page, ledger)
    if scored and scored[0][0] > learned.threshold and scored[0][1].shown.dated.other:
        shown = scored[0][1].shown
        why = f"{shown.dated.day} could be {shown.dated.other}"
        yield Find("note", "ambiguous-date", shown.block, None, "date", why, 1.0)


def _is_correction(one: Candidate) -> bool:
    """Whether a day is only that of a change, and no new edition.

    It is the date only where no other day is: a correction comes within days of the story.
    """
    return "only as a change" in one.features and (
        "a stated day a month before it" not in one.features
    )


def _find(field: str, claim: DateClaim, weight: float) -> Find:
    value, takes = claim.dated.value, claim.block is not None
    return Find(field, value, claim.block, claim.span, claim.who, claim.why, weight, takes)


def _modified(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the days of the last change, those that the page shows first."""
    where = opening(page, ledger)
    found = _evidence(page, ledger, where).modified
    order = {who: place for place, who in enumerate(MODIFIED_ORDER)}
    days: dict[str, list[DateClaim]] = {}
    for claim in sorted(found, key=lambda claim: order.get(claim.who, len(order))):
        days.setdefault(claim.dated.day, []).append(claim)
    for place, same in enumerate(days.values()):
        dated = same[0].dated._replace(value=_most_exact([claim.dated.value for claim in same]))
        yield _find("date_modified", same[0]._replace(dated=dated), round(0.9 - 0.01 * place, 3))


def _most_exact(values: Iterable[str]) -> str:
    """Return the value with a time, with an offset, and the longest."""
    return max(
        values,
        key=lambda value: (len(value) > 10, "+" in value or value.count("-") > 2, len(value)),
    )


def candidates(page: Page, ledger: Ledger) -> list[Candidate]:
    """Return the days that may be the publication's; unscored."""
    where = opening(page, ledger)
    found = _evidence(page, ledger, where)
    if _of_cards(page, found.published):
        return []
    days: dict[str, list[DateClaim]] = {}
    for claim in found.published:
        days.setdefault(claim.dated.day, []).append(claim)
    _join_neighbours(days)
    for claim in found.modified:
        days.setdefault(claim.dated.day, []).append(_as_modified(claim))
    address = address_day(page.url)
    if address and address not in days:
        why = "the page's address has the day"
        days[address] = [DateClaim(Dated(0, 0, address), {}, "url", why)]
    return [_candidate(page, day, same, days) for day, same in days.items()]


def _evidence(page: Page, ledger: Ledger, where: Opening) -> _Evidence:
    """Collect the dates of a page up to the day of the crawl, numeric ones read one way."""
    published, modified = list(stated(page)), list(stated_modified(page))
    for claim, kind in (*lines(page, where, ledger), *elements(page, where)):
        (modified if kind == "modified" else published).append(claim)
    if not any(claim.block is not None for claim in published):
        published += only_date(page, ledger)
    last = page.crawled[:10] if page.crawled else "9999"
    published, modified = (
        [claim for claim in _settled(page, claims, others) if claim.dated.day <= last]
        for claims, others in ((published, modified), (modified, published))
    )
    return _Evidence(published, modified)


def _as_modified(claim: DateClaim) -> DateClaim:
    """Return evidence of a change as evidence of publication; its line stays the change's."""
    return claim._replace(
        features={f"modified: {name}": value for name, value in claim.features.items()},
        block=None,
        span=None,
        who=f"{claim.who}:modified",
        why="the day of the last change",
    )


def _of_cards(page: Page, claims: list[DateClaim]) -> bool:
    """Whether the days beside the headline are those of a list's cards.

    They are many, in lines without prose between them, and the page states none.
    """
    shown = {
        claim.dated.day: claim.block
        for claim in claims
        if claim.block is not None and claim.who == "line"
    }
    blocks = [block for block in shown.values() if block is not None]
    return (
        all(claim.block is not None for claim in claims)
        and len(shown) >= MIN_CARD_DAYS
        and page.prose_before[max(blocks)] == page.prose_before[min(blocks)]
    )


def _candidate(
    page: Page, day: str, same: list[DateClaim], days: dict[str, list[DateClaim]]
) -> Candidate:
    """Join the evidence for one day into a candidate."""
    shown = max(same, key=lambda claim: (claim.block is not None, _is_published(claim)))
    exact = _most_exact(claim.dated.value for claim in same if not _below_prose(page, shown, claim))
    sources = {claim.who for claim in same}
    month = MONTH_ADDRESS.search(page.url or "")
    others = [other for other in days if other != day]
    stated_earlier = [
        other
        for other in others
        if date.fromisoformat(day) - date.fromisoformat(other) > EDITION
        and any(claim.block is None and _is_published(claim) for claim in days[other])
    ]
    features = merged([claim.features for claim in same]) | {
        "day of the address": day == address_day(page.url),
        "month of the address": bool(month and day.startswith(f"{month[1]}-{month[2]}")),
        "several sources": min(len(sources) - 1, 3) / 3,
        "only as a change": not any(map(_is_published, same)),
        "earliest day": bool(others) and day < min(others),
        "latest day": bool(others) and day > max(others),
        "a stated day a month before it": bool(stated_earlier),
        "readable two ways": any(claim.dated.other for claim in same),
    }
    claim = shown._replace(dated=shown.dated._replace(value=exact))
    return Candidate(day, claim, {name: float(v) for name, v in features.items() if v})


def _is_published(claim: DateClaim) -> bool:
    return not claim.who.endswith(":modified")


def _below_prose(page: Page, shown: DateClaim, claim: DateClaim) -> bool:
    """Whether a line is below the story's first prose: a comment of the same day."""
    return (
        claim.block is not None
        and shown.block is not None
        and page.prose_before[claim.block] > page.prose_before[shown.block] + MAX_WORDS_BETWEEN
    )


def _join_neighbours(days: dict[str, list[DateClaim]]) -> None:
    """Join metadata's day to the day before or after it that the page shows: two time zones."""
    shown = {day for day, same in days.items() if any(claim.block is not None for claim in same)}
    for day in [day for day in days if day not in shown]:
        beside = [
            other
            for other in shown
            if abs(date.fromisoformat(other) - date.fromisoformat(day)).days == 1
            and any("below the headline" in name for c in days[other] for name in c.features)
        ]
        if len(beside) == 1:
            target = days[beside[0]]
            target += [claim._replace(dated=target[0].dated) for claim in days.pop(day)]


def _settled(
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

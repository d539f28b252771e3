"""Finds the days of the story's publication and of its last change.

Evidence that names the same day makes one candidate: lines around the headline, `time` elements,
JSON-LD, meta elements, the page's address. Learned rankers score the candidates of `date` and of
`date_modified`. The days of comments, cards and events, copyright years and days after the crawl
are not candidates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from copydesk.facts.stated_dates import (
    DateClaim,
    address_day,
    stated,
    stated_modified,
)
from copydesk.fields.lead.date.lone_date import only_date
from copydesk.fields.lead.date.markup import elements, is_change
from copydesk.fields.lead.date.reading import settled
from copydesk.fields.lead.date.visible import lines
from copydesk.fields.lead.headline.opening import opening
from copydesk.fields.ranking import Features, merged, ranker
from copydesk.fields.taking import may_take
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.dates.clock import Dated
from copydesk.text.lazy_pattern import lazy_pattern

MAX_WORDS_BETWEEN = 40
"""Words of prose between a story's date and a more exact one of the same line of details: a
standfirst.
"""
MIN_CARD_DAYS = 4
"""Different days beside one headline that only a list of stories has."""
DAYS_OF_MONTH = 30
"""Days behind a story after which a change of it is a new edition and no correction."""
MONTH_ADDRESS = lazy_pattern(r"/((?:19|20)\d\d)/([01]\d)/")


class DateCandidate(NamedTuple):
    """A possible day of publication, the evidence to show, and the features."""

    day: str
    shown: DateClaim
    features: Features


class PageDates(NamedTuple):
    """The dates of a page by what they say: publication or last change."""

    published: list[DateClaim]
    modified: list[DateClaim]


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the dates, best first, and a note for an ambiguous one."""
    found = evidence(page, ledger)
    best = None
    for field, ones in (
        ("date", candidates(page, found)),
        ("date_modified", changes(found)),
    ):
        learned = ranker(field.replace("_", "-"), page.form)
        scored = sorted(
            ((learned.score(one.features), one) for one in ones),
            key=lambda pair: (pair[0] <= learned.threshold, _is_correction(pair[1]), -pair[0]),
        )
        for score, one in scored:
            why = f"{one.shown.why}; {learned.reasons(one.features)}"
            yield _find(page, field, one.shown._replace(why=why), learned.confidence(score))
        if field == "date" and scored and scored[0][0] > learned.threshold:
            best = scored[0][1].shown
    if best is not None and best.dated.other:
        why = f"{best.dated.day} could be {best.dated.other}"
        yield Find("note", "ambiguous-date", best.block, None, "date", why, 1.0)


def _is_correction(one: DateCandidate) -> bool:
    """Whether a day is only that of a change soon after a stated day.

    Such a change is not a new edition.
    """
    return "a change soon behind a stated day" in one.features


def _find(page: Page, field: str, claim: DateClaim, weight: float) -> Find:
    value = claim.dated.value
    takes = claim.block is not None and may_take(page, claim.block, claim.span)
    return Find(field, value, claim.block, claim.span, claim.who, claim.why, weight, takes)


def _most_exact(values: Iterable[str]) -> str:
    """Return the value with a time, with an offset, and the longest."""
    return max(
        values,
        key=lambda value: (len(value) > 10, "+" in value or value.count("-") > 2, len(value)),
    )


def candidates(page: Page, found: PageDates) -> list[DateCandidate]:
    """Return the days that may be the publication's; unscored."""
    if _of_cards(page, found.published):
        return []
    days: dict[str, list[DateClaim]] = {}
    for claim in found.published:
        days.setdefault(claim.dated.day, []).append(claim)
    _join_neighbours(days)
    for claim in found.modified:
        days.setdefault(claim.dated.day, []).append(_as_modified(claim))
    address = address_day(page.url)
    if address and address not in days and address <= _last_day(page):
        why = "the page's address has the day"
        days[address] = [DateClaim(Dated(0, 0, address), {}, "url", why)]
    return [_candidate(page, day, same, days) for day, same in days.items()]


def changes(found: PageDates) -> list[DateCandidate]:
    """Return the days that may be that of the last change; unscored."""
    days: dict[str, list[DateClaim]] = {}
    for claim in found.modified:
        days.setdefault(claim.dated.day, []).append(claim)
    published = {claim.dated.day for claim in found.published}
    return [_change(day, same, days, published) for day, same in days.items()]


def _change(
    day: str, same: list[DateClaim], days: Iterable[str], published: Collection[str]
) -> DateCandidate:
    """Join the evidence for one day of change into a candidate."""
    shown = max(same, key=lambda claim: claim.block is not None)
    others = [other for other in days if other != day]
    features = merged([claim.features for claim in same]) | {
        "several sources": min(len({claim.who for claim in same}) - 1, 3) / 3,
        "a day of publication": day in published,
        "before every day of publication": bool(published) and day < min(published),
        "latest day": bool(others) and day > max(others),
        "earliest day": bool(others) and day < min(others),
    }
    value = _most_exact(claim.dated.value for claim in same)
    claim = shown._replace(dated=shown.dated._replace(value=value))
    return DateCandidate(day, claim, {name: float(v) for name, v in features.items() if v})


def evidence(page: Page, ledger: Ledger) -> PageDates:
    """Collect the dates of a page up to the day of the crawl.

    Numeric dates are all read in one order.
    """
    where = opening(page, ledger)
    published, modified = list(stated(page)), list(stated_modified(page))
    for claim, kind in (*lines(page, where, ledger), *elements(page, where)):
        changed = kind == "modified" or (not kind and is_change(page, claim))
        (modified if changed else published).append(claim)
    if not any(claim.block is not None for claim in published):
        published += only_date(page, ledger)
    last = _last_day(page)
    published, modified = (
        [claim for claim in settled(page, claims, others) if claim.dated.day <= last]
        for claims, others in ((published, modified), (modified, published))
    )
    return PageDates(published, modified)


def _last_day(page: Page) -> str:
    """Return the day of the crawl, the last that a story can have.

    Without one, the end of time.
    """
    return page.crawled[:10] if page.crawled else "9999"


def _as_modified(claim: DateClaim) -> DateClaim:
    """Return evidence of a change as evidence of publication.

    Its line stays the change's.
    """
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
) -> DateCandidate:
    """Join the evidence for one day into a candidate."""
    shown = max(same, key=lambda claim: (claim.block is not None, _is_published(claim)))
    exact = _most_exact(claim.dated.value for claim in same if not _below_prose(page, shown, claim))
    sources = {claim.who for claim in same}
    month = MONTH_ADDRESS.search(page.url or "")
    others = [other for other in days if other != day]
    features = merged([claim.features for claim in same]) | {
        "day of the address": day == address_day(page.url),
        "month of the address": bool(month and day.startswith(f"{month[1]}-{month[2]}")),
        "several sources": min(len(sources) - 1, 3) / 3,
        "only as a change": not any(map(_is_published, same)),
        "earliest day": bool(others) and day < min(others),
        "latest day": bool(others) and day > max(others),
        "a change soon behind a stated day": _is_soon_change(day, days),
        "readable two ways": any(claim.dated.other for claim in same),
    }
    claim = shown._replace(dated=shown.dated._replace(value=exact))
    return DateCandidate(day, claim, {name: float(v) for name, v in features.items() if v})


def _is_soon_change(day: str, days: Mapping[str, list[DateClaim]]) -> float:
    """Return how soon a change follows the first stated day, 0 to 1.

    1 is the next day.
    """
    stated_days = [
        other
        for other, same in days.items()
        if any(claim.block is None and _is_published(claim) for claim in same)
    ]
    if not stated_days or any(map(_is_published, days[day])):
        return 0.0
    behind = (date.fromisoformat(day) - date.fromisoformat(min(stated_days))).days
    return 1 - behind / DAYS_OF_MONTH if 0 <= behind < DAYS_OF_MONTH else 0.0


def _is_published(claim: DateClaim) -> bool:
    return not claim.who.endswith(":modified")


def _below_prose(page: Page, shown: DateClaim, claim: DateClaim) -> bool:
    """Whether a line is below the story's first prose.

    There it is a comment of the same day.
    """
    return (
        claim.block is not None
        and shown.block is not None
        and page.prose_before[claim.block] > page.prose_before[shown.block] + MAX_WORDS_BETWEEN
    )


def _join_neighbours(days: dict[str, list[DateClaim]]) -> None:
    """Join a day in metadata to a visible day before or after it.

    The two are in different time zones.
    """
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

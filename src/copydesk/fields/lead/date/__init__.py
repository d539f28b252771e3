"""Finds the day the story was published and the day it was last changed, apart.

A date counts where it stands near the headline or its label says what it is; JSON-LD, meta
elements, `time` elements and the address speak for it or stand alone. Comments', cards' and events'
dates, copyright years and days to come are none of the story's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from copydesk.facts.stated_dates import (
    DateClaim,
    address_day,
    day_first,
    stated,
    stated_modified,
)
from copydesk.fields.lead.date.markup import elements
from copydesk.fields.lead.date.visible import ENOUGH, lines, only_date
from copydesk.fields.lead.headline.opening import opening
from copydesk.model.ledger import Find, Ledger
from copydesk.model.page import Page
from copydesk.parse.dates import Dated
from copydesk.text.lazy_pattern import lazy_pattern

FEW_WORDS = 40
"""Words of prose between a story's date and a more exact one of the same line of details: a
standfirst.
"""
CARDS = 4
"""Different days beside one headline that only a list of stories has."""
AGAIN = 0.3
"""What a statement of metadata counts that says what another did. With 1, two of them stood before
the day that the page shows under its headline.
"""
EDITION = timedelta(days=30)
"""What lies between a story and a new edition of it; news is corrected sooner. Of pages that show
only the newer day, and whose metadata has the older one for search engines alone, the truth of the
public sets is the newer on 20 and the older on 2; where an `article:published_time` says it too, on
3 and on 18.
"""
MONTH_ADDRESS = lazy_pattern(r"/((?:19|20)\d\d)/([01]\d)/")


Weighed = tuple[float, DateClaim]
"""A claim and how much speaks for its day."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The dates, best first, and a note where a numeric date could be read twice."""
    where = opening(page, ledger)
    published, modified = list(stated(page)), list(stated_modified(page))
    for claim, kind in (*lines(page, where, ledger), *elements(page, where)):
        (modified if kind == "modified" else published).append(claim)
    if _of_cards(page, published):
        return
    last = page.crawled[:10] if page.crawled else "9999"
    changed = _weighed(page, [claim for claim in modified if claim.dated.day <= last], [])
    best = _weighed(page, [claim for claim in published if claim.dated.day <= last], modified)
    own = {*range(where.first, where.last), *(cue.block for cue in page.cues["date-entry"])}
    if not best or best[0][0] < ENOUGH:
        revised = [
            (ENOUGH, _as_published(claim))
            for score, claim in changed[:1]
            if score >= ENOUGH and claim.block in own
        ]
        best = [*(revised or only_date(page, ledger, last)), *best]
    elif not any(claim.who.startswith("meta:") for claim in published):
        best = [*_newer_edition(best, changed, own), *best]
    yield from _finds("date", best)
    yield from _finds("date_modified", changed)
    if best and best[0][1].dated.other and best[0][0] >= ENOUGH:
        yield Find(
            "note",
            "ambiguous-date",
            best[0][1].block,
            None,
            "date",
            f"{best[0][1].dated.day} could be {best[0][1].dated.other}",
            1.0,
        )


def _of_cards(page: Page, claims: list[DateClaim]) -> bool:
    """Whether the days beside the headline are those of a list's cards: many of them, in lines
    without prose between, and none that the page states.
    """
    shown = {
        claim.dated.day: claim.block
        for claim in claims
        if claim.block is not None and claim.who == "line"
    }
    blocks = [block for block in shown.values() if block is not None]
    stated = any(claim.block is None for claim in claims)
    return (
        not stated
        and len(shown) >= CARDS
        and page.prose_before[max(blocks)] == page.prose_before[min(blocks)]
    )


def _newer_edition(best: list[Weighed], changed: list[Weighed], own: set[int]) -> list[Weighed]:
    """The day that the page shows by its headline, where only JSON-LD or microdata, which no reader
    sees, names one months before it.

    A correction comes within days. A guide that is written anew every year shows the day of this
    year's edition; its first day is left to search engines.
    """
    first = best[0][1]
    if first.block is not None or not first.who.startswith(("json-ld:", "itemprop:")):
        return []
    days = {claim.dated.day for _, claim in best if claim.block in own}
    shown = [one for one in best if one[1].block in own]
    shown += [
        (score, _as_published(claim))
        for score, claim in changed
        if claim.block in own and claim.dated.day not in days
    ]
    newer = [
        one
        for one in shown
        if one[0] >= ENOUGH
        and date.fromisoformat(one[1].dated.day) - date.fromisoformat(first.dated.day) > EDITION
    ]
    return [(max(best[0][0], newer[0][0]), newer[0][1])] if newer else []


def _as_published(claim: DateClaim) -> DateClaim:
    """The day of the last change, where the page shows no other; the line stays the modified
    date's.
    """
    return claim._replace(
        block=None,
        span=None,
        who=f"{claim.who}:modified",
        why="the page shows only when it was changed",
    )


def _finds(field: str, weighed: list[Weighed]) -> Iterator[Find]:
    for score, claim in weighed:
        weight = round(max(0.05, min(0.99, 0.5 + 0.07 * (score - ENOUGH))), 3)
        yield Find(
            field,
            claim.dated.value,
            claim.block,
            claim.span,
            claim.who,
            claim.why,
            weight,
            takes=claim.block is not None,
        )


def _weighed(page: Page, claims: list[DateClaim], others: Iterable[DateClaim]) -> list[Weighed]:
    """Each claimed day once, best first: claims of one day count together, each kind of evidence
    once.
    """
    days: dict[str, list[DateClaim]] = {}
    for claim in _settled(page, claims, others):
        days.setdefault(claim.dated.day, []).append(claim)
    address = address_day(page.url)
    _to_visible(days)
    found = []
    for day, same in days.items():
        score = _sum(same)
        score += (
            1.5
            if day == address
            else 0.7
            if page.url
            and (month := MONTH_ADDRESS.search(page.url))
            and day.startswith(f"{month[1]}-{month[2]}")
            else 0.0
        )
        shown = max(same, key=lambda claim: (claim.block is not None, claim.score))
        exact = max(
            (claim.dated.value for claim in same if not _below_prose(page, shown, claim)),
            key=lambda value: (len(value) > 10, "+" in value or value.count("-") > 2, len(value)),
        )
        why = ", ".join(dict.fromkeys(claim.why for claim in same))
        found.append((score, shown._replace(dated=shown.dated._replace(value=exact), why=why)))
    if not found and address:
        return [
            (1.2, DateClaim(Dated(0, 0, address), 1.2, "url", "the page's address holds the day"))
        ]
    return sorted(found, key=lambda one: (-one[0], one[1].dated.day))


def _sum(same: list[DateClaim]) -> float:
    """How much speaks for a day: each kind of evidence once. What metadata says twice over is
    written by one program, and the second time counts less.
    """
    kinds = {claim.who: claim.score for claim in sorted(same, key=lambda claim: claim.score)}
    stated = sorted(
        (score for who, score in kinds.items() if who.startswith(("json-ld:", "meta:"))),
        reverse=True,
    )
    return sum(kinds.values()) - (1 - AGAIN) * sum(stated[1:])


def _below_prose(page: Page, shown: DateClaim, claim: DateClaim) -> bool:
    """Whether a line stands below the story's first prose: a comment of the same day, whose time is
    not the story's.
    """
    return (
        claim.block is not None
        and shown.block is not None
        and page.prose_before[claim.block] > page.prose_before[shown.block] + FEW_WORDS
    )


def _to_visible(days: dict[str, list[DateClaim]]) -> None:
    """Moves what metadata says of a day to the day before or after it that stands beside the
    headline: one moment in two time zones.
    """
    shown = {
        day: max(claim.score for claim in same if claim.block is not None)
        for day, same in days.items()
        if any(claim.block is not None for claim in same)
    }
    for day in [day for day in days if day not in shown]:
        beside = [
            other
            for other, score in shown.items()
            if score >= ENOUGH
            and abs(date.fromisoformat(other) - date.fromisoformat(day)).days == 1
        ]
        if len(beside) == 1:
            days[beside[0]] += [
                claim._replace(dated=days[beside[0]][0].dated) for claim in days.pop(day)
            ]


def _settled(
    page: Page, claims: list[DateClaim], others: Iterable[DateClaim]
) -> Iterator[DateClaim]:
    """The claims, a day that could be read twice read as another date, the address, the language or
    the host says.
    """
    sure = {claim.dated.day for claim in (*claims, *others) if claim.dated.other is None} | {
        address_day(page.url)
    }
    stated = {claim.dated.day for claim in claims if claim.block is None}
    for claim in claims:
        dated = claim.dated
        if dated.dotted in stated and dated.day not in stated:
            yield claim._replace(dated=dated._replace(value=f"{dated.dotted}{dated.value[10:]}"))
        elif dated.other is None or dated.day in sure:
            yield claim._replace(dated=dated._replace(other=None))
        elif dated.other in sure:
            yield claim._replace(
                dated=dated._replace(value=dated.other + dated.value[10:], other=None)
            )
        else:
            first = day_first(page)
            value = dated.value if first is not False else dated.other + dated.value[10:]
            other = dated.other if first is not False else dated.day
            yield claim._replace(
                dated=dated._replace(value=value, other=other if first is None else None)
            )

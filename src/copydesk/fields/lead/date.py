"""Finds the day the story was published and the day it was last changed, apart.

A date counts where it stands near the headline or its label says what it is; JSON-LD, meta elements, `time` elements and the address
speak for it or stand alone. Comments', cards' and events' dates, copyright years and days to come are none of the story's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from copydesk.fields import metadata
from copydesk.fields.dates import YEAR, Dated, label_before, machine, relative, whole_span, written
from copydesk.fields.opening import Opening, opening
from copydesk.ledger import Find, Ledger
from copydesk.page import Block, Page, Span

ENOUGH = 1.0
PUBLISHED_METAS = {
    name: score
    for score, names in (
        (2.6, "article:published_time og:article:published_time"),
        (2.2, "datepublished parsely-pub-date pubdate publishdate publish-date publish_date publication_date article.published published-date"),
        (2.2, "og:published_time originalpublicationdate rnews:datepublished bt:pubdate article_date_original"),
        (2.0, "sailthru.date citation_publication_date cxenseparse:recs:publishtime cxenseparse:publishtime prism.publicationdate og:pubdate"),
        (1.8, "dcterms.created dc.date.issued dcterms.issued dc.date.created displaydate"),
        (1.6, "date dc.date dcterms.date datecreated dc.created"),
        (1.4, "last-published release_date"),
    )
    for name in names.split()
}
"""How much each meta element that dates a page's making counts."""
MODIFIED_METAS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "revised",
    "og:modified_time",
)
ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?:[/-]|\b)|/((?:19|20)\d\d)-([01]?\d)-([0-3]?\d)\b")
MONTH_ADDRESS = re.compile(r"/((?:19|20)\d\d)/([01]\d)/")
STATING = re.compile(r"(?:publish|pubdate|pub_date|published|issued|uploaded|creationdate)", re.IGNORECASE)
"""A meta element whose name says that it dates the page's making, where it is none of the usual ones."""
OLDEST = "1990"
"""A line's date before this is a subject of the story: the web has no older pages."""


class Claim(NamedTuple):
    """A date, how much speaks for it, who says so, and the block and span where it stands."""

    dated: Dated
    score: float
    who: str
    why: str
    block: int | None = None
    span: Span | None = None


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The dates, best first, and a note where a numeric date could be read twice."""
    where = opening(page, ledger)
    published, modified = list(_stated(page)), list(_stated_modified(page))
    for claim, kind in (*_lines(page, where, ledger), *_elements(page, where)):
        (modified if kind == "modified" else published).append(claim)
    last = page.crawled[:10] if page.crawled else "9999"
    changed = _weighed(page, [claim for claim in modified if claim.dated.day <= last], [])
    best = _weighed(page, [claim for claim in published if claim.dated.day <= last], modified)
    if not best or best[0][0] < ENOUGH:
        best = [
            *_only(page, ledger, last),
            *((ENOUGH, _as_published(claim)) for score, claim in changed[:1] if score >= ENOUGH and claim.block in range(where.first, where.last)),
            *best,
        ]
    yield from _finds("date", best)
    yield from _finds("date_modified", changed)
    if best and best[0][1].dated.other and best[0][0] >= ENOUGH:
        yield Find("note", "ambiguous-date", best[0][1].block, None, "date", f"{best[0][1].dated.day} could be {best[0][1].dated.other}", 1.0)


def _as_published(claim: Claim) -> Claim:
    """The day of the last change, where the page says no other; the line stays the modified date's."""
    return claim._replace(block=None, span=None, who=f"{claim.who}:modified", why="the page says only when it was changed")


def _only(page: Page, ledger: Ledger, last: str) -> list[tuple[float, Claim]]:
    """The date that stands alone in a line, where the whole page has one such day: a dateline under the story."""
    found: list[Claim] = []
    for block in page.blocks:
        if page.shapes[block.number].words < 7 and block.kind != "item" and YEAR.search(block.text):
            for dated in written(block.text, day_first(page)):
                if label_before(block.text, dated.start)[1] != "modified" and "\u00a9" not in block.text and not ledger.is_cut(block.number):
                    found.append(Claim(dated, ENOUGH, "line", "the only date that stands alone on the page", block.number, (dated.start, dated.end)))
    days = {claim.dated.day for claim in found}
    return [(ENOUGH, found[0])] if len(days) == 1 and OLDEST < found[0].dated.day <= last and found[0].dated.other is None else []


def _finds(field: str, weighed: list[tuple[float, Claim]]) -> Iterator[Find]:
    for score, claim in weighed:
        weight = round(max(0.05, min(0.99, 0.5 + 0.07 * (score - ENOUGH))), 3)
        yield Find(field, claim.dated.value, claim.block, claim.span, claim.who, claim.why, weight, takes=claim.block is not None)


def _weighed(page: Page, claims: list[Claim], others: Iterable[Claim]) -> list[tuple[float, Claim]]:
    """Each claimed day once, best first: claims of one day count together, each kind of evidence once."""
    days: dict[str, list[Claim]] = {}
    for claim in _settled(page, claims, others):
        days.setdefault(claim.dated.day, []).append(claim)
    address = address_day(page.url)
    _to_visible(days)
    found = []
    for day, same in days.items():
        score = sum({claim.who: claim.score for claim in sorted(same, key=lambda claim: claim.score)}.values())
        score += 1.5 if day == address else 0.7 if page.url and (month := MONTH_ADDRESS.search(page.url)) and day.startswith(f"{month[1]}-{month[2]}") else 0.0
        shown = max(same, key=lambda claim: (claim.block is not None, claim.score))
        exact = max((claim.dated.value for claim in same), key=lambda value: (len(value) > 10, "+" in value or value.count("-") > 2, len(value)))
        why = ", ".join(dict.fromkeys(claim.why for claim in same))
        found.append((score, shown._replace(dated=shown.dated._replace(value=exact), why=why)))
    if not found and address:
        return [(1.2, Claim(Dated(0, 0, address), 1.2, "url", "the page's address holds the day"))]
    return sorted(found, key=lambda one: (-one[0], one[1].dated.day))


def _to_visible(days: dict[str, list[Claim]]) -> None:
    """Moves what metadata says of a day to the day before or after it that stands beside the headline: one moment in two time zones."""
    shown = {day: max(claim.score for claim in same if claim.block is not None) for day, same in days.items() if any(claim.block is not None for claim in same)}
    for day in [day for day in days if day not in shown]:
        beside = [other for other, score in shown.items() if score >= ENOUGH and abs(date.fromisoformat(other) - date.fromisoformat(day)).days == 1]
        if len(beside) == 1:
            days[beside[0]] += [claim._replace(dated=days[beside[0]][0].dated) for claim in days.pop(day)]


def _settled(page: Page, claims: list[Claim], others: Iterable[Claim]) -> Iterator[Claim]:
    """The claims, a day that could be read twice read as another date, the address, the language or the host says."""
    sure = {claim.dated.day for claim in (*claims, *others) if claim.dated.other is None} | {address_day(page.url)}
    for claim in claims:
        dated = claim.dated
        if dated.other is None or dated.day in sure:
            yield claim._replace(dated=dated._replace(other=None))
        elif dated.other in sure:
            yield claim._replace(dated=dated._replace(value=dated.other + dated.value[10:], other=None))
        else:
            first = day_first(page)
            value = dated.value if first is not False else dated.other + dated.value[10:]
            other = dated.other if first is not False else dated.day
            yield claim._replace(dated=dated._replace(value=value, other=other if first is None else None))


def day_first(page: Page) -> bool | None:
    """How the page writes numeric dates, as far as its language and host tell: only Americans put the month first."""
    language = (page.evidence.language or next(page.evidence.meta("og:locale"), "")).lower().replace("_", "-")
    host = metadata.host(page)
    if language in ("en-us", "en-ph") or host.endswith((".gov", ".mil", ".us")):
        return False
    if (language and not language.startswith("en")) or language in ("en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"):
        return True
    tail = host.rsplit(".", 1)[-1]
    return True if len(tail) == 2 and tail not in ("us", "io", "co", "ai", "tv", "me", "ca", "ph") else None


def address_day(url: str | None) -> str | None:
    """The day in a page's address, or None."""
    match = ADDRESS.search(url or "")
    parts = [part for part in match.groups() if part] if match else []
    return machine("-".join(part.zfill(2) for part in parts)) if parts else None


def _stated(page: Page) -> Iterator[Claim]:
    node = metadata.story(page)
    for name, score in (("datePublished", 2.6), ("dateCreated", 1.2), ("uploadDate", 1.0)):
        for text in metadata.texts(node.get(name)):
            yield from _claim(text, score, f"json-ld:{name}", "JSON-LD states it")
    if "datePublished" not in node:
        texts = [text for other in page.evidence.jsonld if other is not node for text in metadata.texts(other.get("datePublished"))]
        if len(set(texts)) == 1:
            yield from _claim(texts[0], 1.6, "json-ld:datePublished", "JSON-LD states it")
    for key, content in page.evidence.metas:
        if key in PUBLISHED_METAS and content:
            yield from _claim(content, PUBLISHED_METAS[key], f"meta:{key}", "a meta element states it")
        elif content[:4].isdigit() and STATING.search(key) and "modif" not in key:
            yield from _claim(content, 1.4, f"meta:{key}", "a meta element states it")


def _stated_modified(page: Page) -> Iterator[Claim]:
    for text in metadata.texts(metadata.story(page).get("dateModified")):
        yield from _claim(text, 2.0, "json-ld:dateModified", "JSON-LD states it")
    for text in page.evidence.meta(*MODIFIED_METAS):
        yield from _claim(text, 1.6, "meta:modified", "a meta element states it")


def _claim(text: str, score: float, who: str, why: str) -> Iterator[Claim]:
    value = machine(metadata.plain(text))
    if value:
        yield Claim(Dated(0, 0, value), score, who, why)


def _lines(page: Page, where: Opening, ledger: Ledger) -> Iterator[tuple[Claim, str]]:
    """Dates in lines around the headline, and elsewhere where a label stands before them."""
    near = range(where.first, where.last)
    labelled = {cue.block for name in ("date-published", "date-modified") for cue in page.cues[name]}
    for number in sorted(labelled | set(near)):
        block = page.blocks[number]
        if block.kind in ("title", "code") or (page.shapes[number].words > 30 and number not in labelled and number != where.story):
            continue
        dates = list(written(block.text)) if YEAR.search(block.text) else _relative(page, block) if number in near else []
        for dated in dates[:4]:
            if dated.day < OLDEST:
                continue
            start, kind = label_before(block.text, dated.start)
            score = _line_score(page, where, number, kind) if number in near else (1.0 if kind and not ledger.is_cut(number) else 0.0)
            if page.shapes[number].prose and not kind:
                score = 1.2 if number == where.story and dated.start < 30 else 0.0
            if score > 0:
                span = whole_span(block.text, (start, dated.end)) if len(dates) == 1 else (start, dated.end)
                yield Claim(dated, score, "line", f"the line says {kind}" if kind else "a date beside the headline", number, span), kind


def _line_score(page: Page, where: Opening, number: int, kind: str) -> float:
    """A date counts by how near the headline it stands: behind it more than before it, and more with its label."""
    if number == where.headline:
        return 0.6
    away = number - (where.headline if where.headline is not None else where.story)
    near = 4.0 - 0.1 * away if away > 0 else 1.6 + 0.15 * away
    return max(0.3, near + (0.6 if kind else 0.0) - (0.8 if page.shapes[number].words > 14 else 0.0))


def _relative(page: Page, block: Block) -> list[Dated]:
    dated = relative(block.text, page.crawled) if page.crawled and len(block.text) < 80 else None
    return [dated] if dated else []


def _elements(page: Page, where: Opening) -> Iterator[tuple[Claim, str]]:
    """Dates that `time` elements and microdata state."""
    near = range(where.first, where.last + 4)
    for prop in page.evidence.props:
        if prop.name.startswith("time") or prop.name in ("itemprop:datePublished", "itemprop:dateModified", "itemprop:dateCreated"):
            value = machine(prop.value)
            if value is None:
                continue
            said = label_before(page.blocks[prop.block].text, prop.span[0])[1] if prop.block is not None and prop.span else ""
            kind = "modified" if "Modified" in prop.name or said == "modified" else "published"
            named = prop.name != "time"
            score = (0.9 if "Created" in prop.name else 1.8 if named else 1.4) if prop.block is None or prop.block in near else 0.5 if named else 0.2
            score = 0.4 if prop.block is None and not named else score
            yield Claim(Dated(0, 0, value), score, prop.name, "markup states it"), kind

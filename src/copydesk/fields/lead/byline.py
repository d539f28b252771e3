"""Finds who wrote the story: people's names, in order, and the line that names them.

A line near the headline that says "By" and a name counts most; JSON-LD, meta elements, `rel=author` and elements named for an author
speak for it or stand alone. Outlets, agencies, roles and "By Tuesday the water had" are no authors: none rather than doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from copydesk.fields import metadata
from copydesk.fields.dates import written
from copydesk.fields.names import Names, begins_with_role, joined, person, read_names
from copydesk.fields.opening import Opening, opening
from copydesk.ledger import Find, Ledger
from copydesk.lexicon import phrases
from copydesk.page import Block, Page, Prop, Span

PROPS = ("rel:author", "itemprop:author", "itemprop:creator")
ENOUGH = 1.3
"""The least that must speak for names: one meta element, or an author's element, and not a lone line of two capitals."""
NOT_WRITING = re.compile(
    r"(?:\b(?:review|edit|check|sponsor|power|photo\w*|image\w*|picture\w*|illustrat|present|translat|produc|host|follow|own|fotos?|video\w*|comment\w*|redigiert|geprüft)\w*)\W{0,3}$",
    re.IGNORECASE,
)
"""What stands before "by" where it names somebody who did not write."""
FAR, ALONE = 0.9, 1.4
"""An author's element far from the headline may be another story's; it is believed where all of them name the same people."""
AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|by|people|person|profile|staff|contributors?|writers?|journalists?|autor(?:en|es)?|auteurs?|redaktion|team)/", re.IGNORECASE
)
TOPIC_ADDRESS = re.compile(r"/(?:categor\w+|tags?|topics?|sections?|kategorie\w*|thema|rubrik)/|[?#]", re.IGNORECASE)
METAS = {
    "author": 1.6,
    "article:author": 1.4,
    "parsely-author": 1.6,
    "sailthru.author": 1.6,
    "dc.creator": 1.6,
    "dcterms.creator": 1.6,
    "byl": 1.6,
    "og:author": 1.4,
}


WHOLE = ("line", "json-ld:author", "meta:author", "meta:parsely-author")
"""Who names all authors where another names some of them; an author's element may stand beside a reviewer's."""


LEADING = re.compile(r"\b(?:written|posted|published|story|text|article|report|words|ago|am|pm|uhr)$", re.IGNORECASE)
"""Words that may stand before a small "by" that leads to the author."""


AUTHOR_CLASS = re.compile(r"class:(?!.*comment).*(?:author|byline|writer|autor|auteur)", re.IGNORECASE)
ACCOUNT = re.compile(r"([^\W\d_][\w.]{2,24})\s*(?:$|[|•·,(–—-]|\d|\b(?:on|am|um|le|el|em|op)\s)")
"""A name of one word behind a label, and what may follow it: nothing, a mark or a date."""


class Claim(NamedTuple):
    """Names, how much speaks for them, who says so and why; the block and the span of the line they were read from."""

    people: tuple[str, ...]
    score: float
    who: str
    why: str
    block: int | None = None
    span: Span | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(metadata.key(name) for name in self.people)


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The byline and the authors, best first."""
    where = opening(page, ledger)
    claims = [
        *_lines(page, where),
        *_with_far(claim for claim in _elements(page, where) if claim.people),
        *(claim for claim in _statements(page) if claim.people),
    ]
    for score, claim, why in _weighed(claims):
        weight = round(min(0.99, 0.5 + 0.06 * (score - ENOUGH)), 3)
        line = next((one for one in claims if one.block is not None and one.keys == claim.keys), claim)
        yield Find("byline", joined(claim.people), line.block, line.span, line.who, why, weight, takes=line.block is not None)
        yield Find("authors", claim.people, line.block, line.span, claim.who, why, weight)


def _with_far(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, those far from the headline weighed up where they all name the same people: the author's box under the story."""
    found = list(claims)
    far = {claim.keys for claim in found if claim.score == FAR}
    return [claim._replace(score=ALONE) if claim.score == FAR and len(far) == 1 else claim for claim in found]


def _weighed(claims: list[Claim]) -> list[tuple[float, Claim, str]]:
    """Those who are claimed, best first: claims of the same people, or of some of them, count together."""
    found = []
    for keys in dict.fromkeys(claim.keys for claim in claims):
        part = {claim.who: claim.score for claim in claims if claim.keys < keys}
        same = sorted((claim for claim in claims if claim.keys == keys), key=lambda claim: (all(name.isupper() for name in claim.people), -claim.score))
        best = max(same, key=lambda claim: claim.score)
        own = {claim.who: claim.score for claim in sorted(same, key=lambda claim: claim.score)}
        score = sum(own.values()) + (0.8 * sum(part.values()) if best.who in WHOLE else 0.0)
        found.append((score, same[0]._replace(who=best.who), ", ".join(dict.fromkeys(claim.why for claim in same))))
    return sorted(found, key=lambda one: -one[0])


def _lines(page: Page, where: Opening) -> Iterator[Claim]:
    """Lines that say "By" and names; near the headline for certain, elsewhere with less weight."""
    near = range(where.first, where.last)
    for number in sorted({cue.block for cue in page.cues["byline"] if cue.first == 0} | set(near)):
        words, kind = page.shapes[number].words, page.blocks[number].kind
        if words <= 40 and kind not in ("code", "title") and (number in near or (words <= 25 and number > where.story)):
            yield from _labelled(page, page.blocks[number], where, number in near)


def _labelled(page: Page, block: Block, where: Opening, near: bool) -> Iterator[Claim]:
    """The names behind the first label of a line that leads to any."""
    words = page.shapes[block.number].words
    away = abs(block.number - (where.story if where.headline is None else where.headline))
    after = near and (where.headline is None or block.number > where.headline - 3)
    for match in _label().finditer(block.text, 0, 300):
        if NOT_WRITING.search(block.text[: match.start(1)]):
            continue
        names = read_names(block.text[match.end() :])
        leads = _leads(block.text, match) or (near and words < 9 and block.kind != "heading" and match.end() + names.end == len(block.text))
        people = _believed(page, names.people)
        if people and leads and (near or " " in match[1] or (":" in match[0] and words < 10)):
            span = _line_span(block.text, match.start(1), match.end() + names.end)
            score = 5.0 - 0.1 * min(away, 15) if after else 1.4
            yield Claim(people, score, "line", f"the line says {match[1]!r} before the names", block.number, span)
            return
        account = ACCOUNT.match(block.text, match.end()) if after and leads and not names.people and words < 15 else None
        name = person(account[1], loose=True) if account else None
        if name and account and _believed(page, (name,)):
            yield Claim((name,), 2.0, "line", f"the line says {match[1]!r} before an account's name", block.number, (match.start(1), account.end(1)))
            return


@cache
def _label() -> re.Pattern[str]:
    labels = sorted(
        {line.removesuffix(" ...") for language, lines in phrases("byline").items() if language != "class" for line in lines}, key=len, reverse=True
    )
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, labels))})(?:\s?:\s*|\s+|(?=(?-i:[A-Z][a-z])))", re.IGNORECASE)


def _leads(text: str, match: re.Match[str]) -> bool:
    """Whether a "by" begins the line or follows a date, a mark or a verb: not "a book by Jane Doe" in a title."""
    before = text[: match.start(1)].rstrip()
    if match.end() == match.end(1):
        return match[1][0].isupper()
    return not before or not before[-1].isalpha() or (not match[1].islower() and not before[-1].islower()) or LEADING.search(before) is not None


def _line_span(text: str, start: int, end: int) -> Span:
    """The byline's span: to the end of the line where only a role or an outlet follows, and from its beginning where only a label leads."""
    rest = text[end:]
    if len(rest.split()) < 8 and not any(letter.isdigit() for letter in rest):
        end = len(text)
    return (0, end) if len(text[:start].split()) < 2 and not any(letter.isdigit() for letter in text[:start]) else (start, end)


def _believed(page: Page, people: tuple[str, ...]) -> tuple[str, ...]:
    """The people without the site itself: a site may be called after its author, but not one that calls itself an organisation."""
    return tuple(name for name in people if not metadata.is_site_name(page, name) or (" " in name and metadata.key(name) not in metadata.organisations(page)))


def _elements(page: Page, where: Opening) -> Iterator[Claim]:
    """Names in elements that markup calls an author's, and lines near the headline that are a name and link to an author's page."""
    near = range(where.first, where.last)
    boxes = page.named.get("byline", ())
    for number in boxes:
        box = page.boxes[number]
        if 0 < box.last - box.first < 5 and (box.first in near or len(boxes) < 8):
            yield from (one for block in page.blocks[box.first : box.last] if (one := _element(page, block, _nearness(where, block.number))))
    for number in near:
        block = page.blocks[number]
        if number != where.headline and any(AUTHOR_ADDRESS.search(link.url) for link in block.links):
            yield from (Claim(people, _nearness(where, number), "link", "the name links to an author's page", number) for people in _linked(page, block))
    if where.headline is not None:
        yield from (_alone(page, page.blocks[number], number - where.headline) for number in _beside(page, where.headline, where.last))
    yield from (_stated_by(page, prop, where) for prop in page.evidence.props if prop.name in PROPS or AUTHOR_CLASS.match(prop.name))


def _uncommon(page: Page, name: str) -> bool:
    """Whether no word of a name stands in small letters in the page's sentences, as those of "Industry Insights" do."""
    for word in name.split():
        small = word.lower()
        if word[0].isupper() and len(small) > 2 and not small.endswith("."):
            found = re.compile(rf"(?<!\w){re.escape(small)}(?!\w)")
            if any(found.search(page.blocks[number].text) for number in page.having(small)[:12]):
                return False
    return True


def _beside(page: Page, headline: int, last: int) -> Iterator[int]:
    """The blocks below the headline where a name may stand alone, and in a text dump the three above it."""
    if page.form == "text":
        yield from range(max(0, headline - 3), headline)
    yield from range(headline + 1, min(last, headline + 8))


def _nearness(where: Opening, number: int) -> float:
    """How much an author's element counts: most just below the headline, little outside the lead."""
    if number not in range(where.first, where.last):
        return FAR
    return 2.0 - 0.04 * abs(number - (where.story if where.headline is None else where.headline))


def _stated_by(page: Page, prop: Prop, where: Opening) -> Claim:
    """What a microdata property, a link or an element's class says of the author."""
    text = page.blocks[prop.block].text[slice(*(prop.span or (0, 90)))] if prop.block is not None else prop.value
    label = _label().search(text, 0, 40)
    names = read_names(text[label.end() if label else 0 :] if len(text) < 90 and "http" not in text else "", loose=True)
    if label and NOT_WRITING.search(text[: label.start()]):
        names = names._replace(people=())
    return Claim(_believed(page, names.people), 1.8 if prop.block is None else _nearness(where, prop.block), prop.name.split(" ")[0], "markup names the author")


def _alone(page: Page, block: Block, away: int) -> Claim:
    """A line by the headline that is names and nothing but a date or a role, or names alone beside a date or with a sentence about them below."""
    words = page.shapes[block.number].words
    plain = block.kind in ("paragraph", "item") and words < 14 and not block.text.endswith((":", "?", "!"))
    plain = plain and not any(TOPIC_ADDRESS.search(link.url) for link in block.links) and not _label().match(block.text)
    names = read_names(block.text) if plain else Names((), (), 0)
    rest = block.text[names.end :].strip(" |,·•-–—")
    dated = rest and rest[0] in "0123456789JFMASONDjfmasond" and next((one.start < 3 for one in written(rest)), False)
    if (
        not names.people
        or not all(_uncommon(page, name) for name in names.people)
        or (rest and not dated and not begins_with_role(rest))
        or (not rest and words > 5)
    ):
        return Claim((), 0.0, "lone line", "")
    beside = [page.blocks[one].text for one in (block.number - 1, block.number + 1) if 0 <= one < len(page.blocks)]
    dated = dated or any(len(text) < 60 and next(written(text), None) for text in beside)
    below = (page.blocks[one] for one in page.having(page.tokens[block.number][0]) if one > block.number + 3)
    again = any(
        one.text.startswith(names.people[0]) and (len(one.text) > len(block.text) + 20 or one.text == block.text) and one.kind != "item" for one in below
    )
    score = 0.4 + bool(dated) + 1.2 * again + 1.0 * bool(rest) + 0.9 * (0 < away < 3) + 0.5 * (len(names.people) > 1)
    return Claim(_believed(page, names.people), score, "lone line", "a name alone by the headline", block.number, (0, names.end))


def _element(page: Page, block: Block, score: float) -> Claim | None:
    text = block.text
    match = _label().search(text, 0, 40)
    names = read_names(text[match.end() if match else 0 :])
    people = _believed(page, names.people)
    if not people or page.shapes[block.number].prose or NOT_WRITING.search(text[: match.start(1) if match else 0]):
        return None
    return Claim(people, score, "element", "its element is named for the author", block.number, _line_span(text, 0, names.end + (match.end() if match else 0)))


def _linked(page: Page, block: Block) -> Iterator[tuple[str, ...]]:
    people = [name for link in block.links if AUTHOR_ADDRESS.search(link.url) and (name := person(block.text[link.start : link.end]))]
    if people and page.shapes[block.number].words < 25:
        yield _believed(page, tuple(dict.fromkeys(people)))


def _statements(page: Page) -> Iterator[Claim]:
    """Names that the page's metadata states."""
    node = metadata.story(page)
    people: list[str] = []
    for named in metadata.names(page, node.get("author") or node.get("creator")):
        if named.type in ("", metadata.PERSON):
            people += read_names(_label().sub("", named.name, count=1) if _label().match(named.name) else named.name, loose=True).people
    yield Claim(_believed(page, tuple(dict.fromkeys(people))), 2.4, "json-ld:author", "JSON-LD names the author")
    for meta, score in METAS.items():
        stated = [text for text in page.evidence.meta(meta) if not text.startswith("http") and len(text) < 200]
        found = [name for text in stated for name in read_names(metadata.plain(text), loose=True).people]
        yield Claim(_believed(page, tuple(dict.fromkeys(found))), score, f"meta:{meta}", "a meta element names the author")
    for number in ("1", "2"):
        label = next(page.evidence.meta(f"twitter:label{number}"), "")
        if _label().match(label + " "):
            text = metadata.plain(next(page.evidence.meta(f"twitter:data{number}"), ""))
            yield Claim(_believed(page, read_names(text, loose=True).people), 1.5, "meta:twitter:data", "a meta element names the author")

"""Who wrote a story, as markup and metadata say it: an author's element, a link to an author's page, JSON-LD, meta elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.fields import metadata
from copydesk.fields.author_lines import NOT_WRITING, Claim, author_label, believed, line_span
from copydesk.fields.names import person, read_names
from copydesk.fields.opening import Opening
from copydesk.page import Block, Page, Prop

PROPS = ("rel:author", "itemprop:author", "itemprop:creator")
FAR, ALONE = 0.9, 1.4
"""An author's element far from the headline may be another story's; it is believed where all of them name the same people."""
AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|by|people|person|profile|staff|contributors?|writers?|journalists?|autor(?:en|es)?|auteurs?|redaktion|team)/", re.IGNORECASE
)
AUTHOR_CLASS = re.compile(r"class:(?!.*comment).*(?:author|byline|writer|autor|auteur)", re.IGNORECASE)
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


def elements(page: Page, where: Opening) -> Iterator[Claim]:
    """Names in elements that markup calls an author's, and lines near the headline that link to an author's page."""
    near = range(where.first, where.last)
    boxes = page.named.get("byline", ())
    for number in boxes:
        box = page.boxes[number]
        if 0 < box.last - box.first < 5 and (box.first in near or len(boxes) < 8):
            yield from (one for block in page.blocks[box.first : box.last] if (one := _element(page, block, nearness(where, block.number))))
    for number in near:
        block = page.blocks[number]
        if number != where.headline and any(AUTHOR_ADDRESS.search(link.url) for link in block.links):
            yield from (Claim(people, nearness(where, number), "link", "the name links to an author's page", number) for people in _linked(page, block))
    yield from (_stated_by(page, prop, where) for prop in page.evidence.props if prop.name in PROPS or AUTHOR_CLASS.match(prop.name))


def nearness(where: Opening, number: int) -> float:
    """How much an author's element counts: most just below the headline, little outside the lead."""
    if number not in range(where.first, where.last):
        return FAR
    return 2.0 - 0.04 * abs(number - (where.story if where.headline is None else where.headline))


def _stated_by(page: Page, prop: Prop, where: Opening) -> Claim:
    """What a microdata property, a link or an element's class says of the author."""
    text = page.blocks[prop.block].text[slice(*(prop.span or (0, 90)))] if prop.block is not None else prop.value
    label = author_label().search(text, 0, 40)
    names = read_names(text[label.end() if label else 0 :] if len(text) < 90 and "http" not in text else "", loose=True)
    if label and NOT_WRITING.search(text[: label.start()]):
        names = names._replace(people=())
    return Claim(believed(page, names.people), 1.8 if prop.block is None else nearness(where, prop.block), prop.name.split(" ")[0], "markup names the author")


def _element(page: Page, block: Block, score: float) -> Claim | None:
    text = block.text
    match = author_label().search(text, 0, 40)
    names = read_names(text[match.end() if match else 0 :])
    people = believed(page, names.people)
    if not people or page.shapes[block.number].prose or NOT_WRITING.search(text[: match.start(1) if match else 0]):
        return None
    return Claim(people, score, "element", "its element is named for the author", block.number, line_span(text, 0, names.end + (match.end() if match else 0)))


def _linked(page: Page, block: Block) -> Iterator[tuple[str, ...]]:
    people = [name for link in block.links if AUTHOR_ADDRESS.search(link.url) and (name := person(block.text[link.start : link.end]))]
    if people and page.shapes[block.number].words < 25:
        yield believed(page, tuple(dict.fromkeys(people)))


def statements(page: Page) -> Iterator[Claim]:
    """Names that the page's metadata states."""
    node = metadata.story(page)
    people: list[str] = []
    for named in metadata.names(page, node.get("author") or node.get("creator")):
        if named.type in ("", metadata.PERSON):
            people += read_names(author_label().sub("", named.name, count=1) if author_label().match(named.name) else named.name, loose=True).people
    yield Claim(believed(page, tuple(dict.fromkeys(people))), 2.4, "json-ld:author", "JSON-LD names the author")
    for meta, score in METAS.items():
        stated = [text for text in page.evidence.meta(meta) if not text.startswith("http") and len(text) < 200]
        found = [name for text in stated for name in read_names(metadata.plain(text), loose=True).people]
        yield Claim(believed(page, tuple(dict.fromkeys(found))), score, f"meta:{meta}", "a meta element names the author")
    for number in ("1", "2"):
        label = next(page.evidence.meta(f"twitter:label{number}"), "")
        if author_label().match(label + " "):
            text = metadata.plain(next(page.evidence.meta(f"twitter:data{number}"), ""))
            yield Claim(believed(page, read_names(text, loose=True).people), 1.5, "meta:twitter:data", "a meta element names the author")

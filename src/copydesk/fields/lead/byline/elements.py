"""Reads authors from markup: authors' elements, links to authors' pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from copydesk.facts import metadata
from copydesk.facts.author_label import NOT_WRITING, author_label
from copydesk.facts.authorship import Claim, accepted, group_name, in_comments, read_statement
from copydesk.fields.lead.byline.spans import line_span
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.block import Block
from copydesk.model.evidence import Prop
from copydesk.model.page import Page
from copydesk.parse.name_list import read_names
from copydesk.parse.person_name import person
from copydesk.parse.roles import holds_role
from copydesk.text.lazy_pattern import lazy_pattern

OTHERS = lazy_pattern(r"\W*\b(?:by|von|par|por|di|door|av|af)\b\W*$", re.IGNORECASE)
PROPS = ("rel:author", "itemprop:author", "itemprop:creator")
AUTHOR_ADDRESS = lazy_pattern(
    r"/(?:authors?|by|person|profile|staff|contributors?|writers?|journalists?|"
    r"autor(?:en|es)?|auteurs?|redaktion)/",
    re.IGNORECASE,
)
AUTHOR_CLASS = lazy_pattern(
    r"class:(?!.*(?:comment|licen[cs]e|photo|image|media)).*(?:author|byline|writer|autor|auteur)",
    re.IGNORECASE,
)
MAX_ELEMENTS = 200
"""A page with more elements of authors is a list of writers."""
MAX_BLOCKS = 5
"""Blocks below which an element named for the author is a byline and not the whole story."""
MAX_BOXES = 8
"""Elements named for an author below which those away from the headline count too."""
MAX_BEFORE = 300
"""Characters before an author's element that may have a label such as "Photo by"."""
MAX_STATED = 90
"""Characters of an element below which it is a name and its role."""


def elements(page: Page, where: Opening) -> Iterator[Claim]:
    """Yield names in authors' elements and in lines with links to authors."""
    near = range(where.first, where.last)
    yield from _named(page, where)
    for number in near:
        block = page.blocks[number]
        if number != where.headline and any(AUTHOR_ADDRESS.search(one.url) for one in block.links):
            yield from _linked(page, block, nearness(where, number, "link"))
    yield from _linked_elsewhere(page, where)
    props = (
        prop
        for prop in page.evidence.props
        if prop.name in PROPS or (prop.name[:6] == "class:" and AUTHOR_CLASS.match(prop.name))
    )
    stated = [(prop, _stated_by(page, prop, where)) for prop in islice(props, MAX_ELEMENTS)]
    yield from (claim for _, claim in stated)
    beside = [(prop, one) for prop, one in stated if one.people and not one.group]
    yield from _rows([(prop, one) for prop, one in beside if prop.block in near])


def _named(page: Page, where: Opening) -> Iterator[Claim]:
    """Yield the names in boxes whose class is a byline's."""
    near, boxes = range(where.first, where.last), page.named.get("byline", ())
    for number in boxes:
        box = page.boxes[number]
        size = box.last - box.first
        if 0 < size < MAX_BLOCKS and (box.first in near or len(boxes) < MAX_BOXES):
            for block in page.blocks[box.first : box.last]:
                features = nearness(where, block.number, "element")
                if one := _element(page, block, features, single=size == 1):
                    yield one


def _linked_elsewhere(page: Page, where: Opening) -> Iterator[Claim]:
    """Yield the one person to whose page lines away from the headline link."""
    near = range(where.first, where.last)
    found = [
        claim
        for block in page.blocks
        if block.number not in near
        and block.links
        and any(AUTHOR_ADDRESS.search(link.url) for link in block.links)
        and not in_comments(page, block.number)
        for claim in _linked(page, block, {"link elsewhere": 1.0})
    ]
    if len({claim.keys for claim in found}) == 1:
        yield from found[:1]


def nearness(where: Opening, number: int, kind: str) -> dict[str, float]:
    """Return the features of the place of an author's element."""
    if number not in range(where.first, where.last):
        return {f"{kind} elsewhere": 1.0}
    away = abs(number - (where.story if where.headline is None else where.headline))
    return {f"{kind} near the headline": 1.0, "blocks to the element": min(away, 20) / 20}


def _stated_by(page: Page, prop: Prop, where: Opening) -> Claim:
    """Return whom a microdata property, a link or an element's class names."""
    text, before = prop.value, ""
    if prop.block is not None:
        start, end = prop.span or (0, MAX_STATED)
        shown = page.blocks[prop.block].text
        text = shown[start:end]
        before = shown[max(0, start - MAX_BEFORE) : start] if prop.span else ""
    label = author_label(text).search(text, 0, 40)
    start = label.start() if label else 0
    refused = (
        len(text) >= MAX_STATED
        or "http" in text
        or (prop.block is not None and in_comments(page, prop.block))
        or NOT_WRITING.search(text[:start])
        or NOT_WRITING.search(OTHERS.sub("", before))
    )
    people, group = ((), False) if refused else read_statement(page, text[start:])
    kind = prop.name.split(" ")[0]
    name = "class" if kind.startswith("class:") else kind
    features = (
        {f"{name} without text": 1.0} if prop.block is None else nearness(where, prop.block, name)
    )
    return Claim(people, features, kind, "markup names the author", group=group)


def _rows(stated: list[tuple[Prop, Claim]]) -> Iterator[Claim]:
    """Yield the people of elements side by side: the authors of a paper."""
    for name in dict.fromkeys(prop.name for prop, _ in stated):
        row: list[tuple[int, Claim]] = []
        for prop, claim in stated:
            beside = not row or (prop.block is not None and prop.block - row[-1][0] < 3)
            if prop.name == name and prop.block is not None and beside:
                row.append((prop.block, claim))
        people = tuple(dict.fromkeys(one for _, claim in row for one in claim.people))
        if len(people) > 1:
            features, why = {"elements side by side": 1.0}, "elements side by side name the authors"
            yield Claim(people, features, "elements", why, row[0][0])


def _element(page: Page, block: Block, features: Mapping[str, float], single: bool) -> Claim | None:
    """Return whom a block of an author's element names.

    A team counts only in an element of a single block that holds nothing else.
    """
    text, shape = block.text, page.shapes[block.number]
    match = author_label(text).search(text, 0, 40)
    start, end = match.span() if match else (0, 0)
    if shape.prose or shape.words > 20 or NOT_WRITING.search(text[:start]):
        return None
    people, group = read_statement(page, text[start:])
    if group:
        named = people[0][0].isupper() or metadata.is_site_name(page, people[0])
        if not (single and named and (match or text == people[0])):
            return None
        end = len(text)
    else:
        names = read_names(text[end:])
        people = people if single and match else accepted(page, names.people)
        end += names.end
    if not people:
        return None
    why, span = "its element is named for the author", line_span(text, 0, end)
    return Claim(people, features, "element", why, block.number, span, group)


def _linked(page: Page, block: Block, features: Mapping[str, float]) -> Iterator[Claim]:
    """Yield the people of a line whose names link to authors' pages."""
    links = [
        block.text[link.start : link.end]
        for link in block.links
        if AUTHOR_ADDRESS.search(link.url) and not NOT_WRITING.search(block.text[: link.start])
    ]
    why = "the name links to an author's page"
    people = accepted(page, tuple(dict.fromkeys(name for one in links if (name := person(one)))))
    if people and page.shapes[block.number].words < 25:
        label = author_label(block.text).match(block.text)
        others = read_names(block.text[label.end() if label else 0 :]).people
        whole = accepted(page, others) == people
        features = {**features, "the line names only linked people": float(whole)}
        yield Claim(people, features, "links" if whole else "link", why, block.number)
    for text in links if not people else ():
        if group_name(page, text) == text and (
            holds_role(text, "group") or metadata.is_site_name(page, text)
        ):
            yield Claim((text,), features, "link", why, block.number, group=True)

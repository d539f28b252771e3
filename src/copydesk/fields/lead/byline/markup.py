"""Who wrote a story, as markup and metadata say it: an author's element, a link to an author's
page, JSON-LD, meta elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from copydesk.facts import metadata
from copydesk.facts.authorship import (
    NOT_WRITING,
    Claim,
    author_label,
    believed,
    group_name,
    in_comments,
    read_statement,
)
from copydesk.fields.lead.byline.labelled import line_span
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.evidence import Prop
from copydesk.model.page import Block, Page
from copydesk.parse.name_list import read_names
from copydesk.parse.person_name import person, surname_last
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
METAS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "og:author",
    "citation_author",
    "citation_authors",
    "shareaholic:article_author_name",
    "article:author_name",
    "article_author",
    "cxenseparse:author",
)


def elements(page: Page, where: Opening) -> Iterator[Claim]:
    """Names in elements that markup calls an author's, and lines near the headline that link to an
    author's page.
    """
    near = range(where.first, where.last)
    boxes = page.named.get("byline", ())
    for number in boxes:
        box = page.boxes[number]
        if 0 < box.last - box.first < 5 and (box.first in near or len(boxes) < 8):
            single = box.last - box.first == 1
            yield from (
                one
                for block in page.blocks[box.first : box.last]
                if (one := _element(page, block, nearness(where, block.number, "element"), single))
            )
    for number in near:
        block = page.blocks[number]
        if number != where.headline and any(
            AUTHOR_ADDRESS.search(link.url) for link in block.links
        ):
            yield from _linked(page, block, nearness(where, number, "link"))
    props = islice(
        (
            prop
            for prop in page.evidence.props
            if prop.name in PROPS or (prop.name[:6] == "class:" and AUTHOR_CLASS.match(prop.name))
        ),
        MOST_PROPS,
    )
    stated = [(prop, _stated_by(page, prop, where)) for prop in props]
    yield from (claim for _, claim in stated)
    yield from _rows(
        [
            (prop, claim)
            for prop, claim in stated
            if claim.people and not claim.group and prop.block in near
        ]
    )


MOST_PROPS = 200
"""A page with more elements of authors is a list of writers."""
BEFORE = 300
"""So many characters before an author's element are looked at for what its name was said to have
done.
"""


def nearness(where: Opening, number: int, kind: str) -> dict[str, float]:
    """The features of an author's element of a kind: its place, and how far it is from the lead."""
    if number not in range(where.first, where.last):
        return {f"{kind} elsewhere": 1.0}
    away = abs(number - (where.story if where.headline is None else where.headline))
    return {f"{kind} near the headline": 1.0, "blocks to the element": min(away, 20) / 20}


def _stated_by(page: Page, prop: Prop, where: Opening) -> Claim:
    """What a microdata property, a link or an element's class says of the author."""
    text = (
        page.blocks[prop.block].text[slice(*(prop.span or (0, 90)))]
        if prop.block is not None
        else prop.value
    )
    label = author_label(text).search(text, 0, 40)
    before = (
        page.blocks[prop.block].text[max(0, prop.span[0] - BEFORE) : prop.span[0]]
        if prop.block is not None and prop.span
        else ""
    )
    refused = (
        len(text) >= 90
        or "http" in text
        or (prop.block is not None and in_comments(page, prop.block))
    )
    refused = refused or any(
        NOT_WRITING.search(said)
        for said in (text[: label.start()] if label else "", OTHERS.sub("", before))
    )
    people, group = (
        read_statement(page, text[label.start() if label else 0 :]) if not refused else ((), False)
    )
    kind = prop.name.split(" ")[0]
    name = "class" if kind.startswith("class:") else kind
    features = (
        {f"{name} without text": 1.0} if prop.block is None else nearness(where, prop.block, name)
    )
    return Claim(people, features, kind, "markup names the author", group=group)


def _rows(stated: list[tuple[Prop, Claim]]) -> Iterator[Claim]:
    """The people whom elements of one kind name, each next to the one before: the authors of a
    paper.
    """
    for name in dict.fromkeys(prop.name for prop, _ in stated):
        row: list[tuple[int, Claim]] = []
        for prop, claim in stated:
            if (
                prop.name == name
                and prop.block is not None
                and (not row or prop.block - row[-1][0] < 3)
            ):
                row.append((prop.block, claim))
        people = tuple(dict.fromkeys(one for _, claim in row for one in claim.people))
        if len(people) > 1:
            yield Claim(
                people,
                {"elements side by side": 1.0},
                "elements",
                "elements side by side name the authors",
                row[0][0],
            )


def _element(page: Page, block: Block, features: Mapping[str, float], single: bool) -> Claim | None:
    """Whom a block of an author's element names; a team only where the element holds nothing
    else.
    """
    text = block.text
    match = author_label(text).search(text, 0, 40)
    start = match.start() if match else 0
    if (
        page.shapes[block.number].prose
        or page.shapes[block.number].words > 20
        or NOT_WRITING.search(text[:start])
    ):
        return None
    people, group = read_statement(page, text[start:])
    if group and not (
        single
        and (people[0][0].isupper() or metadata.is_site_name(page, people[0]))
        and (match or text == people[0])
    ):
        return None
    if not group and not (single and match):
        people = believed(page, read_names(text[match.end() if match else 0 :]).people)
    end = (
        len(text)
        if group
        else read_names(text[match.end() if match else 0 :]).end + (match.end() if match else 0)
    )
    return (
        Claim(
            people,
            features,
            "element",
            "its element is named for the author",
            block.number,
            line_span(text, 0, end),
            group=group,
        )
        if people
        else None
    )


def _linked(page: Page, block: Block, features: Mapping[str, float]) -> Iterator[Claim]:
    """The people of a line whose names link to authors' pages: all its authors where it names
    nobody else.
    """
    links = [
        link
        for link in block.links
        if AUTHOR_ADDRESS.search(link.url) and not NOT_WRITING.search(block.text[: link.start])
    ]
    people = believed(
        page,
        tuple(
            dict.fromkeys(
                name for link in links if (name := person(block.text[link.start : link.end]))
            )
        ),
    )
    if people and page.shapes[block.number].words < 25:
        label = author_label(block.text).match(block.text)
        whole = (
            believed(page, read_names(block.text[label.end() if label else 0 :]).people) == people
        )
        yield Claim(
            people,
            {**features, "the line names only linked people": whole},
            "links" if whole else "link",
            "the name links to an author's page",
            block.number,
        )
    for link in links if not people else ():
        text = block.text[link.start : link.end]
        if group_name(page, text) == text and (
            holds_role(text, "group") or metadata.is_site_name(page, text)
        ):
            yield Claim(
                (text,),
                features,
                "link",
                "the name links to an author's page",
                block.number,
                group=True,
            )


def statements(page: Page) -> Iterator[Claim]:
    """Names that the page's metadata states."""
    node = page.facts.story
    named = list(metadata.names(page, node.get("author") or node.get("creator")))
    yield from _together(
        page,
        [one.name for one in named if one.type.lower() in ("", "person")],
        {"json-ld:author": 1.0},
        "json-ld:author",
        "JSON-LD names the author",
    )
    yield from _together(
        page,
        [one.name for one in named if one.type.lower() not in ("", "person")],
        {"json-ld:author of another type": 1.0},
        "json-ld:author",
        "JSON-LD names the author",
    )
    present = {name for name, _ in page.evidence.metas}
    for meta in [name for name in METAS if name in present]:
        stated = [
            metadata.plain(text)
            for text in page.evidence.meta(meta)
            if not text.startswith("http") and len(text) < 200
        ]
        yield from _together(
            page,
            stated,
            {f"meta:{meta}": 1.0},
            f"meta:{meta}",
            "a meta element names the author",
        )
    for number in [number for number in ("1", "2") if f"twitter:label{number}" in present]:
        label = next(page.evidence.meta(f"twitter:label{number}"), "")
        if author_label(label).match(label + " "):
            stated = [metadata.plain(next(page.evidence.meta(f"twitter:data{number}"), ""))]
            yield from _together(
                page,
                stated,
                {"meta:twitter:data": 1.0},
                "meta:twitter:data",
                "a meta element names the author",
            )


def _together(
    page: Page, stated: list[str], features: Mapping[str, float], who: str, why: str
) -> Iterator[Claim]:
    """The claim that several statements of one source make together, and where they name no person
    that of a group.
    """
    read = [read_statement(page, surname_last(text)) for text in stated if text]
    for group in (False, True):
        people = tuple(
            dict.fromkeys(name for names, is_group in read if is_group is group for name in names)
        )
        if people:
            yield Claim(people, {**features, "named in metadata": 1.0}, who, why, group=group)
            return

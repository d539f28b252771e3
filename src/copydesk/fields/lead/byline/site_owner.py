"""Reads the author of an unsigned story: the owner of a personal site.

The page's title, first lines, copyright notice and address name the owner together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.facts import metadata
from copydesk.facts.authorship import Claim
from copydesk.facts.name_words import uncommon
from copydesk.model.page import Page
from copydesk.parse.name_list import read_names
from copydesk.text.lazy_pattern import lazy_pattern

FIRST_LINES = 6
FIRST, MASTHEAD, SIGNED = "the first lines", "a dump's first line", "the legal line"
LEGAL = lazy_pattern(
    r"(?:©|\(c\)|copyright)(?:[\s,]|©|\(c\)|copyright)*(?:(?:19|20)\d\d[\s,–-]*)*(?:by\s)?",
    re.IGNORECASE,
)
OWN = lazy_pattern(r"['’]s\s.{3,40}$")
FIRST_PERSON = (
    "ive",
    "my",
    "myself",
    "ich",
    "mein",
    "meine",
    "meinen",
    "je",
    "moi",
    "yo",
    "mijn",
    "jag",
    "jeg",
    "я",
)
"""Words of the first person. "I" counts beside "the" only: it is a preposition elsewhere."""
DOMAIN = lazy_pattern(r"\w{3}\.\w")
"""A name with a domain's dot is a firm's: "Harbor.AI Labs"."""
QUOTED = lazy_pattern('[“„«»]|(?<!\\w)"')
SHORTEST = 4
"""Letters of a name's part that an address holds by more than chance."""


def owner(page: Page) -> Iterator[Claim]:
    """Yield the owner of the site, where its address has a part of the name.

    The page has to have the name in its title, first lines or copyright notice.
    """
    if page.facts.organisations or not _in_own_words(page):
        return
    address = metadata.key(page.facts.host)
    names: dict[str, set[str]] = {}
    for where, text in _shown(page):
        read = read_names(OWN.sub("", text))
        if (
            len(read.people) == 1
            and not DOMAIN.search(read.people[0])
            and read.end >= len(OWN.sub("", text).rstrip(" ./"))
        ):
            names.setdefault(read.people[0], set()).add(where)
    for name, places in names.items():
        parts = [key for part in name.split() if len(key := metadata.key(part)) >= SHORTEST]
        in_address = sum(part in address for part in parts)
        many = len(places) > 1 or (in_address and (in_address == len(parts) or MASTHEAD in places))
        if many and (in_address or places >= {FIRST, SIGNED}) and uncommon(page, name):
            yield Claim(
                (name,),
                {"owner of the site": 1.0, "owner's name in the address": bool(in_address)},
                "site",
                f"the site is this person's: "
                f"{', '.join(sorted(places))}{' and the address' if in_address else ''} "
                f"say so",
            )


def _in_own_words(page: Page) -> bool:
    """Whether two of the page's paragraphs have "I": a company's have "we"."""
    found = set(page.having(*FIRST_PERSON)) | (set(page.having("i")) & set(page.having("the")))
    return (
        sum(
            page.shapes[number].prose and not QUOTED.search(page.blocks[number].text)
            for number in found
        )
        > 1
    )


def _shown(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the places that may name the site's owner, each with its text."""
    for part in metadata.SEPARATOR.split(page.evidence.title or ""):
        yield "the title", part
    for name in page.facts.site_names:
        yield "the site's name", name
    for block in page.blocks[:FIRST_LINES]:
        if block.kind != "title" and len(block.text) < 60:
            yield FIRST, block.text
            if page.form == "text" and block.number == 0:
                yield MASTHEAD, block.text.strip("/ ")
    for number in page.having("#"):
        if (sign := LEGAL.search(page.blocks[number].text, 0, 200)) and page.shapes[
            number
        ].words < 25:
            yield (
                SIGNED,
                re.split(r"[.·|,–\d-]", page.blocks[number].text[sign.end() :], maxsplit=1)[0],
            )

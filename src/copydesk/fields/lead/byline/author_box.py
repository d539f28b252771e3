"""Reads authors from author boxes: a name and a sentence about the person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.facts.authorship import Claim, accepted
from copydesk.facts.name_words import uncommon
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.block import Block
from copydesk.model.page import Page
from copydesk.parse.name_list import read_names
from copydesk.parse.roles import holds_job
from copydesk.text.lazy_pattern import lazy_pattern

PRONOUN = lazy_pattern(
    r"\b(?:he|she|his|her|er|sie|seine|ihre|il|elle|ella|lui|lei)\b", re.IGNORECASE
)


def author_boxes(page: Page, where: Opening) -> Iterator[Claim]:
    """Yield names below the story's start that a sentence about them follows.

    In "Jane Doe is a writer who ..." the sentence begins with the name. Several such names are a
    list of people.
    """
    found: dict[tuple[str, ...], int] = {}
    for block in page.blocks[where.story + 1 :]:
        if page.shapes[block.number].prose:
            for number in (block.number - 1, block.number - 2):
                if people := _described(page, page.blocks[number].text, block):
                    found.setdefault(people, number)
    if len(found) == 1:
        people, number = next(iter(found.items()))
        why, span = "a name above a sentence about the person", (0, len(page.blocks[number].text))
        features = {"author box": 1.0}
        yield Claim(accepted(page, people), features, "author box", why, number, span)


def _described(page: Page, name: str, block: Block) -> tuple[str, ...]:
    """Return the person whose name a line is, if the next block is about them.

    The block begins with the name.
    """
    if not 4 < len(name) < 50 or not block.text.startswith(name[:3]):
        return ()
    names = read_names(name)
    whole = len(names.people) == 1 and names.end == len(name)
    return names.people if whole and _describes(page, block, names.people[0]) else ()


def _describes(page: Page, block: Block, name: str) -> bool:
    """Whether a sentence begins with a name and has a job or a pronoun."""
    begins = block.text.startswith((f"{name} ", f"{name.split(maxsplit=1)[0]} is "))
    return (
        begins
        and (holds_job(block.text) or PRONOUN.search(block.text) is not None)
        and uncommon(page, name)
    )

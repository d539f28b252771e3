"""Reads names in the lines below a label or between roles.

"Author" above "Jane Doe", a "By" with a name in each line below it, or a role beside each name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.facts.authorship import Claim, accepted, group_name
from copydesk.facts.name_words import uncommon
from copydesk.fields.lead.byline.spans import line_span
from copydesk.model.block import Block
from copydesk.model.page import Page
from copydesk.parse.name_list import is_join, read_names, without_joins
from copydesk.parse.person_name import person
from copydesk.parse.roles import holds_role, is_role_only, is_writer_role
from copydesk.text.lazy_pattern import lazy_pattern

MAX_NAME_LINES = 12
"""Lines below a label in which names are looked for: five names with a comma between each two."""
MAX_ROLE_LINES = 10
"""Lines in which five names and the role of each are read."""
ROLE_MARKS = (",", "|", "•", "·", "-", "–", "—")
"""Marks between a name and a role or an outlet in the same line."""
ACCOUNT = lazy_pattern(r"[^\W\d_][\w.]{2,24}")


class Listed(NamedTuple):
    """Names in successive lines, and whether the last is joined to them.

    A comma or an "and" joins it.
    """

    people: tuple[str, ...]
    joined: bool


def listed(page: Page, number: int, joined: bool) -> Listed:
    """Return the names in the lines from a block on.

    Each line is a name alone or a word that joins two. `joined` is whether a comma or an "and"
    leads to the first line.
    """
    people, pending = list[str](), joined
    for block in page.blocks[number : number + MAX_NAME_LINES]:
        if is_join(block.text):
            pending = True
            continue
        text, leads, goes_on = without_joins(block.text)
        names = read_names(text)
        if not names.people or names.end < len(text) or block.kind == "heading":
            break
        if not all(uncommon(page, name) for name in names.people):
            break
        joined = pending or leads
        people += accepted(page, names.people)
        pending = goes_on
    return Listed(tuple(dict.fromkeys(people)), joined)


def below(page: Page, block: Block, place: Mapping[str, float]) -> Iterator[Claim]:
    """Yield whom the lines below a label name: people, a team, or an account."""
    number = block.number + 1
    if number >= len(page.blocks):
        return
    why = f"the line above is {block.text!r}"
    place = {**place, "label in the line above": 1.0}
    text = page.blocks[number].text
    names = read_names(text)
    people = accepted(page, names.people)
    group = group_name(page, text) if not people and text[:1].isupper() else None
    if group == text and (holds_role(group, "group") or metadata.is_site_name(page, group)):
        features = place | {"group behind a label": 1.0}
        yield Claim((group,), features, "line", why, number, (0, len(text)), group=True)
    elif people:
        yield from _people(page, number, people, Claim((), place, "line", why, number))
    elif account := _account(page, text, place):
        features = place | {"account": 1.0}
        yield Claim((account,), features, "line", why, number, (0, len(text)))


def _people(page: Page, number: int, people: tuple[str, ...], claim: Claim) -> Iterator[Claim]:
    """Yield the people of the line below a label and of the lines after it."""
    text, shape = page.blocks[number].text, page.shapes[number]
    end = read_names(text).end
    short = shape.words < 5 * len(people) or (
        shape.words < 20 and text[end:].strip().startswith(ROLE_MARKS)
    )
    if shape.prose or not short or not all(uncommon(page, name) for name in people):
        return
    claim = claim._replace(people=people, span=line_span(text, 0, end))
    yield from with_following(page, claim, without_joins(text)[2])


def with_following(page: Page, claim: Claim, goes_on: bool) -> Iterator[Claim]:
    """Yield a claim, and one with the names of the lines below it.

    Where a comma or an "and" leads to the last of them, the names are one list. A line of a comma
    alone has no words, so that no block is left of it.
    """
    more = listed(page, (claim.block or 0) + 1, joined=goes_on)
    together = tuple(dict.fromkeys((*claim.people, *more.people)))
    if len(together) == len(claim.people) or not more.joined:
        yield claim
    if len(together) > len(claim.people):
        features = {**claim.features, "names in several lines": float(not more.joined)}
        yield claim._replace(people=together, features=features)


def _account(page: Page, text: str, place: Mapping[str, float]) -> str | None:
    """Return the account that the line below a label is, near the headline."""
    likely = "label elsewhere" not in place and ACCOUNT.fullmatch(text) and text[0].isupper()
    if not likely or is_role_only(text) or not uncommon(page, text):
        return None
    return person(text, loose=True)


def with_same_role(page: Page, number: int) -> dict[int, tuple[str, ...]]:
    """Return the names in lines below that have the same role beside them, by line.

    "Reporter", "Jane Doe", "Reporter", "Bo Roe": another role may be that of a photographer.
    """
    found = dict[int, tuple[str, ...]]()
    texts = [one.text for one in page.blocks[: number + MAX_ROLE_LINES]]
    while len(texts) > number + 2 and is_writer_role(role := texts[number + 1]):
        names = read_names(texts[number + 2])
        if role not in (*texts[max(0, number - 1) : number], *texts[number + 3 : number + 4]):
            break
        if not names.people or names.end < len(texts[number + 2]):
            break
        number += 2
        found[number] = names.people
    return found

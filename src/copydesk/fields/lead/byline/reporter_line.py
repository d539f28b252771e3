"""Reads authors from the lines of East Asian papers: "（记者 李明）"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from copydesk.facts.authorship import Claim, accepted, in_comments
from copydesk.fields.lead.headline.opening import Opening
from copydesk.model.page import Page
from copydesk.parse.reporter import read_lone_names, read_reporters

ROLES = (
    "记者",
    "記者",
    "通讯员",
    "实习生",
    "撰文",
    "撰稿",
    "执笔",
    "作者",
    "编辑",
    "編輯",
    "责编",
    "報道",
    "报道",
)
"""Words of which every such line in Chinese has one."""
ROLE_LETTERS = frozenset("记記编編执撰作")
"""Letters of which each of these words has one."""
COMMON_WORDS = frozenset("的了是在")
"""Words of which any Chinese text has one."""
KOREAN_ROLES = ("기자", "특파원", "선임기자", "인턴기자", "수습기자", "전문기자", "논설위원")
MAX_LINES = 40
"""Lines with such a word that are read: a list of stories has one in each."""


def reporter_lines(page: Page, where: Opening) -> Iterator[Claim]:
    """Yield the reporters that lines or brackets from the headline on name."""
    first = where.first if where.headline is None else where.headline + 1
    for number in islice(_likely(page, first), MAX_LINES):
        text = page.blocks[number].text
        found = read_reporters(text)
        people = accepted(page, found.people) if found else ()
        if found is None or not people or in_comments(page, number):
            continue
        below = page.prose_before[number] - page.prose_before[min(where.story, number)]
        kind = "editor named by role" if found.edited else "reporter named by role"
        features = {
            kind: 1.0,
            "role in a paragraph of prose": float(page.shapes[number].prose),
            "role below the story": float(below > page.prose / 2),
        }
        why = "a role is beside the names"
        yield Claim(people, features, "reporter", why, number, found.span)
    yield from _alone(page)


def _alone(page: Page) -> Iterator[Claim]:
    """Yield the Chinese names of the only line that consists of such names.

    It is above the story, or in brackets below it.
    """
    if page.words.keys().isdisjoint(COMMON_WORDS):
        return
    found = {
        number: people
        for number, block in enumerate(page.blocks)
        if block.kind in ("paragraph", "heading")
        and not page.shapes[number].linked
        and (people := accepted(page, read_lone_names(block.text)))
        and not in_comments(page, number)
    }
    if len(found) != 1:
        return
    (number, people), *_ = found.items()
    text, above = page.blocks[number].text, page.prose_before[number]
    if above and text[0].isalnum():
        return
    features = {
        "Chinese names alone": 1.0,
        "Chinese names in brackets": float(not text[0].isalnum()),
        "Chinese names above the story": float(not above),
    }
    why = "the only line of Chinese names"
    yield Claim(people, features, "names alone", why, number, (0, len(text)))


def _likely(page: Page, first: int) -> Iterator[int]:
    """Yield the blocks with a role from `first` on.

    Only on a page with words of the script.
    """
    korean = page.having(*KOREAN_ROLES)
    chinese = () if page.words.keys().isdisjoint(ROLE_LETTERS) else page.blocks[first:]
    likely = {block.number for block in chinese if any(role in block.text for role in ROLES)}
    for number in sorted(likely.union(korean)):
        if number >= first and page.blocks[number].kind != "caption":
            yield number

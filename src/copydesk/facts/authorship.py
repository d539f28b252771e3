"""Claims of authorship: stated authors, groups and site names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.facts.author_label import author_label
from copydesk.model.block import Span
from copydesk.model.page import Page
from copydesk.parse.agency import is_agency
from copydesk.parse.dates import months
from copydesk.parse.name_list import read_names
from copydesk.parse.roles import holds_role, is_role_only
from copydesk.text.lazy_pattern import lazy_pattern

AFTER_NAME = lazy_pattern(
    r"\s*(?:[|•·●∙⋅\n\t(\[{<>→…]|,?\s[0-9]{1,2}\.\s|\s[0-9]+(?:[–-]\d+)?\s?min|"
    r"\s[-–—~]\s|\b(?:19|20)\d\d\b|[0-9]{1,2}[./]\d{1,2}[./]|\s(?:on|am|le|el)\s[0-9])",
)
"""The end of a group's name in a statement of the author."""
COMMENT = lazy_pattern(r"comment|kommentar|commentaire", re.IGNORECASE)
ABOUT = lazy_pattern(
    r"^(?:about(?:\sthe\sauthor)?|meet|über|à propos de|(?:read|view|see)?\s?(?:more|"
    r"all)(?:\s(?:posts|articles|stories))?\s(?:by|from|about))\s*:?\s",
    re.IGNORECASE,
)
DETERMINERS = ("the ", "your ", "our ", "my ", "les ", "die ", "das ", "team ")
ARTICLES = (
    "the ",
    "el ",
    "la ",
    "los ",
    "le ",
    "les ",
    "il ",
    "lo ",
    "der ",
    "die ",
    "das ",
    "de ",
    "o ",
    "a ",
)
"""A site's name after one of these is not a person's."""
NOT_FIRST_WORDS = frozenset(
    (
        "by",
        "von",
        "vom",
        "par",
        "por",
        "di",
        "door",
        "av",
        "af",
        "on",
        "at",
        "in",
        "am",
        "um",
        "le",
        "el",
        "em",
        "is",
        "are",
        "and",
    )
)
MAX_GROUP_CHARACTERS = 60
MAX_GROUP_WORDS = 7
"""As long as an office's name: "Center for the Study of Tidal Rivers"."""


class Claim(NamedTuple):
    """Names from one piece of evidence, and the features of the evidence.

    `who` and `why` name the evidence; `block` and `span` are where the names were read. `group` is
    set where the name is not a person's: a team's, an office's, an agency's, an account's or
    the site's own.
    """

    people: tuple[str, ...]
    features: Mapping[str, float]
    who: str
    why: str
    block: int | None = None
    span: Span | None = None
    group: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the names, for comparison."""
        return frozenset(metadata.key(name) for name in self.people)


def accepted(page: Page, people: tuple[str, ...]) -> tuple[str, ...]:
    """Return the people without the site's own name and refused names.

    A site may be named after its author, except where it states an organisation of that name.
    """
    people = tuple(
        name for name in people if not refused(page, name) and not ends_site_name(page, name)
    )
    if len(people) > 1:
        people = tuple(name for name in people if not metadata.is_site_name(page, name)) or people
    return tuple(
        name
        for name in people
        if not metadata.is_site_name(page, name)
        or (" " in name and metadata.key(name) not in page.facts.organisations)
    )


def ends_site_name(page: Page, name: str) -> bool:
    """Whether a name ends the site's: "Net Weekly" of "Harbor Net Weekly"."""
    key = metadata.key(name)
    return any(
        site.endswith(key) and site not in (key, f"the{key}") for site in page.facts.site_keys
    )


def refused(page: Page, name: str) -> bool:
    """Whether the site's rules exclude a name from the authors."""
    if page.site is None or not page.site.not_authors:
        return False
    from copydesk.model.site import line_key

    return line_key(name) in page.site.not_authors


def read_statement(page: Page, text: str) -> tuple[tuple[str, ...], bool]:
    """Return the names in a statement of the author, and if they are a group.

    The statement is a text in markup or metadata.
    """
    label = author_label(text).match(text)
    text = ABOUT.sub("", text[label.end() if label else 0 :])
    bare = text.strip(" .,")
    if (
        bare.lower().startswith(ARTICLES)
        and metadata.is_site_name(page, bare)
        and not refused(page, bare)
    ):
        return (bare,), True
    group = group_name(page, text)
    if group and (
        metadata.is_site_name(page, group)
        or is_agency(group)
        or holds_role(group, "group")
        or group.lower().startswith(DETERMINERS)
    ):
        people = accepted(page, read_names(text).people)
        return (people, False) if people == (group,) else ((group,), True)
    people = accepted(page, read_names(text, loose=True).people)
    return (people, False) if people or not group else ((group,), True)


def group_name(page: Page, text: str) -> str | None:
    """Return the team, office, agency, account or site that a statement names.

    None for words of roles only ("Staff"), and for more than a name.
    """
    end = AFTER_NAME.search(text)
    name = " ".join(text[: end.start() if end else len(text)].split()).strip(" .,;:-–—|·•")
    if (
        not 1 < len(name) <= MAX_GROUP_CHARACTERS
        or len(name.split()) > MAX_GROUP_WORDS
        or "@" in name
        or "://" in name
    ):
        return None
    begins = re.findall(r"[^\W\d]+", name.lower())[:1]
    if (
        not begins
        or is_role_only(name)
        or refused(page, name)
        or begins[0] in NOT_FIRST_WORDS
        or begins[0] in months()
    ):
        return None
    return name


def in_comments(page: Page, number: int) -> bool:
    """Whether a block is inside a box that is named for comments."""
    return any(box.names and _of_comments(box.names) for box in page.path(page.blocks[number]))


@lru_cache(maxsize=1024)
def _of_comments(names: tuple[str, ...]) -> bool:
    """Whether a box is named for comments. Cached: many blocks share a box."""
    return any(COMMENT.search(name) for name in names)

"""What speaks for somebody having written a story, and how a statement of the author is read:
people first, else whom it names instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.lexicon import phrases
from copydesk.model.page import Page, Span
from copydesk.parse.dates import EAST_ASIA, months
from copydesk.parse.name_list import read_names
from copydesk.parse.roles import holds_role, is_agency, is_nobody
from copydesk.text.lazy_pattern import lazy_pattern

NOT_WRITING = lazy_pattern(
    r"(?:\b(?:review|edit|check|sponsor|power|photo\w*|image\w*|picture\w*|illustrat|"
    r"present|translat|produc|follow|own|fotos?|video\w*|comment\w*|redigiert|geprüft"
    r"|updat|design|verifi|approv|read\smore|view\sall|more)\w*(?:\s(?:posts|articles|"
    r"stories))?)\W{0,3}$",
    re.IGNORECASE,
)
"""What stands before "by" where it names somebody who did not write."""
BEHIND = lazy_pattern(
    r"\s*(?:[|•·●∙⋅\n\t(\[{<>→…]|,?\s[0-9]{1,2}\.\s|\s[0-9]+(?:[–-]\d+)?\s?min|"
    r"\s[-–—~]\s|\b(?:19|20)\d\d\b|[0-9]{1,2}[./]\d{1,2}[./]|\s(?:on|am|le|el)\s[0-9])",
)
"""What ends a statement of the author that is no person's name."""
SAID = lazy_pattern(r"\w+|[^\w\s]")
GLUED = lazy_pattern(r"(?<=\w)(?=[A-Z][a-z])")
"""Where a name may be glued to its label: "byJane Doe"."""
MOST_LABELLED = 300
"""Characters of a line among which a label is looked for."""
KEPT = 256
"""Expressions of labels that are remembered: one for each set of labels that a line may hold."""
FAR, ALONE = 0.9, 1.4
"""A byline or an author's element far from the headline may be another story's; it is believed
where all of them name the same people.
"""
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
"""With one of these before it a site's name is no person's."""
NO_BEGINNING = frozenset(
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
LONGEST_GROUP = 60
MOST_GROUP_WORDS = 7
"""The longest is an office's: "Center for the Study of Tidal Rivers"."""


class Claim(NamedTuple):
    """Names, how much speaks for them, who says so and why; the block and the span of the line they
    were read from.

    `group` is set where the name is no person's: a team's, an office's, an account's or the site's
    own.
    """

    people: tuple[str, ...]
    score: float
    who: str
    why: str
    block: int | None = None
    span: Span | None = None
    group: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The names as they are compared."""
        return frozenset(metadata.key(name) for name in self.people)


@cache
def _labels() -> Mapping[str, tuple[str, ...]]:
    """What leads to a writer's name, in every language of the vocabulary, by its first word."""
    found: dict[str, tuple[str, ...]] = {}
    for label in (
        line.removesuffix(" ...")
        for language, lines in phrases("byline").items()
        if language != "class"
        for line in lines
    ):
        first = label.split(" ", 1)[0]
        found[first] = (*found.get(first, ()), label)
    return found


def author_label(text: str) -> re.Pattern[str]:
    """The expression that finds in a text what leads to a writer's name: of all labels those whose
    words it has, most often `by` or none.

    Where scripts put no spaces between words each character is one.
    """
    said = text[:MOST_LABELLED].casefold()
    words = set(
        SAID.findall(
            said
            if GLUED.search(text) is None
            else f"{said} {GLUED.sub(' ', text[:MOST_LABELLED]).casefold()}"
        )
    )
    words.update(() if said.isascii() else said)
    labels = _labels()
    return _spelled(
        frozenset(
            label
            for first in words & labels.keys()
            for label in labels[first]
            if words.issuperset(label.split(" "))
        )
    )


@lru_cache(maxsize=KEPT)
def _spelled(labels: frozenset[str]) -> re.Pattern[str]:
    spelled = "|".join(
        label.replace(" ", r"\W?")
        if label[0] >= EAST_ASIA
        else re.escape(label).replace(r"\ ", r"\s(?:[&+]\s)?")
        for label in sorted(labels, key=len, reverse=True)
    )
    return re.compile(
        rf"(?<!\w)({spelled})(?:\s?[:：]\s*|\s+|(?=(?-i:[A-Z][a-z])))" if labels else "(?!)",
        re.IGNORECASE,
    )


@cache
def label_words() -> frozenset[str]:
    """The first words of the labels: a line without any of them has no label."""
    return frozenset(_labels())


def believed(page: Page, people: tuple[str, ...]) -> tuple[str, ...]:
    """The people without the site itself: a site may be called after its author, but not one that
    calls itself an organisation.

    Nor are those believed whom the site's rules say are no authors.
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
    """Whether a name is the end of the site's: "Net Weekly" of "Harbor Net Weekly"."""
    key = metadata.key(name)
    return any(
        site.endswith(key) and site not in (key, f"the{key}") for site in page.facts.site_keys
    )


def refused(page: Page, name: str) -> bool:
    """Whether the site's rules say that a name is no author's."""
    if page.site is None or not page.site.not_authors:
        return False
    from copydesk.model.site import line_key

    return line_key(name) in page.site.not_authors


def read_statement(page: Page, text: str) -> tuple[tuple[str, ...], bool]:
    """Whom a statement of the author (markup's or metadata's) names, and whether that is a group
    and no people.
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
        or holds_role(group, "group")
        or group.lower().startswith(DETERMINERS)
    ):
        people = believed(page, read_names(text).people)
        return (people, False) if people == (group,) else ((group,), True)
    people = believed(page, read_names(text, loose=True).people)
    return (people, False) if people or not group else ((group,), True)


def group_name(page: Page, text: str) -> str | None:
    """The team, office, account or site that a statement names; None where it names an agency,
    nobody ("Staff") or says more than a name.
    """
    end = BEHIND.search(text)
    name = " ".join(text[: end.start() if end else len(text)].split()).strip(" .,;:-–—|·•")
    if (
        not 1 < len(name) <= LONGEST_GROUP
        or len(name.split()) > MOST_GROUP_WORDS
        or "@" in name
        or "://" in name
    ):
        return None
    begins = re.findall(r"[^\W\d]+", name.lower())[:1]
    if (
        not begins
        or is_agency(name)
        or is_nobody(name)
        or refused(page, name)
        or begins[0] in NO_BEGINNING
        or begins[0] in months()
    ):
        return None
    return name


def in_comments(page: Page, number: int) -> bool:
    """Whether a block stands in a box that is named for comments."""
    return any(box.names and _of_comments(box.names) for box in page.path(page.blocks[number]))


@lru_cache(maxsize=1024)
def _of_comments(names: tuple[str, ...]) -> bool:
    """Whether one of a box's names is one for comments. Cached: a page asks the same boxes again
    and again.
    """
    return any(COMMENT.search(name) for name in names)


MOST_PLACES = 12
"""So many of the lines that hold a word are looked at."""


def uncommon(page: Page, name: str) -> bool:
    """Whether no word of a name stands in small letters in the page's sentences, as those of
    "Industry Insights" do.
    """
    words = [
        word.lower()
        for word in name.split()
        if word[0].isupper() and len(word) > 2 and not word.endswith(".")
    ]
    return not any(
        _stands_in(page.blocks[number].text, word)
        for word in words
        for number in page.having(word)[:MOST_PLACES]
    )


def _stands_in(text: str, word: str) -> bool:
    """Whether a word stands in a text by itself, spelled like this. A page asks for many words once
    each: an expression for each would cost more.
    """
    at = text.find(word)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not any(letter.isalnum() or letter == "_" for letter in around):
            return True
        at = text.find(word, at + 1)
    return False

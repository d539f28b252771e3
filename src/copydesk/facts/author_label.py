"""Byline labels in a line: "By", "Reported by", "记者"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from copydesk.lexicon import phrases
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import is_east_asian

NOT_WRITING = lazy_pattern(
    r"(?:\b(?:review|edit|check|sponsor|power|photo\w*|image\w*|picture\w*|illustrat|"
    r"present|translat|produc|follow|own|fotos?|video\w*|comment\w*|redigiert|geprüft"
    r"|updat|design|verifi|approv|read\smore|view\sall|more)\w*(?:\s(?:posts|articles|"
    r"stories))?)\W{0,3}$",
    re.IGNORECASE,
)
"""Words before "by" where the name is not a writer's: "reviewed by", "sponsored by"."""
WORD_OR_MARK = lazy_pattern(r"\w+|[^\w\s]")
GLUED = lazy_pattern(r"(?<=\w)(?=[A-Z][a-z])")
"""The boundary between a label and a name that is glued to it: "byJane Doe"."""
MAX_LABEL_OFFSET = 300
"""Characters of a line that are searched for a label."""
LABEL_CACHE_SIZE = 256
"""Cached patterns: one for each set of labels that a line can have."""


@cache
def _labels() -> Mapping[str, tuple[str, ...]]:
    """Return the byline labels of all languages by their first word."""
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
    """Return the pattern of the byline labels that can be in a text.

    Only labels whose words the text has are in it, most often `by` or none. In scripts without
    spaces each character is a word.
    """
    lower = text[:MAX_LABEL_OFFSET].casefold()
    words = set(
        WORD_OR_MARK.findall(
            lower
            if GLUED.search(text) is None
            else f"{lower} {GLUED.sub(' ', text[:MAX_LABEL_OFFSET]).casefold()}"
        )
    )
    words.update({half for word in words if (half := word[: len(word) // 2]) * 2 == word})
    words.update(() if lower.isascii() else lower)
    labels = _labels()
    return _spelled(
        frozenset(
            label
            for first in words & labels.keys()
            for label in labels[first]
            if words.issuperset(label.split(" "))
        )
    )


@lru_cache(maxsize=LABEL_CACHE_SIZE)
def _spelled(labels: frozenset[str]) -> re.Pattern[str]:
    spelled = "|".join(
        label.replace(" ", r"\W?")
        if is_east_asian(label)
        else re.escape(label).replace(r"\ ", r"\s(?:[&+]\s)?")
        for label in sorted(labels, key=len, reverse=True)
    )
    before = r"(?:(?<!\w)|(?<=[报網网社台刊報]))"  # an outlet before "记者", or no word
    twice = rf"(?:(?:{spelled})\s*)?"  # a label for screen readers before the one that is shown
    behind = r"(?:\s?[:：]\s*|\s+|(?=(?-i:[A-Z][a-z])))"
    return re.compile(
        rf"{before}{twice}({spelled}){behind}" if labels else "(?!)",
        re.IGNORECASE,
    )


@cache
def label_words() -> frozenset[str]:
    """Return the first words of the labels.

    Each label begins with one of them.
    """
    return frozenset(_labels())

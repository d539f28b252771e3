"""The words that stand around names: what people do, teams and desks, agencies, the labels of
dates.
"""

from __future__ import annotations

import re
from functools import cache

from copydesk.lexicon import phrases
from copydesk.parse.dates import EAST_ASIA, label_words, months

DATE_LABELS = ("published", "modified", "joint")


@cache
def known_words(name: str, *languages: str) -> frozenset[str]:
    """The lines of a vocabulary, of these sections of it or of all, one of Chinese or Japanese
    without spaces as its words are written.
    """
    vocabulary = phrases(name)
    found = (
        line
        for language, lines in vocabulary.items()
        if not languages or language in languages
        for line in lines
    )
    return frozenset(line.replace(" ", "") if line[0] >= EAST_ASIA else line for line in found)


def is_agency(text: str) -> bool:
    """Whether a text is a news agency's name."""
    return " ".join(
        re.findall(r"\w+", text.lower().replace("’", "").replace("'", ""))
    ) in known_words("agencies")


def holds_role(text: str, kind: str) -> bool:
    """Whether the last word of a text is one of a section of `roles`: `group` holds what teams and
    desks are called.
    """
    words = re.findall(r"\w+", text.lower())
    return bool(words) and words[-1] in known_words("roles", kind)


def holds_job(text: str) -> bool:
    """Whether a sentence has a word for one who writes: "writer", "editor"."""
    return not known_words("roles", "job").isdisjoint(re.findall(r"\w+", text.lower()))


def is_nobody(text: str) -> bool:
    """Whether a text is made of words of work alone and names nobody: "Staff Writer", "News Desk",
    "admin".
    """
    return all(word in known_words("roles") for word in re.findall(r"\w+", text.lower()))


def begins_with_role(text: str) -> bool:
    """Whether a text behind a name says what its bearer is: "Staff Writer", "| Guest Columnist"."""
    words = re.findall(r"\w+", text.lower())
    return (
        bool(words)
        and len(words) < 7
        and any(word in known_words("roles", "job") for word in words[:3])
    )


def is_role(piece: str) -> bool:
    """Whether a text has a word of work in it."""
    return any(word.lower() in known_words("roles") for word in re.findall(r"\w+", piece))


def is_date_word(word: str) -> bool:
    """Whether a word in small letters is a month's or a label's of dates."""
    return word.lower() in months() or any(
        word.lower() in label_words(kind) for kind in DATE_LABELS
    )

"""Words around names: roles, teams and desks, and the labels of dates."""

from __future__ import annotations

import re
from functools import cache

from copydesk.lexicon import phrases
from copydesk.parse.dates import label_words, months
from copydesk.text.scripts import is_east_asian

DATE_LABELS = ("published", "modified", "joint")


@cache
def known_words(name: str, *languages: str) -> frozenset[str]:
    """Return the lines of a vocabulary, of these sections or of all.

    Lines in Chinese and Japanese are without the spaces that the vocabulary file has.
    """
    vocabulary = phrases(name)
    found = (
        line
        for language, lines in vocabulary.items()
        if not languages or language in languages
        for line in lines
    )
    return frozenset(line.replace(" ", "") if is_east_asian(line) else line for line in found)


def holds_role(text: str, kind: str) -> bool:
    """Whether a text's last word is in a section of `roles`.

    The section `group` holds words for teams.
    """
    words = re.findall(r"\w+", text.lower())
    return bool(words) and words[-1] in known_words("roles", kind)


def holds_job(text: str) -> bool:
    """Whether a sentence has a word for a writer: "reporter", "editor"."""
    return not known_words("roles", "job").isdisjoint(re.findall(r"\w+", text.lower()))


def is_role_only(text: str) -> bool:
    """Whether a text has words of roles only: "Staff Writer", "News Desk"."""
    return all(word in known_words("roles") for word in re.findall(r"\w+", text.lower()))


def is_writer_role(text: str) -> bool:
    """Whether a text is a writer's role and nothing else: "Journalist"."""
    return holds_job(text) and is_role_only(text)


def begins_with_role(text: str) -> bool:
    """Whether a text behind a name begins with a role: "| Guest Columnist"."""
    words = re.findall(r"\w+", text.lower())
    return (
        bool(words)
        and len(words) < 7
        and any(word in known_words("roles", "job") for word in words[:3])
    )


def is_role(piece: str) -> bool:
    """Whether a text has a word of a role."""
    return any(word.lower() in known_words("roles") for word in re.findall(r"\w+", piece))


def is_date_word(word: str) -> bool:
    """Whether a word is a month or in the label of a date."""
    return word.lower() in months() or any(
        word.lower() in label_words(kind) for kind in DATE_LABELS
    )

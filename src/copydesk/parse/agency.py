"""News agencies, newswires and picture libraries, by their names.

`lexicon/agencies.txt` lists them, under headings that say where a name counts: as the source of a
page, in a photo credit, or in a dateline.
"""

from __future__ import annotations

import re
from functools import cache

from copydesk.lexicon import spellings
from copydesk.parse.roles import known_words

FULL_NAMES = {
    "AP": "Associated Press",
    "REUTERS": "Reuters",
    "PRNewswire": "PR Newswire",
    "GLOBE NEWSWIRE": "GlobeNewswire",
    "BUSINESS WIRE": "Business Wire",
}
# Words of an agency's name at the end of a byline, at most.
MAX_NAME_WORDS = 4


def _names(use: str) -> list[str]:
    """Return the names that count as a source, in a credit or in a dateline."""
    return [
        name
        for uses, names in spellings("agencies").items()
        if use in uses.split(", ")
        for name in names
    ]


def _pattern(names: list[str]) -> str:
    """Return the expression for any of the names, the longest first."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in longest_first)


CREDITED = rf"(?:{_pattern(_names('credit'))})"
"""Expression for an agency or library in a photo credit."""
IN_DATELINE = rf"(?:{_pattern(_names('dateline'))})"
"""Expression for an agency in a dateline."""
_RAREST_WORDS = frozenset(max(name.split(), key=len) for name in _names("credit"))


def may_credit_agency(text: str) -> bool:
    """Whether a text has a word of a credited agency.

    Cheaper than matching `CREDITED`.
    """
    return any(word in text for word in _RAREST_WORDS)


def is_agency(text: str) -> bool:
    """Whether a text is a news agency's name, in any case."""
    return _normalized(text) in known_words("agencies")


def is_newswire(text: str) -> bool:
    """Whether a text is the name of a newswire that a dateline may have."""
    return re.fullmatch(rf"(?:The\s)?{IN_DATELINE}", text) is not None


def split_agency(text: str) -> tuple[str, str | None]:
    """Return the text before an agency at its end, and the agency.

    "JOHN ROE Associated Press" ends with one. A surname alone before it is not split off: it may
    be a part of the name.
    """
    words = text.split()
    if not words or _normalized(words[-1]).rsplit(" ", 1)[-1] not in _last_words():
        return text, None
    for first in range(max(0, len(words) - MAX_NAME_WORDS), len(words)):
        tail = " ".join(words[first:])
        if is_agency(tail) and (first != 1 or len(words) > 3):
            return " ".join(words[:first]), tail
    return text, None


def full_name(text: str) -> str:
    """Spell out an agency that datelines abbreviate.

    Any other text is returned unchanged.
    """
    return FULL_NAMES.get(text, text)


@cache
def _last_words() -> frozenset[str]:
    """Return the last words of the agencies' names."""
    return frozenset(name.rsplit(" ", 1)[-1] for name in known_words("agencies"))


def _normalized(text: str) -> str:
    """Return the words of a text in lower case, without apostrophes."""
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "").replace("'", "")))

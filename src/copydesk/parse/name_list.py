"""Lists of people's names in bylines, among roles, agencies and addresses."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from copydesk.parse.agency import split_agency
from copydesk.parse.dates import label_words, months
from copydesk.parse.person_name import (
    CACHE_SIZE,
    MAX_BYLINE_CHARACTERS,
    is_han_name,
    is_suffix,
    person,
)
from copydesk.parse.roles import is_role, known_words
from copydesk.text.lazy_pattern import lazy_pattern

LIST_END = lazy_pattern(
    r"[|•·●∙⋅*\n\t(\[{<>@#→:：–—（）【】]|\s[-~]\s|\s[\w.+-]{1,64}@|\d|https?:|\.\s{2,}|"
    r"(?<=[a-zà-ÿ]{3})\.\s|\.\s(?=(?:Phot|Imag|Pictur|Illustr|Foto|Bild|Video)\w+)|"
    r"\s{3,}|…|"
    r"(?<=[a-zà-ÿ])(?<!\bMc)(?<!\bMac)(?=(?:Published|Updated|Posted|Follow|Share|"
    r"Written|Reviewed|Edited|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|In|"
    r"On)\w{0,6}\s?\b)"
)
"""Marks and words that end a list of names: a date, an outlet or an address follows."""


HAN_WORD = lazy_pattern(r"[^\s、，,]+")
"""A name in a list of Chinese names, which spaces or commas of two kinds separate."""


class Names(NamedTuple):
    """The people in a text, in order, the agencies beside them, and the names' end."""

    people: tuple[str, ...]
    agencies: tuple[str, ...]
    end: int


@lru_cache(maxsize=CACHE_SIZE)
def read_names(text: str, loose: bool = False) -> Names:
    """Return the names at the beginning of a text.

    `loose` accepts names of one word, which are likely only where markup states an author.
    """
    text = text[:MAX_BYLINE_CHARACTERS]
    stop = LIST_END.search(text, 1) if text else None
    end = stop.start() if stop else len(text)
    if stop and stop[0].isdigit():
        end = _before_month(text[:end])
    elif stop and stop[0] in ":：":
        end = _before_label(text[:end])
    people: list[str] = []
    agencies: list[str] = []
    used = 0
    pieces = _pieces(text[:end])
    in_capitals = bool(pieces) and text[slice(*pieces[0])].isupper()
    for start, stop_at in pieces:
        piece = text[start:stop_at].strip(" .,;")
        if people and is_suffix(piece, in_capitals):
            used = stop_at
            continue
        name, agency = split_agency(piece)
        agencies += [agency] if agency else []
        name = (
            name
            if is_han_name(name) and len(pieces) > 1
            else person(name, loose and not any(" " in one for one in people)) or ""
        )
        if people and name and (_is_office(piece, name) or piece.startswith(("The ", "the "))):
            break
        if name:
            people.append(name)
        elif not agency:
            if people or not is_role(piece):
                break
            continue
        used = stop_at
    return Names(tuple(dict.fromkeys(people)), tuple(agencies), used)


def _before_month(text: str) -> int:
    """Return the end of the names before a date: "Jane Doe April" before a number."""
    words = text.rsplit(None, 1)
    return (
        len(words[0])
        if len(words) == 2
        and (
            words[1].lower().strip(".,") in months()
            or words[1].lower().strip(".,") in label_words("joint")
        )
        else len(text)
    )


def _before_label(text: str) -> int:
    """Return the end of the names before the label of a date.

    "Jane Doe Publication date" is such a text before a colon.
    """
    words = text.split(" ")
    while len(words) > 2 and words[-1].lower() in label_words("published") | label_words(
        "modified"
    ):
        words.pop()
    return len(" ".join(words))


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return the spans between commas, slashes, ampersands and words for "and"."""
    words = [match.span() for match in HAN_WORD.finditer(text)]
    if words and all(is_han_name(text[start:end]) for start, end in words):
        return words
    cuts, at = [], 0
    for match in _join_words().finditer(text):
        if match[1] is None or _can_join(text, match):
            cuts.append((at, match.start()))
            at = match.end()
    cuts.append((at, len(text)))
    return [(start, end) for start, end in cuts if text[start:end].strip(" .")]


@cache
def _join_words() -> re.Pattern[str]:
    words = sorted(known_words("name-parts", "join"), key=len, reverse=True)
    return re.compile(
        rf"\s*[,;/&+]\s*(?:and\s|und\s|et\s)?|\s+({'|'.join(words)})\s+", re.IGNORECASE
    )


def _can_join(text: str, match: re.Match[str]) -> bool:
    """Whether a word joins two names: "Ortega y Gasset" is one person."""
    if match[1].lower() in ("and", "und", "et", "with"):
        return True
    before = re.split(r"[,;/&]", text[: match.start()])[-1].split()
    return len(before) > 1 and len(re.split(r"[,;/&]", text[match.end() :])[0].split()) > 1


def _is_office(piece: str, name: str) -> bool:
    """Whether a piece is the office of the person before it.

    "Representative to the Committee" looks like a name and goes on with a preposition.
    """
    rest = piece[len(name) :].split() if piece.startswith(name) else []
    return bool(rest) and rest[0] in ("to", "of", "for", "at", "in")


def joined(people: tuple[str, ...]) -> str:
    """Join names as a byline does: "A", "A and B", "A, B and C"."""
    return " and ".join([*([", ".join(people[:-1])] if people[:-1] else []), people[-1]])

"""Lists of people's names in bylines, among roles, agencies and addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from copydesk.model.block import Span
from copydesk.parse.agency import split_agency
from copydesk.parse.dates import label_words, months
from copydesk.parse.person_name import (
    CACHE_SIZE,
    MAX_BYLINE_CHARACTERS,
    is_han,
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


JOIN_MARKS = frozenset(",;&/+")


class Names(NamedTuple):
    """The people in a text, in order, the agencies, and the names' end."""

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
        end = _before_date(text[:end])
    elif stop and stop[0] in ":：":
        end = _before_label(text[:end])
    pieces = _pieces(text[:end])
    return _read(text, pieces, loose)


def _read(text: str, pieces: Sequence[Span], loose: bool) -> Names:
    """Return the names of a list.

    It ends at the first piece that is neither a name nor beside one.
    """
    people, agencies, used, place = list[str](), list[str](), 0, 0
    in_capitals = bool(pieces) and text[slice(*pieces[0])].isupper()
    while place < len(pieces):
        start, stop_at = pieces[place]
        piece = text[start:stop_at].strip(" .,;")
        place += 1
        if people and is_suffix(piece, in_capitals):
            used = stop_at
            continue
        name, agency = split_agency(piece)
        agencies += [agency] if agency else []
        if not is_han_name(name) or len(pieces) == 1:
            name = person(name, loose and not any(" " in one for one in people)) or ""
        if people and name and (_is_office(piece, name) or piece.startswith(("The ", "the "))):
            break
        if name:
            people.append(name)
        elif not agency and people:
            place = _behind_role(text, pieces, place - 1)
            continue
        elif not agency and is_role(piece):
            continue
        elif not agency:
            break
        used = stop_at
    return Names(tuple(dict.fromkeys(people)), tuple(agencies), used)


def _behind_role(text: str, pieces: Sequence[Span], role: int) -> int:
    """Return the place of the next name behind a role.

    It is the number of pieces where none is. In "Jane Doe, Editor, and Bob Roe, Fellow" an "and"
    leads to it and a role follows it.
    """
    if is_role(text[slice(*pieces[role])]):
        for place in range(role + 1, len(pieces) - 1):
            between = text[pieces[place - 1][1] : pieces[place][0]]
            piece, behind = text[slice(*pieces[place])], text[slice(*pieces[place + 1])]
            leads = any(letter.isalpha() or letter in ";&" for letter in between)
            if leads and person(piece) and (is_role(behind) or is_suffix(behind, False)):
                return place
    return len(pieces)


def _before_date(text: str) -> int:
    """Return the end of the names before a date: "Jane Doe on April 3"."""
    for words in (months(), label_words("joint")):
        before, _, last = text.rstrip().rpartition(" ")
        if before and last.lower().strip(".,") in words:
            text = before
    return len(text)


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


def _pieces(text: str) -> list[Span]:
    """Return the spans between commas, slashes, ampersands and "and"."""
    words = [match.span() for match in HAN_WORD.finditer(text)]
    named = list(takewhile(lambda span: is_han_name(text[slice(*span)]), words))
    if named and (named == words or is_han(text[slice(*words[len(named)])])):
        return named
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


def is_join(text: str) -> bool:
    """Whether a line is only a word or a mark that joins names: "," or "and"."""
    return text.strip().lower() in known_words("name-parts", "join") | JOIN_MARKS


def without_joins(text: str) -> tuple[str, bool, bool]:
    """Return a line without joining words at its edges, and which it had.

    A comma or an "and" at its beginning or end joins it to a neighbour.
    """
    bare = text.strip()
    words = bare.split()
    leads = len(words) > 1 and is_join(words[0])
    bare = bare[len(words[0]) :].lstrip() if leads else bare
    ends = bare.endswith(tuple(JOIN_MARKS)) or (len(words) > 1 and is_join(words[-1]))
    if ends:
        bare = bare.rstrip(" ,;&/") if bare[-1] in JOIN_MARKS else bare[: -len(words[-1])].rstrip()
    return bare, leads, ends

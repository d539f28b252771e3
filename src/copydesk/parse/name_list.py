"""People's names as bylines write them: in a row, among roles, outlets and addresses."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from copydesk.parse.dates import label_words, months
from copydesk.parse.person_name import KEPT, LONGEST, is_suffix, person
from copydesk.parse.roles import is_agency, is_role, known_words
from copydesk.text.lazy_pattern import lazy_pattern

HARD = lazy_pattern(
    r"[|•·●∙⋅*\n\t(\[{<>@#→:：–—]|\s[-~]\s|\s[\w.+-]{1,64}@|\d|https?:|\.\s{2,}|"
    r"(?<=[a-zà-ÿ]{3})\.\s|\.\s(?=(?:Phot|Imag|Pictur|Illustr|Foto|Bild|Video)\w+)|"
    r"\s{3,}|…|"
    r"(?<=[a-zà-ÿ])(?<!\bMc)(?<!\bMac)(?=(?:Published|Updated|Posted|Follow|Share|"
    r"Written|Reviewed|Edited|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|In|"
    r"On)\w{0,6}\s?\b)"
)
"""Behind these a byline speaks of something else: a date, an outlet, an address."""


class Names(NamedTuple):
    """The people in a text, in order, the agencies named beside them, and the offset where the
    names end.
    """

    people: tuple[str, ...]
    agencies: tuple[str, ...]
    end: int


@lru_cache(maxsize=KEPT)
def read_names(text: str, loose: bool = False) -> Names:
    """The names at the beginning of a text. `loose` admits one-word names, which only markup makes
    believable.
    """
    text = text[:LONGEST]
    stop = HARD.search(text, 1) if text else None
    end = stop.start() if stop else len(text)
    if stop and stop[0].isdigit():
        end = _before_month(text[:end])
    elif stop and stop[0] in ":：":
        end = _before_label(text[:end])
    people: list[str] = []
    agencies: list[str] = []
    used = 0
    for start, stop_at in _pieces(text[:end]):
        piece = text[start:stop_at].strip(" .,;")
        if people and is_suffix(piece, text[:end].isupper()):
            used = stop_at
            continue
        name, agency = _split_agency(piece)
        agencies += [agency] if agency else []
        name = person(name, loose and not any(" " in one for one in people)) or ""
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
    """Where the name ends when a date follows it: "Jane Doe April" before a day's number."""
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
    """Where the name ends when a date's label follows it: "Jane Doe Publication date" before a
    colon.
    """
    words = text.split(" ")
    while len(words) > 2 and words[-1].lower() in label_words("published") | label_words(
        "modified"
    ):
        words.pop()
    return len(" ".join(words))


def _pieces(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the parts between commas, slashes, ampersands and words for "and"."""
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
    """Whether a word joins two names and is no part of one: "Ortega y Gasset" is one man."""
    if match[1].lower() in ("and", "und", "et", "with"):
        return True
    before = re.split(r"[,;/&]", text[: match.start()])[-1].split()
    return len(before) > 1 and len(re.split(r"[,;/&]", text[match.end() :])[0].split()) > 1


@cache
def _agency_ends() -> frozenset[str]:
    """The last words of the agencies' names: a piece that ends in none of them names no agency."""
    return frozenset(name.rsplit(" ", 1)[-1] for name in known_words("agencies"))


def _last_word(text: str) -> str:
    words: list[str] = re.findall(r"\w+", text.lower().replace("’", "").replace("'", ""))
    return words[-1] if words else ""


def _split_agency(piece: str) -> tuple[str, str | None]:
    """A piece without an agency at its end, and the agency: "JOHN ROE Associated Press"."""
    words = piece.split()
    if not words or _last_word(words[-1]) not in _agency_ends():
        return piece, None
    for first in range(max(0, len(words) - 4), len(words)):
        tail = " ".join(words[first:])
        if is_agency(tail) and (first != 1 or len(words) > 3):
            return " ".join(words[:first]), tail
    return piece, None


def _is_office(piece: str, name: str) -> bool:
    """Whether what looks like a further name goes on with a small word: "Representative to the
    Committee" is what the name before it is.
    """
    rest = piece[len(name) :].split() if piece.startswith(name) else []
    return bool(rest) and rest[0] in ("to", "of", "for", "at", "in")


def joined(people: tuple[str, ...]) -> str:
    """Names as a byline says them: "A", "A and B", "A, B and C"."""
    return " and ".join([*([", ".join(people[:-1])] if people[:-1] else []), people[-1]])

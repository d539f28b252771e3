"""People's names as bylines write them: in a row, in capitals, among roles, outlets and addresses."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from copydesk.fields.dates import label_words, months
from copydesk.late import late
from copydesk.lexicon import phrases

HARD = late(
    r"[|•·●∙⋅*\n\t(\[{<>@#→:–—]|\s[-~]\s|\d|https?:|\.\s{2,}|(?<=[a-zà-ÿ]{3})\.\s|\s{3,}|…|"
    r"(?<=[a-zà-ÿ])(?<!\bMc)(?<!\bMac)(?=(?:Published|Updated|Posted|Follow|Share|Written|Reviewed|Edited|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|In|On)\w{0,6}\s?\b)"
)
"""Behind these a byline speaks of something else: a date, an outlet, an address."""
POSSESSIVE = late(r"^.{2,30}?(?:['’]s|s['’])\s+(?=[^\W\d_])")
"""An outlet before the name: "Harbor News' Jane Doe"."""
WORD = late(r"[^\W\d_](?:[^\W_]|[.'’‘`-])*")
MOST_WORDS = 5
"""Words of one name, its particles not counted: two given names, an initial and two surnames."""


DATE_LABELS = ("published", "modified", "joint")


LONGEST = 400
"""Characters of a byline that are read: twenty authors of a paper."""


class Names(NamedTuple):
    """The people in a text, in order, the agencies named beside them, and the offset where the names end."""

    people: tuple[str, ...]
    agencies: tuple[str, ...]
    end: int


KEPT = 1024
"""Readings that are kept: a page's lines, elements and metadata write the same names again and again."""


@cache
def _words(name: str, *languages: str) -> frozenset[str]:
    vocabulary = phrases(name)
    return frozenset(line for language, lines in vocabulary.items() if not languages or language in languages for line in lines)


def is_agency(text: str) -> bool:
    """Whether a text is a news agency's name."""
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "").replace("'", ""))) in _words("agencies")


def holds_role(text: str, kind: str) -> bool:
    """Whether the last word of a text is one of a section of `roles`: `group` holds what teams and desks are called."""
    words = re.findall(r"\w+", text.lower())
    return bool(words) and words[-1] in _words("roles", kind)


def holds_job(text: str) -> bool:
    """Whether a sentence has a word for one who writes: "writer", "editor"."""
    return not _words("roles", "job").isdisjoint(re.findall(r"\w+", text.lower()))


def is_nobody(text: str) -> bool:
    """Whether a text is made of words of work alone and names nobody: "Staff Writer", "News Desk", "admin"."""
    return all(word in _words("roles") for word in re.findall(r"\w+", text.lower()))


INVERTED = late(r"([^\W\d_][^\s,]*(?:\s[^\W\d_][^\s,]*)?),\s([^\W\d_][^,]{0,30})$")
"""A surname before a comma, as library metadata writes names: "Doe, Jane"."""


def surname_last(text: str) -> str:
    """A name as one says it: "Doe, Jane A." is "Jane A. Doe"; any other text as it is."""
    match = INVERTED.fullmatch(text)
    inverted = match and len(match[1].split()) + len(match[2].split()) < 5 and not _is_suffix(match[2], False) and not _is_role(match[2])
    return f"{match[2]} {match[1]}" if match and inverted and " " not in match[1] else text


@lru_cache(maxsize=KEPT)
def read_names(text: str, loose: bool = False) -> Names:
    """The names at the beginning of a text. `loose` admits one-word names, which only markup makes believable."""
    text = text[:LONGEST]
    stop = HARD.search(text, 1) if text else None
    end = stop.start() if stop else len(text)
    if stop and stop[0].isdigit():
        end = _before_month(text[:end])
    people: list[str] = []
    agencies: list[str] = []
    used = 0
    for start, stop_at in _pieces(text[:end]):
        piece = text[start:stop_at].strip(" .,;")
        if people and _is_suffix(piece, text[:end].isupper()):
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
            if people or not _is_role(piece):
                break
            continue
        used = stop_at
    return Names(tuple(dict.fromkeys(people)), tuple(agencies), used)


def _before_month(text: str) -> int:
    """Where the name ends when a date follows it: "Jane Doe April" before a day's number."""
    words = text.rsplit(None, 1)
    return (
        len(words[0]) if len(words) == 2 and (words[1].lower().strip(".,") in months() or words[1].lower().strip(".,") in label_words("joint")) else len(text)
    )


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
    words = sorted(_words("name-parts", "join"), key=len, reverse=True)
    return re.compile(rf"\s*[,;/&+]\s*(?:and\s|und\s|et\s)?|\s+({'|'.join(words)})\s+", re.IGNORECASE)


def _is_suffix(piece: str, in_capitals: bool) -> bool:
    """Whether a piece is letters behind the name before it: "MD", "M.D. FACLM"."""
    words = piece.replace(".", "").split()
    known = _words("name-parts", "suffix")
    return all(word.lower() in known or (word.isupper() and len(word) < 7 and not in_capitals) for word in words)


def _can_join(text: str, match: re.Match[str]) -> bool:
    """Whether a word joins two names and is no part of one: "Ortega y Gasset" is one man."""
    if match[1].lower() in ("and", "und", "et", "with"):
        return True
    before = re.split(r"[,;/&]", text[: match.start()])[-1].split()
    return len(before) > 1 and len(re.split(r"[,;/&]", text[match.end() :])[0].split()) > 1


@cache
def _agency_ends() -> frozenset[str]:
    """The last words of the agencies' names: a piece that ends in none of them names no agency."""
    return frozenset(name.rsplit(" ", 1)[-1] for name in _words("agencies"))


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


def begins_with_role(text: str) -> bool:
    """Whether a text behind a name says what its bearer is: "Staff Writer", "| Guest Columnist"."""
    words = re.findall(r"\w+", text.lower())
    return bool(words) and len(words) < 7 and any(word in _words("roles", "job") for word in words[:3])


def _is_office(piece: str, name: str) -> bool:
    """Whether what looks like a further name goes on with a small word: "Representative to the Committee" is what the name before it is."""
    rest = piece[len(name) :].split() if piece.startswith(name) else []
    return bool(rest) and rest[0] in ("to", "of", "for", "at", "in")


def _is_role(piece: str) -> bool:
    return any(word.lower() in _words("roles") for word in re.findall(r"\w+", piece))


@lru_cache(maxsize=KEPT)
def person(text: str, loose: bool = False) -> str | None:
    """A person's name without titles of work around it, or None where the text is none. `loose` admits one word and accounts."""
    bare = POSSESSIVE.sub("", " ".join(text[:LONGEST].split())).strip(' .,;:-*"“”')
    words = _without_roles(_one_case(bare.split(" ")))
    words = _without_letters(_unglued(words))
    while words and words[-1].lower().strip(".") in _words("name-parts", "particle"):
        words.pop()
    if len(words) > 3 and len(words) % 2 == 0 and words[: len(words) // 2] == words[len(words) // 2 :]:
        words = words[: len(words) // 2]
    if loose and (username := _username(words)):
        return username
    count = len(words) - sum(_is_particle(word) for word in words)
    if not (1 if loose else 2) <= count <= MOST_WORDS or len(words) > MOST_WORDS + 2 or not _is_name(words):
        return None
    return _cased(words)


GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
GLUED = late(r"[^\W\d_a-z][a-zà-ÿ]{5,}(?=[A-Z][a-z]{2})")


def _unglued(words: list[str]) -> list[str]:
    """The words up to where another was glued to a surname: "Jane HabermannFounder". McDonald and FitzGerald are whole."""
    for place, word in enumerate(words):
        if place and (glued := GLUED.match(word)):
            return [*words[:place], glued[0]]
    return words


def _without_letters(words: list[str]) -> list[str]:
    """The words without letters of exams or an outlet in capitals behind a name in mixed case: "Jane Doe CPP", "Jane Doe MARL TODAY"; "Jane Doe Jr." stays."""
    known = _words("name-parts", "suffix") - GENERATIONS
    mixed = sum(not word.isupper() for word in words) > 1
    if mixed and len(words) > 3 and all(len(word) > 2 and word.isalpha() and word.isupper() for word in words[-2:]):
        words = words[:-2]
    while mixed and len(words) > 2 and (word := words[-1].replace(".", "")).lower() not in GENERATIONS:
        if word.lower() not in known and not (word.isupper() and 1 < len(word) < 4):
            break
        words = words[:-1]
    return words


def _is_name(words: list[str]) -> bool:
    """Whether words are spelled as a name's: each begins large or is a particle, not all are initials, and no acronym leads ("ABC World")."""
    if not all(_is_name_word(word) for word in words) or _is_particle(words[-1]):
        return False
    if len(words) == 1:
        return 2 < len(words[0]) < 25 and not is_date_word(words[0])
    acronym = len(words[0]) > 2 and words[0].isupper() and not words[1].isupper()
    return not acronym and any(len(re.sub(r"\W", "", word)) > 1 for word in words)


def is_date_word(word: str) -> bool:
    """Whether a word in small letters is a month's or a label's of dates."""
    return word.lower() in months() or any(word.lower() in label_words(kind) for kind in DATE_LABELS)


def _username(words: list[str]) -> str | None:
    """A name in small letters or of one word, as accounts have them."""
    if not 0 < len(words) < 4 or any(word.lower() in _words("roles") or is_date_word(word) for word in words):
        return None
    if len(words) == 1:
        return words[0] if re.fullmatch(r"[^\W\d]\w{2,23}", words[0]) else None
    return " ".join(words) if all(word.isalpha() and word.islower() for word in words) else None


def _one_case(words: list[str]) -> list[str]:
    """The words up to where capitals give way to mixed case: "JANE DOE Staff Writer"."""
    capitals = [len(word) > 2 and word.isupper() for word in words]
    if sum(capitals[:2]) == 2 and not all(word.isupper() for word in words):
        return words[: next(n for n, word in enumerate(words) if (not word.isupper() and not _is_particle(word)) or n == len(words) - 1)]
    return words


def _without_roles(words: list[str]) -> list[str]:
    """The words without a role before the name and from a role behind it on."""
    roles, outlets = _words("roles"), _words("roles", "outlet")
    while len(words) > 2 and words[0].lower().strip(".,").rsplit("-", 1)[-1] in roles - outlets:
        words = words[1:]
    end = next((place for place, word in enumerate(words) if word.lower().strip(".,'’") in roles - outlets), len(words))
    kept = words[:end] if end > 1 or end == len(words) else []
    return [] if any(word.lower().strip(".,'’") in outlets for word in kept) else kept


def _is_particle(word: str) -> bool:
    return word.lower() in _words("name-parts", "particle") and (word.islower() or len(word) < 4)


def _is_name_word(word: str) -> bool:
    return WORD.fullmatch(word) is not None and (not word[0].islower() or _is_particle(word) or word[:2] in ("d'", "d’", "al", "el"))


def _cased(words: list[str]) -> str:
    """The name as one writes it: capitals only where a name has them."""
    name = " ".join(words)
    if not name.isupper() or len(name) < 6:
        return name
    suffixes = ("II", "III", "IV")
    return " ".join(word if word in suffixes else _title(word, place > 0) for place, word in enumerate(words))


def _title(word: str, inside: bool) -> str:
    if inside and _is_particle(word):
        return word.lower()
    if word.lower() in ("jr", "sr"):
        return word.capitalize() + "."
    if len(word) < 3 and "." not in word and not inside:
        return word
    titled = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return re.sub(r"^(Mc)([a-z])", lambda part: part[1] + part[2].upper(), titled)


def joined(people: tuple[str, ...]) -> str:
    """Names as a byline says them: "A", "A and B", "A, B and C"."""
    return " and ".join([*([", ".join(people[:-1])] if people[:-1] else []), people[-1]])

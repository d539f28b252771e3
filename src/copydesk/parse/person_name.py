"""One person's name, without the roles, letters and outlets around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from copydesk.parse.dates import label_words
from copydesk.parse.roles import is_date_word, is_role, known_words
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import COMMON_HAN, HANGUL

POSSESSIVE = lazy_pattern(r"^.{2,30}?(?:['’]s|s['’])\s+(?=[^\W\d_])")
"""An outlet before the name: "Harbor News' Jane Doe"."""
WORD = lazy_pattern(r"[^\W\d_](?:[^\W_]|[.'’‘`\u0610-\u065f\u0900-\u0dff-])*")
"""A word of a name. The vowel signs of Arabic and of the scripts of India, which are not letters
to Python, are included.
"""
MAX_NAME_WORDS = 5
"""Two given names, an initial and two surnames; particles are not counted."""
MAX_BYLINE_CHARACTERS = 400
"""Characters of a byline that are read: the twenty authors of a paper."""
CACHE_SIZE = 1024
"""Cache size: the lines, elements and metadata of a page repeat the same names."""
INVERTED = lazy_pattern(r"([^\W\d_][^\s,]*(?:\s[^\W\d_][^\s,]*)?),\s([^\W\d_][^,]{0,30})$")
"""A surname before a comma, as in library metadata: "Doe, Jane"."""
IN_BRACKETS = lazy_pattern(r"\s?\([^()]{3,40}\)$")
"""Words in brackets behind a name: "(opens in new window)"."""
MIN_WEEKDAY = 6
"""Letters of a weekday behind a name; a shorter one ("Sun", "Do") can be the name's own."""
MAX_NAME_PART = 3
"""Letters of a word behind a name that begins large up to which it is the name's own, though it is
also an abbreviation of a role or a unit: "Tan Hui Min".
"""
VOWEL = lazy_pattern("[AEIOUYÀ-ÖØ-Ý]")
"""Two capitals without a vowel are initials: "JD Roe", but "Bo Li"."""
GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
GLUED = lazy_pattern(r"[^\W\d_a-z][a-zà-ÿ]{5,}(?=[A-Z][a-z]{2})")


def surname_last(text: str) -> str:
    """Return "Doe, Jane A." as "Jane A. Doe", and any other text unchanged."""
    match = INVERTED.fullmatch(text)
    inverted = (
        match
        and len(match[1].split()) + len(match[2].split()) < 5
        and not is_suffix(match[2], False)
        and not is_role(match[2])
    )
    return f"{match[2]} {match[1]}" if match and inverted and " " not in match[1] else text


def is_suffix(piece: str, in_capitals: bool) -> bool:
    """Whether a piece is the letters behind a name: "MD", "M.D. FACLM"."""
    words = piece.replace(".", "").split()
    known = known_words("name-parts", "suffix")
    return all(
        word.lower() in known or (word.isupper() and len(word) < 7 and not in_capitals)
        for word in words
    )


@lru_cache(maxsize=CACHE_SIZE)
def person(text: str, loose: bool = False) -> str | None:
    """Return a person's name without roles around it, or None.

    `loose` accepts one word and the names of accounts.
    """
    bare = POSSESSIVE.sub("", " ".join(text[:MAX_BYLINE_CHARACTERS].split()))
    bare = IN_BRACKETS.sub("", bare).strip(' .,;:-*"“”')
    words = _without_roles(_one_case(bare.split(" ")))
    words = _without_tail(_without_letters(_unglued(words)))
    if (
        len(words) > 3
        and len(words) % 2 == 0
        and words[: len(words) // 2] == words[len(words) // 2 :]
    ):
        words = words[: len(words) // 2]
    if loose and (username := _username(words)):
        return username
    count = len(words) - sum(map(_is_particle, words[1:-1]))
    whole = len(words) == 1 and len(words) < len(bare.split(" ")) and _is_unspaced(words[0])
    if (
        not (1 if loose or whole else 2) <= count <= MAX_NAME_WORDS
        or len(words) > MAX_NAME_WORDS + 2
        or not _is_name(words)
    ):
        return None
    return _cased(words)


def _without_tail(words: list[str]) -> list[str]:
    """Return the words without a particle, weekday or network at the end."""
    words = list(words)
    while len(words) > 1 and (
        (words[-1].islower() and _is_particle(words[-1].strip(".")))
        or (len(words) > 2 and words[-1].lower().strip(".,") in _not_names())
    ):
        words.pop()
    return words


@cache
def _not_names() -> frozenset[str]:
    """Return networks and weekdays, which may follow a name directly."""
    networks = {line.strip(". ") for line in known_words("networks")}
    weekdays = {word for word in label_words("joint") if len(word) >= MIN_WEEKDAY}
    return frozenset(networks | weekdays)


def _unglued(words: list[str]) -> list[str]:
    """Return the words up to one that is glued to a surname.

    "Jane HabermannFounder" is "Jane Habermann"; McDonald and FitzGerald are whole.
    """
    for place, word in enumerate(words):
        if place and (glued := GLUED.match(word)):
            return [*words[:place], glued[0]]
    return words


def _without_letters(words: list[str]) -> list[str]:
    """Return the words without letters or an outlet in capitals behind them.

    "Jane Doe CPP", "Jane Doe MARL TODAY"; "Jane Doe Jr." is unchanged.
    """
    known = known_words("name-parts", "suffix") - GENERATIONS
    mixed = sum(not word.isupper() for word in words) > 1
    if (
        mixed
        and len(words) > 3
        and all(len(word) > 2 and word.isalpha() and word.isupper() for word in words[-2:])
    ):
        words = words[:-2]
    while (
        mixed and len(words) > 2 and (word := words[-1].replace(".", "")).lower() not in GENERATIONS
    ):
        if word.lower() not in known and not (word.isupper() and 1 < len(word) < 4):
            break
        words = words[:-1]
    return words


def _is_name(words: list[str]) -> bool:
    """Whether words are spelled as a name.

    Each begins with a capital or is a particle, not all are initials, and the first is not an
    acronym ("ABC World").
    """
    if not all(_is_name_word(word) for word in words) or words[-1].islower():
        return False
    if len(words) == 1:
        return is_han_name(words[0]) or (2 < len(words[0]) < 25 and not is_date_word(words[0]))
    acronym = (
        len(words[0]) > 2 and "." not in words[0] and words[0].isupper() and not words[1].isupper()
    )
    return not acronym and any(len(re.sub(r"\W", "", word)) > 1 for word in words)


def _username(words: list[str]) -> str | None:
    """Return the name of an account: small letters or one word."""
    if not 0 < len(words) < 4 or any(
        word.lower() in known_words("roles") or is_date_word(word) for word in words
    ):
        return None
    if len(words) == 1:
        return words[0] if re.fullmatch(r"[^\W\d]\w{2,23}", words[0]) else None
    return " ".join(words) if all(word.isalpha() and word.islower() for word in words) else None


def _one_case(words: list[str]) -> list[str]:
    """Return the words before mixed case begins: "JANE DOE Staff Writer"."""
    capitals = [len(word) > 2 and word.isupper() for word in words]
    if sum(capitals[:2]) == 2 and not all(word.isupper() for word in words):
        return words[
            : next(
                n
                for n, word in enumerate(words)
                if (not word.isupper() and not _is_particle(word)) or n == len(words) - 1
            )
        ]
    return words


def _without_roles(words: list[str]) -> list[str]:
    """Return the words between a role before the name and one behind it."""
    roles, outlets = known_words("roles"), known_words("roles", "outlet")
    while (len(words) > 2 or is_han_name(words[-1])) and words[0].lower().strip(".,").rsplit(
        "-", 1
    )[-1] in roles - outlets:
        words = words[1:]
    end = next(
        (
            place
            for place, word in enumerate(words)
            if (place < len(words) - 1 or not word[:1].isupper() or len(word) > MAX_NAME_PART)
            and word.lower().strip(".,").replace("’", "").replace("'", "") in roles - outlets
        ),
        len(words),
    )
    kept = words[:end] if end > 1 or end == len(words) or _is_unspaced(words[0]) else []
    if end < len(words):
        kept = _without_outlet(kept, outlets)
    return [] if any(_bare(word) in outlets for word in kept) else kept


def _without_outlet(words: list[str], outlets: frozenset[str]) -> list[str]:
    """Return the words before a role without the outlet between: "Jane Doe Tide Post Reporter".

    A third word alone may be a second surname, unless outlets have it in their names.
    """
    name = next(
        (
            place
            for place, word in enumerate(words)
            if place and not _is_particle(word) and len(word.strip(".")) > 1
        ),
        len(words),
    )
    behind = words[name + 1 :]
    is_outlet = len(behind) > 1 or any(_bare(word) in outlets for word in behind)
    return words[: name + 1] if is_outlet else words


def _bare(word: str) -> str:
    """Return a word in small letters, without the marks around it."""
    return word.lower().strip(".,'’")


def is_han_name(word: str) -> bool:
    """Whether two to four Chinese characters begin with a known surname."""
    surnames = known_words("han-surnames")
    return 1 < len(word) < 5 and _is_unspaced(word) and not surnames.isdisjoint((word[0],))


def is_han(word: str) -> bool:
    """Whether a word consists of Chinese characters."""
    return bool(word) and all(COMMON_HAN[0] <= letter <= COMMON_HAN[1] for letter in word)


def _is_unspaced(word: str) -> bool:
    """Whether a word can be a Chinese, Japanese or Korean name.

    Such a word is a name only where a role is beside it (한소라 기자).
    """
    return 1 < len(word) < 5 and (
        is_han(word) or all(HANGUL[0] <= letter <= HANGUL[1] for letter in word)
    )


def _is_particle(word: str) -> bool:
    return word.lower() in known_words("name-parts", "particle") and (
        word.islower() or len(word) < 4
    )


def _is_name_word(word: str) -> bool:
    return WORD.fullmatch(word) is not None and (
        not word[0].islower() or _is_particle(word) or word[:2] in ("d'", "d’", "al", "el")
    )


def _cased(words: list[str]) -> str:
    """Return a name in capitals with only its initials in capitals."""
    name = " ".join(words)
    if not name.isupper() or (len(words) == 1 and len(name) < 6):
        return name
    suffixes = ("II", "III", "IV")
    return " ".join(
        word if word in suffixes else _title(word, place > 0) for place, word in enumerate(words)
    )


def _title(word: str, inside: bool) -> str:
    if inside and _is_particle(word):
        return word.lower()
    if word.lower() in ("jr", "sr"):
        return word.capitalize() + "."
    if len(word) < 3 and "." not in word and not VOWEL.search(word):
        return word
    titled = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
    return re.sub(r"^(Mc)([a-z])", lambda part: part[1] + part[2].upper(), titled)

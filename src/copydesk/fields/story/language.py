"""Finds the story's language.

The page states it, unless its words are plainly another's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from operator import itemgetter

from copydesk.lexicon import phrases
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

CODE = lazy_pattern(r"([a-zA-Z]{2,3})(?:[-_]\w+)*$")
LATIN = "latin"
SCRIPTS = (
    (LATIN, lazy_pattern(r"[a-zA-Z\u00c0-\u024f]"), 1),
    ("zh", lazy_pattern(r"[\u3040-\u30ff\u4e00-\u9fff]"), 3),
    ("ko", lazy_pattern(r"[\uac00-\ud7af]"), 2), ("ru", lazy_pattern(r"[\u0400-\u04ff]"), 1),
    ("el", lazy_pattern(r"[\u0370-\u03ff]"), 1),
    ("he", lazy_pattern(r"[\u0590-\u05ff]"), 1), ("ar", lazy_pattern(r"[\u0600-\u06ff]"), 1),
    ("hi", lazy_pattern(r"[\u0900-\u097f]"), 1), ("th", lazy_pattern(r"[\u0e00-\u0e7f]"), 1),
)  # fmt: skip
"""(language, letters of its script, how many Latin letters count as much as one of them). A script
of several languages is listed under one; OWN_LETTERS has the others.
"""
OWN_LETTERS = {
    "zh": ("ja", lazy_pattern(r"[\u3040-\u30ff]"), 0.1),
    "ru": ("uk", lazy_pattern(r"[їєґ]"), 0.02),
    "ar": ("fa", lazy_pattern(r"[پچژگ]"), 0.02),
}
"""A script's language -> another that writes with it, its own letters, and their least share: names
from there have some of them, prose has many.
"""
LEAST = 0.2
"""The least share of the text's characters that a script's letters must be to tell the language
plainly.
"""
LOOKED_AT = 400
"""Words that are counted: function words recur within a page's first paragraphs."""
SURE = 0.06
"""Least share of function words of one language, and twice that of the next, to override the
language that the page declares.
"""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The language's code, best first."""
    if page.site is not None and page.site.language:
        yield Find(
            "language",
            page.site.language,
            None,
            None,
            "site-rule",
            "the rules of the site say so",
            1.0,
        )
    stated = next(
        (
            match[1].lower()
            for text in (
                page.evidence.language or "",
                *page.evidence.meta("og:locale", "language", "content-language"),
            )
            if (match := CODE.match(text.strip()))
        ),
        None,
    )
    read, sure = read_language(page)
    if read and sure and read != stated:
        yield Find(
            "language", read, None, None, "words", "the story's words are this language's", 0.8
        )
    if stated:
        yield Find("language", stated, None, None, "html:lang", "the page says so", 0.7)
    if read and not sure:
        yield Find(
            "language",
            read,
            None,
            None,
            "words",
            "most of the small words are this language's",
            0.5,
        )


def _is_far(letter: str) -> bool:
    """Whether a character is neither Latin nor punctuation."""
    return "\u036f" < letter < "\u2000" or "\u303f" < letter < "\ud800"


def read_language(page: Page) -> tuple[str | None, bool]:
    """Return the language of a text's script or small words.

    Also returned is whether they show it plainly.
    """
    prose = [block.number for block in page.blocks if page.shapes[block.number].prose] or list(
        range(len(page.blocks))
    )
    text = " ".join(page.blocks[number].text for number in prose[:6])[:1500]
    if (
        not text.isascii()
        and any(_is_far(letter) for letter in set(text))
        and (language := _by_script(text))
    ):
        return language, True
    words: list[str] = []
    for number in prose:
        words += page.tokens[number]
        if len(words) > LOOKED_AT:
            break
    counts, found = Counter(words), defaultdict[str, int](int)
    for word, languages in _languages().items():
        if word in counts:
            for language in languages:
                found[language] += counts[word]
    ranked = sorted(found.items(), key=itemgetter(1), reverse=True)
    if not ranked or len(words) < 20:
        return None, False
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0], ranked[0][1] > SURE * len(words) and ranked[0][1] > 2 * second


def _by_script(text: str) -> str | None:
    """Return the language of the script of most of a text.

    None for Latin, or where no script has enough of it.
    """
    found = {language: (len(letters.findall(text)), worth) for language, letters, worth in SCRIPTS}
    language = max(found, key=lambda name: found[name][0] * found[name][1])
    most = found[language][0]
    if language == LATIN or most <= LEAST * len(text):
        return None
    other, letters, share = OWN_LETTERS.get(language, (language, None, 0.0))
    return other if letters and len(letters.findall(text)) > share * most else language


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """A small word -> the languages it is one of."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in phrases("function-words").items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found

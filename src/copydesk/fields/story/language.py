"""Finds the language the story is in: what the page says, unless its words are plainly another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from copydesk.late import late
from copydesk.ledger import Find, Ledger
from copydesk.lexicon import phrases
from copydesk.page import Page

CODE = late(r"([a-zA-Z]{2,3})(?:[-_]\w+)*$")
SCRIPTS = (
    ("ja", late(r"[\u3040-\u30ff]")), ("ko", late(r"[\uac00-\ud7af]")), ("zh", late(r"[\u4e00-\u9fff]")), ("uk", late(r"[їєґ]")),
    ("ru", late(r"[\u0400-\u04ff]")), ("el", late(r"[\u0370-\u03ff]")), ("he", late(r"[\u0590-\u05ff]")), ("fa", late(r"[پچژگ]")),
    ("ar", late(r"[\u0600-\u06ff]")), ("hi", late(r"[\u0900-\u097f]")), ("th", late(r"[\u0e00-\u0e7f]")),
)  # fmt: skip
"""Scripts that tell a language, those that share letters with a later one first."""
FAR_LETTERS = late(r"[^\x00-\u036f\u2000-\u303f\ud800-\U0010ffff]")
LOOKED_AT = 400
"""Words that are counted: the small words of a page repeat within its first paragraphs."""
SURE = 0.06
"""Share of the words that the leading language's small words must have, and twice the next one's, to overrule what the page says."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The language's code, best first."""
    if page.site is not None and page.site.language:
        yield Find("language", page.site.language, None, None, "site-rule", "the rules of the site say so", 1.0)
    stated = next(
        (
            match[1].lower()
            for text in (page.evidence.language or "", *page.evidence.meta("og:locale", "language", "content-language"))
            if (match := CODE.match(text.strip()))
        ),
        None,
    )
    read, sure = read_language(page)
    if read and sure and read != stated:
        yield Find("language", read, None, None, "words", "the story's words are this language's", 0.8)
    if stated:
        yield Find("language", stated, None, None, "html:lang", "the page says so", 0.7)
    if read and not sure:
        yield Find("language", read, None, None, "words", "most of the small words are this language's", 0.5)


def read_language(page: Page) -> tuple[str | None, bool]:
    """The language that script or small words tell, and whether they do so plainly."""
    prose = [block.number for block in page.blocks if page.shapes[block.number].prose] or list(range(len(page.blocks)))
    text = " ".join(page.blocks[number].text for number in prose[:6])[:1500]
    if FAR_LETTERS.search(text):
        for language, letters in SCRIPTS:
            if len(letters.findall(text)) > 0.2 * len(text) * (0.1 if language in ("uk", "fa") else 0.3 if language == "ja" else 1):
                return language, True
    words: list[str] = []
    for number in prose:
        words += page.tokens[number]
        if len(words) > LOOKED_AT:
            break
    counts = Counter(words)
    found = Counter[str]()
    for word, languages in _languages().items():
        if counts[word]:
            found.update(dict.fromkeys(languages, counts[word]))
    ranked = found.most_common(2)
    if not ranked or len(words) < 20:
        return None, False
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0], ranked[0][1] > SURE * len(words) and ranked[0][1] > 2 * second


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """A small word -> the languages it is one of."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in phrases("function-words").items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found

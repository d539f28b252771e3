"""Features of a line's own form: its length, its letters, its end."""

from __future__ import annotations

from itertools import compress

from copydesk.facts.lines import MOST_WORDS
from copydesk.model.page import Page
from copydesk.parse.dates import YEAR
from copydesk.text.lazy_pattern import lazy_pattern

NUMBERED = lazy_pattern(r"\d{1,2}[.)]\s")
"""A point of a list: "4. Keep it dry"."""
PATH = (" | ", " / ", " > ", " » ", " › ")
"""The marks of a path through the site: "Home / Harbor / Ferries"."""
LENGTHS = (1, 2, 3, 4, 5, 6, 8, 12, 16, 20, 25)
"""Upper bounds, in words, of the buckets of lengths; a longer line is a sentence."""
LETTER_FEATURES = (
    "all capitals",
    "year",
    "numbered",
    "digit first",
    "small first",
    "colon inside",
    "exclamation",
    "quote first",
)
"""Features of a line's letters."""
BUCKETS = tuple(
    f"words to {next((most for most in LENGTHS if words <= most), 'more')}"
    for words in range(MOST_WORDS + 1)
)


def shape_features(page: Page, number: int, is_cut: bool) -> dict[str, float]:
    """Return the features of a line's length, end, kind and prose above."""
    block, above, shows = (
        page.blocks[number],
        page.prose_before[number],
        {BUCKETS[page.shapes[number].words]: 1.0},
    )
    if block.text[-1] in ".:,":
        shows["full stop" if block.text[-1] == "." else "colon last"] = 1.0
    if block.kind == "item":
        shows["item"] = 1.0
    if is_cut:
        shows["cut"] = 1.0
    if above:
        shows["share of prose above"] = above / page.prose
    else:
        shows["no prose above"] = 1.0
    return shows


def letter_features(text: str) -> dict[str, float]:
    """Return the features of a line's letters."""
    words, first = text.split(), text[0]
    digit = first.isdigit()
    seen = (
        text.isupper(),
        YEAR.search(text),
        digit and NUMBERED.match(text),
        digit,
        first.islower(),
        ": " in text,
        text.endswith("!"),
        first in "'\"“‘«„",
    )
    shows = {"capitals": sum([word[0].isupper() for word in words]) / len(words)} | dict.fromkeys(
        compress(LETTER_FEATURES, seen), 1.0
    )
    if marks := sum([text.count(mark) for mark in PATH]):
        shows["path marks"] = float(min(2, marks))
    return shows

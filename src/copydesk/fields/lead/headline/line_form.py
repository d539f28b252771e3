"""A line's own form: features of its length, letters and end, and lines of details."""

from __future__ import annotations

from itertools import compress

from copydesk.facts.author_label import author_label
from copydesk.facts.lines import MOST_WORDS
from copydesk.model.page import Page
from copydesk.parse.dates import YEAR, dates_in, label_before
from copydesk.parse.name_list import read_names
from copydesk.parse.roles import begins_with_role, holds_role, is_writer_role
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

MAX_DETAILS_CHARACTERS = 120
"""Characters of the longest line of details: two days with their times, two authors with roles."""
MAX_OTHER_WORDS = 4
"""Words behind the names of a line that opens with a date: the number of comments, a button."""
LABELLED_URL = lazy_pattern(r"[^\W\d_][\w ]{2,30}:\s+https?://\S+")
"""A label and a URL alone: "URL Source: https://tidepost.example/ferry"."""
CLOCK_OR_LENGTH = lazy_pattern(r"\W*\d{1,2}(?:[:.h]\d\d)?\W*(?:[^\W\d_]+\W*){0,3}")
"""What may follow a date: a time that `dates_in` does not read, or the reading time."""
BESIDE = " |,/·•-–—●∙⋅()"
"""Marks between the parts of a line of details."""


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


def is_details(page: Page, number: int) -> bool:
    """Whether a line is a byline, a date with its label or time, a role or a labelled URL.

    No such line is a headline. A date or a name alone can be one, but not a name beside a role.
    """
    text = page.blocks[number].text
    if len(text) > MAX_DETAILS_CHARACTERS or page.shapes[number].prose:
        return False
    return (
        LABELLED_URL.fullmatch(text) is not None
        or _is_labelled_date(text)
        or _is_byline(text)
        or is_writer_role(text)
        or _is_name_beside_role(page, number)
    )


def _is_name_beside_role(page: Page, number: int) -> bool:
    """Whether a line is a name, and a writer's role is the line above or below."""
    text = page.blocks[number].text
    names = read_names(text)
    return (
        bool(names.people)
        and names.end == len(text)
        and any(is_writer_role(one.text) for one in page.blocks[max(0, number - 1) : number + 2])
    )


def _is_labelled_date(text: str) -> bool:
    """Whether a line is dates, with a label before or a time behind, and nothing else."""
    last, labelled = 0, False
    for dated in dates_in(text):
        start = label_before(text, dated.start)[0]
        if text[last:start].strip(BESIDE):
            return False
        last, labelled = dated.end, labelled or start < dated.start
    rest = text[last:].strip(BESIDE)
    return last > 0 and (labelled if not rest else CLOCK_OR_LENGTH.fullmatch(rest) is not None)


def _is_byline(text: str) -> bool:
    """Whether a line has a byline's label, names, and at most a role or a date behind them.

    Behind a date at the line's beginning a few more words may follow: "Leave a Comment".
    """
    dated = next(dates_in(text), None)
    begins = dated is not None and not text[: dated.start].strip(BESIDE)
    line = text[dated.end :].lstrip(BESIDE) if dated and begins else text
    label = author_label(line).match(line)
    names = read_names(line[label.end() :]) if label else None
    if not label or not names or not names.people:
        return False
    rest = line[label.end() + names.end :].strip(BESIDE)
    return (
        not rest
        or begins_with_role(rest)
        or holds_role(rest, "group")
        or any(found.start == 0 for found in dates_in(rest))
        or (begins and len(rest.split()) <= MAX_OTHER_WORDS)
    )

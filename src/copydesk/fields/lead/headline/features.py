"""What a line of a text dump shows of its being the headline: its words, its place, the blank lines
around it, what stands beside it.

`training/fields.py` learns what each counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import compress, pairwise
from typing import NamedTuple
from urllib.parse import unquote

from copydesk.facts.lines import MOST_WORDS, NEAR, Lines
from copydesk.fields.ranking import ranker
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page, Span
from copydesk.parse.dates import YEAR
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.tokens import tokens
from copydesk.text.url import path_of

NUMBERED = lazy_pattern(r"\d{1,2}[.)]\s")
"""A point of a list: "4. Keep it dry"."""
PATH = (" | ", " / ", " > ", " » ", " › ")
"""The marks of a path through the site: "Home / Harbor / Ferries"."""
LENGTHS = (1, 2, 3, 4, 5, 6, 8, 12, 16, 20, 25)
"""Words up to which lines are counted alike; a longer line is a sentence."""
AWAY = (1, 2, 4, 7, NEAR, 2 * NEAR)
"""Lines down to the next prose up to which lines are counted alike."""
SOME_GAPS = (0.05, 0.9)
"""The share of lines with a blank line above between which blank lines say something: some dumps
have none, some have them everywhere.
"""
MUCH_ABOVE = 60
"""Words of prose just above a line that make it a subhead beyond doubt."""
FAR_ABOVE = 30
"""Lines above the story's prose from which on a menu's line is as far as it can be."""

WITHIN = tuple(f"prose within {most}" for most in (*AWAY, "more"))
OF_WORDS = (
    "all capitals",
    "year",
    "numbered",
    "digit first",
    "small first",
    "colon inside",
    "exclamation",
    "quote first",
)
"""What a line's own letters may show."""
ABOVE = ("cut above", "short above", "right below prose")
"""What the line just above may show."""
BUCKETS = tuple(
    f"words to {next((most for most in LENGTHS if words <= most), 'more')}"
    for words in range(MOST_WORDS + 1)
)


class Measured(NamedTuple):
    """A line that may be the headline, by its block, and what it shows: measure -> value, those
    that are zero left out.
    """

    block: int
    shows: dict[str, float]


def measured(page: Page, ledger: Ledger, lines: Lines, story: int, most: int) -> Iterator[Measured]:
    """The lines in the first half of a dump's prose, measured: of more than `most` those that their
    form and place speak for, or the address.

    `story` is the first block of the story's prose.
    """
    forms, best_above = _forms(page, ledger, lines, story)
    path = frozenset(
        tokens(
            unquote(path_of(page.url or "")).replace("-", " ").replace("_", " ").replace("/", " ")
        )
    )
    nearest = _prose_below(page)
    chosen = (
        forms
        if len(forms) <= most
        else sorted(
            nlargest(most, forms, key=lambda number: _guess(forms[number]) + best_above[number][0])
        )
    )
    for number in chosen:
        key, shows = lines.keys[number], forms[number]
        shows |= _of_words(page.blocks[number].text)
        shows |= _of_place(page, lines, number, nearest[number] - number)
        if path:
            shows |= _of_address(lines, key, *best_above[number], path)
        shows |= _of_beside(page, ledger, lines, number, best_above[number][0])
        if number and (rest := _behind(lines, number)) is not None:
            shows |= {"begins first line": 1.0, "first line goes on": float(bool(rest))}
        yield Measured(number, {name: value for name, value in shows.items() if value})


def _behind(lines: Lines, number: int) -> tuple[str, ...] | None:
    """Return what follows a line's words in the dump's first line, None where it has them not.

    The first line is the page's title. It begins with the headline, or with the kicker above it:
    "High water: Lake rises" above "High water" and "Lake rises".
    """
    first, key = lines.keys[0], lines.keys[number]
    above = lines.keys[number - 1] if number > 1 else ()
    if above and len(key) > 2 and first[: len(above) + len(key)] == above + key:
        return first[len(above) + len(key) :]
    below = lines.keys[number + 1] if number + 1 < len(lines.keys) else ()
    goes_on = len(below) > 2 and first[len(key) :][: len(below)] == below
    begins = len(key) > 2 and first[: len(key)] == key and not goes_on
    return first[len(key) :] if begins else None


def _forms(
    page: Page, ledger: Ledger, lines: Lines, story: int
) -> tuple[dict[int, dict[str, float]], dict[int, tuple[float, float]]]:
    """What is seen at a glance of each line that may be the headline, and its share of the
    address's words and the greatest share above it.
    """
    gaps, before, cut = _gaps(page), page.prose_before, ledger.cut
    forms, shares, best = {}, {}, 0.0
    for number, shape in enumerate(page.shapes[: bisect_right(before, page.prose / 2)]):
        if 0 < shape.words <= MOST_WORDS:
            form = _of_line(page, number, number in cut)
            if number < story:
                form["above story"], form["far above"] = 1.0, min(1.0, (story - number) / FAR_ABOVE)
            elif number < story + 8:
                form["soon below story"] = 1.0
            if gaps and (around := _of_gaps(gaps[number], gaps[number + 1])):
                form[around] = 1.0
            if gaps and gaps[number][1]:
                form["indented"] = 1.0
            forms[number] = form
            share = lines.in_address(number)
            shares[number] = (share, best)
            best = max(best, share)
    return forms, shares


def _of_line(page: Page, number: int, is_cut: bool) -> dict[str, float]:
    """What the line's length, its end, its kind and the prose above it show."""
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


def _guess(form: dict[str, float]) -> float:
    """What a line's form alone counts."""
    return ranker("headline", "text").score(form)


def _of_words(text: str) -> dict[str, float]:
    """What the line's own letters show."""
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
        compress(OF_WORDS, seen), 1.0
    )
    if marks := sum([text.count(mark) for mark in PATH]):
        shows["path marks"] = float(min(2, marks))
    return shows


def _of_place(page: Page, lines: Lines, number: int, away: int) -> dict[str, float]:
    """What the line's place shows: prose soon below and none above is where a headline stands."""
    before = page.prose_before
    return {
        WITHIN[bisect_left(AWAY, away)]: 1.0,
        "prose just above": min(1.0, (before[number] - before[max(0, number - NEAR)]) / MUCH_ABOVE),
        "place": number / len(page.blocks),
        "first line": float(number == 0),
        "on topic": lines.on_topic(number),
        "opens prose": float(lines.opens(number)),
    }


def _of_address(
    lines: Lines, key: Sequence[str], share: float, best: float, path: frozenset[str]
) -> dict[str, float]:
    """What the address shows: how far the line has its words, and how far a line above already had
    them (`best`).
    """
    longer = [word for word in key if len(word) > 2]
    own = sum([word in lines.slug for word in longer]) / max(len(longer), 3)
    both = 2 * own * share / (own + share) if share else 0.0
    return {
        "in address": share,
        "in address squared": share * share,
        "like address": both,
        "like address squared": both * both,
        "more than above": max(0.0, share - best),
        "less than above": max(0.0, best - share),
        "from path": sum([word in path for word in key]) / max(3, len(key)),
    }


def _of_beside(
    page: Page, ledger: Ledger, lines: Lines, number: int, share: float
) -> dict[str, float]:
    """What the lines around it and those that say the same show; `share` is its share of the
    address's words.
    """
    key, size = lines.keys[number], len(lines.keys[number])
    shows = {"repeated": 1.0} if lines.repeated(number) else {}
    if followed := lines.followed(number):
        shows |= {"followed": followed, "followed, in address": followed * share}
    if number in lines.listed:
        shows["listed"] = 1.0
    if number:
        above = page.shapes[number - 1]
        shows |= dict.fromkeys(
            compress(ABOVE, (number - 1 in ledger.cut, above.words < 4, above.prose)), 1.0
        )
    if size > 1 and any(
        len(one) > size and one[-size:] == key for one in lines.keys[max(0, number - 3) : number]
    ):
        shows["path above"] = 1.0
    return shows


def _of_gaps(above: Span, below: Span) -> str:
    """What blank lines show, where they show anything: headings stand alone, a menu's lines in a
    row.
    """
    if above[0] > 1:
        return "blank lines around" if below[0] > 1 else "blank line above"
    return "" if below[0] > 1 else "no blank lines"


def _gaps(page: Page) -> list[Span]:
    """The line breaks and the indent before each block and behind the last, or nothing where the
    dump's blank lines say nothing.
    """
    places = [
        (0, 0),
        *(
            (block.origin[0].source_start, block.origin[-1].source_end)
            for block in page.blocks
            if block.origin
        ),
        (len(page.source), 0),
    ]
    if len(places) != len(page.blocks) + 2:
        return []
    between = [page.source[last:first] for (_, last), (first, _) in pairwise(places)]
    gaps = [
        (gap.count("\n"), 0 if gap[-1:] == "\n" else len(gap) - len(gap.rstrip(" \t")))
        for gap in between
    ]
    return (
        gaps
        if SOME_GAPS[0] < sum(breaks > 1 for breaks, _ in gaps) / len(gaps) < SOME_GAPS[1]
        else []
    )


def _prose_below(page: Page) -> list[int]:
    """For each block the next one of prose below it; far behind the end where there is none."""
    following, nearest = 10 * len(page.blocks) + 100, []
    for shape in reversed(page.shapes):
        nearest.append(following)
        following = len(page.shapes) - len(nearest) if shape.prose else following
    return nearest[::-1]

"""Features of a line of a text dump that may be the headline.

They describe its words, its place, its agreement with the page's address and the lines beside it;
`training/fields.py` learns their weights.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import compress
from typing import NamedTuple
from urllib.parse import unquote

from copydesk.facts.lines import MOST_WORDS, NEAR, LineRelations
from copydesk.fields.lead.headline.blank_lines import gap_feature, gaps
from copydesk.fields.lead.headline.line_form import letter_features, shape_features
from copydesk.fields.ranking import ranker
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.tokens import tokens
from copydesk.text.url import path_of

AWAY = (1, 2, 4, 7, NEAR, 2 * NEAR)
"""Upper bounds of the buckets of distances to the next prose below, in lines."""
MUCH_ABOVE = 60
"""Words of prose just above a line at which the feature has its greatest value."""
FAR_ABOVE = 30
"""Lines above the story's prose at which the feature has its greatest value."""

WITHIN = tuple(f"prose within {most}" for most in (*AWAY, "more"))
ABOVE = ("cut above", "short above", "right below prose")
"""Features of the line just above."""


class Measured(NamedTuple):
    """The block of a possible headline, and its features without zeros."""

    block: int
    shows: dict[str, float]


def measured(
    page: Page, ledger: Ledger, lines: LineRelations, story: int, most: int
) -> Iterator[Measured]:
    """Yield the features of the lines in the first half of a dump's prose.

    Of more than `most` lines, those whose form, place and address score highest. `story` is the
    first block of the story's prose.
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
        shows |= letter_features(page.blocks[number].text)
        shows |= _of_place(page, lines, number, nearest[number] - number)
        if path:
            shows |= _of_address(lines, key, *best_above[number], path)
        shows |= _of_beside(page, ledger, lines, number, best_above[number][0])
        if number and (rest := _behind(lines, number)) is not None:
            shows |= {"begins first line": 1.0, "first line goes on": float(bool(rest))}
        yield Measured(number, {name: value for name, value in shows.items() if value})


def _behind(lines: LineRelations, number: int) -> tuple[str, ...] | None:
    """Return what follows a line's words in the dump's first line, or None.

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
    page: Page, ledger: Ledger, lines: LineRelations, story: int
) -> tuple[dict[int, dict[str, float]], dict[int, tuple[float, float]]]:
    """Return the cheap features of each possible headline, and two shares.

    The shares are of the address's words: the line's own, and the greatest of the lines above.
    """
    around, before, cut = gaps(page), page.prose_before, ledger.cut
    forms, shares, best = {}, {}, 0.0
    for number, shape in enumerate(page.shapes[: bisect_right(before, page.prose / 2)]):
        if 0 < shape.words <= MOST_WORDS:
            form = shape_features(page, number, number in cut)
            if number < story:
                form["above story"], form["far above"] = 1.0, min(1.0, (story - number) / FAR_ABOVE)
            elif number < story + 8:
                form["soon below story"] = 1.0
            if around and (blank := gap_feature(around[number], around[number + 1])):
                form[blank] = 1.0
            if around and around[number][1]:
                form["indented"] = 1.0
            forms[number] = form
            share = lines.in_address(number)
            shares[number] = (share, best)
            best = max(best, share)
    return forms, shares


def _guess(form: dict[str, float]) -> float:
    """Return the score of a line's form alone."""
    return ranker("headline", "text").score(form)


def _of_place(page: Page, lines: LineRelations, number: int, away: int) -> dict[str, float]:
    """Return the features of a line's distance from prose and from the top."""
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
    lines: LineRelations, key: Sequence[str], share: float, best: float, path: frozenset[str]
) -> dict[str, float]:
    """Return the features of a line's words in the address.

    `best` is the greatest share of the address's words in a line above.
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
    page: Page, ledger: Ledger, lines: LineRelations, number: int, share: float
) -> dict[str, float]:
    """Return the features of the lines beside a line and of its repetitions.

    `share` is its share of the address's words.
    """
    key, size = lines.keys[number], len(lines.keys[number])
    shows = {"repeated": 1.0} if lines.repeated(number) else {}
    shows |= (signs := lines.following(number))
    if signs:
        shows["followed, in address"] = max(signs.values()) * share
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


def _prose_below(page: Page) -> list[int]:
    """Return for each block the next one of prose.

    Far behind the end where none follows.
    """
    following, nearest = 10 * len(page.blocks) + 100, []
    for shape in reversed(page.shapes):
        nearest.append(following)
        following = len(page.shapes) - len(nearest) if shape.prose else following
    return nearest[::-1]

"""Cuts a weather widget's lines: "72°F", "Feels like 68", "Hi: 75 Lo: 51", "Partly cloudy".

Looks alike and must stand: a forecast in sentences, a recipe's oven ("350°F"), a table of
temperatures in the story. A word of the sky goes only beside another line of the widget. Seen above
the headline of local stations' pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import boxed, by_block, is_headline
from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

LABEL = 7
"""The longest: "Wind: 9 mph, humidity 54%, feels like 68"."""
DEGREES = lazy_pattern(
    r"(?:[\w .'’-]{1,25}[:,]?\s+)?-?\d{1,3}\s?(?:°\s?[CF]?|º\s?[CF]?|[CF])(?:\s*[/|"
    r"]\s*-?\d{1,3}\s?[°º]?\s?[CF]?)?\.?"
)
"""A temperature, a place before it, a second one after it."""
NEAR = 2
"""The place, the temperature and the sky stand on neighbouring lines."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks lines of a weather widget of which two stand together, and blocks inside its box."""
    phrased = {
        number for number, _ in by_block(page.cues["weather-widget"]) if _is_label(page, number)
    }
    degrees = {
        number
        for number in page.having("#")
        if _is_label(page, number) and DEGREES.fullmatch(page.blocks[number].text)
    }
    signs = sorted(phrased | degrees)
    for before, number, after in zip(
        [-NEAR * 2, *signs], signs, [*signs[1:], len(page.blocks) + NEAR * 2], strict=False
    ):
        if (
            (number - before <= NEAR or after - number <= NEAR)
            and not page.shapes[number].prose
            and _near(number, degrees)
        ):
            yield Mark(number, "a line of a weather widget")
    yield from boxed(page, "weather-widget", "a weather widget")


def _is_label(page: Page, number: int) -> bool:
    return (
        page.shapes[number].words <= LABEL
        and not page.shapes[number].prose
        and not is_headline(page.blocks[number])
    )


def _near(number: int, degrees: set[int]) -> bool:
    """Whether a temperature stands on this line or close by."""
    return any(other in degrees for other in range(number - NEAR, number + NEAR + 1))

"""Cuts a weather widget's lines: "72°F", "Hi: 75 Lo: 51".

Looks alike and stays: a forecast in sentences, a recipe's oven ("350°F"), a table of temperatures
in the story. A word for the sky ("Partly cloudy") is cut only beside another line of the widget.
Seen above the headline of local stations' pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.filters.line import box_marks, by_block, is_headline
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.lazy_pattern import lazy_pattern

# Words of a line with two measures: "Wind: NW 9 mph, feels like 68" has 7 with its numbers.
MAX_LINE_WORDS = 7
# Lines from one line of the widget to the next: place, temperature and sky are neighbours.
MAX_DISTANCE = 2
# A temperature, a place before it, a second one after it.
TEMPERATURE = lazy_pattern(
    r"(?:[\w .'’-]{1,25}[:,]?\s+)?-?\d{1,3}\s?(?:°\s?[CF]?|º\s?[CF]?|[CF])(?:\s*[/|"
    r"]\s*-?\d{1,3}\s?[°º]?\s?[CF]?)?\.?"
)


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark a widget's lines where two are close, and blocks inside its box."""
    lines = {number for number, _ in by_block(page.cues["weather-widget"])}
    lines = {number for number in lines if _is_label(page, number)}
    degrees = {
        number
        for number in page.having("#")
        if _is_label(page, number) and TEMPERATURE.fullmatch(page.blocks[number].text)
    }
    both = lines | degrees
    for number in sorted(both):
        if len(both.intersection(_beside(number))) > 1 and not degrees.isdisjoint(_beside(number)):
            yield Mark(number, f"a temperature within {MAX_DISTANCE} lines")
    yield from box_marks(page, "weather-widget")


def _is_label(page: Page, number: int) -> bool:
    shape = page.shapes[number]
    short = shape.words <= MAX_LINE_WORDS and not shape.prose
    return short and not is_headline(page.blocks[number])


def _beside(number: int) -> range:
    """Return a block and those close by."""
    return range(number - MAX_DISTANCE, number + MAX_DISTANCE + 1)

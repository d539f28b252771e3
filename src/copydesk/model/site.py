"""The rules of one site, which every step reads from `Page.site`.

docs/rules.md describes their files; `copydesk.rules` reads them. This module is not imported for a
page without rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal, NamedTuple

from copydesk.text.tokens import DIGIT, token_pattern

NUMBER_SIGN = re.compile(r"#(?!\w)")
PLACED = ("headline", "byline", "date", "photo_credit")
"""Fields that a rule can locate."""
DateOrder = Literal["day-month", "month-day"]
MAX_PATTERN_SECONDS = 0.5
"""Time of one pattern on one page. A sound one takes a thousandth of it."""
MAX_SEARCHED_CHARACTERS = 20_000
"""Characters of a block that a pattern searches, from its start."""


class RulesError(ValueError):
    """A rule file that cannot be used.

    The message is a sentence with the file, line and column.

    >>> copydesk.read_rules("nowhere")
    Traceback (most recent call last):
    copydesk.model.site.RulesError: nowhere was not found: name a folder of .toml files.
    """


class SlowPatternError(Exception):
    """A pattern took longer than MAX_PATTERN_SECONDS at this block."""

    def __init__(self, block: int) -> None:
        super().__init__(f"its pattern took longer than {MAX_PATTERN_SECONDS:g} seconds")
        self.block = block


class Rule(NamedTuple):
    """A rule that cuts or keeps lines, matches or a range of lines.

    Exactly one of them is given: `lines` as `line_key` writes them, a pattern, the number of a
    selector, or `start`. A stretch is cut from the line `start` to before the line `end`, or to the
    end of the page. `at` is the rule's line in its file.
    """

    call: Literal["cut", "keep"]
    why: str
    at: int
    lines: tuple[str, ...] = ()
    pattern: Any = None
    selector: int = -1
    start: str = ""
    end: str = ""


class Place(NamedTuple):
    """The place of a field: a selector, a pattern, or beside a line."""

    field: str
    at: int
    pattern: Any = None
    selector: int = -1
    below: str = ""
    above: str = ""


@dataclass(frozen=True, eq=False)
class Site:
    """The rules of one site, from the file `source`.

    A page is the site's if it is on one of the `hosts` or has `least` lines of the `fingerprint`.
    With `subheads` a short line between paragraphs is kept, unless a named filter cuts it. The
    filters in `without` do not run on its pages.
    """

    source: str
    hosts: tuple[str, ...] = ()
    fingerprint: tuple[str, ...] = ()
    least: int = 0
    name: str | None = None
    language: str | None = None
    date_order: DateOrder | None = None
    subheads: bool = False
    not_authors: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = ()
    places: tuple[Place, ...] = ()
    selectors: tuple[str, ...] = ()
    lines: Mapping[str, Rule] = field(default_factory=dict)

    def rule_for(self, text: str) -> Rule | None:
        """The rule for this line, or None; of several, one that keeps it."""
        key = line_key(text)
        found = self.lines.get(key)
        if found is None and DIGIT.search(key) is not None:
            found = self.lines.get(shape_key(key))
        return found


# The type of a pattern is regex's, which is imported late.
def matches(blocks: Iterable[str], pattern: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401
    """The non-empty matches of a pattern in these blocks, with their numbers.

    Raises SlowPatternError.
    """
    end = monotonic() + MAX_PATTERN_SECONDS
    for number, text in enumerate(blocks):
        try:
            for match in pattern.finditer(
                text, 0, MAX_SEARCHED_CHARACTERS, timeout=max(0.0, end - monotonic())
            ):
                if match.end() > match.start():
                    yield number, match
        except TimeoutError:
            raise SlowPatternError(number) from None


def line_key(text: str) -> str:
    """A line as rules compare it: lower-case words without punctuation."""
    return " ".join(token_pattern(text).findall(text)).lower().replace("'", "").replace("’", "")


def shape_key(key: str) -> str:
    """The key of a line with every number as `#`."""
    return (
        " ".join("#" if word[0].isdecimal() else word for word in key.split())
        if DIGIT.search(key)
        else key
    )


def rule_key(line: str) -> str:
    """Return the key of a line in a rule file.

    If it has a `#`, all its numbers match any number.
    """
    parts = NUMBER_SIGN.split(line)
    if len(parts) == 1:
        return line_key(line)
    return shape_key(" # ".join(map(line_key, parts)).strip()).replace("  ", " ")

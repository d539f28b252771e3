"""What a person, or many pages, have said of one site: its rules, as every later step reads them
from `Page.site`.

The files they are read from are described in docs/rules.md; `copydesk.rules` reads them. Nothing
here is imported for a page without rules.
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
"""The fields of which rules may say where they stand."""
DateOrder = Literal["day-month", "month-day"]
PATIENCE = 0.5
"""Seconds that one pattern may take on one page. A sound one takes a thousandth of that."""
LONGEST = 20_000
"""Characters of a block in which a pattern is looked for."""


class RulesError(ValueError):
    """A rule file that cannot be used; the message is a sentence with the file, line and column."""


class SlowPatternError(Exception):
    """A pattern took longer than PATIENCE on a page: on this block it was given up."""

    def __init__(self, block: int) -> None:
        super().__init__(f"its pattern took longer than {PATIENCE:g} seconds")
        self.block = block


class Rule(NamedTuple):
    """What is cut or kept, by exactly one of: a line (`lines`, as `line_key` writes them), a
    pattern, a selector's number, or a stretch.

    A stretch is cut from the line `start`, itself included, up to the line `end`, which stands; to
    the page's end where `end` is empty. `at` is the rule's line in its file.
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
    """Where a field stands: in a selector's first match, in a pattern's first match, or in the
    block below or above a line.
    """

    field: str
    at: int
    pattern: Any = None
    selector: int = -1
    below: str = ""
    above: str = ""


@dataclass(frozen=True, eq=False)
class Site:
    """The rules of one site. `source` is the file's name; `hosts` as the file has them;
    `fingerprint` are lines, of which `least` must stand on a page.

    `subheads`: a short line between a story's paragraphs is the story's, unless something besides
    the judge cuts it.
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
    rules: tuple[Rule, ...] = ()
    places: tuple[Place, ...] = ()
    selectors: tuple[str, ...] = ()
    lines: Mapping[str, Rule] = field(default_factory=dict)

    def rule_for(self, text: str) -> Rule | None:
        """The rule that names this line, or None; of a line named twice, one that keeps it."""
        key = line_key(text)
        found = self.lines.get(key)
        if found is None and DIGIT.search(key) is not None:
            found = self.lines.get(shape_key(key))
        return found


def matches(blocks: Iterable[str], pattern: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 - a pattern of regex, which is imported late
    """The matches of a rule's pattern in the text of a page's blocks, each with its block's number;
    empty ones are none. Raises SlowPatternError.
    """
    end = monotonic() + PATIENCE
    for number, text in enumerate(blocks):
        try:
            for match in pattern.finditer(text, 0, LONGEST, timeout=max(0.0, end - monotonic())):
                if match.end() > match.start():
                    yield number, match
        except TimeoutError:
            raise SlowPatternError(number) from None


def line_key(text: str) -> str:
    """A line as rules compare it: its words in lower case, without punctuation. A `#` in a rule's
    line stands for any number.
    """
    return " ".join(token_pattern(text).findall(text)).lower().replace("'", "").replace("’", "")


def shape_key(key: str) -> str:
    """A line's key with every number as `#`."""
    return (
        " ".join("#" if word[0].isdecimal() else word for word in key.split())
        if DIGIT.search(key)
        else key
    )


def rule_key(line: str) -> str:
    """The key of a line as a rule writes it. Where a `#` stands in it each number is one, and
    stands for any.
    """
    parts = NUMBER_SIGN.split(line)
    if len(parts) == 1:
        return line_key(line)
    return shape_key(" # ".join(map(line_key, parts)).strip()).replace("  ", " ")

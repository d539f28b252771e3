"""Writes the dump without its cuts as a unified diff for patch tools.

For HTML, each block is a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from copydesk.model.block import Span
from copydesk.model.body import CUT, fates
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.display import shown_name

# Lines around a change, the default of diff.
CONTEXT = 3
NO_BREAK = "\n\\ No newline at end of file\n"


class DiffLine(NamedTuple):
    """A line before and after the cuts; `new` is None where it is gone."""

    old: str
    new: str | None

    @property
    def same(self) -> bool:
        """Whether nothing of it was cut."""
        return self.old == self.new


def unified_diff(page: Page, ledger: Ledger, name: str, context: int = CONTEXT) -> Iterator[str]:
    """Yield the diff's lines; nothing where nothing was cut."""
    lines = list(
        _lines(*(_of_text(page, ledger) if page.form == "text" else _of_blocks(page, ledger)))
    )
    hunks = list(_hunks(lines, context))
    if hunks:
        yield f"--- {shown_name(name)}\n"
        yield f"+++ {shown_name(name)}\n"
    gone = at = 0
    for first, last in hunks:
        gone += sum(line.new is None for line in lines[at:first])
        yield from _hunk(lines[first:last], first, first - gone)
        at = first


def _of_text(page: Page, ledger: Ledger) -> tuple[str, list[Span]]:
    spans = [
        span
        for block in page.blocks
        for fate in fates(block, ledger)
        if fate.fate == CUT
        for span in block.source_spans(fate.start, fate.end)
    ]
    return page.source, sorted(spans)


def _of_blocks(page: Page, ledger: Ledger) -> tuple[str, list[Span]]:
    text, size, spans = [], 0, []
    for block in page.blocks:
        spans += [
            (size + fate.start, size + fate.end)
            for fate in fates(block, ledger)
            if fate.fate == CUT
        ]
        text.append(block.text.replace("\n", "⏎") + "\n")
        size += len(block.text) + 1
    return "".join(text), spans


def _lines(source: str, cuts: list[Span]) -> Iterator[DiffLine]:
    """Yield the source's lines.

    A line without words left is gone, with its line break.
    """
    at = number = 0
    for old in _broken(source):
        end, new, start = at + len(old), [], at
        while number < len(cuts) and cuts[number][0] < end:
            new.append(source[start : max(start, cuts[number][0])])
            start = max(start, min(cuts[number][1], end))
            if cuts[number][1] > end:
                break
            number += 1
        left = "".join(new) + source[start:end]
        yield DiffLine(old, left if left == old or left.strip() else None)
        at = end


def _broken(source: str) -> Iterator[str]:
    """Yield lines ended by a line feed, the only break of patch tools."""
    start = 0
    while start < len(source):
        end = source.find("\n", start) + 1 or len(source)
        yield source[start:end]
        start = end


def _hunks(lines: list[DiffLine], context: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of lines: changes with context, merged where they touch."""
    first = last = -1
    for number, line in enumerate(lines):
        if line.same:
            continue
        if first >= 0 and number - context > last:
            yield first, last
            first = -1
        first = max(0, number - context) if first < 0 else first
        last = min(len(lines), number + context + 1)
    if first >= 0:
        yield first, last


def _hunk(lines: list[DiffLine], old_first: int, new_first: int) -> Iterator[str]:
    left = sum(line.new is not None for line in lines)
    yield f"@@ -{old_first + 1},{len(lines)} +{new_first + (1 if left else 0)},{left} @@\n"
    added: list[str] = []
    for line in lines:
        if line.same:
            yield from added
            added = []
            yield _ended(" " + line.old)
        else:
            yield _ended("-" + line.old)
            added += [_ended("+" + line.new)] if line.new is not None else []
    yield from added


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + NO_BREAK

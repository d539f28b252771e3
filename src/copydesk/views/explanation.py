"""Why a page became what it became: its fields and who claimed them, its blocks one a line, or all
that is known of one block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.text import Text

from copydesk.model.article import BODY, CUT, Article, fates
from copydesk.model.ledger import STAGES, Find, Ledger, Verdict
from copydesk.model.page import Block, Page
from copydesk.text.display import counted, visible
from copydesk.views import palette
from copydesk.views.block_fate import shown_value
from copydesk.views.diff_block import diff_block

STYLES = {"cut": palette.CUT, "keep": palette.KEPT, "held": palette.HELD, BODY: ""}
WHOLE = 400
"""The cells a line of the overview, or what is said of a find there, has at most."""
NAME = 18
"""The width of the names' column."""


@dataclass(frozen=True)
class PageExplanation:
    """The fields of a page with every claim to them, and its blocks, one a line."""

    page: Page
    ledger: Ledger
    article: Article

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        notes = f"; {', '.join(self.article.notes)}" if self.article.notes else ""
        yield Text(
            visible(
                f"status {self.article.status}, "
                f"{counted(len(self.page.blocks), 'block')} of {self.page.form}{notes}"
            ),
            "bold",
        )
        yield Text("\nWhat the fields found, and where (* chosen)", "bold")
        # In a pipe the lines are whole, so that grep finds all of them.
        width = options.max_width if console.is_terminal else WHOLE
        for find in sorted(self.ledger.finds, key=lambda find: find.field):
            said = _find_said(find)
            said.truncate(WHOLE - NAME, overflow="ellipsis")
            for row in _hung(console, *_find_name(find), said, width):
                yield _clipped(row, width)
        if not self.ledger.finds:
            yield Text("  nothing")
        yield Text("\nThe blocks (copydesk explain INPUT NUMBER says all about one)", "bold")
        for block in self.page.blocks:
            yield _clipped(_block_line(block, self.ledger), width)


@dataclass(frozen=True)
class BlockExplanation:
    """Everything that is known and was said of one block."""

    page: Page
    ledger: Ledger
    number: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        block = self.page.blocks[self.number]
        shown = diff_block(block, self.ledger, [])
        yield from _hung(
            console,
            f"block {self.number}",
            palette.QUIET,
            Text.assemble((f"{shown.mark} ", shown.style), shown.text),
            options.max_width,
        )
        for name, value in _facts(self.page, block):
            yield from _hung(console, name, palette.QUIET, Text(visible(value)), options.max_width)
        yield Text(
            "\nWhat the filters said, in order; of what covers the same words the last stands",
            "bold",
        )
        verdicts = _in_order(self.ledger, self.number)
        for verdict in verdicts:
            yield from _hung(
                console,
                verdict.stage,
                palette.QUIET,
                _verdict_line(verdict, block),
                options.max_width,
            )
        if not verdicts:
            yield Text("  nothing")
        yield Text("\nWhat the fields found here (* chosen)", "bold")
        found = [find for find in self.ledger.finds if find.block == self.number]
        for find in found:
            yield from _hung(console, *_find_name(find), _find_said(find), options.max_width)
        if not found:
            yield Text("  nothing")
        yield Text("\nWhat became of its words", "bold")
        for fate in fates(block, self.ledger):
            by = "nobody spoke" if fate.by is None else fate.by.who
            said = Text(visible(f"“{block.text[fate.start : fate.end]}” ({by})"))
            yield from _hung(
                console, fate.fate, STYLES.get(fate.fate, palette.FIELD), said, options.max_width
            )


def _facts(page: Page, block: Block) -> Iterator[tuple[str, str]]:
    """What a block is, before anybody has said anything about it."""
    shape = page.shapes[block.number]
    yield (
        "kind",
        f"{block.kind}{f' {block.level}' if block.level else ''}{f' in <{block.tag}>' if block.tag else ''}",
    )
    prose = "prose" if shape.prose else "no prose"
    yield (
        "shape",
        f"{counted(shape.words, 'word')}, {counted(shape.stops, 'sentence end')}, "
        f"{shape.linked:.0%} linked; {prose}",
    )
    path = [box.tag + "".join(f".{name}" for name in box.names) for box in page.path(block)]
    if path:
        yield "inside", " < ".join(path)
    spans = block.source_spans()
    if spans:
        yield "in the dump", ", ".join(f"{start} to {end}" for start, end in spans)
    phrases = [
        f"{name} ({cue.how}: “{block.text[slice(*page.phrase(cue))]}”)"
        for name, cues in page.cues.items()
        for cue in cues
        if cue.block == block.number
    ]
    if phrases:
        yield "known phrases", "; ".join(dict.fromkeys(phrases))


def _in_order(ledger: Ledger, number: int) -> list[Verdict]:
    return sorted(ledger.by_block.get(number, ()), key=lambda verdict: STAGES.index(verdict.stage))


def _verdict_line(verdict: Verdict, block: Block) -> Text:
    part = f" “{block.text[slice(*verdict.span)]}”" if verdict.span else ""
    role = f", as {verdict.role}" if verdict.role else ""
    said = visible(f" {verdict.who}{part}: {verdict.why}")
    return Text.assemble(
        (verdict.call, STYLES[verdict.call]), said, (f" ({verdict.weight:g}{role})", palette.QUIET)
    )


def _find_name(find: Find) -> tuple[str, str]:
    return (
        f"{'*' if find.chosen else ' '} {find.field}",
        f"bold {palette.FIELD}" if find.chosen else palette.FIELD,
    )


def _find_said(find: Find) -> Text:
    place = f", block {find.block}" if find.block is not None else ""
    why = f": {find.why}" if find.why and find.why != find.who else ""
    return Text.assemble(
        " ".join(shown_value(find).split()),
        (visible(f"  {find.who}{place}{why} ({find.weight:g})"), palette.QUIET),
    )


def _block_line(block: Block, ledger: Ledger) -> Text:
    shown = diff_block(block, ledger, [])
    who = next(
        (
            fate.by.who if fate.fate == CUT and fate.by else fate.fate
            for fate in fates(block, ledger)
            if fate.fate != BODY
        ),
        "",
    )
    text = Text.assemble(
        (f"{block.number:>4} ", palette.QUIET),
        (f"{shown.mark} ", shown.style),
        (f"{visible(who):<{NAME + 4}} ", palette.QUIET),
    )
    return text.append(" ".join(visible(block.text[:400]).split()), shown.style)


def _clipped(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis")
    text.no_wrap, text.overflow = True, "ignore"
    return text


def _hung(console: Console, name: str, style: str, text: Text, width: int) -> Iterator[Text]:
    """A name and what is to be said under it, hung to the right of it."""
    for number, row in enumerate(
        text.wrap(console, max(20, width - NAME), overflow="fold") or [Text("")]
    ):
        row.rstrip()
        yield Text.assemble((f"{'' if number else name:<{NAME}}", style), row)

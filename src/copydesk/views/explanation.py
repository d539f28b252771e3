"""Explains a page: its fields, its blocks, or one block in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.text import Text

from copydesk.model.article import Article
from copydesk.model.block import Block
from copydesk.model.body import BODY, CUT, fates
from copydesk.model.entries import STAGES, Find, Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.display import counted, visible
from copydesk.views import palette
from copydesk.views.block_fate import shown_value
from copydesk.views.diff_block import diff_block

STYLES = {"cut": palette.CUT, "keep": palette.KEPT, "held": palette.HELD, BODY: ""}
# Cells of an overview line, or of a find's evidence in it, at most.
MAX_LINE_CELLS = 400
# Width of the names' column, in cells.
NAME_CELLS = 18
VERDICTS_HEADING = "Verdicts of the filters, in order (later ones override earlier ones)"


@dataclass(frozen=True)
class PageExplanation:
    """The fields of a page with all their finds, and a line a block."""

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
        yield Text("\nFinds of the fields (* chosen)", "bold")
        # In a pipe no line is wrapped, for grep.
        width = options.max_width if console.is_terminal else MAX_LINE_CELLS
        for find in sorted(self.ledger.finds, key=lambda find: find.field):
            text = _find_text(find)
            text.truncate(MAX_LINE_CELLS - NAME_CELLS, overflow="ellipsis")
            for row in _hung(console, *_find_name(find), text, width):
                yield _clipped(row, width)
        if not self.ledger.finds:
            yield Text("  nothing")
        yield Text("\nBlocks (copydesk explain INPUT NUMBER shows one in full)", "bold")
        for block in self.page.blocks:
            yield _clipped(_block_line(block, self.ledger), width)


@dataclass(frozen=True)
class BlockExplanation:
    """Everything the ledger holds on one block."""

    page: Page
    ledger: Ledger
    number: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        block = self.page.blocks[self.number]
        shown = diff_block(block, self.ledger, [])
        marked = Text.assemble((f"{shown.mark} ", shown.style), shown.text)
        quiet = palette.QUIET
        head = [(f"block {self.number}", quiet, marked)]
        head += [(name, quiet, Text(visible(fact))) for name, fact in _facts(self.page, block)]
        sections = (
            (None, head),
            (VERDICTS_HEADING, list(_verdict_rows(block, self.ledger))),
            ("Finds in this block (* chosen)", list(_find_rows(block, self.ledger))),
            ("Fates of its words", list(_fate_rows(block, self.ledger))),
        )
        for heading, rows in sections:
            yield from [Text(f"\n{heading}", "bold")] if heading else []
            yield from [] if rows else [Text("  nothing")]
            for row in rows:
                yield from _hung(console, *row, options.max_width)


def _verdict_rows(block: Block, ledger: Ledger) -> Iterator[tuple[str, str, Text]]:
    for verdict in _in_order(ledger, block.number):
        yield verdict.stage, palette.QUIET, _verdict_line(verdict, block)
    score = ledger.scores.get(block.number)
    if score is not None:
        role = "" if score.role in (None, "body") else f"; likeliest role: {score.role}"
        said = visible(f"{score.who}: {score.probability:.0%} probability of body{role}")
        yield score.stage, palette.QUIET, Text(said, palette.QUIET)


def _find_rows(block: Block, ledger: Ledger) -> Iterator[tuple[str, str, Text]]:
    for find in ledger.finds:
        if find.block == block.number:
            yield *_find_name(find), _find_text(find)


def _fate_rows(block: Block, ledger: Ledger) -> Iterator[tuple[str, str, Text]]:
    for fate in fates(block, ledger):
        by = "no verdict" if fate.by is None else fate.by.who
        text = Text(visible(f"“{block.text[fate.start : fate.end]}” ({by})"))
        yield fate.fate, STYLES.get(fate.fate, palette.FIELD), text


def _facts(page: Page, block: Block) -> Iterator[tuple[str, str]]:
    """Yield the facts of a block that hold before any filter runs."""
    shape = page.shapes[block.number]
    level = f" {block.level}" if block.level else ""
    tag = f" in <{block.tag}>" if block.tag else ""
    yield "kind", f"{block.kind}{level}{tag}"
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
        places = ", ".join(f"{start:,} to {end:,}" for start, end in spans)
        yield "in the dump", f"characters {places}"
    phrases = [
        f"{name} ({cue.how}: “{block.text[slice(*page.phrase(cue))]}”)"
        for name, cues in page.cues.items()
        for cue in cues
        if cue.block == block.number
    ]
    if phrases:
        yield "cues", "; ".join(dict.fromkeys(phrases))


def _in_order(ledger: Ledger, number: int) -> list[Verdict]:
    return sorted(ledger.by_block.get(number, ()), key=lambda verdict: STAGES.index(verdict.stage))


def _verdict_line(verdict: Verdict, block: Block) -> Text:
    part = f" “{block.text[slice(*verdict.span)]}”" if verdict.span else ""
    role = f", as {verdict.role}" if verdict.role else ""
    evidence = visible(f" {verdict.who}{part}: {verdict.why}")
    return Text.assemble(
        (verdict.call, STYLES[verdict.call]),
        evidence,
        (f" ({verdict.weight:g}{role})", palette.QUIET),
    )


def _find_name(find: Find) -> tuple[str, str]:
    return (
        f"{'*' if find.chosen else ' '} {find.field}",
        f"bold {palette.FIELD}" if find.chosen else palette.FIELD,
    )


def _find_text(find: Find) -> Text:
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
        (f"{visible(who):<{NAME_CELLS + 4}} ", palette.QUIET),
    )
    return text.append(" ".join(visible(block.text[:400]).split()), shown.style)


def _clipped(text: Text, width: int) -> Text:
    text.truncate(width, overflow="ellipsis")
    text.no_wrap, text.overflow = True, "ignore"
    return text


def _hung(console: Console, name: str, style: str, text: Text, width: int) -> Iterator[Text]:
    """Yield a name and, in the column right of it, its text."""
    for number, row in enumerate(
        text.wrap(console, max(20, width - NAME_CELLS), overflow="fold") or [Text("")]
    ):
        row.rstrip()
        yield Text.assemble((f"{'' if number else name:<{NAME_CELLS}}", style), row)

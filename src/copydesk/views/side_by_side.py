"""Shows the dump beside the article, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.text import Text

from copydesk.model.block import Block
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.views import palette
from copydesk.views.block_fate import shown_value
from copydesk.views.diff import AMBIGUOUS_WIDTH, MIN_WIDTH, DiffLayout
from copydesk.views.diff_block import DiffBlock, diff_blocks
from copydesk.views.layout import (
    MAX_TEXT_WIDTH,
    Gutter,
    HiddenBlocks,
    in_context,
    segments,
    spaced,
    wrapped,
)

SEPARATOR = " │ "


@dataclass(frozen=True)
class SideBySide:
    """Two columns, as wide as the console.

    `context` is the number of unchanged blocks shown around each marked one, None for all;
    `clickable` is that of `linked`.
    """

    page: Page
    ledger: Ledger
    context: int | None = None
    clickable: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        size = len(self.page.blocks)
        layout = DiffLayout(console, options.max_width, size)
        yield from segments(console, layout.header(self.page, self.ledger, self.clickable))
        columns = Columns(console, options.max_width, Gutter.of(size))
        heads = [Text("the dump", "bold")], [Text("the article", "bold")]
        yield from segments(console, columns.both(*heads))
        yield from segments(console, [columns.blank()])
        yield from segments(console, spaced(self._shown(columns), columns.blank()))

    def _shown(self, columns: Columns) -> Iterator[tuple[str, list[Text]]]:
        finds: dict[int, list[Find]] = {}
        for find in self.ledger.finds:
            if find.chosen and find.block is not None:
                finds.setdefault(find.block, []).append(find)
        before = ""
        for shown in in_context(diff_blocks(self.page, self.ledger), self.context):
            if isinstance(shown, HiddenBlocks):
                before = ""
                yield "", list(columns.both([columns.hidden(shown)], []))
                continue
            who = shown.notes[0].who if shown.mark == "-" and shown.notes else ""
            right = _article_side(
                self.page.blocks[shown.number],
                shown,
                finds.get(shown.number, []),
                "″" if who == before else who,
            )
            yield shown.mark, list(columns.rows(shown, right))
            before = who


def _article_side(block: Block, entry: DiffBlock, finds: list[Find], who: str) -> list[Text]:
    """Return the article's part of a block.

    Its body text and the fields read from it, else the filter that cut it.
    """
    words = [Text(entry.kept, "bold" if block.kind == "heading" else "")] if entry.kept else []
    found = [*words, *(_field(find) for find in finds)]
    return found or [Text(who, palette.QUIET)]


def _field(find: Find) -> Text:
    return Text.assemble((f"{find.field}: ", "bold"), shown_value(find), style=palette.FIELD)


class Columns:
    """Two columns of a console, the left one with a gutter."""

    def __init__(self, console: Console, width: int, gutter: Gutter) -> None:
        self._console = console
        self._gutter = gutter
        self._whole = max(width, MIN_WIDTH)
        self._right = min((self._whole - gutter.width - len(SEPARATOR)) // 2, MAX_TEXT_WIDTH)
        self._left = self._right + gutter.width

    def rows(self, entry: DiffBlock, right: list[Text]) -> Iterator[Text]:
        """Yield the rows of a block and the article's part of it.

        A text of ambiguous width is above the article's part instead of beside it.
        """
        if AMBIGUOUS_WIDTH.search(entry.text.plain) is None:
            left = wrapped(self._console, entry.text, self._right)
            yield from self.both(self._gutter.beside(entry, left), right)
            return
        width = self._whole - self._gutter.width
        yield from self._gutter.beside(entry, wrapped(self._console, entry.text, width))
        for text in right if entry.marked else ():
            for number, row in enumerate(wrapped(self._console, text, width - 2)):
                lead = " " * self._gutter.width + ("  " if number else "→ ")
                yield Text.assemble((lead, palette.QUIET), row)

    def hidden(self, blocks: HiddenBlocks) -> Text:
        """Return the row for blocks that are not shown."""
        return Text(" " * self._gutter.width).append_text(blocks.line())

    def blank(self) -> Text:
        """Return a row with only the line between the columns."""
        return Text(" " * self._left + SEPARATOR.rstrip(), palette.QUIET)

    def both(self, left: list[Text], right: list[Text]) -> Iterator[Text]:
        """Yield rows of two columns.

        The left texts are wrapped already; the right ones are wrapped here.
        """
        folded = [row for text in right for row in wrapped(self._console, text, self._right)]
        for one, other in zip_longest(left, folded):
            row = Text().append_text(one) if one else Text()
            row.append(" " * (self._left - row.cell_len))
            row.append(SEPARATOR, palette.QUIET)
            row.append_text(other or Text())
            row.rstrip()
            yield row

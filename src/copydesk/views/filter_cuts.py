"""Shows only the lines that some filters cut, over many pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.display import counted, shown_name, visible
from copydesk.views.diff import DiffLayout
from copydesk.views.diff_block import DiffBlock, diff_blocks
from copydesk.views.layout import HiddenBlocks, in_context, segments

# Pages without known cuts that a list names.
MAX_NAMED = 20


@dataclass(frozen=True)
class FilterCuts:
    """The blocks of a page of which some filters cut all or a part.

    `blocks` is the number of blocks of the page; `entries` has those with a cut, and the blocks
    around each that are shown too.
    """

    blocks: int
    entries: tuple[DiffBlock | HiddenBlocks, ...]

    @classmethod
    def of(cls, page: Page, ledger: Ledger, names: Collection[str], context: int = 0) -> Self:
        """Return the cuts of these filters, with `context` blocks around each."""
        found = _marked(page, ledger, names)
        shown = in_context(found, context) if context else (one for one in found if one.marked)
        return cls(len(page.blocks), tuple(shown))

    @property
    def lines(self) -> int:
        """The number of blocks with a cut."""
        return sum(isinstance(entry, DiffBlock) and entry.marked for entry in self.entries)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        rows = DiffLayout(console, options.max_width, self.blocks).blocks(iter(self.entries))
        spaced = any(isinstance(entry, HiddenBlocks) or not entry.marked for entry in self.entries)
        yield from segments(console, (row for row in rows if row.plain or spaced))


def _marked(page: Page, ledger: Ledger, names: Collection[str]) -> Iterator[DiffBlock]:
    """Yield the blocks of a page, of which only those with a cut are marked."""
    for entry in diff_blocks(page, ledger):
        cut = any(note.call == "cut" and note.who in names for note in entry.notes)
        yield entry._replace(marked=cut)


class PageCuts(NamedTuple):
    """The cuts of some filters on a page, with the name of its input."""

    name: str
    cuts: FilterCuts


class Unexamined(NamedTuple):
    """A page whose cuts are unknown.

    `why` ends the sentence that begins with the name of its input.
    """

    name: str
    why: str


def page_list(
    pages: Iterable[PageCuts | Unexamined], names: Iterable[str], several: bool
) -> Iterator[RenderableType]:
    """Yield the cuts of each page that has any, then a line with their number.

    The name of a page is above its cuts where there are `several` inputs. Pages that could not be
    examined are named at the end.
    """
    lines = with_cuts = read = 0
    unexamined: list[Unexamined] = []
    for page in pages:
        if isinstance(page, Unexamined):
            unexamined.append(page)
            continue
        read += 1
        if count := page.cuts.lines:
            lines, with_cuts = lines + count, with_cuts + 1
            yield from [Text(shown_name(page.name), "bold underline")] if several else []
            yield from (page.cuts, "")
    total = f"{counted(lines, 'line')} in {with_cuts:,} of {counted(read, 'page')}"
    yield Text(f"{', '.join(names)}: {total}", "bold")
    yield from _without_cuts(unexamined)


def _without_cuts(unexamined: Sequence[Unexamined]) -> Iterator[Text]:
    """Yield the number of pages that could not be examined, and the first of them."""
    if not unexamined:
        return
    yield Text(f"{counted(len(unexamined), 'more page was', 'more pages were')} not examined:")
    for page in unexamined[:MAX_NAMED]:
        yield Text(f"  {shown_name(page.name)} {visible(page.why)}")
    if len(unexamined) > MAX_NAMED:
        yield Text(f"  and {len(unexamined) - MAX_NAMED:,} others")

"""Shows the changes between two results.

Either each changed article with its fields word by word, or the counts by field and by article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich import box
from rich.console import Console, ConsoleOptions
from rich.table import Table
from rich.text import Text

from copydesk.compare.changes import Change, FieldChange, Totals, as_text
from copydesk.text.display import counted, shown_name, visible
from copydesk.views import palette
from copydesk.views.inline_diff import CHANGE_MARKS, inline_diff
from copydesk.views.layout import MAX_TEXT_WIDTH, wrapped
from copydesk.views.link import linked
from copydesk.views.word_diff import word_diff

# Width of the fields' column: the longest name is date_modified.
NAME_CELLS = 15
CALLS = {"changed": "", "gone": "only in the old result: ", "new": "only in the new result: "}
SAME_WORDS = "only spaces differ"


@dataclass(frozen=True)
class ArticleChanged:
    """A changed article: its name and word counts, then each changed field.

    `context` is the number of words around each change.
    """

    change: Change
    context: int
    clickable: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        yield heading(self.change)
        if self.change.url and self.change.url != self.change.input:
            yield Text("  ").append_text(linked(self.change.url, self.clickable))
        width = min(max(options.max_width - NAME_CELLS - 2, 20), MAX_TEXT_WIDTH)
        for field in self.change.fields:
            for number, row in enumerate(self._rows(console, field, width)):
                yield Text.assemble(
                    (f"  {'' if number else field.field:<{NAME_CELLS}}", palette.QUIET), row
                )

    def _rows(self, console: Console, field: FieldChange, width: int) -> Iterator[Text]:
        old, new = as_text(field.old), as_text(field.new)
        if self.change.call != "changed":
            text = Text(visible(old or new))
        else:
            differs = any(not stretch.same for stretch in word_diff(old, new))
            text = (
                inline_diff(old, new, self.context) if differs else Text(SAME_WORDS, palette.QUIET)
            )
        for line in text.split("\n"):
            yield from wrapped(console, line, width) if line.plain.strip() else []


def heading(change: Change) -> Text:
    """Return an article's name and its words removed and added."""
    text = Text.assemble((shown_name(change.input), "bold"), "  ", (CALLS[change.call], "bold"))
    counts = [
        (f"{counted(number, 'word')} {call}", CHANGE_MARKS[call][2])
        for call, number in (("gone", change.gone), ("new", change.came))
        if number
    ]
    return text.append_text(
        Text(", ").join(Text(*count) for count in counts)
        if counts
        else Text("no word", palette.QUIET)
    )


def by_field(totals: Totals) -> Table:
    """Return a table of the fields by the articles they changed in."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("field")
    for name in ("articles", "words gone", "words new"):
        table.add_column(name, justify="right")
    for name, counts in sorted(totals.fields.items(), key=lambda item: (-item[1][0], item[0])):
        table.add_row(name, *(f"{count:,}" for count in counts))
    return table


def by_article(changes: Iterable[Change]) -> Iterator[Text]:
    """Yield a line for each changed article, under a heading.

    The line has the words removed and added, the name and the changed fields.
    """
    for number, change in enumerate(changes):
        yield from (
            []
            if number
            else [Text(f"{'gone':>7} {'new':>8}  article, and what changed", palette.QUIET)]
        )
        names = (
            ", ".join(field.field for field in change.fields)
            if change.call == "changed"
            else CALLS[change.call].rstrip(": ")
        )
        yield Text.assemble(
            (f"{change.gone:>7,} ", CHANGE_MARKS["gone"][2]),
            (f"{change.came:>7,}", CHANGE_MARKS["new"][2]),
            f"  {shown_name(change.input)}  ",
            (names, palette.QUIET),
        )


def summary(totals: Totals) -> Text:
    """Return the counts as a sentence."""
    return Text(totals.sentence(), "bold")

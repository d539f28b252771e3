"""Shows the diff as numbers: words cut by each filter, words kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from copydesk.model.body import BODY, CUT, fates
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.text.display import counted, visible
from copydesk.views import palette
from copydesk.views.word_diff import words_in

# (fate, filter) -> count; the filter is empty where the fate is not a cut.
Counts = Counter[tuple[str, str]]


def cut_counts(page: Page, ledger: Ledger) -> tuple[Counts, Counts]:
    """Return the words, and the blocks, of each fate and filter."""
    words: Counts = Counter()
    blocks: Counts = Counter()
    for block in page.blocks:
        found = set()
        for fate in fates(block, ledger):
            if any(letter.isalnum() for letter in block.text[fate.start : fate.end]):
                who = fate.by.who if fate.fate == CUT and fate.by else ""
                found.add((fate.fate, who))
                words[fate.fate, who] += words_in(block.text[fate.start : fate.end])
        blocks.update(found)
    return words, blocks


def summary(page: Page, ledger: Ledger, status: str) -> Text:
    """Return the diff as one sentence."""
    words, blocks = cut_counts(page, ledger)
    cut, total = _of_cuts(words), sum(words.values()) or 1
    kept = f"{counted(words[BODY, ''], 'word')} kept in {counted(blocks[BODY, ''], 'block')}"
    return Text(
        f"{visible(status)}: {kept}, {counted(cut, 'word')} cut ({cut / total:.0%})", "bold"
    )


def stats(page: Page, ledger: Ledger) -> Table:
    """Return a table of cuts by filter, then fields, then the body.

    The filter that cut most comes first; shares are of the page's words.
    """
    words, blocks = cut_counts(page, ledger)
    held = Counter(verdict.who for verdict in ledger.verdicts if verdict.call == "held")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("filter")
    for name in ("blocks", "words", "share"):
        table.add_column(name, justify="right")
    for row, style in _rows(words, blocks, held):
        table.add_row(*row, style=style)
    return table


def _of_cuts(counts: Counts) -> int:
    return sum(number for (fate, _), number in counts.items() if fate == CUT)


def _rows(
    words: Counts, blocks: Counts, held: Counter[str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    total = sum(words.values()) or 1

    def row(name: str, blocks: int, words: int) -> tuple[str, ...]:
        return name, f"{blocks:,}", f"{words:,}", f"{words / total:.1%}"

    for key in sorted(
        (key for key in words if key[0] == CUT), key=lambda key: (-words[key], key[1])
    ):
        yield row(visible(f"cut {key[1]}"), blocks[key], words[key]), palette.CUT
    yield row("cut in all", _of_cuts(blocks), _of_cuts(words)), f"bold {palette.CUT}"
    for who, number in sorted(held.items()):
        yield row(visible(f"held back {who}"), number, 0), palette.HELD
    for key in sorted(key for key in words if key[0] not in (CUT, BODY)):
        yield row(visible(f"taken by {key[0]}"), blocks[key], words[key]), palette.FIELD
    yield row("kept", blocks[BODY, ""], words[BODY, ""]), "bold"

"""Lists the fields of a page's article and the place of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.model.article import ARTICLE_FIELDS
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.text.display import visible
from copydesk.views.block_fate import shown_value

ORDER = {name: number for number, name in enumerate(ARTICLE_FIELDS)}
# Finds that are not fields of the article by themselves: the body shows where they are.
NO_FIELDS = frozenset(("caption", "gloss", "image"))


class FieldLine(NamedTuple):
    """A field of the article: its value on one line, and its place."""

    name: str
    value: str
    place: str


def field_lines(ledger: Ledger) -> Iterator[FieldLine]:
    """Yield the chosen values of the fields, in the article's order."""
    found: dict[str, list[Find]] = {}
    for find in ledger.finds:
        if find.chosen and find.field not in NO_FIELDS:
            found.setdefault(find.field, []).append(find)
    for name in sorted(found, key=lambda name: (ORDER.get(name, len(ORDER)), name)):
        finds = found[name]
        values = dict.fromkeys(" ".join(shown_value(find).split()) for find in finds)
        yield FieldLine(name, "; ".join(values), _place(finds))


def _place(finds: Sequence[Find]) -> str:
    """Return the blocks that finds are in, else the evidence of the first."""
    blocks = dict.fromkeys(find.block for find in finds if find.block is not None)
    if blocks:
        numbers = ", ".join(map(str, blocks))
        return f"block {numbers}" if len(blocks) == 1 else f"blocks {numbers}"
    first = finds[0]
    return visible(first.who if first.why in ("", first.who) else f"{first.who}  {first.why}")

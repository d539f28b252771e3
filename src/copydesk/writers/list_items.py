"""Gives list items their bullets and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from copydesk.model.body import Paragraph
from copydesk.text.lazy_pattern import lazy_pattern

# The number that an item of a text dump has in its text.
OWN_NUMBER = lazy_pattern(r"(?P<number>\d{1,9})[.)]\s+(?=\S)")


class ListItem(NamedTuple):
    """A list item: paragraph, indentation, marker, and start of its text.

    A text that begins with its own number starts behind it.
    """

    paragraph: Paragraph
    indent: str
    marker: str
    start: int

    @property
    def hanging(self) -> str:
        """The spaces before the item's further lines."""
        return self.indent + " " * len(self.marker)


class _List(NamedTuple):
    """An open list: level and kind of items, last number, indentation."""

    level: int
    ordered: bool
    number: int
    indent: str


def list_items(paragraphs: Iterable[Paragraph]) -> Iterator[ListItem]:
    """Yield the items of a run, each indented below its parent's text."""
    lists: list[_List] = []
    below = ""
    for paragraph in paragraphs:
        while lists and lists[-1].level > paragraph.level and len(lists) > 1:
            lists.pop()
        if lists and lists[-1].level >= paragraph.level:
            last = lists.pop()
            indent, number = last.indent, last.number if last.ordered == paragraph.ordered else 0
        else:
            indent, number = below, 0
        own = OWN_NUMBER.match(paragraph.text) if paragraph.ordered else None
        number = int(own["number"]) if own else number + 1
        marker = f"{number}. " if paragraph.ordered else "- "
        lists.append(_List(paragraph.level, paragraph.ordered, number, indent))
        item = ListItem(paragraph, indent, marker, own.end() if own else 0)
        below = item.hanging
        yield item

"""Gives list items their bullets and numbers, and finds what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from copydesk.model.body import Paragraph
from copydesk.text.lazy_pattern import lazy_pattern

# The number that an item of a text dump has in its text.
OWN_NUMBER = lazy_pattern(r"(?P<number>\d{1,9})[.)]\s+(?=\S)")


class ListItem(NamedTuple):
    """A list item: paragraph, indentation, marker, and start of its text.

    A text that begins with its own number starts behind it. What continues an item has no marker.
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
    """An open list: level and kind of items, last number, indentation.

    `hanging` is the indentation of what is inside its last item.
    """

    level: int
    ordered: bool
    number: int
    indent: str
    hanging: str


def runs(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, list[Paragraph]]]:
    """Yield the kind and paragraphs of each run of one kind.

    A list is one run with all that continues its items. What continues an item that began with
    something else, such as a heading, is a paragraph.
    """
    kind, run = "", list[Paragraph]()
    for paragraph in paragraphs:
        before, kind = kind, _run_kind(paragraph, kind)
        if run and kind != before:
            yield before, run
            run = []
        run.append(paragraph)
    if run:
        yield kind, run


def _run_kind(paragraph: Paragraph, before: str) -> str:
    if not paragraph.continues or paragraph.kind == "heading":
        return paragraph.kind
    if before == "item":
        return before
    return "paragraph" if paragraph.kind == "item" else paragraph.kind


def list_parts(run: Iterable[Paragraph]) -> Iterator[tuple[str, list[ListItem]]]:
    """Yield the parts of a list: items, or what continues the item above.

    Each comes with the indentation of what continues one, which is empty for items.
    """
    marked = ((item.indent if not item.marker else "", item) for item in _list_items(run))
    for indent, part in groupby(marked, key=lambda one: one[0]):
        yield indent, [item for _, item in part]


def _list_items(run: Iterable[Paragraph]) -> Iterator[ListItem]:
    """Yield the items of a list, each indented below its parent's text."""
    lists: list[_List] = []
    for paragraph in run:
        while lists and paragraph.kind == "item" and lists[-1].level > paragraph.level:
            if len(lists) == 1:
                break
            lists.pop()
        if paragraph.continues:
            yield ListItem(paragraph, lists[-1].hanging, "", 0)
            continue
        if lists and lists[-1].level >= paragraph.level:
            last = lists.pop()
            indent, number = last.indent, last.number if last.ordered == paragraph.ordered else 0
        else:
            indent, number = lists[-1].hanging if lists else "", 0
        own = OWN_NUMBER.match(paragraph.text) if paragraph.ordered else None
        number = int(own["number"]) if own else number + 1
        item = ListItem(
            paragraph,
            indent,
            f"{number}. " if paragraph.ordered else "- ",
            own.end() if own else 0,
        )
        lists.append(_List(paragraph.level, paragraph.ordered, number, indent, item.hanging))
        yield item

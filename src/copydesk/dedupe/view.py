"""Shows groups of copies: as JSON, a line each, or word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.console import Console, ConsoleOptions
from rich.text import Text

from copydesk.dedupe.groups import Difference, Group, Member
from copydesk.dedupe.store import Store
from copydesk.text.display import counted, shown_name, visible
from copydesk.views import palette
from copydesk.views.inline_diff import CHANGE_MARKS, inline_diff
from copydesk.views.layout import MAX_TEXT_WIDTH, wrapped
from copydesk.views.word_diff import pieces

# Digits of a group's id that are shown. Two of 10,000 groups share them in one run of a hundred,
# and --group takes any prefix.
ID = 8
# Cells of the agency's column.
AGENCY = 20
# Columns from which the agency is shown; on less the headline needs the room.
WIDE = 100
MARGIN = 4


def record(group: Group, store: Store, words: bool) -> dict[str, Any]:
    """Return a group as JSON values.

    With `words` each copy has its word diff against the fullest one, as `[call, text]` pairs.
    """
    differences = group.differences(store.words)
    full = group.fullest
    copies = []
    for member in group.members:
        copy = member.copy._asdict() | {"words": member.words, **differences[member.text]._asdict()}
        copies.append(
            copy
            | ({"diff": _pairs(store.body(full.text), store.body(member.text))} if words else {})
        )
    return {
        "id": group.id,
        "headline": full.copy.headline,
        "agency": group.agency,
        "earliest": group.earliest,
        "fullest": full.copy.place,
        "sites": list(group.sites),
        "copies": copies,
    }


def _pairs(full: str, other: str) -> list[list[str]]:
    return [list(piece) for piece in pieces(full, other)] if full != other else []


class GroupHead:
    """The headings of GroupLine's columns."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        yield _row(
            options.max_width,
            "group",
            "copies",
            "sites",
            "earliest",
            "agency",
            "headline of the fullest copy",
            styles=(palette.QUIET,) * 2,
        )


@dataclass(frozen=True)
class GroupLine:
    """A group on one line."""

    group: Group

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        group = self.group
        headline = _plain(group.fullest.copy.headline or "(no headline)")
        numbers = f"{len(group.members):,}", f"{len(group.sites):,}" if group.sites else "-"
        day = _plain((group.earliest or "")[:10])
        yield _row(
            options.max_width,
            group.id[:ID],
            *numbers,
            day,
            _plain(group.agency or ""),
            headline,
            styles=(palette.FIELD, ""),
        )


@dataclass(frozen=True)
class GroupDiff:
    """A group's copies, each word by word against the fullest one.

    `context` is the number of words around each change.
    """

    group: Group
    store: Store
    context: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        group, full = self.group, self.group.fullest
        yield from wrapped(
            console, Text(_plain(full.copy.headline or "(no headline)"), "bold"), options.max_width
        )
        places = counted(len(group.members), "copy", "copies") + (
            f" on {counted(len(group.sites), 'site')}" if group.sites else ""
        )
        details = [
            places,
            f"earliest {_plain(group.earliest)}" if group.earliest else "",
            group.agency or "",
        ]
        yield Text.assemble(
            (group.id[:ID], palette.FIELD), f"  {_plain(', '.join(filter(None, details)))}"
        )
        differences = group.differences(self.store.words)
        yield from self._copy(console, options.max_width, full, None)
        for member in group.members:
            if member is not full:
                yield from self._copy(console, options.max_width, member, differences[member.text])

    def _copy(
        self, console: Console, width: int, member: Member, difference: Difference | None
    ) -> Iterator[Text]:
        """Yield the rows of a copy; `difference` is None for the fullest."""
        yield Text("")
        yield from wrapped(console, Text.assemble(*_headed(member, difference)), width)
        for row in wrapped(
            console, Text(shown_name(member.copy.place), palette.QUIET), width - MARGIN
        ):
            yield Text.assemble(" " * MARGIN, row)
        if difference is None or member.text == self.group.fullest.text:
            return
        text = inline_diff(
            self.store.body(self.group.fullest.text), self.store.body(member.text), self.context
        )
        for part in text.split("\n"):
            if part.plain.strip():
                for row in wrapped(console, part, min(width - MARGIN, MAX_TEXT_WIDTH)):
                    yield Text.assemble(" " * MARGIN, row)


def _row(width: int, *cells: str, styles: tuple[str, str]) -> Text:
    """Return the cells of a group in columns, the headline clipped."""
    group, copies, sites, earliest, agency, headline = cells
    text = Text.assemble(
        (f"{group:<{ID}}", styles[0]),
        f"  {copies:>6}  {sites:>5}  {earliest:<10}  ",
        style=styles[1],
    )
    if width >= WIDE:
        named = Text(agency)
        named.truncate(AGENCY, overflow="ellipsis", pad=True)
        text.append_text(named).append("  ")
    text.append(headline)
    text.truncate(width, overflow="ellipsis")
    return text


def _headed(member: Member, difference: Difference | None) -> Iterator[str | tuple[str, str]]:
    copy = member.copy
    yield _plain(copy.site) if copy.site else shown_name(copy.input or copy.place), "bold"
    yield f"  {_plain(copy.date or 'no date')}  {counted(member.words, 'word')}", ""
    if difference is None:
        yield ", the fullest", "bold"
    elif not difference.gone and not difference.new:
        yield ", the same ones", palette.QUIET
    for call, number in (("gone", difference.gone), ("new", difference.new)) if difference else ():
        if number:
            yield f", {number:,} {call}", CHANGE_MARKS[call][2]


def _plain(text: str) -> str:
    """Return a page's text on one line, escaped."""
    return " ".join(visible(text).split())

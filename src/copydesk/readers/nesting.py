"""Whether a page is within the limits of what lexbor parses in linear time, by one walk over its
tags.

How deep its elements stand is reckoned from above. Only an end tag that names the element opened
last is sure to close it, whatever else the page has done before; any other may be passed over by
the parser, as HTML has it of those that reach over a table's cell, a drawing or a block. So nothing
is counted as closed that may be open, and a page that names an element that is not open, or hides
one behind another, gains nothing by it. A page that was written with care is as deep as it is; one
that was not is reckoned deeper, and at the worst put in order though it need not be.
"""

from __future__ import annotations

from typing import NamedTuple

from copydesk.model.limits import MOST_NESTED, MOST_OPTIONS, MOST_REOPENED, MOST_TAGS
from copydesk.readers.markup import FOREIGN
from copydesk.readers.tags import (
    BREAKOUTS,
    CELLS,
    CLOSING_P,
    ENDED,
    INTEGRATION,
    LOOKS_LIKE_TAG,
    PARTS,
    RAW,
    REOPENED,
    TAG,
    UNCOUNTED,
    UNSURE,
    attributes_kept,
    lowered,
    raw_end,
)

_ITEMS = frozenset(("li", "p", "dd", "dt", "option"))
THROUGH = (
    dict.fromkeys(CLOSING_P, _ITEMS)
    | dict.fromkeys(("table", *PARTS), CELLS | PARTS | {"tr", "p"})
    | {
        "tr": CELLS,
        "select": frozenset(("option", "optgroup")),
        "ruby": frozenset(("rb", "rt", "rp", "rtc")),
    }
)
"""Element -> those left open in it that its end tag is sure to close too."""
UNMARKED = RAW.keys() | {"script"}
OPTIONS = frozenset(("select", "option", "optgroup"))
TOLD = UNSURE | FOREIGN | REOPENED
"""Elements of which it is kept how many are open."""
MOST_THROUGH = 4
"""How many of those: a cell, its row, its part of the table and a paragraph in it."""


class Cut(NamedTuple):
    """Where something stands in the page that is over a limit, what is left of it, and the note
    that says so.
    """

    start: int
    end: int
    left: str
    note: str


def cuts(source: str) -> list[Cut] | None:
    """What is over the limits of tags and attributes, where it is sure that nothing else is; None
    where the page may nest too deep, or the like.
    """
    reckoned = _Reckoned()
    found: list[Cut] = []
    at = count = 0
    while (tag := TAG.search(source, at)) is not None:
        at, count = tag.end(), count + 1
        if count > MOST_TAGS:
            found.append(Cut(tag.start(), len(source), "", "truncated:tags"))
            break
        close, name, attributes, void, data = tag.groups()
        if name is None:
            at = reckoned.data_end(source, at) if data else at
            if at < 0:
                return None
            continue
        name = lowered(name)
        if close:
            reckoned.closed(name)
        elif name in UNMARKED and (name != "desc" or reckoned.drawing):
            at = raw_end(name, source, at)
            if reckoned.hides(source, tag.end(), at):
                return None
        else:
            reckoned.opened(name, bool(void))
            if reckoned.over:
                return None
        if attributes and (kept := attributes_kept(attributes)) is not None:
            found.append(Cut(*tag.span("attributes"), kept, "truncated:attributes"))
    return found


class _Reckoned:
    """The elements that may be open, the outermost first. `drawing` is set where it is sure that a
    tag stands in a drawing or formula.
    """

    def __init__(self) -> None:
        self.drawing = False
        self._open: list[str] = []
        self._unsure = self._foreign = self._formatting = self._reopened = self._options = 0

    def hides(self, source: str, start: int, end: int) -> bool:
        """Whether what seems no markup may be markup after all, and holds some."""
        return (self._unsure > 0 or self._foreign > 0) and LOOKS_LIKE_TAG.search(
            source, start, end
        ) is not None

    def data_end(self, source: str, start: int) -> int:
        """Where a CDATA section ends, which is a comment outside of a drawing; -1 where it may hold
        markup.
        """
        within = self._unsure > 0 or self._foreign > 0
        end = source.find("]]>" if within else ">", start)
        end = end if end >= 0 else len(source)
        return -1 if self.hides(source, start, end) else end

    @property
    def over(self) -> bool:
        """Whether a limit may have been passed."""
        return (
            len(self._open) > MOST_NESTED
            or self._reopened > MOST_REOPENED
            or self._options > MOST_OPTIONS
        )

    def opened(self, name: str, closes_itself: bool) -> None:
        """Counts a start tag."""
        if name in OPTIONS:
            self._options = 0 if name == "select" else self._options + 1
        if self._formatting and name not in REOPENED:
            self._reopened += self._formatting
        if name in UNCOUNTED and (not self._foreign or name in BREAKOUTS):
            self.drawing &= name not in BREAKOUTS
        elif not (closes_itself and (self.drawing or name in FOREIGN) and name not in BREAKOUTS):
            self._push(name)

    def _push(self, name: str) -> None:
        ended = ENDED.get(name, ()) if not self._foreign or name in BREAKOUTS else ()
        while self._open and self._open[-1] in ended:
            self._open.pop()
        self._open.append(name)
        if name in TOLD:
            self._tell(name, 1)
        if name in FOREIGN:
            self.drawing = not self._unsure
        elif self.drawing and (name in BREAKOUTS or name in INTEGRATION):
            self.drawing = False

    def closed(self, name: str) -> None:
        """Counts an end tag."""
        if self._formatting and name not in REOPENED:
            self._reopened += self._formatting
        if name == "select":
            self._options = 0
        at = len(self._open) - 1
        if at >= 0 and self._open[at] != name:
            at = self._through(name, at)
        if at < 0:
            self.drawing = False
            return
        del self._open[at:]
        if name in TOLD:
            self._tell(name, -1)
            self.drawing &= name not in FOREIGN

    def _through(self, name: str, at: int) -> int:
        """Where the element stands that an end tag is sure to close, with those left open in it; -1
        where none does.
        """
        through = THROUGH.get(name, ())
        for place in range(at, max(-1, at - 1 - MOST_THROUGH), -1):
            if self._open[place] == name:
                return place
            if self._open[place] not in through:
                return -1
        return -1

    def _tell(self, name: str, change: int) -> None:
        self._unsure += change * (name in UNSURE)
        self._foreign += change * (name in FOREIGN)
        self._formatting += change * (name in REOPENED)

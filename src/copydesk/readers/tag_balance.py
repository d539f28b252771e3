"""Orders a page's tags, so that lexbor parses it in linear time.

What is over the limits is cut. Every element that is kept is closed by an end tag of its own, the
last one first, and no other end tag is kept: whatever the parser makes of them, no more elements
can be open in it than are open here. Ambiguous markup is rewritten, so that the parser cannot read
it in another way: comments are dropped, a tag that closes itself becomes two, and text that is not
markup holds nothing that looks like a tag.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from copydesk.model.limits import MAX_DEPTH, MAX_REOPENED, MAX_SELECT_OPTIONS, MAX_TAGS
from copydesk.readers.elements import FOREIGN, VOID
from copydesk.readers.tokenizer import (
    BARRIERS,
    BLOCKS,
    CELLS,
    ENDED,
    FORMATTING,
    LOOKS_LIKE_TAG,
    ONCE,
    PARTS,
    RAW,
    REOPENED,
    TAG,
    attributes_kept,
    lowered,
    raw_end,
)

IN_TABLE = CELLS | PARTS | {"table", "tr"}
UNMARKED = (RAW.keys() | {"script"}) - {"desc"}
UNKEPT = frozenset(("plaintext", "frameset"))
"""Elements that end all markup, or the page's body."""


class Ordered:
    """One walk over a page's tags; `notes` lists each kind of cut once."""

    def __init__(self) -> None:
        self.notes: dict[str, None] = {}
        self._open: list[str] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._blocks: list[int] = []
        self._barriers: list[int] = []
        self._dropped: Counter[str] = Counter()
        self._options = self._formatting = self._reopened = 0

    def kept(self, source: str) -> Iterator[str]:
        """The pieces of the page that is kept."""
        done = count = 0
        while (tag := TAG.search(source, done)) is not None:
            text = source[done : tag.start()]
            yield (
                text + " " if text.endswith(("<", "</")) else text
            )  # which would make a tag of what follows, where this one goes
            done, name = tag.end(), lowered(tag["name"] or "")
            count += 1
            if count > MAX_TAGS or self._reopened > MAX_REOPENED:
                self.notes["truncated:tags"] = None
                return
            if not name:
                continue
            if not tag["end"]:
                return  # as the parser does
            self._reopened += 0 if name in REOPENED else self._formatting
            if tag["close"]:
                yield from self._close(name)
            elif name in UNMARKED and not (tag["void"] and self._in_drawing()):
                done = raw_end(name, source, done)
                yield from self._raw(name, tag, source[tag.end() : done])
            else:
                yield from self._take(name, tag)
        yield source[done:]

    def _raw(self, name: str, tag: re.Match[str], content: str) -> Iterator[str]:
        yield f"{self._written(name, tag)}>{LOOKS_LIKE_TAG.sub('< ', content)}</{name}>"

    def _in_drawing(self) -> bool:
        return any(self._places[name] for name in FOREIGN)

    def _written(self, name: str, tag: re.Match[str]) -> str:
        """A tag without its end."""
        kept = attributes_kept(tag["attributes"])
        if kept is None:
            return f"<{name}{tag['attributes'] or ''}"
        self.notes["truncated:attributes"] = None
        return f"<{name}{kept}"

    def _take(self, name: str, tag: re.Match[str]) -> Iterator[str]:
        """Yield the markup that replaces a start tag."""
        if name in UNKEPT or not self._has_room(name):
            return
        if name in VOID:
            yield f"{self._written(name, tag)} />"
        elif name in ONCE:
            # In a drawing `<html>` is an element like any other, which nothing would close.
            if not self._in_drawing():
                yield f"{self._written(name, tag)} >"
        elif tag["void"] and self._in_drawing():
            yield f"{self._written(name, tag)}></{name}>"
        else:
            while self._blocks and self._open[self._blocks[-1]] in ENDED.get(name, ()):
                yield from self._down_to(self._blocks[-1])
            if len(self._open) < MAX_DEPTH:
                self._push(name)
                yield f"{self._written(name, tag)}>"
            else:
                self._dropped[name] += 1
                self.notes["truncated:nesting"] = None

    def _has_room(self, name: str) -> bool:
        """Whether a tag is within the limit of options."""
        if name in ("select", "option", "optgroup"):
            self._options = 0 if name == "select" else self._options + 1
            if self._options > MAX_SELECT_OPTIONS:
                self._dropped[name] += 1
                self.notes["truncated:options"] = None
                return False
        return True

    def _close(self, name: str) -> Iterator[str]:
        """Yield the markup that replaces an end tag.

        It is the end tag itself, after those of all elements opened inside; nothing for an end tag
        that closes no element.
        """
        if name == "br":
            yield "<br />"
        elif self._dropped[name]:
            self._dropped[name] -= 1
        elif self._places[name] and self._reaches(name, self._places[name][-1]):
            yield from self._down_to(self._places[name][-1])

    def _reaches(self, name: str, place: int) -> bool:
        """Whether an end tag reaches an element from here."""
        if name in IN_TABLE:
            return self._places["table"][-1:] <= [place]
        if self._barriers and self._barriers[-1] > place:
            return False
        return name in BLOCKS or name in FORMATTING or not self._blocks or self._blocks[-1] <= place

    def _push(self, name: str) -> None:
        place = len(self._open)
        self._open.append(name)
        for places in self._lists(name):
            places.append(place)
        self._formatting += name in REOPENED

    def _down_to(self, place: int) -> Iterator[str]:
        """Closes what is open from a place on."""
        while len(self._open) > place:
            name = self._open.pop()
            for places in self._lists(name):
                places.pop()
            self._formatting -= name in REOPENED
            yield f"</{name}>"

    def _lists(self, name: str) -> Iterator[list[int]]:
        """Yield the lists that keep the places of an element of this name."""
        yield self._places[name]
        if name in BLOCKS:
            yield self._blocks
        if name in BARRIERS:
            yield self._barriers

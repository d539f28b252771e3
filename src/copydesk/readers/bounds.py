"""Cuts an HTML page to what the parser can take in time and memory that grow with the page.

lexbor is linear but for four things, which hostile pages have and others have not: elements nested deep, attributes of one tag, options of one select,
and formatting elements that are never closed, which HTML opens again in every block that follows: 400 `<b>` before 7,000 `<p>` are 32 KB and take 1.3 GB.
The page is walked over with HTML's own rules for where a tag ends (HTML Living Standard, "tokenization"), so that a `>` in an attribute hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.limits import MOST_ATTRIBUTES, MOST_NESTED, MOST_OPTIONS, MOST_REOPENED, MOST_TAGS, MOST_VALUE
from copydesk.readers.markup import VOID

FEW_TAGS = 8_000
"""A page with fewer tags cannot nest so deep, nor have so many options, that the parse takes longer than a quarter of a second."""
SHORT = 150_000
"""In a page of fewer characters the attributes of one tag take lexbor a few seconds at most."""
ROOM = 2 * MOST_ATTRIBUTES
"""Characters in which a tag has room for too many attributes. One that hides behind a `<` or `>` in each of its attributes has FEW_TAGS of them at most,
which take a fifth of a second. Nearly every page has few tags and none of too much, and is spared the walk."""

ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+"""
ONE_ATTRIBUTE = re.compile(ATTRIBUTE)
TAG = re.compile(rf"<!--(?:-?>|.*?(?:--!?>|\Z))|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:{ATTRIBUTE})*+)\s*+(?P<void>/?)[\s/]*+>?", re.DOTALL)
FORMATTING = re.compile(
    r"<(/?)(?:[bBiIsSuU]|[eE][mM]|[tT]{2}|[bB][iI][gG]|[cC][oO][dD][eE]|[fF][oO][nN][tT]|[nN][oO][bB][rR]|[sS][mM][aA][lL]{2}|[sS][tT][rR][iIoO][kKnN][eEgG])[\s/>]"
)
REOPENED = frozenset("b big code em font i nobr s small strike strong tt u".split())  # noqa: SIM905
RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in ("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title")}
"""Elements whose content is no markup, and what ends them."""
UNNESTED = VOID | {"p", "li", "td", "th", "tr", "option"}
FOREIGN = frozenset(("svg", "math"))
LEAVES = frozenset(
    "b big blockquote body br center code dd desc div dl dt em embed foreignobject h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s "  # noqa: SIM905
    "small span strong strike sub sup table tt u ul var".split()
)
"""Elements that end a drawing or formula, in which alone a tag that closes itself does so."""


def bounded(source: str) -> tuple[str, tuple[str, ...]]:
    """The source within the limits, and the notes of what was cut; the same object where nothing was."""
    if not _needs_walk(source):
        return source, ()
    walk = _Walk()
    made = "".join(walk.kept(source))
    return (made, tuple(walk.notes)) if walk.notes else (source, ())


def _needs_walk(source: str) -> bool:
    """Whether a page could be over a limit, by what costs next to nothing to ask."""
    if source.count("<") >= FEW_TAGS or source.count(">") >= FEW_TAGS or _reopened(source) >= MOST_REOPENED:
        return True
    return len(source) >= SHORT and any(
        len(piece) > ROOM and piece[0].isalpha() and piece.find(">", 0, ROOM) < 0 and _too_much(piece) for piece in source.split("<")
    )


def _too_much(piece: str) -> bool:
    """Whether a tag, without its `<` and what may stand behind it, has too many attributes, or too long a one."""
    sizes = [len(written[0]) for written in ONE_ATTRIBUTE.finditer(piece.partition(">")[0])]
    return len(sizes) > MOST_ATTRIBUTES or max(sizes, default=0) > MOST_VALUE


def _reopened(source: str) -> int:
    """How many formatting elements are open, summed over all tags: at most what HTML opens again."""
    found = open_now = at = 0
    for tag in FORMATTING.finditer(source):
        found += open_now * source.count("<", at, tag.start())
        open_now, at = max(0, open_now - 1) if tag[1] else open_now + 1, tag.end()
    return found + open_now * source.count("<", at)


class _Walk:
    """One walk over a page's tags. `notes` says what was cut, each note once, in order."""

    def __init__(self) -> None:
        self.notes: dict[str, None] = {}
        self._depth = self._dropped = self._options = self._formatting = self._reopened = 0
        self._foreign = False

    def kept(self, source: str) -> Iterator[str]:
        """The pieces of the source that are kept."""
        done = at = count = 0
        while (tag := TAG.search(source, at)) is not None:
            at = tag.end()
            name = (tag["name"] or "").lower()
            count += 1
            if count > MOST_TAGS or self._reopened > MOST_REOPENED:
                self.notes["truncated:tags"] = None
                yield source[done : tag.start()]
                return
            if name and self._goes(name, tag):
                yield source[done : tag.start()]
                done = at
            elif (fewer := self._fewer_attributes(tag)) is not None:
                yield source[done : tag.start("attributes")]
                yield fewer
                done = tag.end("attributes")
            if name in RAW and not tag["close"] and not self._foreign:
                end = RAW[name].search(source, at)
                at = end.start() if end else len(source)
        yield source[done:]

    def _goes(self, name: str, tag: re.Match[str]) -> bool:
        """Whether a tag is left out: nested too deep, or an option too many."""
        opens = not tag["close"]
        self._count_formatting(name, opens)
        if name in ("select", "option", "optgroup"):
            self._options = 0 if name == "select" else self._options + opens
            if self._options > MOST_OPTIONS:
                self.notes["truncated:options"] = None
                return True
        if self._foreign and opens and tag["void"] and name not in LEAVES:
            return False
        if name in FOREIGN:
            self._foreign = opens and not tag["void"]
        elif name in LEAVES and opens:
            self._foreign = False
        return name not in UNNESTED and self._too_deep(opens)

    def _count_formatting(self, name: str, opens: bool) -> None:
        if name in REOPENED:
            self._formatting = self._formatting + 1 if opens else max(0, self._formatting - 1)
        else:
            self._reopened += self._formatting

    def _too_deep(self, opens: bool) -> bool:
        if not opens:
            goes = self._dropped > 0
            self._depth -= 1 if not goes and self._depth else 0
            self._dropped = max(0, self._dropped - 1)
            return goes
        goes = self._depth >= MOST_NESTED
        self._dropped, self._depth = self._dropped + goes, self._depth + (not goes)
        if goes:
            self.notes["truncated:nesting"] = None
        return goes

    def _fewer_attributes(self, tag: re.Match[str]) -> str | None:
        """A tag's attributes without those that are too long or too many; None where all stay."""
        start, end = tag.span("attributes")
        if end - start < 2 * MOST_ATTRIBUTES:
            return None
        found = [match[0] for match in ONE_ATTRIBUTE.finditer(tag["attributes"])]
        kept = [written for written in found[:MOST_ATTRIBUTES] if len(written) <= MOST_VALUE]
        if len(kept) == len(found):
            return None
        self.notes["truncated:attributes"] = None
        return "".join(kept)

"""What the reader must know of HTML's tags: the expressions that find them in well-formed markup,
and what is to be done at each.

That is worked out once for all tags that are the same: two thirds of a page's tags stand on it more
than once, and pages of a site share most others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from copydesk.text.lazy_pattern import lazy_pattern

_WHOLE = "|".join(
    rf"{name}(?:\s[^>]*)?>.*?</{name}"
    for name in ("xmp", "iframe", "noembed", "noframes", "plaintext")
)
TAG = re.compile(rf"<(!--.*?--|{_WHOLE}|[^>]*)>", re.DOTALL)
"""A tag, a comment, or a whole element whose content is no markup. The group is what stands between
`<` and `>`; names come in lower case.
"""
ATTRIBUTE = re.compile(r'([^\s=]+)="([^"]*)"')

VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var "  # noqa: SIM905
    "wbr img picture source map area slot svg math".split()
)
"""Elements that do not end a block. Everything else does, elements nobody knows included."""
GLOSSES = frozenset(("rt", "rp", "rtc"))
"""How a word is read, written small above it, and the brackets for programs that cannot:
`<ruby>word<rp>(</rp><rt>reading</rt><rp>)</rp></ruby>`.
"""
FOREIGN = frozenset(("svg", "math"))
"""Inline elements whose content has rules of its own."""
CELLS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th"))
LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
ITEMS = frozenset(("li", "dt", "dd"))
KINDS = (
    {f"h{level}": ("heading", level) for level in range(1, 7)}
    | dict.fromkeys(
        (
            "button",
            "option",
            "optgroup",
            "label",
            "legend",
            "select",
            "textarea",
            "datalist",
            "output",
        ),
        ("control", 0),
    )
    | dict.fromkeys(("figcaption", "caption"), ("caption", 0))
    | dict.fromkeys(("table", "figure", "body"), ("paragraph", 0))
    | {"blockquote": ("quote", 0), "pre": ("code", 0)}
)
"""Element -> the kind and level of the blocks directly in it; other elements hand on what stands
around them.
"""

CHOSEN = "data-copydesk-rule"
"""The attribute by which the elements that a site's selectors choose are known again; a page's own
is taken off first.
"""
UNSEEN = frozenset(("noscript", "svg", "noframes", "noembed", "iframe"))
"""Elements whose text a reader does not see."""
HIDDEN_STYLE = lazy_pattern(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
HIDDEN_NAMES = frozenset(
    (
        "sr-only",
        "screen-reader-text",
        "visually-hidden",
        "visuallyhidden",
        "screenreader",
        "screen-reader",
        "a11y-hidden",
        "hidden-visually",
        "u-visually-hidden",
    )
)
TELLING_NAMES = lazy_pattern(
    r"credit|author|byline|caption|date|time|photo|source|publish|updated|writer|contributor|copyright",
    re.IGNORECASE,
)
"""Inline elements whose class says one of these are kept as evidence, with the place of their
text.
"""


@lru_cache(maxsize=4096)
def telling(names: str) -> bool:
    """Whether a class attribute names a byline, date or credit. Cached: a page has few different
    ones.
    """
    return TELLING_NAMES.search(names) is not None


def time_name(found: Mapping[str, str]) -> str:
    """The name of a `time` element's Prop. WordPress prints a story's two days as
    `time.entry-date.published` and `time.updated`; a theme calls its only one `entry-date
    updated`.
    """
    names = found.get("class", "").lower().split() if "class" in found else ()
    if "pubdate" in found or "published" in names:
        return "time:pubdate"
    return (
        "time:modified"
        if ("updated" in names or "modified" in names) and "entry-date" not in names
        else "time"
    )


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag of well-formed markup, values unescaped."""
    found = dict(ATTRIBUTE.findall(written))
    return {name: unescaped(value) for name, value in found.items()} if "&" in written else found


def unescaped(text: str) -> str:
    """Text with the five references that a serialiser writes put back; `&amp;` last, so that
    nothing is put back twice.
    """
    return (
        text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )


class BoxAttributes(NamedTuple):
    """What a box needs of its tag: class and id names, role, why a reader would not see it (empty
    where they would), and the id alone.
    """

    names: tuple[str, ...]
    role: str
    hidden: str
    id: str


NO_ATTRIBUTES = BoxAttributes((), "", "", "")


def why_hidden(tag: str, written: str, found: Mapping[str, str]) -> str:
    """Why a reader would not see an element's text, or nothing. `written` are its attributes as
    they stand in the markup, `found` the same by name.
    """
    if tag in UNSEEN:
        return tag
    if (
        "hidden" not in written
        and "none" not in written
        and "screen" not in written
        and "sr-only" not in written
    ):
        return "dialog" if tag == "dialog" and " open=" not in written else ""
    if "hidden" in found:
        return "hidden attribute"
    if found.get("aria-hidden") == "true":
        return "aria-hidden"
    if HIDDEN_STYLE.search(found.get("style", "")):
        return "hidden by style"
    return (
        "for screen readers only"
        if not HIDDEN_NAMES.isdisjoint(found.get("class", "").lower().split())
        else ""
    )


(
    OPEN_BLOCK,
    OPEN_INLINE,
    OPEN_LINK,
    OPEN_FOREIGN,
    CLOSE_BLOCK,
    CLOSE_INLINE,
    CLOSE_LINK,
    EMPTY,
    WHOLE,
    NOTHING,
) = range(10)
"""The steps that a tag may ask for: what opens and closes, an element without content, one with its
unparsed content, and what is passed over.
"""
GLOSS = "gloss"
"""The name of the Prop that says where a ruby's gloss stands."""
RULE = "rule:"
"""What the names of the Props begin with that a site's selectors chose."""
MOST_KEPT, LONGEST_KEPT = 4_096, 1_000
"""Tags that are remembered, and how long one may be."""


class Tag(NamedTuple):
    """A tag: the step to take there; its name; what is written between `<` and `>` (of a link the
    address alone, None where it has no attributes; of WHOLE the content); kind and level of the
    blocks directly in it, or None where others decide; what its box needs; and (name, machine
    value) of the Props that its text is.
    """

    step: int
    name: str
    written: str | None
    kind: tuple[str, int] | None = None
    box: BoxAttributes = NO_ATTRIBUTES
    stated: Sequence[tuple[str, str]] = ()


class Tags(dict[str, Tag]):
    """What is written between `<` and `>` -> the tag. Links are remembered without their addresses;
    what is hardly ever the same twice is not remembered.
    """

    def __missing__(self, written: str) -> Tag:
        if written.startswith("a ") and ' href="' in written:
            return self._link(written)
        name = written.partition(" ")[0]
        if name in VOID:
            return Tag(EMPTY, name, written, None, NO_ATTRIBUTES, ())
        if name[0] in "!?" or ">" in written:
            return _unparsed(written)
        tag = (
            _closing(name[1:])
            if name[0] == "/"
            else _inline(name, written)
            if name in INLINE
            else _box(name, written)
        )
        if len(self) >= MOST_KEPT:
            self.clear()
        if len(written) <= LONGEST_KEPT:
            self[written] = tag
        return tag

    def _link(self, written: str) -> Tag:
        before, _, rest = written.partition(' href="')
        url, _, after = rest.partition('"')
        return Tag(
            OPEN_LINK,
            "a",
            unescaped(url) if "&" in url else url,
            None,
            NO_ATTRIBUTES,
            self[before + after].stated,
        )


TAGS = Tags()
PASSED_OVER = Tag(NOTHING, "", "")


def _unparsed(written: str) -> Tag:
    """A comment, a declaration, or an element with its content."""
    if written[0] in "!?":
        return PASSED_OVER
    opened, _, content = written.partition(">")
    return Tag(WHOLE, opened.partition(" ")[0], content.rpartition("</")[0])


def _closing(name: str) -> Tag:
    return Tag(
        CLOSE_LINK if name == "a" else CLOSE_INLINE if name in INLINE else CLOSE_BLOCK, name, ""
    )


def _box(name: str, written: str) -> Tag:
    """An element that is a box: of what it may state its microdata alone; its class is the
    box's.
    """
    found = attributes(written) if name != written else {}
    stated = _stated(name, found) if "itemprop" in written else []
    if CHOSEN in found:
        stated += _chosen(found)
    identity = found.get("id", "")
    names = tuple(found.get("class", "").split() + identity.split())
    box = BoxAttributes(names, found.get("role", ""), why_hidden(name, written, found), identity)
    return Tag(OPEN_BLOCK, name, written, KINDS.get(name), box, stated)


def _inline(name: str, written: str) -> Tag:
    """An inline element: what its link, its class, its microdata or its hiding states."""
    found = attributes(written) if name != written else {}
    stated = (
        [(GLOSS, "")]
        if name in GLOSSES
        else _relations(found["rel"].lower())
        if name == "a" and "rel" in found
        else []
    )
    if CHOSEN in found:
        stated += _chosen(found)
    hidden = why_hidden(name, written, found)
    if hidden:
        stated.append(("hidden", hidden))
    if found or name == "time":
        stated += _stated(name, found)
    if name == "a":
        return Tag(OPEN_LINK, name, "" if found else None, stated=stated)
    return Tag(OPEN_FOREIGN if name in FOREIGN else OPEN_INLINE, name, written, stated=stated)


def _relations(rel: str) -> list[tuple[str, str]]:
    """What a link states of the page it leads to."""
    author = [("rel:author", "")] if "author" in rel else []
    return [*author, ("rel:tag", "")] if "tag" in rel and "category" not in rel else author


def _stated(name: str, found: Mapping[str, str]) -> list[tuple[str, str]]:
    """What microdata, a time, or a class that names a byline, date or credit state."""
    value = found.get("content") or found.get("datetime") or ""
    stated = (
        [(f"itemprop:{prop}", value) for prop in found["itemprop"].split()]
        if "itemprop" in found
        else []
    )
    if name == "time":
        stated.append((time_name(found), value))
    elif "class" in found and telling(found["class"]):
        stated.append((f"class:{found['class']}", value))
    return stated


def _chosen(found: Mapping[str, str]) -> list[tuple[str, str]]:
    """The selectors that chose an element."""
    return [(f"{RULE}{number}", "") for number in found[CHOSEN].split()]

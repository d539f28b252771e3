"""HTML's elements as the reader treats them, and the tags of well-formed markup.

A tag is read once for all that are the same: two thirds of a page's tags occur on it more than
once, and pages of a site share most others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from copydesk.readers.hiding import UNSEEN, may_hide, why_hidden
from copydesk.text.characters import visible
from copydesk.text.lazy_pattern import lazy_pattern

_WHOLE = "|".join(
    rf"{name}(?:\s[^>]*)?>.*?</{name}"
    for name in ("xmp", "iframe", "noembed", "noframes", "plaintext")
)
TAGS_AND_TEXT = re.compile(rf"<(!--.*?--|{_WHOLE}|[^>]*)>([^<]*)(?:</([^>]*)>([^<]*))?", re.DOTALL)
"""A tag, a comment, or a whole element whose content is no markup, and the text after it; then an
end tag that follows at once, without `</`, and its text. Names come in lower case. Half of a page's
elements hold text alone and are found whole.
"""
ATTRIBUTE = re.compile(r' ([^\s=]+)="([^"]*)"')
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
    (  # noqa: SIM905
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb "
        "rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr img picture "
        "source map area slot svg math"
    ).split()
)
"""Elements that do not end a block. Every other element does, unknown ones too."""
GLOSSES = frozenset(("rt", "rp", "rtc"))
"""How a word is read, written small above it, and the brackets for programs that cannot:
`<ruby>word<rp>(</rp><rt>reading</rt><rp>)</rp></ruby>`.
"""
FOREIGN = frozenset(("svg", "math"))
"""Inline elements whose content has rules of its own."""
CELLS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th"))
LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
STYLES = (
    dict.fromkeys(("em", "i", "dfn", "var"), "emphasis")
    | dict.fromkeys(("strong", "b"), "strong")
    | dict.fromkeys(("code", "kbd", "samp", "tt"), "code")
)
"""Inline element -> the style of its text."""
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
"""Element -> the kind and level of the blocks directly in it; other elements take those of the
element around them.
"""

SPECIAL = frozenset(("html", "title", "tr", "pre")) | LISTS
"""Elements that mean something beyond the box of their text."""

CHOSEN = "data-copydesk-rule"
"""The attribute that marks the elements that a site's selectors choose; a page's own is removed
first.
"""
EVIDENT_NAMES = lazy_pattern(
    r"credit|author|byline|caption|date|time|photo|source|publish|updated|writer|contributor|copyright",
    re.IGNORECASE,
)
"""Inline elements whose class holds one of these are kept as evidence, with the place of their
text.
"""


@lru_cache(maxsize=4096)
def class_names(names: str) -> tuple[str, ...]:
    """What an inline element's class attribute states. Cached: a page has few different ones."""
    found = (f"class:{names}",) if EVIDENT_NAMES.search(names) else ()
    return (INITIAL, *found) if INITIAL_NAMES.search(names) else found


CODE_LANGUAGE = lazy_pattern(
    r"(?:\b(?:language|lang|highlight-source|highlight-text)-|\bbrush:\s*|\bsourceCode\s+"
    r'|\bdata-lang(?:uage)?=")(?P<name>[\w+#.-]{1,30})',
    re.IGNORECASE,
)
"""Prism and HTML's own convention; GitHub; SyntaxHighlighter; pandoc; Hugo."""
NO_LANGUAGE = frozenset(("none", "plaintext", "plain", "text", "nohighlight"))


def code_language(attributes: str) -> str:
    """The language that a tag's attributes name, in lower case, or an empty string."""
    found = CODE_LANGUAGE.search(attributes)
    name = found["name"].lower() if found else ""
    return "" if name in NO_LANGUAGE else name


PIXEL = frozenset(("0", "1", "0px", "1px"))
LAZY = ("data-src", "data-lazy-src", "data-original", "src", "data-srcset", "srcset")
"""Attributes with a picture's address, the surest first: where a script loads it on scrolling,
`src` is a placeholder.
"""


def picture_url(found: Mapping[str, str]) -> str:
    """The address of an `img` element's picture, or an empty string for one of a pixel, which
    counts readers, and for one that is written out in its address.
    """
    if found.get("width") in PIXEL and found.get("height") in PIXEL:
        return ""
    urls = (found[name].split(" ")[0].strip(",") for name in LAZY if found.get(name))
    return next((url for url in urls if url and not url.startswith("data:")), "")


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
    """The attributes of a tag of well-formed markup, their values as a reader sees them."""
    found = dict(ATTRIBUTE.findall(written))
    if "&" not in written and written.isascii() and written.isprintable():
        return found
    return {name: visible(unescaped(value)) for name, value in found.items()}


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
    """What a box keeps of its tag: class and id names, role, why a reader would not see it (empty
    where they would), and the id alone.
    """

    names: tuple[str, ...]
    role: str
    hidden: str
    id: str


NO_ATTRIBUTES = BoxAttributes((), "", "", "")

(
    OPEN_BLOCK,
    OPEN_INLINE,
    OPEN_STYLE,
    OPEN_LINK,
    OPEN_FOREIGN,
    CLOSE_BLOCK,
    CLOSE_INLINE,
    CLOSE_STYLE,
    CLOSE_LINK,
    EMPTY,
    WHOLE,
    NOTHING,
) = range(12)
"""The steps of a tag: what it opens or closes, an element without content, one with its unparsed
content, and what is passed over.
"""
GLOSS = "gloss"
"""The name of the Prop that says where a ruby's gloss is."""
INITIAL = "initial"
"""Marks a drop cap, which is no Prop."""
INITIAL_NAMES = lazy_pattern(
    r"drop-?_?caps?\b|first-?_?letter|initial-?_?(?:letter|cap)|\binitials?\b|letti?rine"
    r"|\bcapital|big-?_?letter",
    re.IGNORECASE,
)
"""The class of a drop cap's element."""
RULE = "rule:"
"""Prefix of the names of the Props that a site's selectors chose."""
MOST_KEPT, LONGEST_KEPT = 4_096, 1_000
"""Tags in the cache, and the characters of the longest."""


class Tag(NamedTuple):
    """A tag: the step to take there; its name; what is written between `<` and `>` (of a link the
    address alone, None where it has no attributes; of WHOLE the content); kind and level of the
    blocks directly in it, or None where others decide; what its box keeps; and (name, machine
    value) of the Props that its text is.

    `plain` is set for an element that, where it holds text alone, can be read in one step.
    """

    step: int
    name: str
    written: str | None
    kind: tuple[str, int] | None = None
    box: BoxAttributes = NO_ATTRIBUTES
    stated: Sequence[tuple[str, str]] = ()
    plain: bool = False


class Tags(dict[str, Tag]):
    """What is written between `<` and `>` -> the tag. Links are cached without their addresses;
    tags that hardly ever occur twice are not cached.
    """

    def __missing__(self, written: str) -> Tag:
        if written.startswith("a ") and ' href="' in written:
            return self._link(written)
        name = written.partition(" ")[0]
        if name in VOID:
            return Tag(EMPTY, name, written)
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
        found = self[before + after]
        url = unescaped(url) if "&" in url else url
        return Tag(OPEN_LINK, "a", url, None, NO_ATTRIBUTES, found.stated, found.plain)


TAGS = Tags()


def _unparsed(written: str) -> Tag:
    """A comment, a declaration, or an element with its content."""
    if written[0] in "!?":
        return Tag(NOTHING, "", "")
    opened, _, content = written.partition(">")
    return Tag(WHOLE, opened.partition(" ")[0], content.rpartition("</")[0])


def _closing(name: str) -> Tag:
    step = (
        CLOSE_LINK
        if name == "a"
        else CLOSE_STYLE
        if name in STYLES
        else CLOSE_INLINE
        if name in INLINE
        else CLOSE_BLOCK
    )
    return Tag(step, name, "")


def _box(name: str, written: str) -> Tag:
    """An element that is a box; of what it states its microdata alone: its class is the box's."""
    stated: Sequence[tuple[str, str]] = ()
    if _is_plain(name, written):
        hidden, role, identity = "", _value(written, "role"), _value(written, "id")
        names = tuple(_value(written, "class").split() + identity.split())
    else:
        found = attributes(written)
        stated = _stated(name, found) if "itemprop" in found else []
        if CHOSEN in found:
            stated += _chosen(found)
        hidden, role, identity = why_hidden(name, found), found.get("role", ""), found.get("id", "")
        names = tuple(found.get("class", "").split() + identity.split())
    box = BoxAttributes(names, role, hidden, identity)
    plain = not stated and name not in SPECIAL
    return Tag(OPEN_BLOCK, name, written, KINDS.get(name), box, stated, plain)


def _is_plain(name: str, written: str) -> bool:
    """Whether a box's tag has no attribute that is read but its class, id and role."""
    return not (
        name in UNSEEN
        or name == "dialog"
        or "itemprop" in written
        or CHOSEN in written
        or "&" in written
        or may_hide(written)
        or not (written.isascii() and written.isprintable())
    )


def _value(written: str, name: str) -> str:
    """The value of an attribute of a tag as it is written, or an empty string."""
    return written.partition(f' {name}="')[2].partition('"')[0]


def _inline(name: str, written: str) -> Tag:
    """An inline element: what its link, its class, its microdata or its hiding states."""
    found = attributes(written) if name != written else {}
    stated = [(GLOSS, "")] if name in GLOSSES else []
    if name == "a" and "rel" in found:
        stated = _relations(found["rel"].lower())
    if CHOSEN in found:
        stated += _chosen(found)
    hidden = why_hidden(name, found if may_hide(written) else {})
    if hidden:
        stated.append(("hidden", hidden))
    if found or name == "time":
        stated += _stated(name, found)
    step = (
        OPEN_LINK
        if name == "a"
        else OPEN_FOREIGN
        if name in FOREIGN
        else OPEN_STYLE
        if name in STYLES
        else OPEN_INLINE
    )
    address = "" if found else None
    plain = not stated and name not in FOREIGN
    return Tag(step, name, address if name == "a" else written, stated=stated, plain=plain)


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
    elif "class" in found:
        stated += [(one, value) for one in class_names(found["class"])]
    return stated


def _chosen(found: Mapping[str, str]) -> list[tuple[str, str]]:
    """The selectors that chose an element."""
    return [(f"{RULE}{number}", "") for number in found[CHOSEN].split()]

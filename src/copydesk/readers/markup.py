"""What the reader must know of HTML's tags, and the expressions that find them in well-formed markup."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

TOKEN = re.compile(
    r"<(xmp|iframe|noembed|noframes|plaintext)(?:\s[^>]*)?>(.*?)</\1>|<([a-zA-Z][^\s/>]*)([^>]*)>(\s*)|</([a-zA-Z][^\s/>]*)[^>]*>(\s*)|"
    r"<!--.*?-->|<[!?][^>]*>|([^<]+|<)",
    re.DOTALL,
)
"""Groups: a raw-text element and its text; the name and attributes of a tag that opens, and the white space after it; those of one that closes; text. Names
come in lower case."""
RAW, OPENED, CLOSED, TEXT = 2, 5, 7, 8
"""The last group of each of them."""
ATTRIBUTE = re.compile(r'([^\s=]+)="([^"]*)"')

VOID = frozenset("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split())  # noqa: SIM905
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var "  # noqa: SIM905
    "wbr img picture source map area slot svg math".split()
)
"""Elements that do not end a block. Everything else does, elements nobody knows included."""
SPACED = INLINE | VOID
"""Elements after which white space parts words: it stands inside a block."""
GLOSSES = frozenset(("rt", "rp", "rtc"))
"""How a word is read, written small above it, and the brackets for programs that cannot: `<ruby>word<rp>(</rp><rt>reading</rt><rp>)</rp></ruby>`."""
STATING = GLOSSES | {"svg", "time"}
"""Inline elements that are looked at without attributes too."""
CELLS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th"))
LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
ITEMS = frozenset(("li", "dt", "dd"))
KINDS = (
    {f"h{level}": ("heading", level) for level in range(1, 7)}
    | dict.fromkeys(("button", "option", "optgroup", "label", "legend", "select", "textarea", "datalist", "output"), ("control", 0))
    | dict.fromkeys(("figcaption", "caption"), ("caption", 0))
    | dict.fromkeys(("table", "figure", "body"), ("paragraph", 0))
    | {"blockquote": ("quote", 0), "pre": ("code", 0)}
)
"""Element -> the kind and level of the blocks directly in it; other elements hand on what stands around them."""

CHOSEN = "data-copydesk-rule"
"""The attribute by which the elements that a site's selectors choose are known again; a page's own is taken off first."""
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
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
TELLING_NAMES = re.compile(r"credit|author|byline|caption|date|time|photo|source|publish|updated|writer|contributor|copyright", re.IGNORECASE)
"""Inline elements whose class says one of these are kept as evidence, with the place of their text."""


def time_name(found: dict[str, str]) -> str:
    """The name of a `time` element's Prop. WordPress prints a story's two days as `time.entry-date.published` and `time.updated`; a theme calls its only one
    `entry-date updated`."""
    names = found.get("class", "").lower().split() if "class" in found else ()
    if "pubdate" in found or "published" in names:
        return "time:pubdate"
    return "time:modified" if ("updated" in names or "modified" in names) and "entry-date" not in names else "time"


@lru_cache(maxsize=4096)
def telling(names: str) -> bool:
    """Whether a class attribute names a byline, date or credit. Cached: a page has few different ones."""
    return TELLING_NAMES.search(names) is not None


def value_of(written: str, name: str) -> str:
    """One attribute of a tag of well-formed markup, or nothing. A value holds no quotation mark, so that the name before one is an attribute's."""
    start = written.find(f' {name}="') + len(name) + 3
    if start < len(name) + 3:
        return ""
    value = written[start : written.find('"', start)]
    return unescaped(value) if "&" in value else value


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag of well-formed markup, values unescaped."""
    found = dict(ATTRIBUTE.findall(written))
    return {name: unescaped(value) for name, value in found.items()} if "&" in written else found


def unescaped(text: str) -> str:
    """Text with the five references that a serialiser writes put back; `&amp;` last, so that nothing is put back twice."""
    return text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


class BoxAttributes(NamedTuple):
    """What a box needs of its tag: class and id names, role, why a reader would not see it (empty where they would), and the id alone."""

    names: tuple[str, ...]
    role: str
    hidden: str
    id: str


NO_ATTRIBUTES = BoxAttributes((), "", "", "")


@lru_cache(maxsize=4096)
def box_attributes(tag: str, written: str) -> BoxAttributes:
    """The box attributes of a tag of well-formed markup. Cached: a page repeats its tags, and pages of a site share them."""
    found = attributes(written)
    names = (*found.get("class", "").split(), *found.get("id", "").split())
    return BoxAttributes(names, found.get("role", ""), why_hidden(tag, written), found.get("id", ""))


def why_hidden(tag: str, written: str) -> str:
    """Why a reader would not see an element's text, or nothing. `written` are its attributes as they stand in the markup."""
    if tag in ("noscript", "svg", "noframes", "noembed", "iframe"):
        return tag
    if not written or ("hidden" not in written and "none" not in written and "screen" not in written and "sr-only" not in written):
        return "dialog" if tag == "dialog" and " open=" not in written else ""
    found = attributes(written)
    if "hidden" in found:
        return "hidden attribute"
    if found.get("aria-hidden") == "true":
        return "aria-hidden"
    if HIDDEN_STYLE.search(found.get("style", "")):
        return "hidden by style"
    return "for screen readers only" if not HIDDEN_NAMES.isdisjoint(found.get("class", "").lower().split()) else ""

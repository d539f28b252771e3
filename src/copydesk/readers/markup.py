"""Well-formed markup as lexbor writes it: its tags, texts and attributes."""

from __future__ import annotations

import re

from copydesk.readers.elements import BREAKING, FOREIGN, INLINE, VOID
from copydesk.text.characters import visible

_UNPARSED = "|".join(
    rf"{name}(?: [^>]*)?>.*?</{name}"
    for name in ("xmp", "iframe", "noembed", "noframes", "plaintext")
)
_DRAWING = "|".join(
    rf"{name}(?=[ >])[^>]*+>(?:[^<]++|<(?!/{name}>))*+</{name}" for name in sorted(FOREIGN)
)
_INLINE = rf"/?+(?:{'|'.join(sorted(INLINE | VOID - BREAKING))})(?=[ >])[^>]*+"
_RUN = rf"([^<]*+(?:<(?:{_DRAWING}|{_INLINE}|!--.*?--)>[^<]*+)*+)"
_COMMENTS = r"(?:\s*+<!--.*?-->)*+"
TAGS_AND_RUNS = re.compile(
    rf"<(!--.*?--|{_UNPARSED}|([^ >]*+)[^>]*)>{_COMMENTS}{_RUN}(?:</([^>]*)>{_COMMENTS}{_RUN})?",
    re.DOTALL,
)
"""A tag that ends a block, its name, and the run of inline content after it; then an end tag that
follows at once, without `</`, and its run. Names come in lower case. The name is empty for a
comment that begins the page, and for a whole element whose content is not markup. Half of the
elements hold inline content alone and are found whole.
"""
TAGS_AND_TEXT = re.compile(r"<(?:!--.*?--|([^>]*))>([^<]*)(?:</([^>]*)>([^<]*))?", re.DOTALL)
"""A tag in a run of inline content, and the text after it; then an end tag that follows at once,
and its text. Of a comment the tag is empty.
"""
ELEMENT = re.compile(r"\s*+<(?P<tag>[^>]*+)>(?P<text>[^<]*+)</[^>]*+>\s*+")
"""A tag, text and an end tag, with nothing but white space around them."""
ATTRIBUTE = re.compile(r' ([^\s=]+)="([^"]*)"')


def attributes(written: str) -> dict[str, str]:
    """The attributes of a tag, their values as a reader sees them."""
    found = dict(ATTRIBUTE.findall(written))
    if "&" not in written and written.isascii() and written.isprintable():
        return found
    return {name: visible(unescaped(value)) for name, value in found.items()}


def attribute(written: str, name: str) -> str:
    """Return the visible value of one attribute of a tag, or an empty string."""
    value = written.partition(f' {name}="')[2].partition('"')[0]
    value = unescaped(value) if "&" in value else value
    return value if value.isascii() and value.isprintable() else visible(value)


def link_address(written: str) -> str:
    """The address of a link as a reader sees it."""
    url = unescaped(written) if "&" in written else written
    return url if url.isascii() else visible(url)


def unescaped(text: str) -> str:
    """Replace the five references that a serialiser writes.

    `&amp;` is replaced last, so that nothing is replaced twice.
    """
    return (
        text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )

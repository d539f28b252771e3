"""Closes unclosed elements of the head.

An HTML parser reads the content of a title, script, style or comment as text, so an unclosed one
contains the rest of the page. Old handwritten pages have such a title (`<title>Ferry<title>`),
pages pasted together from parts such a script.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from copydesk.text.lazy_pattern import lazy_pattern

REPAIRED = ("repaired-head",)
"""The note of a page whose head was repaired."""
MAX_HEAD = 50_000
"""Characters in which a page's first title begins; a head with large styles has some ten thousand.
"""
TITLE = lazy_pattern(r"<title(?:\s[^<>]*)?>", re.IGNORECASE)
TITLE_END = lazy_pattern(r"</title\s*>", re.IGNORECASE)
AFTER_TITLE = lazy_pattern(
    r"</?(?:title|head|meta|link|script|style|base|body|h[1-6]|p|div|table|center|font|br|hr|a|img)"
    r"(?=[\s/>])",
    re.IGNORECASE,
)
"""A tag that no title holds."""
BODY = lazy_pattern(r"</head\s*>|<body(?=[\s>])", re.IGNORECASE)
OPENINGS = (
    ("<script", "</script"),
    ("<SCRIPT", "</SCRIPT"),
    ("<style", "</style"),
    ("<STYLE", "</STYLE"),
    ("<!--", "-->"),
)
"""Beginnings of text that is not markup, and their ends."""


def is_damaged(tree: LexborHTMLParser) -> bool:
    """Whether the head of a parsed page may have swallowed the body.

    Its title holds a tag, or its body has no element of those that hold text.
    """
    title = tree.css_first("title")
    if title is not None and AFTER_TITLE.search(title.text()):
        return True
    return tree.body is None or tree.body.css_first("p, div, td, a, br") is None


def repaired(source: str) -> str:
    """The page with its head closed; the same object where it was."""
    return _closed_before_body(_closed_title(source))


def _closed_title(source: str) -> str:
    """The page with its title closed before the first tag in it."""
    title = TITLE.search(source, 0, MAX_HEAD)
    if title is None:
        return source
    end = TITLE_END.search(source, title.end())
    after = AFTER_TITLE.search(source, title.end(), end.start() if end else len(source))
    if after is None:
        return source
    if after[0].lower() == "<title":
        rest = source[source.find(">", after.end()) + 1 :]
        return f"{source[: after.start()]}</title>{rest}"
    return f"{source[: after.start()]}</title>{source[after.start() :]}"


def _closed_before_body(source: str) -> str:
    """The page with each unclosed element of its head closed there."""
    for opening, ending in OPENINGS:
        begin = source.rfind(opening)
        if begin < 0 or source.find(ending, begin) >= 0:
            continue
        if source.find(ending.swapcase(), begin) >= 0:
            continue
        if body := BODY.search(source, begin):
            closing = ending if ending == "-->" else f"{ending}>"
            return f"{source[: body.start()]}{closing}{source[body.start() :]}"
    return source

"""Finds elements that the page's own style rules hide.

Only rules of simple selectors are read: `.x`, `#x`, `tag.x`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from copydesk.model.limits import MAX_HIDING_RULES
from copydesk.readers.hiding import HIDDEN_BY_RULE
from copydesk.text.lazy_pattern import lazy_pattern

SIMPLE = lazy_pattern(r"(?:[a-z][a-z0-9]*)?[.#]-?[A-Za-z_][\w-]*")
HIDES = (lazy_pattern(r"display\s*:\s*none"), lazy_pattern(r"visibility\s*:\s*hidden"))
"""Two patterns: each is found by its first word, ten times as fast as either of two."""
LONGEST_SELECTORS = 1_000
"""Characters of a rule's selectors that are read, the last ones."""
SHOWN = lazy_pattern(r"(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)", re.IGNORECASE)
LATER = lazy_pattern(r"\s*(?:,[^{}]{0,1000})?\{(?P<body>[^{}]*)\}")
COMMENT = lazy_pattern(r"/\*.*?\*/", re.DOTALL)


def mark_hidden(tree: LexborHTMLParser, source: str) -> None:
    """Mark the elements that the page's own rules hide.

    The mark is in the markup that is scanned; marks that the page itself has are removed first.
    """
    if HIDDEN_BY_RULE in source:
        for node in tree.css(f"[{HIDDEN_BY_RULE}]"):
            del node.attrs[HIDDEN_BY_RULE]
    sheets = [
        style.text()
        for style in tree.css("style")
        if style.attrs.get("media") in (None, "", "all", "screen")
        and (style.parent is None or style.parent.tag != "noscript")
    ]
    selectors = hiding_selectors(sheets)
    # Most selectors choose nothing on the page: one look-up for all of them is enough.
    if selectors and tree.css_first(", ".join(selectors)) is not None:
        for selector in selectors:
            for node in tree.css(selector):
                node.attrs[HIDDEN_BY_RULE] = selector


def hiding_selectors(sheets: Iterable[str]) -> list[str]:
    """Return the simple selectors whose last rule in these sheets hides.

    Each comes once, in order. Rules for some media only are skipped.
    """
    found: dict[str, None] = {}
    for sheet in sheets:
        if not any(hides.search(sheet) for hides in HIDES):
            continue
        css = COMMENT.sub("", sheet) if "/*" in sheet else sheet
        for selector in _hidden(css):
            found[selector] = None
            if len(found) == MAX_HIDING_RULES:
                return list(found)
    return list(found)


def _hidden(css: str) -> Iterator[str]:
    """The simple selectors of rules that hide and that no later rule shows."""
    depth = done = 0
    for place in sorted(match.start() for hides in HIDES for match in hides.finditer(css)):
        opening = css.rfind("{", done, place)
        if opening <= done and done:
            continue
        depth += css.count("{", done, opening) - css.count("}", done, opening)
        if depth == 0:
            nearest = max(done, opening - LONGEST_SELECTORS)
            begin = max(nearest, *(css.rfind(mark, nearest, opening) + 1 for mark in "{};"))
            for selector in css[begin:opening].split(","):
                name = selector.strip()
                if SIMPLE.fullmatch(name) and not _is_shown(css, name, place):
                    yield name
        done = opening


def _is_shown(css: str, selector: str, start: int) -> bool:
    """Whether a later rule of a selector shows what an earlier one hides."""
    at = css.find(selector, start)
    while at >= 0:
        rule = LATER.match(css, at + len(selector))
        if rule and SHOWN.search(rule["body"]):
            return True
        at = css.find(selector, at + 1)
    return False

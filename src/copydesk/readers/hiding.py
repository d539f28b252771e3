"""Finds elements hidden by attributes, by style or by class.

The classes are those by which site builders hide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from copydesk.text.lazy_pattern import lazy_pattern

UNSEEN = frozenset(("noscript", "svg", "noframes", "noembed", "iframe"))
"""Elements whose text a reader does not see."""
HIDDEN_STYLE = lazy_pattern(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
SPOKEN_NAME = lazy_pattern(
    r"(?:\w{1,4}[-_]+)?(?:(?:visually|visual)[-_]?hidden|hidden[-_]?visually|sr[-_]?only|"
    r"(?:only[-_])?screen[-_]?reader(?:s)?(?:[-_]?(?:text|only))?|a11y[-_]?hidden|"
    r"accessib(?:ly|ility)[-_]?hidden|assistive[-_]?text|element[-_]invisible)",
    re.IGNORECASE,
)
"""The class of text for screen readers alone, with a site builder's prefix."""
HIDING_NAME = lazy_pattern(
    r"(?:(?:u|is|has|js)[-_])?hidden|d-none|(?:u-|is-)?display-none|[\w-]*condition-invisible",
    re.IGNORECASE,
)
"""The class of what is hidden until a script removes it."""
SHOWING_NAME = lazy_pattern(
    r"(?:d-\w+-|[\w[\]-]+:)(?:block|inline|flex|grid|inline-block|table|inline-flex|contents)"
    r"|(?:is-)?visible(?:-\w+)*|hidden-\w+",
    re.IGNORECASE,
)
"""A class beside it that shows the element after all, on screens of some size."""
HIDING_PARTS = ("idden", "none", "nly", "eader", "visible", "assistive")
"""One of these is in each class name that hides."""
HIDDEN_BY_RULE = "data-copydesk-hidden"
"""The attribute that marks the elements that a style rule of the page hides."""
BY_RULE = "hidden by the page's style for"
"""Beginning of why an element is hidden that a style rule of the page hides."""
SPOKEN = "for screen readers only"


def why_hidden(tag: str, found: Mapping[str, str]) -> str:
    """Return the reason why an element is hidden; empty if it is visible."""
    if tag in UNSEEN:
        return tag
    why = _by_attributes(found) if found else ""
    return why or ("dialog" if tag == "dialog" and "open" not in found else "")


def _by_attributes(found: Mapping[str, str]) -> str:
    """The reason why attributes hide an element; empty where they do not."""
    if "hidden" in found:
        return "hidden attribute"
    if found.get("aria-hidden") == "true":
        return "aria-hidden"
    if "style" in found and HIDDEN_STYLE.search(found["style"]):
        return "hidden by style"
    if HIDDEN_BY_RULE in found:
        return f"{BY_RULE} {found[HIDDEN_BY_RULE]}"
    if "class" in found and any(map(found["class"].__contains__, HIDING_PARTS)):
        return _by_class(found["class"].split())
    return ""


def _by_class(names: Sequence[str]) -> str:
    """The reason why class names hide an element; empty where they do not."""
    if any(map(SPOKEN_NAME.fullmatch, names)):
        return SPOKEN
    if any(map(HIDING_NAME.fullmatch, names)) and not any(map(SHOWING_NAME.fullmatch, names)):
        return "hidden by class"
    return ""

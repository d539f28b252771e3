"""Reads Props from a tag's attributes.

They are microdata, times, link relations, and classes that name a byline, a date or a credit.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from copydesk.readers.elements import GLOSSES
from copydesk.text.lazy_pattern import lazy_pattern

Stated = tuple[str, str]
"""The name of a Prop and its machine value, or an empty string."""
CHOSEN = "data-copydesk-rule"
"""The attribute that marks the elements that a site's selectors choose; a page's own is removed
first.
"""
RULE = "rule:"
"""Prefix of the names of the Props that a site's selectors chose."""
GLOSS = "gloss"
"""The name of the Prop that says where a ruby's gloss is."""
INITIAL = "initial"
"""Marks a drop cap, which is not a Prop."""
HIDDEN = "hidden"
"""The name of the Prop of inline text that a reader would not see."""
EVIDENT_NAMES = lazy_pattern(
    r"credit|author|byline|caption|date|time|photo|source|publish|updated|writer|contributor|"
    r"copyright"
)
"""Inline elements whose class holds one of these, in any case, are kept as evidence, with the place
of their text.
"""
INITIAL_NAMES = lazy_pattern(
    r"drop-?_?caps?\b|first-?_?letter|initial-?_?(?:letter|cap)|\binitials?\b|letti?rine"
    r"|\bcapital|big-?_?letter"
)
"""The class of a drop cap's element."""


def box_props(name: str, found: Mapping[str, str]) -> tuple[Stated, ...]:
    """Return the Props of an element that is a box.

    They are its microdata and the selectors that chose it; its class is kept by the box itself.
    """
    stated = _stated(name, found) if "itemprop" in found else ()
    return (*stated, *_chosen(found)) if CHOSEN in found else stated


def inline_props(name: str, found: Mapping[str, str], hidden: str) -> tuple[Stated, ...]:
    """Return the Props of an inline element.

    `hidden` is the reason why a reader would not see it, or empty.
    """
    stated: tuple[Stated, ...] = ((GLOSS, ""),) if name in GLOSSES else ()
    if name == "a" and "rel" in found:
        stated = _relations(found["rel"].lower())
    if CHOSEN in found:
        stated += _chosen(found)
    if hidden:
        stated += ((HIDDEN, hidden),)
    return stated + _stated(name, found) if found or name == "time" else stated


def _relations(rel: str) -> tuple[Stated, ...]:
    """The Props of a link's `rel`."""
    author = (("rel:author", ""),) if "author" in rel else ()
    return (*author, ("rel:tag", "")) if "tag" in rel and "category" not in rel else author


def _stated(name: str, found: Mapping[str, str]) -> tuple[Stated, ...]:
    """The Props of microdata, of a time, or of a class."""
    names: tuple[str, ...] = ()
    if "itemprop" in found:
        names = tuple([f"itemprop:{prop}" for prop in found["itemprop"].split()])
    if name == "time":
        names += (_time_name(found),)
    elif "class" in found:
        names += _class_names(found["class"])
    value = (found.get("content") or found.get("datetime") or "") if names else ""
    return tuple([(each, value) for each in names]) if names else ()


def _chosen(found: Mapping[str, str]) -> tuple[Stated, ...]:
    """The selectors that chose an element."""
    return tuple([(f"{RULE}{number}", "") for number in found[CHOSEN].split()])


@lru_cache(maxsize=4096)
def _class_names(names: str) -> tuple[str, ...]:
    """The Props of an inline element's class attribute.

    Cached: a page has few different ones.
    """
    lowered = names.lower()
    found = (f"class:{names}",) if EVIDENT_NAMES.search(lowered) else ()
    return (INITIAL, *found) if INITIAL_NAMES.search(lowered) else found


def _time_name(found: Mapping[str, str]) -> str:
    """The name of a `time` element's Prop.

    WordPress prints a story's two days as `time.entry-date.published` and `time.updated`; a theme
    calls its only one `entry-date updated`.
    """
    names = found.get("class", "").lower().split() if "class" in found else ()
    if "pubdate" in found or "published" in names:
        return "time:pubdate"
    return (
        "time:modified"
        if ("updated" in names or "modified" in names) and "entry-date" not in names
        else "time"
    )

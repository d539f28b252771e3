"""HTML's elements as the reader treats them."""

from __future__ import annotations

VOID = frozenset(
    (  # noqa: SIM905
        "area base basefont bgsound br col embed frame hr img input keygen link meta param "
        "source track wbr"
    ).split()
)
BREAKING = frozenset(("hr", "input", "embed", "frame"))
"""Void elements that end a block."""
INLINE = frozenset(
    (  # noqa: SIM905
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb "
        "rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr img picture "
        "source map area slot svg math"
    ).split()
)
"""Elements that do not end a block. Every other element does, unknown ones too."""
GLOSSES = frozenset(("rt", "rp", "rtc"))
"""The reading of a word, written small above it, and the brackets for programs that cannot:
`<ruby>word<rp>(</rp><rt>reading</rt><rp>)</rp></ruby>`.
"""
FOREIGN = frozenset(("svg", "math"))
"""Inline elements whose content has rules of its own."""
CELLS = frozenset(("td", "th"))
ROW_GROUPS = frozenset(("tbody", "thead", "tfoot"))
LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
STYLES = (
    dict.fromkeys(("em", "i", "dfn", "var"), "emphasis")
    | dict.fromkeys(("strong", "b"), "strong")
    | dict.fromkeys(("code", "kbd", "samp", "tt"), "code")
)
"""Inline element -> the style of its text."""
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
SPECIAL = frozenset(("html", "title", "tr", "pre")) | LISTS | ROW_GROUPS
"""Elements that mean something beyond the box of their text."""

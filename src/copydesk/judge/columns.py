"""The columns of features: name, values and meaning of each.

No word of any language is among them: words count by how often the page itself uses them. What
vocabularies and named filters found comes in as flags, beside the columns. Word count and link
density of a block and its neighbours are the features of Kohlschütter et al. 2010, class words and
the page's profile of prose those of dragnet 2013.
"""

from __future__ import annotations

from typing import NamedTuple

SHARE = "share in 32nds"
LOG = "count, in eighths of a power of two"
YES = "0 or 1"


class Column(NamedTuple):
    """A feature: its name, the values that it takes, what it measures."""

    name: str
    values: str
    meaning: str


OWN = (
    Column("words log", LOG, "words; two characters of an unspaced script are one"),
    Column("word length", "0 to 40", "quarters of a letter in a word, on average"),
    Column("ends", YES, "ends like a sentence"),
    Column("stops", "0 to 8", "sentence ends in it"),
    Column("commas", SHARE, "commas among the words"),
    Column("figures", SHARE, "numbers among the words"),
    Column("capitals", SHARE, "words that begin with a capital"),
    Column("starts small", YES, "begins with a small letter"),
    Column("quotes", YES, "has a quotation mark"),
    Column("question", YES, "has a question mark"),
    Column("colon", YES, "ends with a colon"),
    Column("bars", YES, "has a bar, a bullet or an angle quote, as menus do"),
    Column("copyright sign", YES, "has a copyright sign"),
    Column("address", YES, "has an e-mail or web address"),
    Column("trails off", YES, "ends with an ellipsis"),
    Column("frequent words", SHARE, "its words that are among the page's most frequent"),
    Column("related words", SHARE, "its other words that other prose of the page has"),
    Column("headline words", SHARE, "the headline's words that it has"),
    Column("copies", "1 to 4", "blocks of the page with the same text"),
    Column("linked", SHARE, "its characters that are in links"),
    Column("links", "0 to 12", "its links"),
    Column("starts with figure", YES, "begins with a digit"),
    Column("heading", YES, "is a heading"),
    Column("level", "0 to 6", "the level of a heading or an item"),
)
"""Of a block alone."""

PLACE = (
    Column("place", SHARE, "blocks of the page before it"),
    Column("prose before", SHARE, "words of the page's prose before it"),
    Column("prose after", SHARE, "words of the page's prose after it"),
    Column("after headline", YES, "below the headline"),
    Column("before headline", YES, "above the headline"),
    Column("no headline", YES, "the page has no headline"),
    Column("to headline", LOG, "blocks between it and the headline"),
    Column("last prose", LOG, "blocks back to the last prose"),
    Column("next prose", LOG, "blocks on to the next prose"),
    Column("page prose", LOG, "words of prose on the page"),
    Column("page blocks", LOG, "blocks of the page"),
    Column("over median", "0 to 64", "its words over those of the median block of prose, in 32nds"),
    Column("last heading", LOG, "blocks back to the last heading"),
    Column("next heading", LOG, "blocks on to the next heading"),
    Column("heading cut", YES, "the heading above it is cut"),
    Column("prose near", LOG, "words of prose in thirteen blocks around it"),
    Column("linked near", LOG, "linked characters in thirteen blocks around it"),
    Column("cut near", "0 to 13", "blocks cut among thirteen around it"),
    Column("cut", YES, "a named filter has cut it"),
    Column("cut weight", "0 to 8", "the certainty of that filter, in eighths"),
    Column("found", YES, "a field took a part of it"),
    Column("settled before", LOG, "blocks beyond doubt directly before it"),
    Column("settled after", LOG, "blocks beyond doubt directly after it"),
)
"""Of a block's place on the page."""

LAYOUT = (
    Column("same line", YES, "no line break before it"),
    Column("next line", YES, "one line break before it"),
    Column("far below", YES, "three or more line breaks before it"),
    Column("indent", "0 to 8", "characters before it in its line"),
    Column("one break after", YES, "one line break before the next block in doubt"),
)
"""Of a block's place in a text dump's lines."""

STATED = (
    Column("in stated body", YES, "in the body that JSON-LD states"),
    Column("has stated body", YES, "the page states a body in JSON-LD"),
)

LANDMARKS = (
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "figure",
    "table",
    "li",
    "section",
    "details",
)
BOXES_AROUND = 5
"""Boxes measured around a block: those that hold more than the one inside them."""
SETTING = (
    *(Column(f"in {name}", YES, f"an element around it is {name}") for name in LANDMARKS),
    *(
        Column(f"{what} around {level}", values, f"{meaning} of the {level}. larger box around it")
        for level in range(1, BOXES_AROUND + 1)
        for what, values, meaning in (
            ("prose", SHARE, "the page's prose in it"),
            ("linked", SHARE, "linked characters"),
            ("blocks", LOG, "blocks"),
        )
    ),
    Column("in half", YES, "in the innermost box that holds half of the prose"),
    Column("below half", "0 to 20", "boxes between it and that box"),
    Column("in most", YES, "in the innermost box that holds 80 % of the prose"),
    Column("below most", "0 to 20", "boxes between it and that box"),
    Column("alike", "0 to 12", "boxes beside its own of the same element and names"),
    Column("depth", "0 to 30", "boxes around it"),
    Column("hidden", YES, "something around it is hidden"),
)
"""Of the boxes around a block, on HTML."""

SEEN = ("words log", "linked", "ends", "prose", "cut", "heading", "figures", "capitals")
"""The features of a neighbour; `prose` is whether it reads as sentences."""
OFFSETS = (-3, -2, -1, 1, 2, 3)
"""The neighbours, in blocks from the block itself."""


def names(form: str) -> tuple[str, ...]:
    """The names of the columns of a page of this form, in order."""
    of_form = (*STATED, *SETTING) if form == "html" else LAYOUT
    around = (f"{name} at {offset:+d}" for offset in OFFSETS for name in SEEN)
    return (*(column.name for column in (*OWN, *PLACE, *of_form)), *around)

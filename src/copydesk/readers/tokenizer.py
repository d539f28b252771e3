"""The tags of HTML and their effect on open elements.

HTML Living Standard, "tokenization" and "tree construction".
"""

from __future__ import annotations

import re

from copydesk.model.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_ATTRIBUTES
from copydesk.readers.elements import FOREIGN
from copydesk.text.lazy_pattern import lazy_pattern

SPACE = r" \t\n\f\r"
"""HTML's white space: to its tokenizer a name goes on over any other."""
ATTRIBUTE = (
    rf"[{SPACE}/]*+[^{SPACE}/>][^{SPACE}/>=]*+"
    rf"""(?:[{SPACE}]*+=[{SPACE}]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{SPACE}>]*+))?+"""
)
ONE_ATTRIBUTE = lazy_pattern(ATTRIBUTE)
TAG = re.compile(
    rf"<(?:(?P<close>/?)(?P<name>[a-zA-Z][^{SPACE}/>]*+)"
    rf"(?:(?P<attributes>(?:{ATTRIBUTE})*+)[{SPACE}]*+(?P<void>/?)[{SPACE}/]*+(?P<end>>?))|"
    r"!--(?:-?>|.*?(?:--!?>|\Z))|(?P<cdata>!\[CDATA\[)|(?:[!?]|/[^a-zA-Z>])[^>]*+>?)",
    re.DOTALL,
)
"""A comment, or what the tokenizer takes for one, has no name. A tag without its `end` is one that
the page ends in. A `>` in an attribute hides nothing.
"""

RAW = {
    name: lazy_pattern(rf"</{name}(?=[{SPACE}/>])", re.IGNORECASE)
    for name in ("style", "xmp", "iframe", "noembed", "noframes", "textarea", "title", "desc")
}
"""Elements whose content is not markup, and what ends them; `desc` is one only in a drawing, where
it nearly always holds text alone.
"""
SCRIPT = lazy_pattern(
    rf"(?P<both><!---*>|-->)|(?P<hides><!--)|<(?P<close>/?)script(?=[{SPACE}/>])", re.IGNORECASE
)
"""Marks that change how a script is read: in `<!--` another `<script>` begins, which has an end of
its own ("script data double escaped state").
"""

LOOKS_LIKE_TAG = lazy_pattern(r"<(?=[a-zA-Z/!?])")
"""The beginning of a tag or comment where text is markup; before anything else a `<` is text."""

ONCE = frozenset(("html", "body", "head"))
"""Elements that a page has once; the parser merges later ones with the first."""
REOPENED = frozenset("b big code em font i nobr s small strike strong tt u".split())  # noqa: SIM905
FORMATTING = REOPENED | {"a"}
"""Elements that HTML opens again in the next block where they were not closed; a link closes the
one before.
"""
INTEGRATION = frozenset(
    ("desc", "foreignobject", "mi", "mo", "mn", "ms", "mtext", "annotation-xml", "font")
)
"""Elements of a drawing or formula that may hold HTML, or end it."""
UNSURE = frozenset(("select", "template", "frameset"))
"""Elements in which tags are passed over, which ones depends on what is around them."""
CLOSING_P = frozenset(
    (  # noqa: SIM905
        "address article aside blockquote center details dialog dir div dl fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup listing main menu nav ol pre search "
        "section summary table ul"
    ).split()
)
CELLS = frozenset(("td", "th"))
PARTS = frozenset(("tbody", "thead", "tfoot", "colgroup", "caption"))
BLOCKS = (
    CLOSING_P
    | CELLS
    | PARTS
    | UNSURE
    | {
        "tr",
        "p",
        "li",
        "dd",
        "dt",
        "option",
        "optgroup",
        "button",
        "object",
        "applet",
        "marquee",
        "noscript",
    }
    | FOREIGN
)
"""The "special" elements: what is not closed before them is closed by their end, and no other end
tag reaches over them.
"""
BARRIERS = (
    CELLS
    | INTEGRATION - {"font"}
    | {"caption", "table", "template", "object", "applet", "marquee", "select"}
)
"""Elements that hide what is open around them from the end tags in them ("has an element in
scope").
"""
ENDED = (
    dict.fromkeys(CLOSING_P, frozenset("p"))
    | {
        "p": frozenset("p"),
        "li": frozenset(("li", "p")),
        "dd": frozenset(("dd", "dt", "p")),
        "dt": frozenset(("dd", "dt", "p")),
    }
    | dict.fromkeys(CELLS, CELLS)
    | {"tr": CELLS | {"tr"}, "option": frozenset(("option",)), "optgroup": frozenset(("option",))}
    | dict.fromkeys(PARTS, CELLS | PARTS | {"tr"})
)
"""Element -> those that it ends where they were left open before it."""

_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def lowered(name: str) -> str:
    """Return a name in lower case, as the parser compares it.

    Letters outside ASCII keep their case.
    """
    return name.lower() if name.isascii() else name.translate(_LOWER)


def raw_end(name: str, source: str, at: int) -> int:
    """Return the end of content that is not markup and begins at `at`."""
    if name != "script":
        end = RAW[name].search(source, at)
        return end.start() if end else len(source)
    hidden = within = False
    for sign in SCRIPT.finditer(source, at):
        if sign["both"]:
            hidden = within = False
        elif sign["hides"]:
            hidden = True
        elif not sign["close"]:
            within = hidden
        elif not within:
            return sign.start()
        else:
            within = False
    return len(source)


def attributes_kept(written: str | None) -> str | None:
    """Return a tag's attributes within the limits, or None if all stay.

    Those that are too long or too many are left out.
    """
    if not written or len(written) < 2 * MAX_ATTRIBUTES:
        return None
    found = [match[0] for match in ONE_ATTRIBUTE.finditer(written)]
    kept = [each for each in found[:MAX_ATTRIBUTES] if len(each) <= MAX_ATTRIBUTE_CHARACTERS]
    return None if len(kept) == len(found) else "".join(kept)

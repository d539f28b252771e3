"""Photo credits that touch the story's first words.

The dump has lost the break between them.
"""

from __future__ import annotations

from copydesk.parse.agency import CREDITED
from copydesk.parse.credit.agency import NAME_AND_AGENCY
from copydesk.parse.credit.text import Credit, cleaned
from copydesk.text.lazy_pattern import lazy_pattern

INSIDE = lazy_pattern(rf"[(\[](?P<name>{NAME_AND_AGENCY})[)\]](?=[^\W\d_a-z]|[“\"(])")
"""A caption's credit with the story's first word glued to it."""
AHEAD = lazy_pattern(
    rf"(?P<name>(?:[^\W\d_a-z][\w.'’-]*\s){{1,3}}?[^\W\d_a-z][\w.'’-]*\s?/\s?"
    rf"(?:[\w.'’-]+\s){{0,3}}?(?:via\s)?{CREDITED})\s*(?=[(“\"‘]|[A-Z]{{2}}|[A-Z][a-z])"
)
"""A credit glued to the front of the story's first words."""
MAX_CAPTION_CHARACTERS = 500
"""A credit inside a paragraph is looked for in so many of its first characters."""


def read_inside(text: str) -> Credit | None:
    """Return the bracketed credit after a caption glued to the story."""
    start = text[:MAX_CAPTION_CHARACTERS]
    match = INSIDE.search(text, 0, MAX_CAPTION_CHARACTERS) if "/" in start else None
    if match is None or "/" not in match["name"]:
        return None
    return Credit(cleaned(match["name"]), match.span(), "glued behind a caption")


def read_ahead(text: str) -> Credit | None:
    """Return the credit that is glued to the front of a story's first words."""
    match = AHEAD.match(text) if "/" in text else None
    if match is None:
        return None
    return Credit(cleaned(match["name"]), (0, match.end("name")), "glued before the story")

"""Options of Markdown output besides the story's text."""

from __future__ import annotations

from typing import NamedTuple


class MarkdownOptions(NamedTuple):
    """Parts of the Markdown of an article: which are written.

    `heading` is the headline as a heading of the first level.
    """

    heading: bool = False
    links: bool = True
    images: bool = True
    front_matter: bool = True


EVERYTHING_BUT_HEADING = MarkdownOptions()

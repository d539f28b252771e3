"""Flattens an HTML page to the text dumps that scrapers leave on disk."""

from __future__ import annotations

import re
from collections.abc import Callable


def bs4_lines(html: str) -> str:
    """A text node a line, as Beautiful Soup's `stripped_strings` gives a page."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style", "noscript", "template"]):
        tag.decompose()
    return "\n\n".join(soup.stripped_strings)


def blocks(html: str) -> str:
    """Return a page's text, a block a line, as web-crawl text has it.

    Figures and buttons are renamed because the flattener drops them.
    """
    from resiliparse.extract.html2text import extract_plain_text

    renamed = re.sub(r"(?i)<(/?)(?:figure|figcaption)(?=[\s>])", r"<\1div", html)
    renamed = re.sub(r"(?i)<(/?)(?:button|label)(?=[\s>])", r"<\1span", renamed)
    return str(
        extract_plain_text(
            renamed,
            main_content=False,
            list_bullets=False,
            alt_texts=False,
            links=False,
            form_fields=False,
            noscript=False,
        )
    )


def inscript(html: str) -> str:
    """Laid out as a browser would, columns side by side."""
    from inscriptis import get_text

    return str(get_text(html))


FLATTENERS: dict[str, Callable[[str], str]] = {
    "blocks": blocks,
    "inscript": inscript,
    "bs4_lines": bs4_lines,
}

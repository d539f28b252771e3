"""Writes a paragraph's text and links as inline Markdown.

Everything in the text that Markdown would render is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from copydesk.model.article import Paragraph
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.writers.plain import plain

# Renders anywhere in a line. An underscore between letters does not render, and URLs are full of
# them.
INLINE_SYNTAX = lazy_pattern(r"[\\`*\[\]<~]|&(?=#?\w{1,32};)|(?<![^\W_])_|_(?![^\W_])")
# Renders at the beginning of a line. After a number the dot is escaped: an escaped digit would
# show the backslash.
LINE_START_SYNTAX = lazy_pattern(r"[#>+\-=:]|\d{1,9}(?=[.)](?:\s|$))")
SAFE_URL = lazy_pattern(r"https?://[^/?#\s]|mailto:[^\s]", re.IGNORECASE)
# Characters that could end a link's URL early or hide its target.
UNSAFE_URL_CHARACTER = lazy_pattern(r"[^\w\-.~:/?#@!$&'*+,;=%]")
ENTITY = lazy_pattern(r"&(?=#?\w{1,32};)")


def in_lines(paragraph: Paragraph, base: str | None) -> str:
    """Return the text on its own lines, joined by hard breaks.

    Bars are escaped as well, because two lines with bars could make a table.
    """
    lines = [" ".join(line.split()) for line in _linked(paragraph, base, plain).split("\n")]
    kept = [_begun(line) for line in lines if line]
    return (
        "\\\n".join(line.replace("|", "\\|") for line in kept) if len(kept) > 1 else "".join(kept)
    )


def in_line(paragraph: Paragraph, base: str | None) -> str:
    """Return the text on one line."""
    return _begun(" ".join(_linked(paragraph, base, _spaced).split()))


def in_heading(paragraph: Paragraph, base: str | None) -> str:
    """Return the text on one line, its number signs escaped.

    Markdown drops number signs at the end of a heading.
    """
    return " ".join(_linked(paragraph, base, _spaced).split()).replace("#", "\\#")


def in_cells(paragraph: Paragraph, base: str | None) -> list[str]:
    """Return the cells of a table row, which bars separate."""
    row = _linked(paragraph, base, _spaced).replace("|", "\\|")
    return [" ".join(cell.split()) for cell in row.split(" \\| ")]


def _spaced(text: str) -> str:
    return plain(text).replace("\n", " ")


def _begun(line: str) -> str:
    match = LINE_START_SYNTAX.match(line)
    if not match:
        return line
    return f"{match[0]}\\{line[match.end() :]}" if match[0].isdigit() else f"\\{line}"


def _escaped(text: str) -> str:
    return INLINE_SYNTAX.sub(lambda match: "\\" + match[0], text)


def _linked(paragraph: Paragraph, base: str | None, clean: Callable[[str], str]) -> str:
    return "".join(_link_parts(paragraph, base, clean))


def _link_parts(
    paragraph: Paragraph, base: str | None, clean: Callable[[str], str]
) -> Iterator[str]:
    text, at = paragraph.text, 0
    for link in sorted(paragraph.links):
        words, url = clean(text[link.start : link.end]), address(link.url, base)
        if url and words.strip() and link.start >= at:
            before = _escaped(clean(text[at : link.start]))
            # An exclamation mark before a link would make it an image.
            yield before[:-1] + "\\!" if before.endswith("!") else before
            yield f"[{_escaped(words)}]({url})"
            at = link.end
    yield _escaped(clean(text[at:]))


def address(url: str, base: str | None) -> str | None:
    """Return a link's absolute URL, safe between parentheses, or None.

    Only http, https and mailto links are written.
    """
    # Browsers ignore line breaks and tabs in a URL, so "java\nscript:" is a script to them.
    whole = re.sub(r"[\n\t]", "", plain(url)).strip()
    try:
        whole = urljoin(base, whole) if base else whole
    except ValueError:
        return None
    if not SAFE_URL.match(whole):
        return None
    encoded = UNSAFE_URL_CHARACTER.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), whole
    )
    return ENTITY.sub(r"\&", encoded)

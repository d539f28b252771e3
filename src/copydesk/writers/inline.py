"""A paragraph's text and links as Markdown, with everything escaped that would render."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from copydesk.model.article import Paragraph
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.writers.plain import plain

RENDERS = lazy_pattern(r"[\\`*\[\]<~]|&(?=#?\w{1,32};)|(?<![^\W_])_|_(?![^\W_])")
"""What renders wherever it stands. An underscore between letters does not, and addresses are full
of them.
"""
BEGINS = lazy_pattern(r"[#>+\-=:]|\d{1,9}(?=[.)](?:\s|$))")
"""What renders at the beginning of a line. Of a number its dot is escaped, as it must not be
itself.
"""
SAFE = lazy_pattern(r"https?://[^/?#\s]|mailto:[^\s]", re.IGNORECASE)
ENCODED = lazy_pattern(r"[^\w\-.~:/?#@!$&'*+,;=%]")
"""What could end a link's address early, or hide where it leads."""
ENTITY = lazy_pattern(r"&(?=#?\w{1,32};)")


def in_lines(paragraph: Paragraph, base: str | None) -> str:
    """The text over its own lines, which are hard breaks; a bar is escaped too, as two lines of
    them would be a table.
    """
    lines = [" ".join(line.split()) for line in _linked(paragraph, base, plain).split("\n")]
    kept = [_begun(line) for line in lines if line]
    return (
        "\\\n".join(line.replace("|", "\\|") for line in kept) if len(kept) > 1 else "".join(kept)
    )


def in_line(paragraph: Paragraph, base: str | None) -> str:
    """The text on one line."""
    return _begun(" ".join(_linked(paragraph, base, _spaced).split()))


def in_heading(paragraph: Paragraph, base: str | None) -> str:
    """The text on one line, its number signs escaped: those at the end of a heading would not be
    shown.
    """
    return " ".join(_linked(paragraph, base, _spaced).split()).replace("#", "\\#")


def in_cells(paragraph: Paragraph, base: str | None) -> list[str]:
    """The cells of a table row, which its text has bars between."""
    row = _linked(paragraph, base, _spaced).replace("|", "\\|")
    return [" ".join(cell.split()) for cell in row.split(" \\| ")]


def _spaced(text: str) -> str:
    return plain(text).replace("\n", " ")


def _begun(line: str) -> str:
    match = BEGINS.match(line)
    if not match:
        return line
    return f"{match[0]}\\{line[match.end() :]}" if match[0].isdigit() else f"\\{line}"


def _escaped(text: str) -> str:
    return RENDERS.sub(lambda match: "\\" + match[0], text)


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
            # "Look!" before a link would make a picture of it.
            yield before[:-1] + "\\!" if before.endswith("!") else before
            yield f"[{_escaped(words)}]({url})"
            at = link.end
    yield _escaped(clean(text[at:]))


def address(url: str, base: str | None) -> str | None:
    """The address of a link, whole and safe to stand between parentheses, or None: only http, https
    and mailto are links here.
    """
    # A browser reads over line breaks and tabs: "java\nscript:" is no unknown scheme to it.
    whole = re.sub(r"[\n\t]", "", plain(url)).strip()
    try:
        whole = urljoin(base, whole) if base else whole
    except ValueError:
        return None
    if not SAFE.match(whole):
        return None
    encoded = ENCODED.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), whole
    )
    return ENTITY.sub(r"\&", encoded)

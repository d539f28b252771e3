"""The text of a block with its links and styles."""

from __future__ import annotations

from unicodedata import is_normalized

from copydesk.model.block import Link, Style
from copydesk.model.limits import MAX_BLOCK_CHARACTERS
from copydesk.readers.elements import STYLES
from copydesk.readers.markup import ELEMENT, unescaped
from copydesk.readers.tag import OPEN_LINK, OPEN_STYLE, TAGS

LineText = tuple[str, tuple[Link, ...], tuple[Style, ...]]
"""The text of a block, its links and its styles."""
NO_TEXT: LineText = ("", (), ())


def simple_line(written: str) -> LineText | None:
    """Return the block of a text with one inline element around it or none.

    None for any other content, and for a text that is too long or holds invisible characters.
    """
    if "<" not in written:
        text = _plain_text(written)
        return None if text is None else (text, (), ())
    element = ELEMENT.fullmatch(written)
    if element is None or not (tag := TAGS[element["tag"]]).leaf:
        return None
    if not (text := _plain_text(element["text"])):
        return None
    if tag.step == OPEN_LINK and tag.written is not None:
        return text, (Link(0, len(text), tag.written),), ()
    return text, (), (Style(0, len(text), STYLES[tag.name]),) if tag.step == OPEN_STYLE else ()


def _plain_text(written: str) -> str | None:
    text = " ".join((unescaped(written) if "&" in written else written).split())
    if len(text) > MAX_BLOCK_CHARACTERS or not (text.isprintable() and is_normalized("NFC", text)):
        return None
    return text


def trimmed(text: str, links: tuple[Link, ...], styles: tuple[Style, ...]) -> LineText:
    """Return verbatim text without blank lines before and after.

    The first line keeps its indentation.
    """
    start = len(text) - len(text.lstrip())
    start = text.rfind("\n", 0, start) + 1
    kept = text[start:].rstrip()
    moved_links, moved_styles = (
        [
            one._replace(start=max(0, one.start - start), end=min(len(kept), one.end - start))
            for one in spans
            if start < one.end and one.start - start < len(kept)
        ]
        for spans in (links, styles)
    )
    return kept, tuple(moved_links), tuple(moved_styles)  # type: ignore[arg-type]

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


def plain_text(written: str) -> LineText | None:
    """Return the block of a text without tags.

    None where the text is too long, or holds invisible characters.
    """
    text = " ".join((unescaped(written) if "&" in written else written).split())
    if len(text) > MAX_BLOCK_CHARACTERS or not (text.isprintable() and is_normalized("NFC", text)):
        return None
    return text, (), ()


def text_of_element(written: str) -> LineText | None:
    """Return the block of one inline element that holds text alone.

    None where the text is more than that, and where `plain_text` returns none.
    """
    element = ELEMENT.fullmatch(written)
    if element is None or not (tag := TAGS[element["tag"]]).leaf:
        return None
    line = plain_text(element["text"])
    if line is None or not line[0]:
        return None
    end = len(line[0])
    if tag.step == OPEN_LINK and tag.written is not None:
        return line[0], (Link(0, end, tag.written),), ()
    return (line[0], (), (Style(0, end, STYLES[tag.name]),)) if tag.step == OPEN_STYLE else line


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

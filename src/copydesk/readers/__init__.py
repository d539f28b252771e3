"""Raw to Page: decodes a dump and passes it to the text or HTML reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers.decode import decode
from copydesk.readers.mojibake import MENDED, mended
from copydesk.text.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from copydesk.model.site import Site

CUT = ("truncated:bytes",)
HTML_OPENING = lazy_pattern(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|\?xml|div|article|main|section|p|table)\b",
    re.IGNORECASE | re.DOTALL,
)
HTML_SIGNS = lazy_pattern(
    r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|article|section|main|"
    r"table|h[1-6]|ul)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)


def read_page(raw: Raw, site: Site | None = None) -> Page:
    """Return the page of a raw dump.

    Bytes over the limit are cut off, never within a character. `site` holds the rules of the page's
    site.

    Raises ValueError for an unknown kind, TypeError for data other than text, bytes or a soup.
    """
    if raw.kind not in ("auto", "text", "html"):
        raise ValueError(f"kind is 'auto', 'text' or 'html', not {raw.kind!r}.")
    text, cuts = _text_of(raw, raw.most)
    decoded, text = text, mended(text)
    notes = (*cuts, *(MENDED if text is not decoded else ()), *raw.notes)
    form = raw.kind if raw.kind != "auto" else form_of(text)
    if form == "html":
        from copydesk.readers.html import read_html

        return read_html(text, url=raw.url, crawled=raw.crawled, notes=notes, site=site)
    from copydesk.readers.text import read_text

    return read_text(text, url=raw.url, crawled=raw.crawled, notes=notes, site=site)


def _text_of(raw: Raw, most: int) -> tuple[str, tuple[str, ...]]:
    data = raw.data
    if isinstance(data, (bytes, bytearray, memoryview)):
        text, notes = decode(first_bytes(bytes(data), most), raw.encoding)
        return text, notes if len(data) <= most else (*notes, *CUT)
    if not isinstance(data, str):
        if not (hasattr(data, "decode") and hasattr(data, "find_all")):
            raise TypeError(
                f"A source is str, bytes or a BeautifulSoup, not {type(data).__name__}."
            )
        data = data.decode(formatter="minimal")
    if len(data) * 4 > most and len(written := data.encode("utf-8", "surrogatepass")) > most:
        return written[:most].decode("utf-8", "ignore"), CUT
    return data, ()


def first_bytes(data: bytes, most: int) -> bytes:
    """Return the first bytes of a page, without a divided UTF-8 character."""
    if len(data) <= most:
        return data
    cut = data[:most]
    whole = cut.rstrip(bytes(range(0x80, 0xC0)))
    return whole[:-1] if len(cut) - len(whole) < 4 and whole and whole[-1] >= 0xC0 else cut


def form_of(text: str) -> str:
    """Return `html` for text that begins with a page's markup, else `text`.

    A stray tag left in a text dump is not enough.
    """
    start = text[:20_000]
    if start[:200].lstrip()[:14].lower() == "<!doctype html" or HTML_OPENING.match(start):
        return "html"
    return "html" if len(HTML_SIGNS.findall(start)) >= 3 else "text"

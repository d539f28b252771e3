"""Characters that a reader does not see."""

from __future__ import annotations

import re

UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f\x81\x8d\x8f\x90\x9d\u00ad\u061c\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
)
"""What a reader never sees: controls, soft hyphens, marks of direction, joiners of no width, the glyphs of icon fonts (private use)."""
UNREAD = re.compile(f"[{UNSEEN}\x80-\x84\x86-\x9f\ud800-\udfff]")
"""What HTML's text has of them, and what no text can hold. The joiners U+200C and U+200D stay: Persian spelling and emoji need them."""

PLAIN_BLANK = bytes(0x20 if byte in b"\t\n\v\f\r" or 0x20 <= byte < 0x7F else byte for byte in range(256))
"""For `bytes.translate`: leaves of UTF-8 the controls and what is not ASCII."""


def visible(text: str) -> str:
    """Text without its unseen characters; the same object where there are none.

    They are looked for among the few different runs of characters that are not plain: an expression over the whole of a page takes twice as long.
    """
    unusual = set(text.encode("utf-8", "surrogatepass").translate(PLAIN_BLANK).split())
    return UNREAD.sub("", text) if unusual and UNREAD.search(b" ".join(unusual).decode("utf-8", "surrogatepass")) else text

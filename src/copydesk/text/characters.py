"""Characters that a reader does not see, and variants of characters."""

from __future__ import annotations

import re
import unicodedata

from copydesk.text.lazy_pattern import lazy_pattern

UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f\x81\x8d\x8f\x90\x9d\u00ad\u061c\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
)
"""What a reader never sees: controls, soft hyphens, marks of direction, joiners of no width, the
glyphs of icon fonts (private use).
"""
UNREAD = lazy_pattern(f"[{UNSEEN}\x80-\x84\x86-\x9f\ud800-\udfff]")
"""Characters removed from text. The joiners U+200C and U+200D are kept: Persian spelling and emoji
need them.
"""
ODD = re.compile(
    "[^\t-\r\x1c-~\x85\xa0-\xac\xae-\u02ff\u0388-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u1e00-\u1eff\u2002-\u200a\u200c\u200d\u2010-\u2029"
    "\u202f-\u205f\u20a0-\u20c0\u2190-\u2328\U0001f300-\U0001faff]"
)
"""Characters that may be UNREAD or not in composed form (NFC): all but those of most pages. It
compiles in half the time of UNREAD.
"""

PLAIN_BLANK = bytes(
    0x20 if byte in b"\t\n\v\f\r" or 0x20 <= byte < 0x7F else byte for byte in range(256)
)
"""For `bytes.translate`: leaves of UTF-8 the controls and what is not ASCII."""


def visible(text: str) -> str:
    """Return a text without unseen characters, in composed form (NFC).

    The same object if nothing changes. Only the distinct runs of unusual characters are searched,
    because a search of the whole page takes twice as long.
    """
    unusual = b" ".join(
        set(text.encode("utf-8", "surrogatepass").translate(PLAIN_BLANK).split())
    ).decode("utf-8", "surrogatepass")
    if not ODD.search(unusual):
        return text
    return unicodedata.normalize("NFC", UNREAD.sub("", text) if UNREAD.search(unusual) else text)

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


def visible(text: str) -> str:
    """Text without its unseen characters; the same object where there are none."""
    return UNREAD.sub("", text) if UNREAD.search(text) else text

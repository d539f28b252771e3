"""Characters that a reader does not see."""

from __future__ import annotations

import re

UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")
"""Controls, soft hyphens, zero-width spaces, bidi controls, byte order marks, halves of surrogate pairs. The joiners U+200C and U+200D stay: Persian
spelling and emoji need them."""


def visible(text: str) -> str:
    """Text without its unseen characters; the same object where there are none."""
    return UNSEEN.sub("", text) if UNSEEN.search(text) else text

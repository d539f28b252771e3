"""The text of a photo credit: trimming, and names against sentences."""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.model.block import Span
from copydesk.text.lazy_pattern import lazy_pattern

LABEL = (
    r"(?:(?:opening|featured?|lead|header|cover|main)\s)?"
    r"(?:photo(?:s|graphs?|graphie|graphy)?|images?|pictures?|pics?|illustrations?|artwork|graphic|"
    r"foto(?:[’']?s|graf[íi]a)?|bild(?:er)?|"
    r"imagen|imagem|immagine|beeld|fot|zdjęcie)(?:\s?(?:credits?|sources?|quelle|nachweis|©))?|"
    r"(?:bild|foto)(?:quelle|nachweis|credits?|rechte)|credits?|"
    r"cr[ée]dits?(?:\s(?:photos?|images?))?|cr[ée]dito|"
    r"crediti|fotocredit|kuva|fotó|фото|写真|撮影|사진|图片?来源|图源|צילום|تصوير"
)
"""The nouns that lead to a credit."""
LABEL_ALONE = lazy_pattern(rf"(?:{LABEL})(?:\s(?:by|of|from))?", re.IGNORECASE)
AROUND_NAME = lazy_pattern(
    r"^(?:FILE\s?(?:PHOTO)?\s?[-–—:]\s*|courtesy(?:\sof)?\s|by\s|copyright\s|©\s?|\(c\)\s?)+"
    r"|(?<!\bAP)(?:\s(?:illustration|photo|hide caption|toggle caption))+$"
    r"|\s\((?:symbol|archiv|file|illustrat|montage)\w*(?:\s\w+)?\)$",
    re.IGNORECASE,
)
RIGHTS = lazy_pattern(
    r"\s?/?\s?(?:copyright|©|\(c\))\s?(?:19|20)\d\d.*$|[\s.,]+all rights reserved.*$",
    re.IGNORECASE,
)
"""A notice of rights behind the name: "Jane Roe/Copyright 2024 The AP. All rights reserved"."""
MAX_CHARACTERS = 110
"""A credit is a name and an agency or two; a longer one is a sentence."""
MAX_WORDS = 14
SMALL = frozenset(
    (
        *("of", "the", "de", "for", "via", "on", "from", "by", "and", "von", "van", "der"),
        *("und", "website", "courtesy", "la", "et"),
    )
)
"""Small words inside a credit."""
DURATION = lazy_pattern(r"\d{1,2}:\d\d\b")
"""The length of a video, which a player shows where a picture has its credit."""
PROSE = lazy_pattern(r"[a-z]{3}[.!?]\s+[A-Z][a-z]+\s[a-z]")
"""The end of a sentence and the beginning of the next."""


class Credit(NamedTuple):
    """A credit without its label, its span with the label, and its form."""

    value: str
    span: Span
    form: str

    @property
    def apart(self) -> bool:
        """Whether a label, mark or sentence end parts caption and credit."""
        return not self.form.endswith("in a sentence")


def cleaned(value: str) -> str:
    """Return a credit without label, "FILE", rights and final punctuation."""
    text = RIGHTS.sub("", " ".join(value.split()))
    text = AROUND_NAME.sub("", text).strip(" .|,;:-–—()[]")
    text = AROUND_NAME.sub("", text).strip(" .|,;:-–—")
    return f"{text})" if text.count("(") == text.count(")") + 1 else text


def looks_like_name(value: str) -> bool:
    """Whether a credit is short, begins like a name and is not a sentence."""
    if not 1 < len(value) <= MAX_CHARACTERS or value[0] in "?!#":
        return False
    if LABEL_ALONE.fullmatch(value) or DURATION.match(value) or PROSE.search(value):
        return False
    words = value.split()
    small = sum(word[0].islower() for word in words if word.lower() not in SMALL)
    return len(words) <= MAX_WORDS and (small <= max(1, len(words) // 3) or "/" in value)

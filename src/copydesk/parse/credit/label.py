"""Photo credits behind a label: "Photo: Alex Poe", "Bildrechte: dpa"."""

from __future__ import annotations

import re

from copydesk.parse.credit.text import LABEL, Credit, cleaned, looks_like_name
from copydesk.text.lazy_pattern import lazy_pattern

VERB = (
    r"(?:\s*[:：©]\s*(?:courtesy(?:\sof)?\s|by\s|via\s|©\s?)?|"
    r"\s+(?:by|via|from|courtesy(?:\sof)?|von|de|di|door|av|par)(?:\s*:\s*|\s+))"
)
LABELLED = lazy_pattern(
    rf"(?<!\w)(?:(?:{LABEL}){VERB}|fot\.\s?)(?P<name>\S.*)$|"
    rf"(?<!\w)(?:courtesy|cortes[íi]a)\s+(?:of|de)\s+(?P<of>\S.*)$|"
    rf"image\s(?:copyright|source),?\s?(?=(?-i:[^\W\d_a-z]))(?P<glued>\S.*)$|"
    rf"(?:^|(?<=[.!?…”’»)])\s*)©\s?(?P<sign>\D{{2}}.*)$",
    re.IGNORECASE,
)
"""A label and the credit after it, to the end of the line."""
LABEL_PARTS = (
    *("phot", "imag", "pic", "illustr", "art", "graphic", "fot", "bild", "immag", "beeld", "zdj"),
    *("cred", "créd", "фото", "写真", "撮影", "courtesy", "cort", "©"),
    *("kuva", "사진", "来源", "图源", "צילום", "تصوير"),
)
"""Every label has one of these parts. They are looked for before LABELLED is compiled (1 ms)."""
COLON = lazy_pattern("[:：]")
BEFORE_CREDIT = '.!?…:|)）。"”’—–-•\n'
"""Characters that end a caption before its credit."""
SENTENCE = lazy_pattern(r"(?<=\w{3})\.\s+(?=[A-Z])")


def read_labelled(line: str) -> Credit | None:
    """Return the credit after a label: "Photo: Alex Poe".

    Another label may be before it: "Words: Jane Doe Photos: Kim Lee".
    """
    lower = line.lower()
    for match in LABELLED.finditer(line) if any(part in lower for part in LABEL_PARTS) else ():
        name = match["name"] or match["of"] or match["glued"] or match["sign"]
        before = line[: match.start()].rstrip()
        end = SENTENCE.search(name) if not before else None
        value = cleaned(name[: end.start()] if end else name).split(", ©")[0]
        if value and looks_like_name(value):
            last = match.end() if end is None else match.end() - len(name) + end.start() + 1
            apart = not before or COLON.search(match[0]) or before[-1] in BEFORE_CREDIT
            form = "label" if apart else "label in a sentence"
            return Credit(value, (match.start(), last), form)
    return None

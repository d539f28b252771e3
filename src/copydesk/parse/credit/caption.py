"""Photo credits in a caption's element, which need no label or agency."""

from __future__ import annotations

import re

from copydesk.model.block import Span
from copydesk.parse.agency import is_agency, may_credit_agency
from copydesk.parse.credit import NO_NAME, read_credit
from copydesk.parse.credit.text import RIGHTS, SMALL, Credit, cleaned, looks_like_name
from copydesk.parse.person_name import person
from copydesk.text.lazy_pattern import lazy_pattern

BRACKETED = lazy_pattern(r"[(\[](?P<name>[^()\[\]]{2,60})[)\]]\s*\.?\s*$")
BEHIND_SLASH = lazy_pattern(r"\s[/|]\s(?P<name>[^/|]{4,60})$")
BEHIND_LABEL = lazy_pattern(
    r"(?:^|[.!?…。”»)]\s*|\s[-–—|]\s)(?P<label>[^\W\d_]{3,14})\s?[:：]\s?(?P<name>[^:：.]{2,60})$"
)
"""A caption, a label of any language, and a name: "Isithombe: Thandi Roe"."""
BEHIND_RIGHTS = lazy_pattern(
    r"(?:^|[.!?…”»)]\s*|\s[-–—|]\s)(?P<label>copyright|bildrechte|©|"
    r"\(c\))[\s:]{1,3}(?P<name>[^\d\s].*)$",
    re.IGNORECASE,
)
BEHIND_SENTENCE = lazy_pattern(
    r"(?:(?<=[a-zà-ÿа-я]{2})|(?<=[\u3040-\uffdc]))[.!?…。]['\"”’»)]?\s*(?P<name>[^.!?…。:]{2,60})$"
)
"""Words behind the last sentence of a caption: "... on Monday. Supplied"."""
TAKEN_BY = lazy_pattern(
    r"(?:^|[\s。，,)）])(?P<name>[^\s。，,()（）]{2,12}(?:\s[^\s。，,()（）]{2,4})?)\s?[摄攝]$"
)
"""A name before the Chinese word for taking a picture."""
DOMAIN = lazy_pattern(r"\.(?:com|net|org|de|co|photo)$")
MAX_WORDS = 5
"""Words of a credit without label or agency."""


def read_caption(text: str) -> Credit | None:
    """Return the credit of a caption: at its end, or all of it."""
    credit = read_credit(text)
    if credit is not None and credit.apart:
        return credit
    if bare := read_bare(text):
        return bare
    line = text.rstrip()
    for pattern, form in (
        (BEHIND_RIGHTS, "notice of rights"),
        (BRACKETED, "name in brackets"),
        (BEHIND_LABEL, "label of any language"),
        (BEHIND_SLASH, "name behind a slash"),
        (TAKEN_BY, "taken by"),
        (BEHIND_SENTENCE, "words behind the caption"),
    ):
        match = pattern.search(line)
        if match and _is_credit(match["name"], form):
            start = match.start("label" if "label" in pattern.groupindex else "name")
            start -= form == "name in brackets"
            return Credit(cleaned(match["name"]), _span(line, text, start), form)
    return credit


def _span(line: str, text: str, start: int) -> Span:
    """Return the span of a credit, from its separator to the caption's end."""
    bare = line[:start].rstrip()
    slashed = bare.endswith(("/", "|"))
    return (len(bare[:-1].rstrip()), len(text)) if slashed else (start, len(text))


def _is_credit(name: str, form: str) -> bool:
    """Whether words without a label are a name, an outlet or an agency."""
    if form == "notice of rights":
        name = RIGHTS.sub("", name)
    words = name.split()
    if not 0 < len(words) <= MAX_WORDS or NO_NAME.fullmatch(name.strip()):
        return False
    if form == "name behind a slash" and not person(name):
        return False
    return is_agency(name) or (looks_like_name(cleaned(name)) and _is_capitalised(words))


def _is_capitalised(words: list[str]) -> bool:
    return all(not word[0].islower() or word in SMALL for word in words) and any(
        letter.isalpha() for letter in words[0]
    )


def read_bare(text: str) -> Credit | None:
    """Return the credit that is a whole element: a name and an outlet."""
    value = cleaned(text)
    words = value.split()
    if not 0 < len(words) < 9 or text.rstrip().endswith(("?", "!", ":")):
        return None
    if DOMAIN.search(value) and len(words) <= MAX_WORDS:
        return Credit(value, (0, len(text)), "name and outlet")
    capitals = all(word[0].isupper() or word[0] in "/|&" or word in SMALL for word in words)
    if not capitals and not may_credit_agency(value):
        return None
    named = re.search(r"/\s?[A-Z]", value) is not None or " | " in value or " for " in value
    return Credit(value, (0, len(text)), "name and outlet") if named else None

"""Photo credits: the part of a line that credits a picture, without its label."""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.model.page import Span
from copydesk.parse.agency import CREDITED, may_credit_agency
from copydesk.parse.person_name import person
from copydesk.text.lazy_pattern import lazy_pattern

LABEL = (
    r"(?:(?:opening|featured?|lead|header|cover|main)\s)?"
    r"(?:photo(?:s|graphs?|graphie|graphy)?|images?|pictures?|pics?|illustrations?|artwork|graphic|"
    r"foto(?:[’']?s|graf[íi]a)?|bild(?:er)?|"
    r"imagen|imagem|immagine|beeld|fot|zdjęcie)(?:\s?(?:credits?|sources?|quelle|nachweis|©))?|"
    r"(?:bild|foto)(?:quelle|nachweis|credits?|rechte)|credits?|"
    r"cr[ée]dits?(?:\s(?:photos?|images?))?|cr[ée]dito|"
    r"crediti|fotocredit|фото|写真|撮影"
)
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
)
"""Every label has one of these parts. They are looked for before LABELLED is compiled (1 ms)."""
_WORD = r"[^\W\d_][\w.'’&-]*"
NAME_AND_AGENCY = (
    rf"(?:(?:[^\W\d_a-z][\w.'’&-]*[ ,]{{1,2}}){{0,5}}{_WORD}"
    rf"(?:\s?[/|]{{1,2}}\s?|\s+(?:via|on|from|for)\s+)"
    rf"(?:[\w.'’&-]+(?:\s?/\s?|\s)){{0,3}}?{CREDITED}"
    rf"(?:\s(?:via|on)\s(?:[A-Z][\w.]*\s?){{1,3}})?"
    rf"|(?<!\w){CREDITED}(?:\s?/{{1,2}}\s?[^\W_][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){{0,3}})?)"
)
BY_AGENCY = lazy_pattern(rf"(?P<name>{NAME_AND_AGENCY})[.)\]]*$")
"""A name and an agency at the end of a line: "Alex Poe/Getty Images", "AP Photo/Jane Roe", "K. Lee
via Reuters".
"""
_PART = (
    r"[«“\"]?[^\W\d_a-z][\w.'’&-]*"
    r"(?:\s(?:of|the|de|del|la|von|van|[^\W_a-z][\w.'’&-]*|\d)){0,4}[»”\"]?"
)
SLASHED = lazy_pattern(
    rf"(?:^|(?<=[.!?…”\"’])\s*|[(\[]\s?)(?P<name>{_PART}(?:\s?/\s?{_PART}){{1,2}})\s?[)\]]?\.?\s*$"
)
"""A name, a slash and an outlet at the end of a caption, or alone: "Kip Lassiter/WQHX"."""
INSIDE = lazy_pattern(rf"[(\[](?P<name>{NAME_AND_AGENCY})[)\]](?=[^\W\d_a-z]|[“\"(])")
"""A caption's credit with the story's first word glued to it."""
AHEAD = lazy_pattern(
    rf"(?P<name>(?:[^\W\d_a-z][\w.'’-]*\s){{1,3}}?[^\W\d_a-z][\w.'’-]*\s?/\s?"
    rf"(?:[\w.'’-]+\s){{0,3}}?(?:via\s)?{CREDITED})\s*(?=[(“\"‘]|[A-Z]{{2}}|[A-Z][a-z])"
)
"""A credit glued to the front of the story's first words."""
GLUED = lazy_pattern(r"(?<=[a-z]{3})[.!?]\s*(?=[A-Z])")
"""The boundary between a caption and a credit that is glued to it."""
OF_AGENCY = lazy_pattern(
    rf"(?:^|(?<=[.!?…”\"’»)])\s*)(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})"
    rf"\s?\((?P<agency>{CREDITED})\)\s*$"
)
"""A photographer and an agency in brackets: "... in the square. Andrés Molina (EFE)"."""
BRACKETS = lazy_pattern(r"[(\[](?P<name>[^()\[\]]{2,120})[)\]]\s*\.?\s*$")
AROUND_NAME = lazy_pattern(
    r"^(?:FILE\s?(?:PHOTO)?\s?[-–—:]\s*|courtesy(?:\sof)?\s|by\s|©\s?|\(c\)\s?)+"
    r"|(?:\s(?:illustration|photo|hide caption|toggle caption))+$"
    r"|\s\((?:symbol|archiv|file|illustrat|montage)\w*(?:\s\w+)?\)$",
    re.IGNORECASE,
)
SMALL = frozenset(("for", "of", "via", "de", "von", "the", "and", "on", "from"))
MAX_CREDIT_CHARACTERS = 110
"""A credit is a name and an agency or two; a longer one is a sentence."""


BUTTONS = lazy_pattern(r"(?:\s*\b(?:hide|toggle) caption\b)*\s*$", re.IGNORECASE)
COLON = lazy_pattern("[:：]")
BEFORE_CREDIT = '.!?…:|)）。"”’—–-•\n'
"""Characters that end a caption before its credit."""
SENTENCE = lazy_pattern(r"(?<=\w{3})\.\s+(?=[A-Z])")
MAX_CAPTION_CHARACTERS = 500
"""A credit inside a paragraph is looked for in so many of its first characters."""
DURATION = lazy_pattern(r"\d{1,2}:\d\d\b")
"""The length of a video, which a player shows where a picture has its credit."""
LABEL_ALONE = lazy_pattern(rf"(?:{LABEL})(?:\s(?:by|of|from))?", re.IGNORECASE)


class Credit(NamedTuple):
    """A credit without its label, its span with the label, and its certainty, 0 to 1."""

    value: str
    span: Span
    sure: float


def read_credit(text: str) -> Credit | None:
    """Return the credit at the end of a line, or that is the whole line."""
    end = _end(text)
    line = text[max(0, end - 400) : end]
    offset = max(0, end - 400)
    bracketed = BRACKETS.search(line[-130:])
    if bracketed and not AROUND_NAME.fullmatch(f" ({bracketed['name']})"):
        start = len(line) - min(130, len(line)) + bracketed.start()
        inner = bracketed["name"]
        named = (
            OF_AGENCY.search(line, max(0, len(line) - 130))
            if ":" not in inner and may_credit_agency(inner)
            else None
        )
        if named and person(named["name"]):
            return Credit(
                f"{named['name']} ({named['agency']})",
                (offset + named.start("name"), len(text)),
                1.0,
            )
        found = _best(inner)
        if found:
            return Credit(found.value, (offset + start, len(text)), 1.0)
    found = _best(line) or _slashed(line)
    if found is None:
        return None
    last = len(text) if found.span[1] == len(line) else offset + found.span[1]
    return Credit(found.value, (offset + found.span[0], last), found.sure)


def _end(text: str) -> int:
    """Return the end of a line without caption buttons and trailing spaces."""
    tail = text[-60:]
    buttons = BUTTONS.search(tail) if "caption" in tail.lower() else None
    return len(text) - len(buttons[0] if buttons else tail) + (0 if buttons else len(tail.rstrip()))


def _best(line: str) -> Credit | None:
    """Return the surer of the credits by label and by agency, else the earlier."""
    found = [one for one in (read_labelled(line), _by_agency(line)) if one]
    return max(found, key=lambda one: (one.sure, -one.span[0])) if found else None


def _slashed(line: str) -> Credit | None:
    """Return a person's name and an outlet with a slash between them."""
    at = max(0, len(line) - 120)
    match = SLASHED.search(line, at) if "/" in line[at:] else None
    if (
        not match
        or (at and match.start() == at)
        or not any(person(part) for part in match["name"].split("/"))
    ):
        return None
    return Credit(cleaned(match["name"]), (match.start(), len(line)), 1.0)


def read_inside(text: str) -> Credit | None:
    """Return the credit in brackets after a caption that is glued to the story."""
    match = (
        INSIDE.search(text, 0, MAX_CAPTION_CHARACTERS)
        if "/" in text[:MAX_CAPTION_CHARACTERS]
        else None
    )
    return (
        Credit(cleaned(match["name"]), match.span(), 0.9)
        if match and "/" in match["name"]
        else None
    )


def read_ahead(text: str) -> Credit | None:
    """Return the credit that is glued to the front of a story's first words."""
    match = AHEAD.match(text) if "/" in text else None
    return Credit(cleaned(match["name"]), (0, match.end("name")), 0.8) if match else None


def read_bare(text: str) -> Credit | None:
    """Return the credit that is a whole element: a name and an outlet, no label."""
    value = cleaned(text)
    words = value.split()
    if (
        not 0 < len(words) < 9
        or text.rstrip().endswith(("?", "!", ":"))
        or not all(word[0].isupper() or word[0] in "/|&" or word in SMALL for word in words)
    ):
        return None
    named = re.search(r"/\s?[A-Z]", value) is not None or " | " in value or " for " in value
    return Credit(value, (0, len(text)), 0.7) if named else None


def read_labelled(line: str) -> Credit | None:
    """Return the credit after a label: "Photo: Alex Poe".

    Another label may be before it: "Words: Jane Doe Photos: Kim Lee".
    """
    lower = line.lower()
    for match in LABELLED.finditer(line) if any(part in lower for part in LABEL_PARTS) else ():
        name, before = (
            match["name"] or match["of"] or match["glued"] or match["sign"],
            line[: match.start()].rstrip(),
        )
        end = SENTENCE.search(name) if not before else None
        value = cleaned(name[: end.start()] if end else name).split(", ©")[0]
        if value and looks_like_name(value):
            sure = (
                1.0 if not before or COLON.search(match[0]) or before[-1] in BEFORE_CREDIT else 0.6
            )
            return Credit(
                value,
                (
                    match.start(),
                    match.end() if end is None else match.end() - len(name) + end.start() + 1,
                ),
                sure,
            )
    return None


def _by_agency(line: str) -> Credit | None:
    at = max(0, len(line) - 120)
    match = BY_AGENCY.search(line, at) if may_credit_agency(line) else None
    if not match:
        return None
    start, name = match.start("name"), match["name"]
    glued = GLUED.search(name)
    if glued:
        start, name = start + glued.end(), name[glued.end() :]
    before = line[:start].rstrip()
    apart = not before or before[-1] in BEFORE_CREDIT
    named = re.search(r"[/|]|\s(?:via|on|from|for)\s", name) is not None
    value = cleaned(name)
    return (
        Credit(value, (start, len(line)), 1.0 if apart else 0.6 if named else 0.2)
        if value
        else None
    )


def cleaned(value: str) -> str:
    """Return a credit without label, "FILE" and trailing punctuation."""
    text = AROUND_NAME.sub("", " ".join(value.split())).strip(" .|,;:-–—()[]")
    return AROUND_NAME.sub("", text).strip(" .|,;:-–—")


def looks_like_name(value: str) -> bool:
    """Whether a credit is short, begins like a name and is not a sentence."""
    if (
        not 1 < len(value) <= MAX_CREDIT_CHARACTERS
        or value[0] in "?!#"
        or LABEL_ALONE.fullmatch(value)
        or DURATION.match(value)
    ):
        return False
    words = value.split()
    small = sum(
        word[0].islower()
        for word in words
        if word.lower()
        not in (
            "of",
            "the",
            "de",
            "for",
            "via",
            "on",
            "from",
            "by",
            "and",
            "von",
            "van",
            "der",
            "und",
            "website",
            "courtesy",
            "la",
            "et",
        )
    )
    return (
        len(words) <= 14
        and (small <= max(1, len(words) // 3) or "/" in value)
        and not re.search(r"[a-z]{3}[.!?]\s+[A-Z][a-z]+\s[a-z]", value)
    )

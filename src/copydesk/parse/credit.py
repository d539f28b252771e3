"""The grammar of photo credits: which part of a line credits a picture, and how the credit reads
without its label.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from copydesk.model.page import Span
from copydesk.parse.person_name import person
from copydesk.text.lazy_pattern import lazy_pattern

LABEL = (
    r"(?:(?:opening|featured?|lead|header|cover|main)\s)?(?:photo(?:s|graphs?|graphie|graphy)?|images?|pictures?|pics?|illustrations?|artwork|graphic|foto(?:[’']?s|graf[íi]a)?|bild(?:er)?|"
    r"imagen|imagem|immagine|beeld|fot|zdjęcie)(?:\s?(?:credits?|sources?|quelle|nachweis|©))?|(?:bild|foto)(?:quelle|nachweis|credits?|rechte)|credits?|cr[ée]dits?(?:\s(?:photos?|images?))?|cr[ée]dito|"
    r"crediti|fotocredit|фото|写真|撮影"
)
VERB = r"(?:\s*[:：©]\s*(?:courtesy(?:\sof)?\s|by\s|via\s|©\s?)?|\s+(?:by|via|from|courtesy(?:\sof)?|von|de|di|door|av|par)(?:\s*:\s*|\s+))"
LABELLED = lazy_pattern(
    rf"(?<!\w)(?:(?:{LABEL}){VERB}|fot\.\s?)(?P<name>\S.*)$|(?<!\w)(?:courtesy|cortes[íi]a)\s+(?:of|de)\s+(?P<of>\S.*)$|^©\s?(?P<sign>\D{{2}}.*)$",
    re.IGNORECASE,
)
"""A label and what it credits, to the end of the line."""
SIGNS = "phot imag pic illustr art graphic fot bild immag beeld zdj cred créd фото 写真 撮影 courtesy cort ©".split()  # noqa: SIM905
"""One of these stands in every label. They are asked for before LABELLED and AGENCIES before
BY_AGENCY, which take a millisecond and two to compile.
"""
AGENCY = (
    r"(?:Getty(?:\sImages)?|AP(?:\sPhoto)?|Associated\sPress|The\sAssociated\sPress|Reuters|REUTERS|AFP(?:/Getty\sImages)?|EPA(?:-EFE)?|EFE|Shutterstock(?:\.com)?|iStock(?:[pP]hoto)?(?:\.com)?|Unsplash|Pexels|Pixabay|"
    r"Adobe(?:\sStock)?|Alamy(?:\sStock\sPhoto)?|Dreamstime(?:\.com)?|Depositphotos(?:\.com)?|Thinkstock|Corbis|Wikimedia(?:\sCommons)?|Wikipedia|Flickr|Bloomberg|dpa|imago(?:\simages)?|picture.alliance|"
    r"USA\sTODAY\sSports|Redux|Zuma(?:\sPress)?|ZUMA(?:\sPress)?|PA(?:\sWire|\sMedia|\sImages)?|Canva|NurPhoto|Xinhua|Anadolu(?:\sAgency)?|SIPA|Sipa\sUSA|Tribune\sNews\sService|Keystone|Fotolia|Instagram|Facebook|NASA|"
    r"PAP|ANSA|LaPresse|L[Uu][Ss][Aa]|Folhapress|Estadão\sConteúdo|Agência\sBrasil|Europa\sPress|ČTK|TASS|ТАСС|РИА\sНовости|PTI|ANI|AAP|Belga|BELGA|ANP|Kyodo|Yonhap|Canadian\sPress)"
)
AGENCIES = (
    *(
        "Getty",
        "AP",
        "Press",
        "Reuters",
        "REUTERS",
        "AFP",
        "EPA",
        "EFE",
        "Shutterstock",
        "iStock",
        "Unsplash",
        "Pexels",
        "Pixabay",
        "Adobe",
        "Alamy",
    ),
    *(
        "Dreamstime",
        "Depositphotos",
        "Thinkstock",
        "Corbis",
        "Wikimedia",
        "Wikipedia",
        "Flickr",
        "Bloomberg",
        "dpa",
        "imago",
        "picture",
        "USA",
        "Redux",
    ),
    *(
        "Zuma",
        "ZUMA",
        "PA",
        "Canva",
        "NurPhoto",
        "Xinhua",
        "Anadolu",
        "SIPA",
        "Sipa",
        "Tribune",
        "Keystone",
        "Fotolia",
        "Instagram",
        "Facebook",
        "NASA",
    ),
    *(
        "ANSA",
        "Lusa",
        "LUSA",
        "Folhapress",
        "Estadão",
        "Agência",
        "ČTK",
        "TASS",
        "ТАСС",
        "РИА",
        "PTI",
        "ANI",
        "AAP",
        "Belga",
        "BELGA",
        "ANP",
        "Kyodo",
    ),
    "Yonhap",
)
"""A word of each of them."""
_WORD = r"[^\W\d_][\w.'’&-]*"
NAME_AND_AGENCY = (
    rf"(?:(?:[^\W\d_a-z][\w.'’&-]*[ ,]{{1,2}}){{0,5}}{_WORD}(?:\s?[/|]{{1,2}}\s?|\s+(?:via|on|from|for)\s+)(?:[\w.'’&-]+(?:\s?/\s?|\s)){{0,3}}?{AGENCY}"
    rf"(?:\s(?:via|on)\s(?:[A-Z][\w.]*\s?){{1,3}})?|(?<!\w){AGENCY}(?:\s?/{{1,2}}\s?[^\W_][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){{0,3}})?)"
)
BY_AGENCY = lazy_pattern(rf"(?P<name>{NAME_AND_AGENCY})[.)\]]*$")
"""A name and an agency at the end of a line: "Alex Poe/Getty Images", "AP Photo/Jane Roe", "K. Lee
via Reuters".
"""
_PART = r"[«“\"]?[^\W\d_a-z][\w.'’&-]*(?:\s(?:of|the|de|del|la|von|van|[^\W_a-z][\w.'’&-]*|\d)){0,4}[»”\"]?"
SLASHED = lazy_pattern(
    rf"(?:^|(?<=[.!?…”\"’])\s*|[(\[]\s?)(?P<name>{_PART}(?:\s?/\s?{_PART}){{1,2}})\s?[)\]]?\.?\s*$"
)
"""A name, a stroke and an outlet at the end of a caption, or alone: "Kip Lassiter/WQHX"."""
INSIDE = lazy_pattern(rf"[(\[](?P<name>{NAME_AND_AGENCY})[)\]](?=[^\W\d_a-z]|[“\"(])")
"""A caption's credit to which the story's first word has been glued."""
AHEAD = lazy_pattern(
    rf"(?P<name>(?:[^\W\d_a-z][\w.'’-]*\s){{1,3}}?[^\W\d_a-z][\w.'’-]*\s?/\s?(?:[\w.'’-]+\s){{0,3}}?(?:via\s)?{AGENCY})\s*(?=[(“\"‘]|[A-Z]{{2}}|[A-Z][a-z])"
)
"""A credit that has been glued to the first words of the story."""
GLUED = lazy_pattern(r"(?<=[a-z]{3})[.!?]\s*(?=[A-Z])")
"""Where a caption's end has been glued to the credit."""
OF_AGENCY = lazy_pattern(
    rf"(?:^|(?<=[.!?…”\"’»)])\s*)(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})\s?\((?P<agency>{AGENCY})\)\s*$"
)
"""A photographer and in brackets the agency, alone or behind a caption's end: "... in the square.
Andrés Molina (EFE)".
"""
BRACKETS = lazy_pattern(r"[(\[](?P<name>[^()\[\]]{2,120})[)\]]\s*\.?\s*$")
CLEAN = lazy_pattern(
    r"^(?:FILE\s?(?:PHOTO)?\s?[-–—:]\s*|courtesy(?:\sof)?\s|by\s|©\s?|\(c\)\s?)+|(?:\s(?:illustration|photo|hide caption|toggle caption))+$",
    re.IGNORECASE,
)
SMALL = frozenset(("for", "of", "via", "de", "von", "the", "and", "on", "from"))
LONGEST = 110
"""A credit is a name and an agency or two; a longer one is a sentence."""


BUTTONS = lazy_pattern(r"(?:\s*\b(?:hide|toggle) caption\b)*\s*$", re.IGNORECASE)
COLON = lazy_pattern("[:：]")
APART = '.!?…:|)）。"”’—–-•\n'
"""What a caption ends with before its credit."""
SENTENCE = lazy_pattern(r"(?<=\w{3})\.\s+(?=[A-Z])")
MOST_CAPTION = 500
"""Characters of a caption before a credit inside a paragraph."""
LABEL_ALONE = lazy_pattern(rf"(?:{LABEL})(?:\s(?:by|of|from))?", re.IGNORECASE)


class Credit(NamedTuple):
    """A credit as it reads without its label, its span in the line with its label, and how sure it
    is (0 to 1).
    """

    value: str
    span: Span
    sure: float


def read_credit(text: str) -> Credit | None:
    """The credit at the end of a line (or all of it), or None."""
    end = _end(text)
    line = text[max(0, end - 400) : end]
    offset = max(0, end - 400)
    bracketed = BRACKETS.search(line[-130:])
    if bracketed:
        start = len(line) - min(130, len(line)) + bracketed.start()
        inner = bracketed["name"]
        named = (
            OF_AGENCY.search(line, max(0, len(line) - 130))
            if ":" not in inner and any(name in inner for name in AGENCIES)
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
    """Where a line ends before the buttons of its caption and the spaces behind it."""
    tail = text[-60:]
    buttons = BUTTONS.search(tail) if "caption" in tail.lower() else None
    return len(text) - len(buttons[0] if buttons else tail) + (0 if buttons else len(tail.rstrip()))


def _best(line: str) -> Credit | None:
    """The surer of what a label and what an agency says; of two as sure the one that begins
    earlier.
    """
    found = [one for one in (read_labelled(line), _by_agency(line)) if one]
    return max(found, key=lambda one: (one.sure, -one.span[0])) if found else None


def _slashed(line: str) -> Credit | None:
    """A name and an outlet with a stroke between them, of which one is a person's."""
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
    """The credit in brackets that ends a caption to which the story has been glued."""
    match = INSIDE.search(text, 0, MOST_CAPTION) if "/" in text[:MOST_CAPTION] else None
    return (
        Credit(cleaned(match["name"]), match.span(), 0.9)
        if match and "/" in match["name"]
        else None
    )


def read_ahead(text: str) -> Credit | None:
    """The credit that stands glued before the first words of a story."""
    match = AHEAD.match(text) if "/" in text else None
    return Credit(cleaned(match["name"]), (0, match.end("name")), 0.8) if match else None


def read_bare(text: str) -> Credit | None:
    """The credit that a caption's element is as a whole: a name and an outlet, without any
    label.
    """
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
    """What a label in a line credits: "Photo: Alex Poe", also behind another: "Words: Jane Doe
    Photos: Kim Lee".
    """
    said = line.lower()
    for match in LABELLED.finditer(line) if any(sign in said for sign in SIGNS) else ():
        name, before = match["name"] or match["of"] or match["sign"], line[: match.start()].rstrip()
        end = SENTENCE.search(name) if not before else None
        value = cleaned(name[: end.start()] if end else name).split(", ©")[0]
        if value and looks_like_name(value):
            sure = 1.0 if not before or COLON.search(match[0]) or before[-1] in APART else 0.6
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
    match = BY_AGENCY.search(line, at) if any(name in line for name in AGENCIES) else None
    if not match:
        return None
    start, name = match.start("name"), match["name"]
    glued = GLUED.search(name)
    if glued:
        start, name = start + glued.end(), name[glued.end() :]
    before = line[:start].rstrip()
    apart = not before or before[-1] in APART
    named = re.search(r"[/|]|\s(?:via|on|from|for)\s", name) is not None
    value = cleaned(name)
    return (
        Credit(value, (start, len(line)), 1.0 if apart else 0.6 if named else 0.2)
        if value
        else None
    )


def cleaned(value: str) -> str:
    """A credit without label, file mark and trailing punctuation."""
    text = CLEAN.sub("", " ".join(value.split())).strip(" .|,;:-–—()[]")
    return CLEAN.sub("", text).strip(" .|,;:-–—")


def looks_like_name(value: str) -> bool:
    """Whether a credit is short, begins like a name and is no sentence."""
    if not 1 < len(value) <= LONGEST or value[0] in "?!#" or LABEL_ALONE.fullmatch(value):
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

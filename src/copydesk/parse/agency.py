"""News agencies, newswires and picture libraries, by their names.

`lexicon/agencies.txt` lists the agencies that write for others, for names in any case. Credits and
datelines match the spellings below, case included: "AP" is an agency and "ap" is not.
"""

from __future__ import annotations

import re
from functools import cache

from copydesk.parse.roles import known_words

WIRES = (
    "AFP",
    "AFP/Getty Images",
    "ANI",
    "ANSA",
    "AP",
    "AP Photo",
    "Agência Brasil",
    "Anadolu",
    "Anadolu Agency",
    "Associated Press",
    "BELGA",
    "Belga",
    "Bloomberg",
    "Canadian Press",
    "EFE",
    "Estadão Conteúdo",
    "Europa Press",
    "Folhapress",
    "Kyodo",
    "LUSA",
    "LaPresse",
    "Lusa",
    "PAP",
    "PTI",
    "REUTERS",
    "Reuters",
    "TASS",
    "The Associated Press",
    "Tribune News Service",
    "Xinhua",
    "Yonhap",
    "dpa",
    "ČTK",
    "РИА Новости",
    "ТАСС",
)
"""Agencies that both write and photograph: credits and datelines name them."""
NEWSWIRES = (
    "AA",
    "BUSINESS WIRE",
    "CNN",
    "DHA",
    "GLOBE NEWSWIRE",
    "IANS",
    "UPI",
    "ots",
    "İHA",
    "أ ف ب",
    "الأناضول",
    "د ب أ",
    "رويترز",
)
"""Services that write only: datelines name them."""
PICTURE_LIBRARIES = (
    "AAP",
    "ANP",
    "EPA",
    "EPA-EFE",
    "Adobe",
    "Adobe Stock",
    "Alamy",
    "Alamy Stock Photo",
    "Canva",
    "Corbis",
    "Depositphotos",
    "Depositphotos.com",
    "Dreamstime",
    "Dreamstime.com",
    "Facebook",
    "Flickr",
    "Fotolia",
    "Getty",
    "Getty Images",
    "Instagram",
    "Keystone",
    "NASA",
    "NurPhoto",
    "PA",
    "PA Images",
    "PA Media",
    "PA Wire",
    "Pexels",
    "Pixabay",
    "Redux",
    "SIPA",
    "Shutterstock",
    "Shutterstock.com",
    "Sipa USA",
    "Thinkstock",
    "USA TODAY Sports",
    "Unsplash",
    "Wikimedia",
    "Wikimedia Commons",
    "Wikipedia",
    "ZUMA",
    "ZUMA Press",
    "Zuma",
    "Zuma Press",
    "iStock",
    "iStock.com",
    "iStockPhoto",
    "iStockPhoto.com",
    "iStockphoto",
    "iStockphoto.com",
    "imago",
    "imago images",
    "picture alliance",
    "picture-alliance",
)
"""Picture agencies and libraries, and other sources of pictures: credits name them.

AAP, ANP and EPA are initials of associations, parties and offices too: after words in mixed case,
as in a dateline, they are not a sure sign of an agency.
"""
FULL_NAMES = {
    "AP": "Associated Press",
    "REUTERS": "Reuters",
    "PRNewswire": "PR Newswire",
    "GLOBE NEWSWIRE": "GlobeNewswire",
    "BUSINESS WIRE": "Business Wire",
}
MAX_NAME_WORDS = 4


def spelled(*groups: tuple[str, ...]) -> str:
    """Return the expression for any name of the groups, the longest first."""
    names = sorted((name for group in groups for name in group), key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s") for name in names)


CREDITED = rf"(?:{spelled(WIRES, PICTURE_LIBRARIES)})"
"""Expression for an agency or library in a photo credit."""
IN_DATELINE = rf"(?:{spelled(WIRES, NEWSWIRES)})"
"""Expression for an agency in a dateline."""
_RAREST_WORDS = frozenset(max(name.split(), key=len) for name in (*WIRES, *PICTURE_LIBRARIES))


def may_credit_agency(text: str) -> bool:
    """Whether a text has a word of a credited agency.

    Cheaper than matching `CREDITED`.
    """
    return any(word in text for word in _RAREST_WORDS)


def is_agency(text: str) -> bool:
    """Whether a text is a news agency's name, in any case."""
    return _normalized(text) in known_words("agencies")


def split_agency(text: str) -> tuple[str, str | None]:
    """Return the text before an agency at its end, and the agency.

    "JOHN ROE Associated Press" ends with one. A surname alone before it is not split off: it may
    be a part of the name.
    """
    words = text.split()
    if not words or _normalized(words[-1]).rsplit(" ", 1)[-1] not in _last_words():
        return text, None
    for first in range(max(0, len(words) - MAX_NAME_WORDS), len(words)):
        tail = " ".join(words[first:])
        if is_agency(tail) and (first != 1 or len(words) > 3):
            return " ".join(words[:first]), tail
    return text, None


def full_name(text: str) -> str:
    """Spell out an agency that datelines abbreviate.

    Any other text is returned unchanged.
    """
    return FULL_NAMES.get(text, text)


@cache
def _last_words() -> frozenset[str]:
    """Return the last words of the agencies' names."""
    return frozenset(name.rsplit(" ", 1)[-1] for name in known_words("agencies"))


def _normalized(text: str) -> str:
    """Return the words of a text in lower case, without apostrophes."""
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "").replace("'", "")))

"""The place that opens a story, as its dateline: "WASHINGTON (AP) — "."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.parse.agency import IN_DATELINE
from copydesk.parse.credit.glued import read_ahead, read_inside
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.scripts import EAST_ASIA, KANA_AND_HAN

DASH = r"\s*[-–—]{1,2}\s*(?=\S)"
UPPER = "A-ZÀ-ÖØ-Þ" + "".join(
    letter for letter in map(chr, range(0x100, 0x530)) if letter.isupper()
)
"""Capitals of the Latin, Greek and Cyrillic scripts, for a character class."""
_CAPITALS = rf"[{UPPER}](?:[{UPPER}.'’]|-(?=[{UPPER}]))*"
_STATE = r"(?:,\s(?:[A-Z][a-z]+\.?(?:\s[A-Z][a-z]+\.?)?|[A-Z]\.?[A-Z]\.?))?"
PLACE = rf"(?P<place>{_CAPITALS}(?:[ -]{_CAPITALS}){{0,4}}{_STATE})"
DAY = r"(?:,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,9})(?:,?\s(?:19|20)\d\d)?)?"
BARE = lazy_pattern(
    rf"{PLACE}{DAY},?\s*(?:(?:[-–—]{{1,2}}\s?)?[(\[/](?P<agency>[^()\[\]]{{2,40}})[)\]/])?{DASH}"
)
BRACKETED = lazy_pattern(
    rf"[(\[]{PLACE}{DAY}[)\]]\s*(?:[(\[](?P<agency>[^()\[\]]{{2,40}})[)\]])?{DASH}"
)
AGENCY = rf"[(\[](?P<agency>{IN_DATELINE}(?!\w)[^()]{{0,20}})[)\]]"
MIXED = lazy_pattern(
    rf"(?P<place>[A-ZÀ-Þ][\w.'’-]+(?:[ -][A-ZÀ-Þ][\w.'’-]+){{0,3}}{_STATE}){DAY}\s{AGENCY}{DASH}",
)
"""A place in mixed case is a dateline only before an agency."""
SPANISH = lazy_pattern(
    r"(?P<place>[A-ZÀ-Þ][\w.'’-]+(?:\s(?:de|del|la|las|los|el|"
    r"[A-ZÀ-Þ][\w'’-]+)){0,5})(?:\s?\((?P<agency>[^()]{2,30})\))?\s?\.\s?[-–—]{1,2}\s*(?=\S)"
)
"""A full stop and a dash after a place: "Valdemora.- A las siete"."""
_HAN = "[\u4e00-\u9fff]"
CHINESE = lazy_pattern(
    rf"[（(【\[]?(?P<agency>{_HAN}{{1,3}}[社报報网網])?(?P<place>{_HAN}{{2,5}}?)"
    rf"(?:\d{{1,2}}月)?\d{{1,2}}日[电電讯訊](?:[（(][^（）()]{{2,20}}[）)])?[）)】\]]?\s*"
)
"""An outlet, a place and a day: "（东港3日电）", "新华社东港3月3日电（记者 李明）"."""
CHINESE_BRACKETED = lazy_pattern(
    rf"[【\[](?P<place>{_HAN}{{2,3}}?)(?P<agency>{_HAN}{{2,3}}[社网網])[】\]]\s*"
)
KOREAN = lazy_pattern(
    r"[(\[](?P<place>[가-힣]{2,8})=(?P<agency>[가-힣A-Za-z0-9]{2,8})[)\]]\s*"
    r"(?:[가-힣]{2,4}\s?[가-힣]{0,2}(?:기자|특파원)\s*=\s*)?"
)
"""A place and an agency, and the reporter: "(오린=연합뉴스) 김하나 기자 ="."""
_JAPANESE = f"[{KANA_AND_HAN}]"
JAPANESE = lazy_pattern(
    rf"[（(【\[](?!写真|撮影|画像|資料)(?P<place>{_JAPANESE}{{2,12}}?)"
    rf"(?:(?:[＝=]|\s\d{{1,2}}日\s)(?P<agency>[^（）()【】\[\]\s＝=]{{2,12}})"
    rf"|(?P<wire>共同|時事|ロイター))[）)】\]]\s*(?:[-–—]\s*)?"
)
"""A place, and an agency or a reporter: "【東港＝田中一郎】", "【東港共同】"."""
_ARABIC = "[\u0621-\u064a]"
ARABIC = lazy_pattern(
    rf"(?P<place>{_ARABIC}+(?:\s{_ARABIC}+){{0,2}}?)(?:\s\d{{1,2}}\s{_ARABIC}+)?\s?"
    rf"\((?P<agency>{IN_DATELINE})\){DASH}"
)
"""A place before an agency in brackets and a dash: "القاهرة (رويترز) - "."""
STOP_AND_DASH = lazy_pattern(r"\.\s?[-–—]")
COLON = lazy_pattern(rf"{PLACE}(?:\s\((?P<agency>[^()]{{2,30}})\))?:\s(?=[^\W\d_a-z])")
OPENING = ("(", "[", "（", "【")
NO_PLACE = (
    "FILE",
    "UPDATE",
    "BREAKING",
    "WATCH",
    "EDITOR",
    "NOTE",
    "Q",
    "PHOTO",
    "EXCLUSIVE",
    "LISTEN",
    "VIDEO",
    "CORRECTION",
)
"""Words in capitals before a dash or a colon that are not places."""


def opening_place(text: str, start: int = 0) -> re.Match[str] | None:
    """Match the place, and its agency if any, that a paragraph opens with.

    A credit or caption glued to the front of the paragraph is skipped.
    """
    glued = read_ahead(text) or read_inside(text) if not start else None
    at = glued.span[1] if glued else start
    at += len(text) - at - len(text[at:].lstrip())
    found = next((match for form in _forms(text, at) if (match := form.match(text, at))), None)
    return (
        found
        if found
        and (len(found["place"].rstrip(".,")) > 2 or not found["place"].isascii())
        and not found["place"].startswith(NO_PLACE)
        else None
    )


def _forms(text: str, at: int) -> Iterator[re.Pattern[str]]:
    """The forms that can match at an offset, by its first letters."""
    first, second = text[at : at + 1], text[at + 1 : at + 2]
    letter = second if first in OPENING else first
    if letter >= EAST_ASIA:
        yield from (CHINESE, CHINESE_BRACKETED, KOREAN, JAPANESE)
    elif _is_arabic(first):
        yield ARABIC
    if first in ("(", "["):
        if second.isupper():
            yield BRACKETED
    elif first.isupper():
        if not second.islower():
            yield BARE
        yield MIXED
        if STOP_AND_DASH.search(text, at):
            yield SPANISH


def _is_arabic(letter: str) -> bool:
    return "\u0621" <= letter <= "\u064a"


def place_before_colon(text: str) -> re.Match[str] | None:
    """Match a place in capitals, and its agency if any, before a colon."""
    match = capitals_before_colon(text)
    return match if match and not match["place"].startswith(NO_PLACE) else None


def capitals_before_colon(text: str) -> re.Match[str] | None:
    """Match capitals before a colon: a place, or a speaker in a transcript."""
    return (
        COLON.match(text) if ":" in text and text[0].isupper() and not text[1].islower() else None
    )

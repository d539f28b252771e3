"""Days relative to the day of the crawl: "3 hours ago", "昨天"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from copydesk.parse.dates.clock import Dated
from copydesk.text.lazy_pattern import lazy_pattern

UNITS = {
    0: (
        *("second", "minute", "min", "hour", "hr", "sekunde", "minuten", "stunde", "heure"),
        *("hora", "minuto", "ora", "ore", "uur", "uren", "minuut", "seconde"),
        *("секунд", "минут", "час", "秒钟", "分钟", "小时", "秒", "分鐘", "小時"),
    ),
    1: ("day", "tag", "jour", "día", "dia", "giorn", "dag", "день", "дня", "дней", "天"),
    7: ("week", "woche", "semaine", "semana", "settiman", "weken", "недел", "周", "週", "星期"),
}
"""Days that a unit counts -> its stems. A month is not counted: its day is not known."""
_DAYS = {stem: days for days, stems in UNITS.items() for stem in stems}
NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "ein", "eine", "einem", "einer", "un", "una", "une"), 1),
    **dict.fromkeys(("een", "uno", "один", "одну", "一"), 1),
    "two": 2,
    "zwei": 2,
    "deux": 2,
    "dos": 2,
    "due": 2,
    "twee": 2,
    "два": 2,
    "две": 2,
    "两": 2,
    "three": 3,
    "drei": 3,
    "trois": 3,
    "tres": 3,
    "tre": 3,
    "drie": 3,
    "три": 3,
    "三": 3,
}
NAMED = {
    **dict.fromkeys(("today", "heute", "vandaag", "сегодня", "今天", "今日"), 0),
    **dict.fromkeys(("yesterday", "gestern", "gisteren", "вчера", "昨天", "昨日"), 1),
}
"""A day's name -> how many days it is before the crawl."""
_STEMS = "|".join(sorted(_DAYS, key=len, reverse=True))
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(NUMBERS)})"
BACK = (
    lazy_pattern(
        rf"(?:(?<!\w){_NUMBER}\s?(?P<unit>{_STEMS})\w{{0,2}}\s?(?:ago|geleden|fa|назад|前|"
        rf"之前))(?!\w)",
        re.IGNORECASE,
    ),
    lazy_pattern(
        rf"(?<!\w)(?:vor|il y a|hace|há)\s{_NUMBER}\s(?P<unit>{_STEMS})\w{{0,2}}(?!\w)",
        re.IGNORECASE,
    ),
)
"""A number, a unit and "ago", in either order."""
NAMED_DAY = lazy_pattern(rf"(?<!\w)(?:{'|'.join(NAMED)})(?!\w)", re.IGNORECASE)


def relative(text: str, crawled: str) -> Dated | None:
    """Return the day of "3 hours ago" on a page fetched on `crawled`."""
    for pattern in BACK:
        if match := pattern.search(text):
            number, unit = match["number"].lower(), match["unit"].lower()
            count = int(number) if number.isdigit() else NUMBERS[number]
            return _before(crawled, match.span(), _DAYS[unit] * count)
    match = NAMED_DAY.search(text)
    return _before(crawled, match.span(), NAMED[match[0].lower()]) if match else None


def _before(crawled: str, span: tuple[int, int], days: int) -> Dated:
    day = date.fromisoformat(crawled[:10]) - timedelta(days=days)
    return Dated(*span, day.isoformat())

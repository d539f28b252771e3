"""Reporters as East Asian papers name them: "（记者 李明 王芳）", "김하나 기자"."""

from __future__ import annotations

from typing import NamedTuple

from copydesk.model.block import Span
from copydesk.parse.person_name import is_han_name
from copydesk.text.lazy_pattern import lazy_pattern

OUTLET = (
    r"(?:[^\s。，、：:（()）]{0,10}[报報网網社台刊闻聞](?:·[^\s。，、：:（()]{1,6}?)?)?"
    r"(?:本|见习|實習|实习|特约|特約|首席|总台)?"
)
CHINESE = lazy_pattern(
    rf"(?P<open>[（(【\[]\s*|^[\s□◎■●☐\-—]*|[|│\s]\s*){OUTLET}"
    r"(?P<role>记者|記者|通讯员|通訊員|实习生|撰文|撰稿人?|执笔人?|作者|文(?=\s*[:：/／])|责任编辑|責任編輯|编辑|責編|责编)"
    r"[\s:：/／]*(?P<names>[^\n（）()【】\[\]。，,；;|│]{2,60})"
)
"""A role and names: at the beginning of a line, in brackets, or behind a stroke."""
REPORTED = lazy_pattern(
    r"[（(]\s*(?P<names>[^\s（）()。，]{2,4})\s[^\s（）()。，]{2,8}报道\s*[）)]"
)
"""A name, a place and "reported" in brackets."""
KOREAN = lazy_pattern(
    r"(?:^|[)\]=|.]\s*)(?P<names>[가-힣]{2,4})\s?(?:선임|인턴|수습|전문|논설)?\s?(?:기자|특파원)(?![가-힣])"
)
BRACKETED = lazy_pattern(r"^[（(\[【]\s*(?P<names>[^（）()【】\[\]]{2,20}?)\s*[）)\]】]$")
"""Names alone in brackets, as they end a story: "（李明）"."""
SPLIT = lazy_pattern(r"[\s、，,/／·]+")
BEHIND_NAME = lazy_pattern(r"(?:发自|發自|报道|報道|报导|通讯|摄影|攝影|[/／])")
"""Words that may touch a name: "sent from", "reported", the stroke before "text"."""
MAX_LINE = 60
"""Characters of a line in whose middle a role may begin without a mark before it."""
MAX_NAMES = 20
"""Characters of a line of Chinese names: four names with spaces or commas."""
EDITORS = frozenset(("责任编辑", "責任編輯", "编辑", "責編", "责编"))


class Reporters(NamedTuple):
    """The people of a line, its span, and whether they are editors.

    The span includes role and brackets.
    """

    people: tuple[str, ...]
    span: Span
    edited: bool


def read_reporters(text: str) -> Reporters | None:
    """Return the reporters in a line or in its brackets, else its editors."""
    found: Reporters | None = None
    for match in CHINESE.finditer(text):
        people, end = _han_names(match["names"])
        inside_line = match["open"].isspace()
        if not people or (inside_line and len(text) > MAX_LINE):
            continue
        start = match.end("open") if inside_line else match.start()
        span = _bracket(text, start, match.start("names") + end)
        one = Reporters(people, span, match["role"] in EDITORS)
        if not one.edited:
            return one
        found = found or one
    reported, korean = REPORTED.search(text), KOREAN.search(text)
    if reported and is_han_name(reported["names"]):
        return Reporters((reported["names"],), reported.span(), edited=False)
    if korean:
        return Reporters((korean["names"],), (korean.start("names"), korean.end()), edited=False)
    return found


def read_lone_names(text: str) -> tuple[str, ...]:
    """Return the Chinese names that a line consists of, in brackets or not."""
    bracketed = BRACKETED.match(text)
    names = bracketed["names"] if bracketed else text.strip()
    people, end = _han_names(names) if 1 < len(names) <= MAX_NAMES else ((), 0)
    return people if end == len(names) else ()


def _bracket(text: str, start: int, end: int) -> Span:
    """Return a span up to the bracket that closes it."""
    rest = text[end : end + 12]
    closing = next((place for place, letter in enumerate(rest) if letter in "）)】]"), None)
    return (
        (start, end + closing + 1)
        if text[start] in "（([【" and closing is not None
        else (start, end)
    )


def _han_names(text: str) -> tuple[tuple[str, ...], int]:
    """Return the Chinese names that a text begins with, and where they end."""
    people, end, at = list[str](), 0, 0
    for piece in SPLIT.split(text):
        at = text.find(piece, at)
        stop = BEHIND_NAME.search(piece)
        name = piece[: stop.start()] if stop else piece
        if not is_han_name(name):
            break
        people.append(name)
        end = at + len(name)
        if stop or text[end : end + 1] in ("/", "／"):
            break
        at += len(piece)
    return tuple(dict.fromkeys(people)), end

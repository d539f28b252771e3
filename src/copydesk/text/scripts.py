"""Scripts that put no spaces between words, and letters of East Asia."""

from __future__ import annotations

from copydesk.text.lazy_pattern import lazy_pattern

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
KANA = "\u3040-\u30ff"
KANA_AND_HAN = KANA + HAN
"""Ranges for a set of characters in a pattern. Each such character counts as a word."""
SOUTHEAST_ASIA = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, which put no spaces between words either."""
EAST_ASIA = "\u2e80"
"""The first character of the blocks of East Asia: a word whose first letter is not below it is
Chinese, Japanese or Korean.
"""
COMMON_HAN = ("\u4e00", "\u9fff")
"""The first and the last character of the block with all common Chinese characters."""
HANGUL = ("\uac00", "\ud7a3")
"""The first and the last syllable of Korean."""
_KANA_AND_HAN_UTF8 = lazy_pattern(
    rb"[\xe3-\xe9\xef](?:(?<=[\xe5-\xe9])|(?<=\xe3)[\x81-\x83\x90-\xbf]"
    rb"|(?<=\xe4)[\x80-\xb6\xb8-\xbf]|(?<=\xef)[\xa4-\xab])"
)
"""KANA_AND_HAN in UTF-8. As a set of characters Python 3.11 needs 11 ms to compile it, as bytes
0.3 ms, and every page with a letter beyond ASCII needs it.
"""


def unspaced(text: str) -> int:
    """Count the kana and Han characters of a text."""
    return len(_KANA_AND_HAN_UTF8.findall(text.encode("utf-8", "surrogatepass")))


def is_east_asian(word: str) -> bool:
    """Whether a word begins with a Chinese, Japanese or Korean letter."""
    return word[0] >= EAST_ASIA

"""Text without what is no text: controls and lone surrogates, which no format here can carry."""

from __future__ import annotations

from copydesk.text.lazy_pattern import lazy_pattern

CONTROL = lazy_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
BREAK = lazy_pattern(r"\r\n?|[\u2028\u2029]")
SURROGATE = lazy_pattern(r"[\ud800-\udfff]")


def plain(text: str) -> str:
    """The text with its line breaks as `\\n`, without other controls than tabs, a lone surrogate as
    U+FFFD.
    """
    return SURROGATE.sub("\ufffd", CONTROL.sub("", BREAK.sub("\n", text)))


def one_line(text: str) -> str:
    """The text on one line."""
    return " ".join(plain(text).split())

"""Bytes to text: byte order mark, valid UTF-8, the declared encoding, then detection."""

from __future__ import annotations


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a dump's bytes and the notes about it (`decoded-with-loss`)."""
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace"), ("decoded-with-loss",)

"""What a page's characters are before it is read."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from copydesk.text.characters import ODD, UNREAD, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("soft\u00adly", "softly"),
        ("\u6771\u200b\u4eac", "\u6771\u4eac"),
        ("cafe\u0301 \u2013 \u00fcber", "caf\u00e9 \u2013 \u00fcber"),
        ("e\u200b\u0301", "\u00e9"),
        ("\u212bngstr\u00f6m", "\u00c5ngstr\u00f6m"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("bell\x07", "bell"),
    ],
)
def test_seen(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_what_is_seen_as_it_is_written_is_the_same_object() -> None:
    text = (
        "The mayor \u2013 \u201cno\u201d \u2013 went to \u00d6rebro, "
        "\u041c\u043e\u0441\u043a\u0432\u0430 and \U0001f642"
    )
    assert visible(text) is text


def test_nothing_that_is_unseen_or_composed_is_overlooked() -> None:
    decomposed = [
        unicodedata.decomposition(character).split()
        for character in map(chr, range(sys.maxunicode))
    ]
    followers = {
        chr(int(parts[1], 16)) for parts in decomposed if len(parts) == 2 and parts[0].isalnum()
    }
    followers |= {*map(chr, range(0x1161, 0x1176)), *map(chr, range(0x11A8, 0x11C3))}
    plain = [
        character for character in map(chr, range(sys.maxunicode + 1)) if not ODD.match(character)
    ]
    assert not UNREAD.search("".join(plain))
    assert not followers.intersection(plain)
    assert not any(map(unicodedata.combining, plain))
    assert unicodedata.normalize("NFC", "".join(plain)) == "".join(plain)

"""Sets of characters written so that they compile quickly, compared over all of Unicode."""

from __future__ import annotations

import re

from copydesk.text.scripts import unspaced
from copydesk.text.tokens import SYMBOL

EVERY = [chr(code) for code in range(0x110000)]


def test_kana_and_han_are_counted_and_nothing_else() -> None:
    letter = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
    assert [one for one in EVERY if unspaced(one) != (letter.match(one) is not None)] == []
    assert unspaced("港の price 12円") == 3


def test_no_symbol_is_part_of_a_word() -> None:
    assert [one for one in EVERY if SYMBOL.match(one) and re.match(r"\w|['’]", one)] == []

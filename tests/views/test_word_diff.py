"""The word diff: its cases are in words.md."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.views.inline_diff import inline_diff
from copydesk.views.word_diff import word_diff

CASE = re.compile(r"```\n- (.*)\n\+ (.*)\n= (.*)\n```")
CASES = [
    tuple(part.replace("⏎", "\n").replace("␛", "\x1b") for part in match.groups())
    for match in CASE.finditer(Path(__file__).with_name("words.md").read_text("utf-8"))
]


@pytest.mark.parametrize(("old", "new", "shown"), CASES, ids=[case[2][:40] for case in CASES])
def test_what_is_shown(old: str, new: str, shown: str):
    assert inline_diff(old, new).plain == shown


@given(st.text("ab .\n\né港", max_size=40), st.text("ab .\n\né港", max_size=40))
def test_stretches_cover_both_texts(old: str, new: str):
    found = word_diff(old, new)
    assert "".join(old[stretch.old_start : stretch.old_end] for stretch in found) == old
    assert "".join(new[stretch.new_start : stretch.new_end] for stretch in found) == new
    assert all(one.same != other.same for one, other in pairwise(found))
    for stretch in found:
        if stretch.same:
            assert old[stretch.old_start : stretch.old_end].replace(" ", "") == new[
                stretch.new_start : stretch.new_end
            ].replace(" ", "")


@pytest.mark.parametrize("length", [4_000, 40_000])
def test_a_long_body_without_a_shared_word_is_replaced_as_a_whole(length: int):
    old, new = (" ".join(f"{letter}{number}" for number in range(length)) for letter in "xy")
    found = word_diff(f"one {old} two", f"one {new} two")
    assert [stretch.same for stretch in found] == [True, False, True]

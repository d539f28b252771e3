"""A page makes no cycles, so that the search for them may wait for its end."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

import copydesk
from copydesk.gc_pause import uninterrupted

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
DUMPS = ("newspaper-html-budget/dump.html", "radio-seed-shape/dump.txt")


@pytest.mark.parametrize("dump", DUMPS)
def test_a_page_leaves_nothing_for_the_collector(dump: str) -> None:
    data = (FIXTURES / dump).read_bytes()
    copydesk.clean(data)
    gc.collect()
    gc.disable()
    try:
        copydesk.clean(data)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_search_goes_on_after_a_page_that_fails() -> None:
    with pytest.raises(ValueError, match="Invalid kind"):
        copydesk.clean("text", kind="pdf")  # type: ignore[arg-type]
    assert gc.isenabled()


def test_a_search_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        assert uninterrupted(gc.isenabled)() is False
        assert not gc.isenabled()
    finally:
        gc.enable()

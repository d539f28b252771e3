"""Nothing takes more than its share longer when a hostile input grows: four times the input, hardly more than four times the time, for the whole of `clean`."""

from __future__ import annotations

import time

import pytest

from copydesk import desk
from copydesk.raw import Raw
from tests.hostile.shapes import HTML, TEXT, Shape

SMALL, LARGE = 4_000, 16_000
MOST = 7.0
"""Four times the input at the most so many times as long: quadratic would be 16."""
UNSEEN = 0.08
"""Seconds below which the difference is noise."""


def seconds(shape: Shape, size: int) -> float:
    """Processor time, the better of two where the first was long."""
    source = shape.of(size)
    took = []
    for _ in range(2):
        began = time.process_time()
        desk.clean_raw(Raw(source, None, shape.kind))  # type: ignore[arg-type]
        took.append(time.process_time() - began)
        if took[0] < UNSEEN:
            break
    return min(took)


@pytest.mark.parametrize("shape", TEXT + HTML, ids=lambda shape: f"{shape.kind}-{shape.name}")
def test_time_grows_no_faster_than_the_input(shape: Shape):
    large = seconds(shape, LARGE)
    assert large < UNSEEN or large < MOST * max(seconds(shape, SMALL), 0.01)

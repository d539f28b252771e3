"""What holds for every test."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A run in the background of a script is started with SIGINT ignored, and what it starts would
ignore it too: the tests that interrupt copydesk would wait.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the known misses: synthetic sites whose dumps the judge cuts a line too much of."""
    known = (Path(__file__).parent / "known_misses.txt").read_text("utf-8").split()
    for item in items:
        if item.nodeid in known:
            reason = "the judge for text, trained before the rules were learned, cuts a short line"
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))

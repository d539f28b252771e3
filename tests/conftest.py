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
    """Mark the known misses of known_misses.txt: a test and its reason a line."""
    lines = (Path(__file__).parent / "known_misses.txt").read_text("utf-8").splitlines()
    reasons = dict(line.split(" ", 1) for line in lines)
    for item in items:
        if item.nodeid in reasons:
            item.add_marker(pytest.mark.xfail(reason=reasons[item.nodeid], strict=True))

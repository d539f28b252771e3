"""What holds for every test."""

from __future__ import annotations

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
"""A run in the background of a script is started with SIGINT ignored, and what it starts would
ignore it too: the tests that interrupt copydesk would wait.
"""

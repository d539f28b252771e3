"""The scales of features: shares in 32nds, counts in eighths of a power of two.

Whole numbers, so that weights of whole numbers score them exactly.
"""

from __future__ import annotations

from math import log2

SHARE = 32
MAX_COUNT = 4095
"""The greatest count that is told from a greater one."""
LOG = tuple(round(8 * log2(1 + count)) for count in range(MAX_COUNT + 1))


def log_count(count: int) -> int:
    """A count on the logarithmic scale."""
    return LOG[min(count, MAX_COUNT)]


def share(part: float, whole: float) -> int:
    """A share in 32nds; 0 of nothing."""
    return int(SHARE * part / whole) if whole else 0

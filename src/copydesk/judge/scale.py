"""The scales of features, all of whole numbers.

Shares are in 32nds, counts in eighths of a power of two, so that weights of whole numbers score
them exactly.
"""

from __future__ import annotations

from math import log2

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

SHARE = 32
MAX_COUNT = 4095
"""Greater counts are counted as this one."""
LOG = tuple(round(8 * log2(1 + count)) for count in range(MAX_COUNT + 1))


def log_count(count: int) -> int:
    """A count on the logarithmic scale."""
    return LOG[min(count, MAX_COUNT)]


def share(part: float, whole: float) -> int:
    """A share in 32nds; 0 of nothing."""
    return int(SHARE * part / whole) if whole else 0


LOGS = np.array(LOG)


def log_counts(counts: Whole) -> Whole:
    """Counts on the logarithmic scale."""
    return LOGS[np.minimum(counts, MAX_COUNT)]


def shares(parts: Whole, wholes: Whole) -> Whole:
    """Shares in 32nds; 0 of nothing."""
    return SHARE * parts // np.maximum(1, wholes) * (wholes > 0)

"""The learned judge: features of blocks, the net, and its reasons."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

NUMPY_SPACE = 130 << 20
"""Bytes of address space that importing numpy takes: 95 MB with one thread, 123 MB with two
(measured on numpy 2 with OpenBLAS, which ends the process where it gets less).
"""
THREADS = "OPENBLAS_NUM_THREADS"


def require_space(needed: int) -> None:
    """Raise MemoryError if the address space limit leaves too little.

    `needed` is in bytes.
    """
    try:
        import resource

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        taken = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):  # Windows has no limits, macOS no /proc
        return
    if limit != resource.RLIM_INFINITY and limit - taken * resource.getpagesize() < needed:
        raise MemoryError


def import_numpy() -> None:
    """Import numpy with one thread for its matrix products.

    The products are small: more threads take 40 MB of address space each and wait for one another.
    """
    require_space(NUMPY_SPACE)
    given = os.environ.get(THREADS)
    os.environ[THREADS] = given or "1"
    import_module("numpy")
    if given is None:
        del os.environ[THREADS]


if "numpy" not in sys.modules:
    import_numpy()

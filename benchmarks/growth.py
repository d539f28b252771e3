"""Measures time against the size of a page and its number of blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.pages import lines_of, made_page, page_of_blocks
from benchmarks.race import timed
from benchmarks.tools import ON_HTML, ON_TEXT, Tool

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
BLOCKS = (10, 100, 1_000, 10_000, 100_000)
# Tools measured up to ten megabytes; the others take minutes for that.
TOOLS = ("copydesk", "resiliparse", "trafilatura, fast")


def by_size() -> dict[str, list[float]]:
    """Map tools to their seconds for a synthetic page of each of SIZES."""
    pages = [made_page(size) for size in SIZES]
    return {name: _times(ON_HTML[name](), pages) for name in TOOLS}


def by_blocks() -> dict[str, list[float]]:
    """Map `HTML` and `text` to copydesk's seconds for each of BLOCKS."""
    pages = [page_of_blocks(count) for count in BLOCKS]
    dumps = ["\n\n".join(lines_of(page)).encode() for page in pages]
    return {
        "HTML": _times(ON_HTML["copydesk"](), pages),
        "text": _times(ON_TEXT["copydesk"](), dumps),
    }


def _times(call: Callable[[bytes], object], pages: Sequence[bytes]) -> list[float]:
    timed(call, pages[1])
    return [_time(call, page) for page in pages]


def _time(call: Tool, page: bytes) -> float:
    """Return the least of three times, or one time of a slow page."""
    first, _ = timed(call, page)
    return first if first > 2 else min(first, *(timed(call, page)[0] for _ in range(2)))

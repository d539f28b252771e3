"""Draws the race as an SVG for the README, a bar for each tool.

The SVG is written by hand to be readable on light and dark pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from benchmarks.race import Times
from benchmarks.tools import FULL

WIDTH, ROW, LEFT, RIGHT, TOP = 760, 30, 220, 90, 44
STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #24292f }
  .note { font-size: 12px; fill: #57606a }
  .bar { fill: #8c959f } .ours { fill: #1a7f37 } .tail { fill: none; stroke: #57606a }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .note { fill: #9198a1 }
    .bar { fill: #656c76 } .ours { fill: #3fb950 } .tail { stroke: #9198a1 }
  }
"""


def bar_chart(found: Mapping[str, Times], pages: str) -> str:
    """Return the SVG, the fastest tool first.

    A bar is the median, a line reaches to the 90th percentile. `pages` describes the pages.
    """
    ranked = sorted(found.items(), key=lambda pair: pair[1].median)
    longest = max(times.at(0.9) for _, times in ranked)
    height = TOP + ROW * len(ranked) + 26
    rows = "".join(
        _row(name, times, TOP + ROW * place, (WIDTH - LEFT - RIGHT) / longest)
        for place, (name, times) in enumerate(ranked)
    )
    title = f"Milliseconds of CPU time a page, {pages}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title)}"><style>{STYLE}</style>'
        f'<text x="10" y="24" font-weight="600">{escape(title)}</text>{rows}'
        f'<text class="note" x="10" y="{height - 8}">Bar: median. Line: 90th percentile. '
        f"+ gives fields (author, date, ...) beside the text.</text></svg>\n"
    )


def _row(name: str, times: Times, y: int, scale: float) -> str:
    median, tail = times.median * scale, times.at(0.9) * scale
    kind = "ours" if name == "copydesk" else "bar"
    label = f"{name} +" if name in FULL else name
    return (
        f'<text x="{LEFT - 10}" y="{y + 17}" text-anchor="end">{escape(label)}</text>'
        f'<rect class="{kind}" x="{LEFT}" y="{y + 3}" width="{median:.1f}" height="20" rx="2"/>'
        f'<path class="tail" d="M{LEFT + median:.1f} {y + 13}H{LEFT + tail:.1f}m0 -4v8"/>'
        f'<text x="{LEFT + tail + 8:.1f}" y="{y + 18}">{times.median * 1000:.1f}</text>'
    )

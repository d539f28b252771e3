"""Formats the measurements as Markdown, `docs/benchmarks.md`."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from benchmarks.cold_start import REFERENCE, Run
from benchmarks.growth import BLOCKS, SIZES
from benchmarks.race import Times, ratio
from benchmarks.tools import FULL

PACKAGES = (
    "copydesk",
    "Resiliparse",
    "trafilatura",
    "readability-lxml",
    "newspaper4k",
    "jusText",
    "selectolax",
    "lxml",
)


def heading(source: str, pages: int, sizes: Sequence[int]) -> str:
    """Return the title, the method, the pages and the versions."""
    kilobytes = sorted(size // 1000 for size in sizes)
    return "\n".join(
        (
            "# Speed",
            "",
            "Written by `make bench`. Times are CPU times of one process (user and system). The "
            "tools take turns page by page, and the best of the rounds counts.",
            "Compare ratios; absolute times depend on the machine and its load.",
            "",
            f"Pages: {source}; {pages} of {kilobytes[0]} to {kilobytes[-1]} KB, median "
            f"{kilobytes[len(kilobytes) // 2]} KB. "
            f"Python {platform.python_version()}, {platform.machine()}. "
            f"{', '.join(f'{name} {version(name)}' for name in PACKAGES)}.",
        )
    )


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are numbers."""
    head = [" | ".join(titles), " | ".join(["---", *["---:"] * (len(titles) - 1)])]
    return "\n".join(f"| {line} |" for line in (*head, *(" | ".join(row) for row in rows)))


def tools(found: Mapping[str, Times]) -> str:
    """Return the race's table, with the median ratio of copydesk's time."""
    return table(
        (
            "tool",
            "gives fields",
            "median ms",
            "90th",
            "99th",
            "99th / median",
            "copydesk takes",
            "failed",
        ),
        (
            (
                name,
                "yes" if name in FULL else "no",
                *(f"{times.at(share) * 1000:.1f}" for share in (0.5, 0.9, 0.99)),
                f"{times.at(0.99) / times.median:.1f}",
                f"{ratio(found['copydesk'], times):.2f} of its time",
                str(times.failed),
            )
            for name, times in found.items()
        ),
    )


def stage_times(found: Mapping[str, float]) -> str:
    """Return the tables of stages and of steps, the slowest first."""
    total = sum(found.values())
    groups: dict[str, float] = {}
    for name, seconds in found.items():
        group = name.split(": ")[0]
        groups[group] = groups.get(group, 0.0) + seconds
    steps = sorted(
        ((seconds, name) for name, seconds in found.items() if ": " in name), reverse=True
    )
    stages = table(
        ("stage", "ms a page", "share"),
        ((name, *_share(seconds, total)) for name, seconds in (*groups.items(), ("all", total))),
    )

    rows = ((name, *_share(seconds, total)) for seconds, name in steps)
    return f"{stages}\n\n{table(('step', 'ms a page', 'share'), rows)}"


def _share(seconds: float, total: float) -> tuple[str, str]:
    return f"{seconds * 1000:.2f}", f"{seconds / total:.1%}"


def cold_starts(found: Mapping[str, Run]) -> str:
    """Return the table of commands."""
    reference = found[REFERENCE].seconds
    return table(
        ("command", "CPU ms", "of trafilatura's", "peak MB"),
        (
            (
                f"`{name}`",
                f"{run.seconds * 1000:.0f}",
                f"{run.seconds / reference:.2f}",
                f"{run.memory / 1e6:.0f}",
            )
            for name, run in found.items()
        ),
    )


def memories(found: Mapping[str, int]) -> str:
    """Return the memory table."""
    return table(("tool", "peak MB"), ((name, f"{size / 1e6:.0f}") for name, size in found.items()))


def growth_by_size(found: Mapping[str, Sequence[float]]) -> str:
    """Return time by size, with the factor to a tenth of the size."""
    return table(
        ("tool", *(_bytes(size) for size in SIZES)),
        ((name, *_grown(times)) for name, times in found.items()),
    )


def growth_by_blocks(found: Mapping[str, Sequence[float]]) -> str:
    """Return time by number of blocks."""
    return table(
        ("copydesk", *(f"{count:,} blocks" for count in BLOCKS)),
        ((name, *_grown(times)) for name, times in found.items()),
    )


def _bytes(size: int) -> str:
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size // 1000} KB"


def _grown(times: Sequence[float]) -> list[str]:
    before = [0.0, *times]
    return [
        f"{now * 1000:,.1f} ms" + (f" ({now / then:.1f}×)" if then else "")
        for then, now in zip(before, times, strict=False)
    ]

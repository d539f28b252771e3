"""Runs all measurements and writes `docs/benchmarks.md`.

It also draws the README's chart, `docs/speed.svg`. Usage: `python -m benchmarks [FOLDER]`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import table
from benchmarks.chart import bar_chart
from benchmarks.cold_start import cold_starts, memory
from benchmarks.growth import by_blocks, by_size
from benchmarks.pages import lines_of, made_pages, ordinary, pages_of, spread
from benchmarks.race import race
from benchmarks.stages import stages
from benchmarks.tools import ON_HTML, ON_TEXT

DOCS = Path(__file__).resolve().parent.parent / "docs"
# Synthetic pages, where no folder is given.
SYNTHETIC_PAGES = 40
# Pages of every size that only copydesk is timed on, for its slowest hundredth.
ALL_SIZES = 1000


def main() -> int:
    """Measure and write the report; return 2 for a folder without pages."""
    options = _options()
    everything = list(pages_of(options.folder)) if options.folder else made_pages(SYNTHETIC_PAGES)
    if not everything:
        print(
            f"No .html, .htm, .jsonl or .jsonl.gz page was found in {options.folder}: "
            f"name a folder that has some.",
            file=sys.stderr,
        )
        return 2
    pages = spread(ordinary(everything), options.pages)
    source = options.source or (
        "synthetic pages" if options.folder is None else f"folder {options.folder.name}"
    )
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "benchmarks.md").write_text(
        _report(everything, pages, source, options.rounds, options.out), "utf-8"
    )
    print(f"Written: {options.out / 'benchmarks.md'} and {options.out / 'speed.svg'}")
    return 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument(
        "folder",
        type=Path,
        nargs="?",
        help="folder of .html files, or .jsonl and .jsonl.gz rows with a member `html`; "
        "synthetic pages without it",
    )
    options.add_argument(
        "--pages",
        type=int,
        default=150,
        help="number of pages, evenly spaced (default: %(default)s)",
    )
    options.add_argument(
        "--rounds",
        type=int,
        default=2,
        help="runs of each tool on each page (default: %(default)s)",
    )
    options.add_argument("--source", help="name of the pages in the report")
    options.add_argument(
        "--out",
        type=Path,
        default=DOCS,
        help="folder of the report and chart (default: %(default)s)",
    )
    return options.parse_args()


def _report(
    everything: list[bytes], pages: list[bytes], source: str, rounds: int, out: Path
) -> str:
    sizes = [len(page) for page in pages]
    _progress(f"{len(pages)} pages: the tools in turn")
    html = race(ON_HTML, pages, rounds)
    (out / "speed.svg").write_text(
        bar_chart(html, f"{len(pages)} pages of {min(sizes) // 1000} to {max(sizes) // 1000} KB"),
        "utf-8",
    )
    lines = [lines_of(page) for page in pages]
    dumps = ["\n\n".join(found).encode() for found in lines]
    text = race(ON_TEXT, [dump for dump in dumps if dump], rounds)
    _progress("pages of every size")
    alone = race({"copydesk": ON_HTML["copydesk"]}, spread(everything, ALL_SIZES), 1)["copydesk"]
    tail = (
        f"{alone.median * 1000:.1f} ms, 99th percentile {alone.at(0.99) * 1000:.1f} ms "
        f"({alone.at(0.99) / alone.median:.1f} times the median)"
    )
    _progress("stages, cold starts, memory")
    sections = (
        ("HTML pages", table.tools(html)),
        ("Text dumps of the same pages", table.tools(text)),
        ("Pages of every size", f"{len(alone.seconds)} pages, copydesk alone: median {tail}."),
        ("Stages of copydesk", table.stage_times(stages(pages, rounds))),
        (
            "Cold starts",
            table.cold_starts(
                cold_starts(pages[len(pages) // 2], "\n\n".join(lines[len(pages) // 2]), 5)
            ),
        ),
        ("Peak memory over these pages", table.memories(memory(pages))),
        ("Growth with the size of a synthetic page", table.growth_by_size(by_size())),
        ("Growth with the number of blocks", table.growth_by_blocks(by_blocks())),
    )
    return (
        "\n\n".join(
            (
                table.heading(source, len(pages), sizes),
                *(f"## {name}\n\n{body}" for name, body in sections),
            )
        )
        + "\n"
    )


def _progress(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

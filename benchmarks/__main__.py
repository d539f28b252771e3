"""`python -m benchmarks [FOLDER]`: measures everything and writes `docs/benchmarks.md` and the
README's picture, `docs/speed.svg`.
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
MADE = 40
ALL_SIZES = 1000
"""Pages of every size that copydesk alone is timed on for its slowest hundredth."""


def main() -> int:
    """Measures and writes; the exit status is 2 for a folder without pages."""
    asked = _asked()
    everything = list(pages_of(asked.folder)) if asked.folder else made_pages(MADE)
    if not everything:
        print(
            f"There is no .html, .htm, .jsonl or .jsonl.gz page in {asked.folder}: "
            f"name a folder that has some.",
            file=sys.stderr,
        )
        return 2
    pages = spread(ordinary(everything), asked.pages)
    source = asked.source or (
        "made ones" if asked.folder is None else f"of the folder {asked.folder.name}"
    )
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / "benchmarks.md").write_text(
        _report(everything, pages, source, asked.rounds, asked.out), "utf-8"
    )
    print(f"Written: {asked.out / 'benchmarks.md'} and {asked.out / 'speed.svg'}")
    return 0


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument(
        "folder",
        type=Path,
        nargs="?",
        help="pages: .html files, or .jsonl and .jsonl.gz rows with a member `html`; made "
        "ones without it",
    )
    asked.add_argument(
        "--pages", type=int, default=150, help="at most so many, evenly spaced (%(default)s)"
    )
    asked.add_argument(
        "--rounds", type=int, default=2, help="how often a page is given to each tool (%(default)s)"
    )
    asked.add_argument("--source", help="what the report calls the pages")
    asked.add_argument(
        "--out", type=Path, default=DOCS, help="where report and picture go (%(default)s)"
    )
    return asked.parse_args()


def _report(
    everything: list[bytes], pages: list[bytes], source: str, rounds: int, out: Path
) -> str:
    sizes = [len(page) for page in pages]
    _tell(f"{len(pages)} pages: the tools in turn")
    html = race(ON_HTML, pages, rounds)
    (out / "speed.svg").write_text(
        bar_chart(html, f"{len(pages)} pages of {min(sizes) // 1000} to {max(sizes) // 1000} KB"),
        "utf-8",
    )
    lines = [lines_of(page) for page in pages]
    dumps = ["\n\n".join(found).encode() for found in lines]
    text = race(ON_TEXT, [dump for dump in dumps if dump], rounds)
    _tell("pages of every size")
    alone = race({"copydesk": ON_HTML["copydesk"]}, spread(everything, ALL_SIZES), 1)["copydesk"]
    tail = (
        f"{alone.median * 1000:.1f} ms, 99th percentile {alone.at(0.99) * 1000:.1f} ms "
        f"({alone.at(0.99) / alone.median:.1f} times the median)"
    )
    _tell("stages, cold starts, memory")
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
        ("Growth with the size of a made page", table.growth_by_size(by_size())),
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


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

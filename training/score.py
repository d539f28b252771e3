"""`python -m training.score CORPORA`: checks accuracy against floors.

The whole program is scored, cross-validated by site: each page is cleaned with the weights of the
fold without its site (`python -m training.train CORPORA --folds DIR` makes them). Prints each
figure beside its floor in `training/floors.json`; the exit status is 1 if one is below. `--write`
sets the floors to the measured figures.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path

import copydesk
from copydesk.judge.weights import WEIGHTS_VARIABLE
from training import scores
from training.collections import ARTICLES, FOLDS, fold_of, rows_of, site_of
from training.flatten import FLATTENERS

FLOORS = Path(__file__).resolve().parent / "floors.json"
SLACK = 0.0005
"""How far a figure may be below its floor: figures are rounded to four places."""

Job = tuple[str, str, str | None, str, Sequence[str] | None]


def body_of(job: Job) -> tuple[str, str]:
    """Clean a page with the whole program; return its body and the truth.

    A job is the page's source, kind, address, truth, and the filters to run (None: all).
    """
    source, kind, url, truth, filters = job
    return copydesk.clean(
        source, kind="html" if kind == "html" else "text", url=url, filters=filters
    ).body, truth


def figures(
    corpora: Path, folds: Path, dump: str, filters: Sequence[str] | None = None
) -> dict[str, float]:
    """Return the figures of one kind of dump over all folds.

    `filters` are those that run (None: all).
    """
    rows = list(rows_of(corpora, ARTICLES))
    pairs: list[tuple[str, str]] = []
    for fold in range(FOLDS):
        os.environ[WEIGHTS_VARIABLE] = str(folds / f"fold{fold}.npz")
        same = (row for row in rows if fold_of(site_of(row)) == fold)
        jobs = (
            (
                row["html"] if dump == "html" else FLATTENERS[dump](row["html"]),
                dump,
                row.get("url"),
                row["body"],
                filters,
            )
            for row in same
        )
        with Pool(2) as pool:
            pairs += pool.imap(body_of, jobs, chunksize=4)
    return scores.table(pairs)


def main() -> int:
    """Measures, compares, and says what fell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--folds", type=Path, default=Path("build/folds"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    found = {dump: figures(options.corpora, options.folds, dump) for dump in ("html", *FLATTENERS)}
    fallen = 0
    for dump, table in found.items():
        for name, value in table.items():
            floor = floors.get(dump, {}).get(name, 0.0)
            fell = value < floor - SLACK
            fallen += fell
            print(f"{dump:10} {name:12} {value:.4f}   floor {floor:.4f}{'   FELL' if fell else ''}")
    if options.write:
        FLOORS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m training.train CORPORA`: cross-validated figures, then the weights that ship.

Writes `src/copydesk/judge/weights.json` and `training/figures.json`, and, in `--folds DIR`, one
weights file a fold and `folds.json` (page id to weights file), so that any scorer can judge each
page with weights that never saw its site. Needs the packages of the `train` extra.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import compress
from pathlib import Path
from typing import Any

import torch

from copydesk.judge.net import WEIGHTS, Net, Scorer
from copydesk.judge.pagekind import Logistic
from training import scores
from training.dataset import FOLDS, LabelledPage, corpus_rows, digest, fold_of, load, site_of
from training.nets import train
from training.pagekinds import OTHERS, judge_pages, learn

LEARNED = "wcxb-articles"
"""What the figures are of, and what all nets learn from."""
MORE: dict[str, list[str]] = {"html": [OTHERS], "text": []}
"""What else a net learns from. With forums, guides and product pages the shingle F1 of unseen
sites' articles rose from 0.9533 to 0.955 on HTML, and the snippet F1 of trafilatura's evaluation
set, which no net has seen, from 0.914 to 0.917; of text it fell from 0.932 to 0.930.
"""
DUMPS = {"html": ["html"], "text": ["blocks", "bs4_lines"]}
SEED = 0
FIGURES = Path(__file__).resolve().parent / "figures.json"
SOURCE = "WCXB development set, articles and pages of other kinds (Foley 2026, CC-BY-4.0)"


def kept_body(scorer: Scorer, page: LabelledPage) -> str:
    """The body of a page by its net alone, blocks whole."""
    kept = scorer.believe(page.in_doubt()).kept
    return "\n\n".join(page.texts[number] for number in compress(page.doubtful, kept))


def cross_validated(
    pages: Sequence[LabelledPage], more: Sequence[LabelledPage], form: str
) -> tuple[list[Net], dict[str, Any]]:
    """A net a fold, and the figures of every page under the net that never saw its site, by kind of
    dump. `more` are only learned from.
    """
    nets = [
        train([page for page in (*pages, *more) if page.fold != fold], form, SEED)
        for fold in range(FOLDS)
    ]
    scorers = [Scorer(net) for net in nets]
    figures = {}
    for dump in sorted({page.dump for page in pages}):
        same = [page for page in pages if page.dump == dump]
        figures[dump] = scores.table(
            [(kept_body(scorers[page.fold], page), page.truth) for page in same]
        )
    return nets, figures


def write(
    path: Path, nets: dict[str, Net], pages: dict[str, dict[str, Logistic]], about: dict[str, Any]
) -> None:
    """A weights file, the same bytes for the same nets."""
    written = {
        "about": about,
        "nets": {form: net._asdict() for form, net in nets.items()},
        "pages": {
            form: {name: one._asdict() for name, one in both.items()}
            for form, both in pages.items()
        },
    }
    path.write_text(json.dumps(written, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")


def learn_blocks(corpora: Path) -> tuple[dict[str, Net], list[dict[str, Net]], dict[str, Any]]:
    """The nets of both forms, those of each fold, and their figures."""
    whole: dict[str, Net] = {}
    folded: list[dict[str, Net]] = [{} for _ in range(FOLDS)]
    figures: dict[str, Any] = {}
    for form, dumps in DUMPS.items():
        pages = load(corpora, [(LEARNED, dump) for dump in dumps])
        more = load(corpora, [(name, dump) for name in MORE[form] for dump in dumps])
        nets, measured = cross_validated(pages, more, form)
        whole[form] = train((*pages, *more), form, SEED)
        for fold, net in enumerate(nets):
            folded[fold][form] = net
        scorer = Scorer(whole[form])
        for dump in measured:
            seen = scores.table(
                [(kept_body(scorer, page), page.truth) for page in pages if page.dump == dump]
            )
            figures[dump] = {"cross-validated": measured[dump], "on the training pages": seen}
            print(dump, json.dumps(figures[dump]), file=sys.stderr, flush=True)
    return whole, folded, figures


def main() -> None:
    """Trains, measures and writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "corpora", type=Path, help="the folder with wcxb-articles.jsonl.gz and wcxb-others.jsonl.gz"
    )
    parser.add_argument(
        "--folds",
        type=Path,
        default=Path("build/folds"),
        help="where the weights files of the folds and folds.json go",
    )
    options = parser.parse_args()
    torch.set_num_threads(2)
    about = {"corpus": SOURCE, "digest": digest(options.corpora, [LEARNED, OTHERS]), "seed": SEED}
    whole, folded, figures = learn_blocks(options.corpora)
    options.folds.mkdir(parents=True, exist_ok=True)
    for fold, nets in enumerate(folded):
        write(options.folds / f"fold{fold}.json", nets, {}, about)
    learned = {
        form: learn(judge_pages(options.corpora, options.folds, [LEARNED, OTHERS], dumps[0]))
        for form, dumps in DUMPS.items()
    }
    for form, one in learned.items():
        print(form, json.dumps(one.figures), file=sys.stderr, flush=True)
    for fold, nets in enumerate(folded):
        write(
            options.folds / f"fold{fold}.json",
            nets,
            {form: one.folds[fold] for form, one in learned.items()},
            about | {"without fold": fold},
        )
    write(WEIGHTS, whole, {form: one.whole for form, one in learned.items()}, about)
    rows = (row for path in sorted(options.corpora.glob("*.jsonl.gz")) for row in corpus_rows(path))
    places = {row["id"]: f"fold{fold_of(site_of(row))}.json" for row in rows}
    (options.folds / "folds.json").write_text(json.dumps(places), "utf-8")
    FIGURES.write_text(
        json.dumps(
            {
                "about": about,
                "judge alone": figures,
                "pages": {form: one.figures for form, one in learned.items()},
            },
            indent=1,
        )
        + "\n",
        "utf-8",
    )


if __name__ == "__main__":
    main()

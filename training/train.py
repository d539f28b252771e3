"""`python -m training.train CORPORA`: cross-validated figures, then the weights that ship.

Writes `src/copydesk/judge/weights.json` and `training/figures.json`; with `--folds DIR` also one weights file a fold and `folds.json` (page id to
weights file), so that any scorer can judge each page with weights that never saw its site. Needs the packages of the `training` extra.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from copydesk.judge.measures import Measured
from copydesk.judge.net import WEIGHTS, Net, believe
from training import scores
from training.dataset import FLATTENERS, FOLDS, LabelledPage, digest, load
from training.nets import train

LEARNED = "wcxb-articles"
SEED = 0
FIGURES = Path(__file__).resolve().parent / "figures.json"
SOURCE = "WCXB development set, articles (Foley 2026, CC-BY-4.0)"


def kept_body(net: Net, page: LabelledPage) -> str:
    """The body of a page by its net alone, blocks whole."""
    beliefs = believe(net, Measured(page.rows, page.flags))
    return "\n\n".join(text for text, belief in zip(page.texts, beliefs, strict=True) if belief.kept)


def cross_validated(pages: Sequence[LabelledPage], form: str) -> tuple[list[Net], dict[str, Any]]:
    """A net a fold, and the figures of every page under the net that never saw its site, by kind of dump."""
    nets = [train([page for page in pages if page.fold != fold], form, SEED) for fold in range(FOLDS)]
    figures = {}
    for dump in sorted({page.dump for page in pages}):
        same = [page for page in pages if page.dump == dump]
        figures[dump] = scores.table([(kept_body(nets[page.fold], page), page.truth) for page in same])
    return nets, figures


def write(path: Path, nets: dict[str, Net], about: dict[str, Any]) -> None:
    """A weights file, the same bytes for the same nets."""
    path.write_text(
        json.dumps({"about": about, "nets": {form: net._asdict() for form, net in nets.items()}}, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8"
    )


def main() -> None:
    """Trains, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="the folder with wcxb-articles.jsonl.gz")
    parser.add_argument("--folds", type=Path, help="also write a weights file a fold and folds.json here")
    options = parser.parse_args()
    torch.set_num_threads(2)
    about = {"corpus": SOURCE, "digest": digest(options.corpora, [LEARNED]), "seed": SEED}
    whole: dict[str, Net] = {}
    folded: list[dict[str, Net]] = [{} for _ in range(FOLDS)]
    figures: dict[str, Any] = {}
    places: dict[str, str] = {}
    for form, dumps in (("html", ["html"]), ("text", list(FLATTENERS))):
        pages = load(options.corpora, [(LEARNED, dump) for dump in dumps])
        nets, measured = cross_validated(pages, form)
        whole[form] = train(pages, form, SEED)
        for fold, net in enumerate(nets):
            folded[fold][form] = net
        places |= {page.id: f"fold{page.fold}.json" for page in pages}
        for dump in measured:
            seen = scores.table([(kept_body(whole[form], page), page.truth) for page in pages if page.dump == dump])
            figures[dump] = {"cross-validated": measured[dump], "on the training pages": seen}
            print(dump, json.dumps(figures[dump]), file=sys.stderr, flush=True)
    write(WEIGHTS, whole, about)
    FIGURES.write_text(json.dumps({"about": about, "judge alone": figures}, indent=1) + "\n", "utf-8")
    if options.folds:
        options.folds.mkdir(parents=True, exist_ok=True)
        for fold, nets_of_fold in enumerate(folded):
            write(options.folds / f"fold{fold}.json", nets_of_fold, about | {"without fold": fold})
        (options.folds / "folds.json").write_text(json.dumps(places), "utf-8")


if __name__ == "__main__":
    main()

"""`python -m training.train CORPORA`: trains and cross-validates the judge.

Writes `src/copydesk/judge/weights.npz` and `training/figures.json`, and, in `--folds DIR`, a
weights file for each fold and `folds.json` (page id to weights file), so that a page can be scored
with weights that were trained without its site. Examples are cached in `--examples DIR`; remove it
after a change of a reader, a filter or a feature. Needs the packages of the `train` extra.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import compress
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import torch

from copydesk.judge import net as judge
from copydesk.judge.features import Features
from copydesk.judge.weights import WEIGHTS, load_net
from training import overrules, scores, synthetic, weights
from training.collections import (
    ARTICLES,
    COLLECTIONS,
    FOLDS,
    digest,
    fold_of,
    rows_of,
    site_of,
)
from training.dataset import Example, load, loaded, save
from training.flatten import FLATTENERS
from training.nets import RECIPES, Packed, Recipe, Trained, add_prior, packed, train
from training.pagekinds import judge_pages, learn, sources_of, synthetic_sources

SEED = 0
SYNTHETIC_COPIES = 3
"""Synthetic dumps of each page."""
PROCESSES = 2
"""Nets that are trained at the same time, on one core each."""
FIGURES = Path(__file__).resolve().parent / "figures.json"


def text_examples(corpora: Path, kept: Path) -> list[Example]:
    """Return the text net's examples: flattened pages and synthetic dumps.

    Every collection is flattened in each way.
    """
    names = list(COLLECTIONS)
    found = [
        example
        for dump in FLATTENERS
        for name in names
        for example in load(corpora, kept, name, dump)
    ]
    path = kept / "synthetic.pickle"
    if not path.exists():
        pages = [example for example in found if example.dump == "blocks"]
        save(path, list(synthetic.make(pages, SYNTHETIC_COPIES, SEED)))
    return [*found, *loaded(path)]


def html_examples(corpora: Path, kept: Path) -> list[Example]:
    """Return the HTML net's examples: pages with bodies labelled by hand."""
    names = [name for name, one in COLLECTIONS.items() if not one.is_pseudo_labelled]
    return [example for name in names for example in load(corpora, kept, name, "html")]


def features_of(example: Example) -> Features:
    """Return the features of an example, the input of the net."""
    numbers = list(range(len(example.roles)))
    return Features(numbers, example.columns, example.flags, example.words)


Judged = list[tuple[Example, judge.Predictions]]


def cross_validated(
    examples: Sequence[Example], form: str, folds: Path, recipe: Recipe
) -> tuple[Packed, list[Packed], Judged]:
    """Train a net on all examples and one without each fold.

    Returns them, and every example with its predictions by the net that was trained without its
    site.
    """
    judged: Judged = []
    jobs = [
        Job(fold, SEED + member)
        for fold in (None, *range(FOLDS))
        for member in range(recipe.members)
    ]
    with Pool(PROCESSES, _start_process, (Task(examples, form, recipe),)) as pool:
        trained = pool.map(_train_without, jobs, chunksize=1)
    whole, *nets = (
        packed(trained[at : at + recipe.members], form, recipe)
        for at in range(0, len(jobs), recipe.members)
    )
    for fold, net in enumerate(nets):
        path = folds / f"{form}.fold{fold}.npz"
        weights.write(path, {form: net}, {})
        scorer = load_net(path, form)
        judged += [
            (example, judge.predict(scorer, features_of(example)))
            for example in examples
            if example.fold == fold
        ]
    return whole, nets, judged


class Task(NamedTuple):
    """The training data and recipe of a process pool."""

    examples: Sequence[Example]
    form: str
    recipe: Recipe


class Job(NamedTuple):
    """A training run: the fold whose examples are left out (None: no fold), and the seed."""

    fold: int | None
    seed: int


_tasks: list[Task] = []


def _start_process(task: Task) -> None:
    """Store the task of a process of the pool, and limit torch to one thread."""
    torch.set_num_threads(1)
    _tasks[:] = [task]


def _train_without(job: Job) -> Trained:
    """Train a net without the examples of a fold."""
    examples, form, recipe = _tasks[0]
    lessons = [example for example in examples if example.fold != job.fold]
    trained = train(lessons, job.seed, form, recipe)
    name = "all" if job.fold is None else f"fold {job.fold}"
    print(f"{form}, {name}, seed {job.seed}", file=sys.stderr, flush=True)
    return trained


def learn_form(
    examples: Sequence[Example], form: str, folds: Path
) -> tuple[Packed, list[Packed], dict[str, Any]]:
    """Train the nets of a form; return them and their figures.

    The net of all examples, that of each fold, and the figures on ARTICLES by kind of dump.
    """
    whole, nets, judged = cross_validated(examples, form, folds, RECIPES[form])
    for fold, net in enumerate(nets):
        net.names["overrules"] = overrules.learn(one for one in judged if one[0].fold != fold)
    whole.names["overrules"] = overrules.learn(judged)
    for net in (whole, *nets):
        add_prior(net, form, RECIPES[form].prior)
    return whole, nets, figures_of(judged)


def figures_of(judged: Judged) -> dict[str, Any]:
    """Return the figures of the net alone on ARTICLES, by kind of dump."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for example, predictions in judged:
        if example.collection == ARTICLES:
            body = "\n\n".join(compress(example.texts, predictions.kept))
            pairs.setdefault(example.dump, []).append((body, example.truth))
    return {dump: scores.table(found) for dump, found in sorted(pairs.items())}


def main() -> None:
    """Train, measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, help="the folder with the collections")
    parser.add_argument("--folds", type=Path, default=Path("build/folds"))
    parser.add_argument("--examples", type=Path, default=Path("build/examples"))
    options = parser.parse_args()
    corpora, folds = options.corpora, options.folds
    about: dict[str, Any] = {
        "sources": [f"{one.source}, {one.licence}" for one in COLLECTIONS.values()],
        "digest": digest(corpora),
        "seed": SEED,
    }
    examples = {
        "text": text_examples(corpora, options.examples),
        "html": html_examples(corpora, options.examples),
    }
    learned = {form: learn_form(found, form, folds) for form, found in examples.items()}
    by_fold = [
        {form: nets[fold] for form, (_, nets, _) in learned.items()} for fold in range(FOLDS)
    ]
    for fold, nets in enumerate(by_fold):
        weights.write(folds / f"fold{fold}.npz", nets, about)
    donors = [example for example in examples["text"] if example.dump == "blocks"]
    sources = {form: list(sources_of(corpora, form)) for form in learned}
    sources["text"] += synthetic_sources(donors)
    pages = {form: learn(judge_pages(found, folds)) for form, found in sources.items()}
    for fold, nets in enumerate(by_fold):
        of_pages = {form: _as_json(one.folds[fold]) for form, one in pages.items()}
        weights.write(folds / f"fold{fold}.npz", nets, about | {"pages": of_pages})
    of_pages = {form: _as_json(one.whole) for form, one in pages.items()}
    whole = {form: net for form, (net, _, _) in learned.items()}
    weights.write(WEIGHTS, whole, about | {"pages": of_pages})
    places = {
        row["id"]: f"fold{fold_of(site_of(row))}.npz"
        for name in COLLECTIONS
        for row in rows_of(corpora, name)
    }
    (folds / "folds.json").write_text(json.dumps(places), "utf-8")
    figures = {
        "about": about,
        "judge alone": {form: found for form, (_, _, found) in learned.items()},
        "pages": {form: one.figures for form, one in pages.items()},
    }
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def _as_json(regressions: dict[str, Any]) -> dict[str, Any]:
    return {name: one._asdict() for name, one in regressions.items()}


if __name__ == "__main__":
    main()

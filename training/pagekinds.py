"""Learns whether a page is an article and whether its body can be trusted, from pages cleaned with
weights that never saw their site.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from copydesk import chain
from copydesk.judge.net import UNIT, WEIGHTS_VARIABLE
from copydesk.judge.pagekind import Logistic, page_measures
from copydesk.model.article import assemble
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from training import scores
from training.dataset import FLATTENERS, FOLDS, corpus_rows, fold_of, site_of

OTHERS = "wcxb-others"
NO_ARTICLES = frozenset(("listing", "collection", "product", "forum"))
"""Kinds that are no article. Service and documentation pages are told apart by no one reliably, and
are left out of the lesson.
"""
GOOD = 0.9
PENALTY = 10.0
"""The ridge penalty on weights of standardised measures. A third of it and three times as much
score alike; boosted trees of one to three splits no better.
"""


class JudgedPage(NamedTuple):
    """A page's measures, its kind, fold, and the word F1 of its body."""

    measures: list[int]
    kind: str
    fold: int
    word_f1: float


Job = tuple[str, str, str | None, str, str, int]


def judged(job: Job) -> JudgedPage:
    """One page through the whole program."""
    source, form, url, kind, truth, fold = job
    page = read_page(Raw(source, kind="html" if form == "html" else "text", url=url))
    ledger = chain.run(page, [step for step in chain.steps() if step.name != "status"])
    return JudgedPage(
        page_measures(page, ledger), kind, fold, scores.word_f1(assemble(page, ledger).body, truth)
    )


def judge_pages(corpora: Path, folds: Path, names: Sequence[str], dump: str) -> list[JudgedPage]:
    """Every page of these corpora as one kind of dump, each with its fold's weights."""
    rows = [row for name in names for row in corpus_rows(corpora / f"{name}.jsonl.gz")]
    found: list[JudgedPage] = []
    for fold in range(FOLDS):
        os.environ[WEIGHTS_VARIABLE] = str(folds / f"fold{fold}.json")
        same = [row for row in rows if fold_of(site_of(row)) == fold]
        jobs = (
            (_flat(row, dump), dump, _address(row, dump), row["kind"], row.get("body") or "", fold)
            for row in same
        )
        with Pool(2) as pool:
            found += pool.imap(judged, jobs, chunksize=4)
    del os.environ[WEIGHTS_VARIABLE]
    return found


def _address(row: dict[str, Any], dump: str) -> str | None:
    """The address of every second HTML page: users often have none, and dumps never do."""
    return row.get("url") if dump == "html" and fold_of(str(row["id"])) % 2 else None


def _flat(row: dict[str, Any], dump: str) -> str:
    return str(row["html"]) if dump == "html" else FLATTENERS[dump](row["html"])


class Learned(NamedTuple):
    """The two regressions, for all pages and for each fold without its own pages, and their figures
    under cross-validation by site.
    """

    whole: dict[str, Logistic]
    folds: list[dict[str, Logistic]]
    figures: dict[str, Any]


def learn(pages: Sequence[JudgedPage]) -> Learned:
    """Learns from judged pages of all kinds."""
    told = [page for page in pages if page.kind == "article" or page.kind in NO_ARTICLES]
    lessons = {
        "article": (told, [float(page.kind == "article") for page in told]),
        "good": (pages, [float(page.word_f1 > GOOD and page.kind == "article") for page in pages]),
    }
    learned = Learned({}, [{} for _ in range(FOLDS)], {})
    for name, (some, labels) in lessons.items():
        beliefs = [0.0] * len(some)
        for fold in range(FOLDS):
            model = fit(
                [page.measures for page in some if page.fold != fold],
                [label for page, label in zip(some, labels, strict=True) if page.fold != fold],
            )
            learned.folds[fold][name] = model
            for at, page in enumerate(some):
                if page.fold == fold:
                    beliefs[at] = model.probability(page.measures)
        learned.whole[name] = fit([page.measures for page in some], labels)
        learned.figures[name] = (
            kinds(some, beliefs) if name == "article" else calibration(beliefs, labels)
        )
    return learned


def fit(rows: Sequence[list[int]], labels: Sequence[float]) -> Logistic:
    """A ridge logistic regression in whole numbers."""
    values = np.asarray(rows, np.float64)
    mean, spread = values.mean(0), values.std(0) + 0.05
    model = LogisticRegression(C=1 / PENALTY, max_iter=500).fit(
        (values - mean) / spread, np.asarray(labels) > 0
    )
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0]) - float(weights @ mean)
    return Logistic([round(weight * UNIT) for weight in weights], round(bias * UNIT))


def kinds(pages: Sequence[JudgedPage], beliefs: Sequence[float]) -> dict[str, float]:
    """The share of each kind of page that is called an article."""
    return {
        kind: round(
            float(
                np.mean(
                    [
                        belief >= 0.5
                        for page, belief in zip(pages, beliefs, strict=True)
                        if page.kind == kind
                    ]
                )
            ),
            3,
        )
        for kind in sorted({page.kind for page in pages})
    }


def calibration(beliefs: Sequence[float], labels: Sequence[float]) -> dict[str, list[float]]:
    """For each tenth of confidence: pages, and the share of them that are articles with a word F1
    over GOOD.
    """
    table = {}
    for tenth in range(10):
        here = [
            label
            for belief, label in zip(beliefs, labels, strict=True)
            if tenth == min(9, int(belief * 10))
        ]
        if here:
            table[f"{tenth / 10:.1f}"] = [len(here), round(float(np.mean(here)), 3)]
    return table

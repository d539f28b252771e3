"""Learns whether a page is an article, and whether its body is right.

Each page is cleaned with weights that were trained without its site.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from copydesk import chain
from copydesk.judge.page_features import page_features
from copydesk.judge.page_kind import STEP, Logistic, page_words
from copydesk.judge.weights import WEIGHTS_VARIABLE
from copydesk.model.article import assemble
from copydesk.model.raw import Kind, Raw
from copydesk.readers import read_page
from training import nonarticles, scores
from training.collections import COLLECTIONS, FOLDS, fold_of, part_of, rows_of, site_of
from training.dataset import BODY, Example, Line
from training.flatten import FLATTENERS
from training.synthetic import Donor, Maker, laid_out

NON_ARTICLE_KINDS = frozenset(("listing", "collection", "product", "forum", *nonarticles.KINDS))
"""Kinds that are not articles. Annotators label service and documentation pages inconsistently, so
they are left out of training.
"""
GOOD_F1 = 0.9
RIDGE_PENALTY = 10.0
"""L2 penalty on the weights of standardised features. A third or three times of it gives the same
accuracy, and boosted trees of one to three splits give no more.
"""
MIN_WORD_SITES = 40
"""Fewest sites on whose pages a word must occur to have a weight."""
WORD_SCALE = 12.0
"""Scale of the words' inputs beside the standardised features. Half or twice of it gives the same
accuracy.
"""
SYNTHETIC_DUMPS = 300
"""Synthetic dumps of articles, as many of brief stories, and as many of pages that are not."""


class Source(NamedTuple):
    """A page to judge.

    `kind` is its true kind and `truth` its true body (None: unknown). A synthetic page has no site.
    """

    text: str
    form: str
    url: str | None
    kind: str
    truth: str | None
    site: str
    fold: int


class JudgedPage(NamedTuple):
    """A cleaned page: features, words, kind, site, fold, F1 of its body.

    `word_f1` is None if the true body is unknown.
    """

    features: list[int]
    words: Set[str]
    kind: str
    site: str
    fold: int
    word_f1: float | None


def judged(source: Source) -> JudgedPage:
    """Clean a page with the whole program and return its features."""
    kind: Kind = "html" if source.form == "html" else "text"
    page = read_page(Raw(source.text, kind=kind, url=source.url))
    ledger = chain.run(page, [step for step in chain.steps() if step.name != "status"])
    body = assemble(page, ledger).body
    word_f1 = None if source.truth is None else scores.word_f1(body, source.truth)
    features, words = page_features(page, ledger), frozenset(page_words(page))
    return JudgedPage(features, words, source.kind, source.site, source.fold, word_f1)


def judge_pages(sources: Sequence[Source], folds: Path) -> list[JudgedPage]:
    """Clean every page with the weights of its fold."""
    found: list[JudgedPage] = []
    for fold in range(FOLDS):
        os.environ[WEIGHTS_VARIABLE] = str(folds / f"fold{fold}.npz")
        with Pool(2) as pool:
            same = (source for source in sources if source.fold == fold)
            found += pool.imap(judged, same, chunksize=4)
    del os.environ[WEIGHTS_VARIABLE]
    return found


def sources_of(corpora: Path, form: str) -> Iterator[Source]:
    """Yield the labelled pages of all collections, each in one form.

    A page as text is flattened in one way only.
    """
    names = [
        name for name in COLLECTIONS if form == "text" or not COLLECTIONS[name].is_pseudo_labelled
    ]
    for name in names:
        for row in rows_of(corpora, name):
            known = None if COLLECTIONS[name].is_pseudo_labelled else row.get("body") or ""
            text = row["html"] if form == "html" else FLATTENERS[_dump(row)](row["html"])
            if row["kind"] in ("article", "snippets", *NON_ARTICLE_KINDS) and text.strip():
                kind = row["kind"] if row["kind"] in NON_ARTICLE_KINDS else "article"
                site = site_of(row)
                yield Source(text, form, _address(row, form), kind, known, site, fold_of(site))


def _dump(row: dict[str, Any]) -> str:
    """Choose the flattener of a page; each gets an equal share of them."""
    return sorted(FLATTENERS)[part_of(f"{row['id']} dump", len(FLATTENERS))]


def _address(row: dict[str, Any], form: str) -> str | None:
    """Return the address of every second HTML page, else None.

    Users often give no address, and never one for a dump.
    """
    return row.get("url") if form == "html" and part_of(str(row["id"]), 2) else None


def synthetic_sources(pages: Sequence[Example]) -> Iterator[Source]:
    """Synthetic dumps of articles and of other pages, as sources."""
    by_fold: dict[int, list[Donor]] = {fold: [] for fold in range(FOLDS)}
    for page in pages:
        donor = Donor.of(page)
        if donor is not None:
            by_fold[page.fold].append(donor)
    for fold, donors in by_fold.items():
        for number in range(SYNTHETIC_DUMPS // FOLDS):
            kind = nonarticles.KINDS[number % len(nonarticles.KINDS)]
            text = nonarticles.dump(kind, donors, f"{fold} {number}")
            yield Source(text, "text", None, kind, "", "", fold)
            maker = Maker(donors[number * 7 % len(donors)], donors, f"article {fold} {number}")
            yield _story(maker, maker.lines(), fold)
            yield _story(maker, maker.brief(), fold)


def _story(maker: Maker, lines: Sequence[Line], fold: int) -> Source:
    """A synthetic dump of an article as a source."""
    truth = "\n\n".join(line.text for line in lines if line.role == BODY)
    text = laid_out(lines, maker.chance).text
    return Source(text, "text", None, "article", truth, "", fold)


class Learned(NamedTuple):
    """The two regressions, and their figures cross-validated by site.

    `whole` is trained on all pages, `folds` without the pages of each fold.
    """

    whole: dict[str, Logistic]
    folds: list[dict[str, Logistic]]
    figures: dict[str, Any]


def learn(pages: Sequence[JudgedPage]) -> Learned:
    """Train both regressions on judged pages of all kinds."""
    classified = [
        page for page in pages if page.kind == "article" or page.kind in NON_ARTICLE_KINDS
    ]
    known = [page for page in pages if page.word_f1 is not None]
    lessons = {
        "article": (classified, [float(page.kind == "article") for page in classified]),
        "good": (known, [float(_is_good(page)) for page in known]),
    }
    fit_of = {"article": fit_kind, "good": fit_confidence}
    learned = Learned({}, [{} for _ in range(FOLDS)], {})
    for name, (some, labels) in lessons.items():
        predictions = [0.0] * len(some)
        for fold in range(FOLDS):
            model = fit_of[name](
                [page for page in some if page.fold != fold],
                [label for page, label in zip(some, labels, strict=True) if page.fold != fold],
            )
            learned.folds[fold][name] = model
            for at, page in enumerate(some):
                if page.fold == fold:
                    predictions[at] = model.probability(page.features, page.words)
        learned.whole[name] = fit_of[name](some, labels)
        learned.figures[name] = (
            kinds(some, predictions) if name == "article" else calibration(predictions, labels)
        )
    return learned


def _is_good(page: JudgedPage) -> bool:
    return page.kind == "article" and page.word_f1 is not None and page.word_f1 > GOOD_F1


def fit_kind(pages: Sequence[JudgedPage], labels: Sequence[float]) -> Logistic:
    """Fit the probability of an article to features and words.

    Both classes have the same total weight.
    """
    vocabulary = vocabulary_of(pages)
    return fit(pages, labels, vocabulary, "balanced")


def fit_confidence(pages: Sequence[JudgedPage], labels: Sequence[float]) -> Logistic:
    """Fit the probability of a good body to the features alone."""
    return fit(pages, labels, [], None)


def vocabulary_of(pages: Sequence[JudgedPage]) -> list[str]:
    """Return the words that occur on pages of MIN_WORD_SITES sites."""
    sites: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        for word in page.words:
            sites[word].add(page.site)
    return sorted(word for word, found in sites.items() if len(found) >= MIN_WORD_SITES)


def fit(
    pages: Sequence[JudgedPage],
    labels: Sequence[float],
    vocabulary: Sequence[str],
    class_weight: str | None,
) -> Logistic:
    """Fit a ridge logistic regression; return it in integers.

    `class_weight` is scikit-learn's.
    """
    values = np.asarray([page.features for page in pages], np.float64)
    mean, spread = values.mean(0), values.std(0) + 0.05
    inputs = np.hstack([(values - mean) / spread, word_rows(pages, vocabulary)])
    model = LogisticRegression(C=1 / RIDGE_PENALTY, max_iter=3000, class_weight=class_weight).fit(
        inputs, np.asarray(labels) > 0
    )
    weights = model.coef_[0][: len(mean)] / spread
    bias = float(model.intercept_[0]) - float(weights @ mean)
    of_words = model.coef_[0][len(mean) :] * WORD_SCALE
    return Logistic(
        [round(weight * STEP) for weight in weights],
        round(bias * STEP),
        {word: round(weight * STEP) for word, weight in zip(vocabulary, of_words, strict=True)},
    )


def word_rows(pages: Sequence[JudgedPage], vocabulary: Sequence[str]) -> np.ndarray:
    """Return a row a page for its known words.

    Each is WORD_SCALE divided by the square root of their number.
    """
    places = {word: at for at, word in enumerate(vocabulary)}
    rows = np.zeros((len(pages), len(vocabulary)), np.float32)
    for row, page in zip(rows, pages, strict=True):
        known = [places[word] for word in page.words if word in places]
        row[known] = WORD_SCALE / np.sqrt(max(1, len(known)))
    return rows


def kinds(pages: Sequence[JudgedPage], predictions: Sequence[float]) -> dict[str, float]:
    """Return the share of each kind of page that is classified as articles."""
    classified: dict[str, list[bool]] = {}
    for page, prediction in zip(pages, predictions, strict=True):
        classified.setdefault(page.kind, []).append(prediction >= 0.5)
    return {kind: round(float(np.mean(found)), 3) for kind, found in sorted(classified.items())}


def calibration(predictions: Iterable[float], labels: Sequence[float]) -> dict[str, list[float]]:
    """Return each tenth of confidence: its pages, and the share of good ones.

    A good page is an article whose body has a word F1 over GOOD_F1.
    """
    tenths: dict[int, list[float]] = {}
    for prediction, label in zip(predictions, labels, strict=True):
        tenths.setdefault(min(9, int(prediction * 10)), []).append(label)
    return {
        f"{tenth / 10:.1f}": [len(here), round(float(np.mean(here)), 3)]
        for tenth, here in sorted(tenths.items())
    }

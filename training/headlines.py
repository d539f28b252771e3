"""`python -m training.headlines CORPORA`: learns what the measures of a dump's lines count for the
headline.

A softmax regression over the lines of each page, flattened to text in three ways: the lines that
say the true title are to come first. Writes `src/copydesk/fields/headline.json`, and prints how
often the first line is the title under weights that never saw the page's site.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from difflib import SequenceMatcher
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from copydesk import chain
from copydesk.facts.lines import Lines
from copydesk.fields.lead.headline.candidates import against
from copydesk.fields.lead.headline.features import BY_ADDRESS, LEARNED, measured
from copydesk.fields.lead.headline.opening import ENOUGH, first_prose
from copydesk.model.ledger import STAGES
from training.collections import FOLDS, fold_of, rows_of, site_of
from training.dataset import read
from training.flatten import FLATTENERS

CORPUS = "wcxb-articles"
STEPS, RATE, DECAY = 150, 0.15, 4.0
LIKE = 0.9
"""The share of letters in which a line and the true title agree: curly quotes and a site's name of
two letters do not count.
"""
BELIEVED = 0.99
"""The share of rightly chosen lines that score at least ENOUGH."""


class Lesson(NamedTuple):
    """The lines of one page: what each shows, what speaks against it by rule, and whether it says
    the title.
    """

    dump: str
    fold: int
    shows: list[dict[str, float]]
    against: list[float]
    right: list[bool]


def lessons(row: dict[str, Any]) -> list[Lesson]:
    """The lines of a page, flattened in each way, with the page's address and without it."""
    known = [lesson(row, dump) for dump in FLATTENERS]
    return known + [
        one._replace(
            dump=f"{one.dump} without address",
            shows=[_without_address(shows) for shows in one.shows],
        )
        for one in known
    ]


def _without_address(shows: dict[str, float]) -> dict[str, float]:
    return {name: value for name, value in shows.items() if name not in BY_ADDRESS}


def lesson(row: dict[str, Any], dump: str) -> Lesson:
    """The lines of a page flattened to text, as the headline field sees them."""
    page = read(row, dump)
    before = STAGES[: STAGES.index("lead")]
    ledger = chain.run(page, [step for step in chain.steps() if step.stage in before])
    lines = Lines(page, ledger)
    found = list(measured(page, ledger, lines, first_prose(page, ledger), len(page.blocks)))
    blocks = [page.blocks[one.block] for one in found]
    title = _letters(row["title"])
    return Lesson(
        dump,
        fold_of(site_of(row)),
        [one.shows for one in found],
        [against(page, ledger, lines, block) for block in blocks],
        [_says(_letters(block.text), title) for block in blocks],
    )


def _letters(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())


def _says(line: str, title: str) -> bool:
    return line == title or (
        2 * min(len(line), len(title)) >= LIKE * (len(line) + len(title))
        and SequenceMatcher(None, line, title).ratio() >= LIKE
    )


class Lessons:
    """Many pages' lines side by side, for sums by page."""

    def __init__(self, pages: Sequence[Lesson], names: Sequence[str]) -> None:
        at = {name: place for place, name in enumerate(names)}
        self.sizes = np.array([len(page.shows) for page in pages])
        self.first = np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        self.rows = np.zeros((self.sizes.sum(), len(names)), np.float32)
        for place, shows in enumerate(shows for page in pages for shows in page.shows):
            for name, value in shows.items():
                if name in at:
                    self.rows[place, at[name]] = value
        self.against = np.concatenate([np.asarray(page.against, np.float32) for page in pages])
        self.right = np.concatenate([np.asarray(page.right, np.float32) for page in pages])

    def scores(self, weights: np.ndarray) -> np.ndarray:
        """The score of each line."""
        return self.rows @ weights - self.against

    def shares(self, values: np.ndarray) -> np.ndarray:
        """Each line's share of its page's sum."""
        return values / np.repeat(
            np.maximum(np.add.reduceat(values, self.first), 1e-30), self.sizes
        )


def learn(pages: Sequence[Lesson], names: Sequence[str]) -> np.ndarray:
    """The weights under which the lines that say the title come first most likely (Adam on the
    softmax's log likelihood, with decay).
    """
    lessons = Lessons([page for page in pages if any(page.right)], names)
    weights, mean, square = (np.zeros(len(names), np.float32) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = lessons.scores(weights)
        odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, lessons.first), lessons.sizes))
        slope = (
            lessons.rows.T @ (lessons.shares(odds) - lessons.shares(odds * lessons.right))
            + DECAY * weights
        )
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        weights = weights - RATE * (1 - 0.95 * step / STEPS) * (mean / (1 - 0.9**step)) / (
            np.sqrt(square / (1 - 0.99**step)) + 1e-8
        )
    return weights


def chosen(page: Lesson, names: Sequence[str], weights: np.ndarray) -> tuple[float, bool]:
    """The best line's score, and whether it says the title."""
    scores = Lessons([page], names).scores(weights) if page.shows else np.zeros(0)
    return (float(scores.max()), page.right[int(scores.argmax())]) if len(scores) else (0.0, False)


def main() -> None:
    """Learns from all pages after it has told how five folds by site fare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    rows = [row for row in rows_of(parser.parse_args().corpora, CORPUS) if row.get("title")]
    with Pool() as pool:
        pages = [page for found in pool.imap(lessons, rows, chunksize=4) for page in found]
    names = sorted({name for page in pages for shows in page.shows for name in shows})
    right: dict[str, list[bool]] = {page.dump: [] for page in pages}
    for fold in range(FOLDS):
        weights = learn([page for page in pages if page.fold != fold], names)
        for page in pages:
            if page.fold == fold:
                right[page.dump].append(chosen(page, names, weights)[1])
    for dump, said in sorted(right.items()):
        print(f"{dump}: {sum(said) / len(said):.3f} of {len(said)} titles, sites never seen")
    weights = learn(pages, names)
    scores = sorted(
        score for page in pages for score, says in [chosen(page, names, weights)] if says
    )
    counts = {
        name: round(float(weight), 2)
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= 0.005
    }
    written = {
        "weights": counts,
        "base": round(ENOUGH - scores[int((1 - BELIEVED) * len(scores))], 2),
    }
    LEARNED.write_text(json.dumps(written, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()

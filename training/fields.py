"""`python -m training.fields CORPORA`: trains the field rankers.

A page's candidates and "none of them" share a softmax; the weights maximise the likelihood of the
right one under an L2 penalty (SciPy's L-BFGS, no random start). `features.toml` gives the sign that
each weight may have. Prints how often each field is right and how often it is invented,
cross-validated by site, and writes `src/copydesk/fields/weights.json`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from copydesk import chain
from copydesk.facts.titles import without_tail
from copydesk.fields.lead import byline, date
from copydesk.fields.lead.headline.candidates import HeadlineCandidate
from copydesk.fields.lead.headline.candidates import candidates as headline_candidates
from copydesk.fields.lead.headline.opening import first_prose
from copydesk.fields.ranking import WEIGHTS
from copydesk.fields.story import credit
from copydesk.model.entries import STAGES
from copydesk.model.page import Page
from training.collections import FOLDS, fold_of
from training.feature_signs import described
from training.field_pages import (
    COLLECTIONS,
    FieldPage,
    field_pages,
    is_credit,
    is_title,
    names_of,
    rows_of,
)

PENALTY = 1.0
"""L2 penalty of a weight. Of 0.3, 1 and 3 the one with the best cross-validated figures."""
MAX_STEPS = 80
"""L-BFGS steps; figures do not change after 60."""
LINES_ABOVE, LINES_BELOW = 50, 10
"""Lines around the beginning of a story's prose that are learned from; menus above add nothing."""
LEAST_PAGES = 4
"""Pages on which a feature must occur for a weight of its own."""
INVENTED_COST = {"credit": 4.0}
USUAL_INVENTED_COST = 0.35
"""Right answers that one invented value outweighs when the threshold is chosen.

Few pages without a picture's credit are labelled, and a wrong one is worse than none.
"""


class Lesson(NamedTuple):
    """The candidates of one field on one page, and which are right.

    `has` says whether the page has the field at all.
    """

    field: str
    form: str
    collection: str
    id: str
    fold: int
    features: list[dict[str, float]]
    right: list[bool]
    has: bool


def authors_lesson(page: FieldPage) -> tuple[list[dict[str, float]], list[bool], bool]:
    """Return the byline's candidates on a page."""
    found = byline.candidates(page.page, page.ledger)
    truth = page.truth["authors"]
    return (
        [dict(one.features) for one in found],
        [bool(truth) and names_of(one.people) == truth for one in found],
        bool(truth),
    )


def date_lesson(page: FieldPage) -> tuple[list[dict[str, float]], list[bool], bool]:
    """Return the date's candidates on a page."""
    found = date.candidates(page.page, date.evidence(page.page, page.ledger))
    truth = page.truth["date"]
    return (
        [dict(one.features) for one in found],
        [one.day == truth for one in found],
        bool(truth),
    )


def modified_lesson(page: FieldPage) -> tuple[list[dict[str, float]], list[bool], bool]:
    """Return the candidates of the day of the last change.

    No collection labels it, so the visible lines learn from the metadata and the metadata from the
    visible lines: on every second page of HTML each.
    """
    found = date.evidence(page.page, page.ledger)
    shown = [claim for claim in found.modified if claim.block is not None]
    stated = [claim for claim in found.modified if claim.block is None]
    truth, learned = page.truth["modified"], shown
    if page.form == "html" and sum(map(ord, page.id)) % 2:
        truth, learned = {claim.dated.day for claim in shown}, stated
    ones = date.changes(found._replace(modified=learned))
    right = [len(truth) == 1 and one.day in truth for one in ones]
    return [dict(one.features) for one in ones], right, True


def headline_lesson(page: FieldPage) -> tuple[list[dict[str, float]], list[bool], bool]:
    """Return the headline's candidates on a page.

    In a dump these are all lines, not only the likely ones.
    """
    story = first_prose(page.page, page.ledger)
    found = [
        one
        for one in headline_candidates(page.page, page.ledger, story, len(page.page.blocks))
        if one.block is None or story - LINES_ABOVE < one.block < story + LINES_BELOW
    ]
    title = page.truth["headline"]
    right = [
        bool(title) and any(is_title(text, title) for text in _spellings(page.page, one))
        for one in found
    ]
    return [dict(one.features) for one in found], right, bool(title)


def credit_lesson(page: FieldPage) -> tuple[list[dict[str, float]], list[bool], bool]:
    """Return the candidates of the lead picture's credit.

    They are read after the lead fields.
    """
    lead = STAGES[: STAGES.index("lead") + 1]
    ledger = chain.run(page.page, [step for step in chain.steps() if step.stage in lead])
    found = credit.candidates(page.page, ledger, credit.credit_lines(page.page, ledger))
    truth = page.truth["credit"]
    return (
        [dict(one.features) for one in found],
        [is_credit(one.value, truth) for one in found],
        bool(truth),
    )


def _spellings(page: Page, one: HeadlineCandidate) -> tuple[str, ...]:
    """Return a candidate's text, with what follows a stroke and without."""
    if one.title is not None:
        return (one.title.text,)
    text = page.blocks[one.block or 0].text
    return text, without_tail(page, text)[0]


LESSONS: dict[str, tuple[str, Callable[[FieldPage], Any]]] = {
    "headline": ("headline", headline_lesson),
    "byline": ("authors", authors_lesson),
    "date": ("date", date_lesson),
    "date-modified": ("modified", modified_lesson),
    "credit": ("credit", credit_lesson),
}
"""Field -> the name of its truth, and how its candidates are made."""


ORDER = (("headline",), ("byline", "date", "date-modified"), ("credit",))
"""Fields that are learned together. The others look around the headline, so it comes first."""


def lessons_of(row: dict[str, Any], fields: Sequence[str]) -> list[Lesson]:
    """Return a row's lessons for some fields."""
    found: list[Lesson] = []
    if fields == ["credit"] and not ("credit" in row or row.get("images")):
        return found
    for page in field_pages(row):
        for field in fields:
            truth, lesson = LESSONS[field]
            if truth not in page.truth:
                continue
            features, right, has = lesson(page)
            unsure = page.form != "html" or field == "date-modified"
            if unsure and has and not any(right):
                continue  # the value may not be on the page
            form = "html" if page.form == "html" else "text"
            fold = fold_of(page.site)
            found.append(
                Lesson(field, form, page.collection, page.form, fold, features, right, has)
            )
    return found


class Table:
    """Lessons as one matrix, a row a candidate.

    A row of zeros is "none" of each page.
    """

    def __init__(self, lessons: Sequence[Lesson], names: Sequence[str]) -> None:
        at = {name: place for place, name in enumerate(names)}
        sizes = [len(one.features) + 1 for one in lessons]
        self.first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
        self.sizes = np.array(sizes)
        self.rows = np.zeros((sum(sizes), len(names)))
        self.right = np.zeros(sum(sizes))
        for start, one in zip(self.first, lessons, strict=True):
            for number, (features, right) in enumerate(
                zip(one.features, one.right, strict=True), start + 1
            ):
                self.right[number] = right
                for name, value in features.items():
                    if name in at:
                        self.rows[number, at[name]] = value
            self.right[start] = not any(one.right)

    def loss(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the negative log likelihood with its penalty, and its gradient."""
        scores = self.rows @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, self.first), self.sizes)
        odds = np.exp(scores)
        all_odds = np.add.reduceat(odds, self.first)
        right_odds = np.maximum(np.add.reduceat(odds * self.right, self.first), 1e-300)
        share = odds / np.repeat(all_odds, self.sizes)
        right = odds * self.right / np.repeat(right_odds, self.sizes)
        value = float(np.log(all_odds / right_odds).sum()) + PENALTY / 2 * float(weights @ weights)
        return value, self.rows.T @ (share - right) + PENALTY * weights


def learn(lessons: Sequence[Lesson]) -> dict[str, float]:
    """Return the weights that fit the lessons best.

    A feature whose weight would have the wrong sign gets none.
    """
    names = _names(lessons)
    if not names:
        return {}
    field = lessons[0].field
    table = Table(lessons, names)
    found = minimize(
        table.loss,
        np.zeros(len(names)),
        jac=True,
        method="L-BFGS-B",
        bounds=[described(field, name).bounds for name in names],
        options={"maxiter": MAX_STEPS},
    )
    return {
        name: round(float(weight), 2)
        for name, weight in zip(names, found.x, strict=True)
        if abs(weight) >= 0.005
    }


def _names(lessons: Iterable[Lesson]) -> list[str]:
    pages: dict[str, int] = {}
    for one in lessons:
        for name in {name for features in one.features for name in features}:
            pages[name] = pages.get(name, 0) + 1
    return sorted(name for name, count in pages.items() if count >= LEAST_PAGES)


def best(one: Lesson, weights: dict[str, float]) -> tuple[float, bool]:
    """Return the score of a page's best candidate, and whether it is right."""
    scores = [
        sum(weights.get(name, 0.0) * value for name, value in features.items())
        for features in one.features
    ]
    if not scores:
        return -99.0, False
    place = max(range(len(scores)), key=scores.__getitem__)
    return scores[place], one.right[place]


def threshold(found: Sequence[tuple[float, bool, bool]], cost: float) -> float:
    """Return the threshold with the most right answers.

    Each invented answer is subtracted at its cost.
    """

    def worth(least: float) -> float:
        return sum(
            (right and has) - cost * (not has) for score, right, has in found if score > least
        )

    return max((step / 10 for step in range(-5, 31)), key=lambda least: (worth(least), -least))


def cross_validated(lessons: Sequence[Lesson]) -> list[tuple[Lesson, float, bool]]:
    """Return the score and rightness of each lesson's best candidate.

    The weights are learned on other sites.
    """
    found = []
    for fold in range(FOLDS):
        weights = learn([one for one in lessons if one.fold != fold])
        found += [(one, *best(one, weights)) for one in lessons if one.fold == fold]
    return found


def report(field: str, found: Sequence[tuple[Lesson, float, bool]], least: float) -> None:
    """Print how often a field is right and invented, by collection and form."""
    groups: dict[tuple[str, str], list[tuple[Lesson, float, bool]]] = {}
    for one in found:
        groups.setdefault((one[0].id, one[0].collection), []).append(one)
        groups.setdefault((one[0].id, "all"), []).append(one)
    for (form, collection), ones in sorted(groups.items()):
        have = [one for one in ones if one[0].has]
        none = [one for one in ones if not one[0].has]
        right = np.mean([right and score > least for _, score, right in have]) if have else 0
        reach = np.mean([any(one.right) for one, _, _ in have]) if have else 0
        invented = np.mean([score > least for _, score, _ in none]) if none else 0
        print(
            f"{field:8} {form:10} {collection:18} right {right:.3f} of {len(have):4} "
            f"(a candidate: {reach:.3f}), invented {invented:.3f} of {len(none)}"
        )


def main() -> None:
    """Learn every ranker, print its figures, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--limit", type=int, help="rows of each collection")
    parser.add_argument("--only", choices=tuple(LESSONS), nargs="+", default=tuple(LESSONS))
    given = parser.parse_args()
    rows = [
        row for name in COLLECTIONS for row in list(rows_of(given.corpora, name))[: given.limit]
    ]
    for together in ORDER:
        fields = [field for field in together if field in given.only]
        with Pool(2) as pool:
            chosen = rows if fields else ()
            many = pool.imap(partial(lessons_of, fields=fields), chosen, chunksize=4)
            lessons = [one for found in many for one in found]
        write(lessons, fields)


def write(lessons: Sequence[Lesson], fields: Sequence[str]) -> None:
    """Train the rankers of some fields; print figures, write weights."""
    written = json.loads(WEIGHTS.read_text("utf-8")) if WEIGHTS.exists() else {}
    for field in fields:
        for form in ("html", "text"):
            own = [one for one in lessons if (one.field, one.form) == (field, form)]
            found = cross_validated(own)
            cost = INVENTED_COST.get(field, USUAL_INVENTED_COST)
            least = threshold([(score, right, one.has) for one, score, right in found], cost)
            report(field, found, least)
            written[f"{field}-{form}"] = {"threshold": least, "weights": learn(own)}
    WEIGHTS.write_text(json.dumps(written, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()

"""Finds the lead picture's credit, and the captions of all pictures.

Credits are lines of their own by the headline, ends of captions, elements named for credits, and
statements of JSON-LD. Those with the same words make one candidate. A learned ranker scores how
likely it credits the lead picture: where none scores above the threshold, the page has no credit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.fields.ranking import Features, merged, ranker
from copydesk.fields.story.credit.features import of_line, of_statement
from copydesk.fields.story.credit.pictures import (
    PictureLine,
    likely_blocks,
    picture_above,
    picture_lines,
)
from copydesk.fields.taking import may_take
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.limits import MAX_PICTURES, WHY
from copydesk.model.page import Page
from copydesk.parse.credit.text import cleaned, looks_like_name

STATEMENTS = ("creditText", "copyrightNotice")
"""Properties of the story's image in JSON-LD that credit it."""


class CreditCandidate(NamedTuple):
    """A possible credit of the lead picture, its first place, its features."""

    value: str
    line: PictureLine | None
    who: str
    features: Features


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the lead's credit, best first, then captions and images in order."""
    lines = credit_lines(page, ledger)
    if len(lines) > MAX_PICTURES:
        yield Find("note", "truncated:pictures", None, None, "credit", WHY["truncated:pictures"])
        lines = lines[:MAX_PICTURES]
    learned = ranker("credit", page.form)
    scored = sorted(
        ((learned.score(one.features), one) for one in candidates(page, ledger, lines)),
        key=lambda pair: -pair[0],
    )
    for score, one in scored:
        yield _find(page, one, learned.confidence(score), learned.reasons(one.features))
    lead = scored[0][1].line if scored and scored[0][0] > learned.threshold else None
    yield from _pictures(page, lines, lead.block.number if lead else None)


def credit_lines(page: Page, ledger: Ledger) -> list[PictureLine]:
    """Return the captions and credits of a page, in order."""
    likely = likely_blocks(page, ledger.chosen("headline"), ledger.chosen("byline"))
    return list(islice(picture_lines(page, ledger, likely), MAX_PICTURES + 1))


def candidates(page: Page, ledger: Ledger, lines: Sequence[PictureLine]) -> list[CreditCandidate]:
    """Return the unscored credits of a page, each once, in page order."""
    credited = [one for one in lines if one.credit is not None]
    groups: dict[str, list[CreditCandidate]] = {}
    for order, line in enumerate(credited):
        if line.credit is not None:
            features = of_line(page, ledger, line, order)
            one = CreditCandidate(line.credit.value, line, "line", features)
            groups.setdefault(metadata.key(one.value), []).append(one)
    for name, value in _stated(page):
        one = CreditCandidate(value, None, f"json-ld:{name}", of_statement(page, name, value))
        groups.setdefault(metadata.key(value), []).append(one)
    return [_together(same, len(groups)) for same in groups.values()]


def _together(same: Sequence[CreditCandidate], count: int) -> CreditCandidate:
    """Join the evidence for one credit into a candidate."""
    features = merged([one.features for one in same]) | {
        "only credit of the page": float(count == 1),
        "several times": min(len(same) - 1, 3) / 3,
    }
    return same[0]._replace(features={name: value for name, value in features.items() if value})


def _stated(page: Page) -> Iterator[tuple[str, str]]:
    """Yield JSON-LD's property and credit of the story's first image."""
    image = page.facts.story.get("image")
    node = (image[:1] or [None])[0] if isinstance(image, list) else image
    if isinstance(node, dict):
        for name in STATEMENTS:
            for text in metadata.texts(node.get(name)):
                value = cleaned(text)
                if value and looks_like_name(value):
                    yield name, value


def _find(page: Page, one: CreditCandidate, weight: float, reasons: str) -> Find:
    if one.line is None or one.line.credit is None:
        why = f"JSON-LD credits the image; {reasons}"
        return Find("photo_credit", one.value, None, None, one.who, why, weight)
    number, span = one.line.block.number, one.line.credit.span
    why, takes = f"{one.line.why}; {reasons}", may_take(page, number, span)
    return Find("photo_credit", one.value, number, span, one.who, why, weight, takes)


def _pictures(page: Page, lines: Sequence[PictureLine], lead: int | None) -> Iterator[Find]:
    """Yield captions and images of the lines, each lone credit once."""
    shown: set[str] = set()
    for one in lines:
        number, credit = one.block.number, one.credit.value if one.credit else ""
        if not one.is_picture and number != lead:
            continue
        if caption := _caption(page, one, lead):
            yield caption
        if one.caption or credit not in shown:
            shown.add(credit)
            value = (one.caption, credit, picture_above(page, number))
            yield Find("image", value, number, None, "line", one.why)


def _caption(page: Page, one: PictureLine, lead: int | None) -> Find | None:
    """Return the span of a caption in its block.

    It ends before the lead's credit, else behind its own.
    """
    number = one.block.number
    is_lead = number == lead
    if one.caption:
        end = one.credit.span[0] if one.credit and is_lead else one.end
        span, value, why = (0, end), one.caption, one.why
    elif one.credit and not is_lead:
        span, value, why = one.credit.span, one.block.text, "the credit of a further picture"
    else:
        return None
    return Find("caption", value, number, span, "line", why, takes=may_take(page, number, span))

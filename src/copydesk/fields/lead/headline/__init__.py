"""Finds the story's headline: the visible line with the highest score.

Titles in the metadata (JSON-LD, OpenGraph, the title element) are evidence for a line with the same
words; one of them is the headline only if no line is. A site's name at the end is removed only if
the page identifies it as such. The sentence under the headline is the standfirst.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.facts import metadata
from copydesk.facts.lines import NEAR
from copydesk.facts.titles import without_tail
from copydesk.fields.lead.headline.opening import opening
from copydesk.fields.ranking import ranker
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.credit import read_credit
from copydesk.parse.dateline import opening_place
from copydesk.parse.dates import dates_in, label_before
from copydesk.text.lazy_pattern import lazy_pattern

DECK = (8, 45)
"""Words of a standfirst; a shorter line is one only where it ends like a sentence."""
MAX_SHOWN = 4
"""Lines that the ledger keeps as candidates of the headline."""
TITLE_LABEL = lazy_pattern(
    r"(?:headline|title|titel|titre|título|titolo)\s*[:：]\s*", re.IGNORECASE
)
"""The label that a form or an archive puts before a headline: "Headline: Ferry sails again"."""
LONGEST = 200
"""Characters of the longest headline in which a date is searched for."""
ENOUGH_STORY = 30
"""Words of prose below a byline or date that show that a sentence above it is a deck."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the headline, best first, then the standfirst."""
    where = opening(page, ledger)
    lines = frozenset(
        metadata.key(page.blocks[one.block].text)
        for _, one in where.scored
        if one.block is not None
    )
    learned = ranker("headline", page.form)
    for score, one in where.scored[:MAX_SHOWN]:
        weight, why = learned.confidence(score), learned.reasons(one.features)
        if one.block is not None:
            yield _visible(page, one.block, weight, why, lines)
        elif one.title is not None:
            yield Find("headline", one.title.text, None, None, one.title.who, why, weight)
    if where.headline is not None:
        yield from _standfirst(page, ledger, where.headline, where.story)


def unlabelled(text: str) -> str:
    """Return a line without the label of a headline: "Title: Ferry sails again"."""
    label = TITLE_LABEL.match(text)
    return text[label.end() :] if label else text


def _visible(page: Page, number: int, weight: float, why: str, lines: frozenset[str]) -> Find:
    """Return the find of a line.

    `lines` are the letters of all possible headlines.
    """
    text = page.blocks[number].text
    value, site = without_tail(
        page,
        _without_date(page, " ".join(_without_glosses(page, number).split())),
        lines,
    )
    value = unlabelled(value)
    why += f", without the site's name, {site}" if site else ""
    return Find("headline", value, number, (0, len(text)), "line", why, weight, takes=True)


def _without_date(page: Page, text: str) -> str:
    """Return a headline without the day that the theme adds to its element.

    The page's statements have it without.
    """
    dated = next(dates_in(text), None) if len(text) < LONGEST else None
    if dated is None:
        return text
    stated = {claim.key for claim in page.facts.titles}
    return next(
        (
            rest
            for rest in (text[dated.end :].strip(), text[: dated.start].strip())
            if rest and metadata.key(rest) in stated
        ),
        text,
    )


def _without_glosses(page: Page, number: int) -> str:
    """Return a block's text without ruby annotations."""
    pieces, at, text = list[str](), 0, page.blocks[number].text
    for prop in page.evidence.props:
        if prop.block == number and prop.name == "gloss" and prop.span is not None:
            pieces.append(text[at : prop.span[0]])
            at = prop.span[1]
    return "".join(pieces) + text[at:]


def _standfirst(page: Page, ledger: Ledger, headline: int, story: int) -> Iterator[Find]:
    named = {
        number
        for box in page.named.get("standfirst", ())
        if (one := page.boxes[box]).last - one.first < 3
        for number in range(one.first, one.last)
    }
    between = range(headline + 1, min(len(page.blocks), headline + 5))
    for number in between:
        if number in named and 4 < page.shapes[number].words < 80 and number <= story:
            yield _deck(
                page, number, "its element is named for the sentence under the headline", 0.8
            )
            return
    end = next((number for number in between if _ends_lead(page, number)), None)
    if (
        end is not None
        and page.prose_before[min(len(page.blocks), end + NEAR)] - page.prose_before[end]
        >= ENOUGH_STORY
    ):
        for number in range(headline + 1, end):
            if _is_deck(page, ledger, number):
                yield _deck(
                    page, number, "a sentence between the headline and the byline or date", 0.7
                )
                return


def _deck(page: Page, number: int, why: str, weight: float) -> Find:
    text = page.blocks[number].text
    return Find("standfirst", text, number, (0, len(text)), "line", why, weight, takes=True)


def _ends_lead(page: Page, number: int) -> bool:
    """Whether the story begins with a block or just below it.

    A byline, a date, or a paragraph that opens with a dateline.
    """
    text, words = page.blocks[number].text, page.shapes[number].words
    if page.shapes[number].prose:
        return opening_place(text) is not None
    return words < 14 and (
        any(cue.block == number and cue.first == 0 for cue in page.cues["byline"])
        or next(dates_in(text), None) is not None
    )


def _is_deck(page: Page, ledger: Ledger, number: int) -> bool:
    """Whether a block reads as a deck, by its length or as a sentence.

    It is neither cut nor linked, a caption nor a second headline.
    """
    block, shape = page.blocks[number], page.shapes[number]
    plain = (
        block.kind in ("paragraph", "heading")
        and not shape.linked
        and not ledger.is_cut(number)
        and read_credit(block.text) is None
    )
    return (
        plain
        and (DECK[0] <= shape.words <= DECK[1] or (shape.ends and 4 < shape.words < DECK[0]))
        and not block.text.endswith(":")
        and not _begins_with_date(block.text)
    )


def _begins_with_date(text: str) -> bool:
    """Whether a line begins with a date or with a date's label: "Updated: March 3, 2024"."""
    dated = next(dates_in(text), None)
    return dated is not None and label_before(text, dated.start)[0] == 0

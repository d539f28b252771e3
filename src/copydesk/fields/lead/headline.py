"""Finds the story's headline: the visible line that most evidence speaks for, spelled as it stands there.

A page's statements (JSON-LD, OpenGraph, its title) speak for a line that agrees with them; they are the headline themselves only where no
line does. A site's name is taken off only where it is known to be that. The sentence under the headline is the standfirst.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.fields import metadata
from copydesk.fields.opening import CLAIMS, ENOUGH, Candidate, claims, opening
from copydesk.ledger import Find, Ledger
from copydesk.page import Page

LEAST_STATED = 2.0
"""A statement alone is believed where one as weighty as og:title makes it."""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The headline, best first, then the standfirst."""
    where = opening(page, ledger)
    finds = [*(_visible(page, one) for one in where.candidates[:4]), *_stated(page)]
    yield from sorted(finds, key=lambda one: -one.weight)
    if where.headline is not None:
        yield from _standfirst(page, where.headline, where.story)


def _visible(page: Page, candidate: Candidate) -> Find:
    text = page.blocks[candidate.block].text
    value, site = metadata.without_site_name(page, " ".join(text.split()))
    why = candidate.why + (f", without the site's name, {site}" if site else "")
    return Find("headline", value, candidate.block, (0, len(text)), "line", why, _weight(candidate.score, ENOUGH), takes=True)


def _stated(page: Page) -> Iterator[Find]:
    """The titles that metadata states; those that agree count together."""
    votes: dict[str, float] = {}
    for claim in claims(page):
        votes[claim.key] = votes.get(claim.key, 0.0) + CLAIMS[claim.who]
    for claim in claims(page):
        score = votes.pop(claim.key, 0.0)
        if score:
            alone = 0.5 if score < LEAST_STATED and page.evidence.title is None else 0.0
            yield Find("headline", claim.text, None, None, claim.who, "the page's metadata says so", _weight(score - alone, 1.5))


def _weight(score: float, least: float) -> float:
    """A score as a weight: 0.5 at the least that is believed, near 1 at twelve."""
    return round(max(0.05, min(0.99, 0.5 + 0.05 * (score - least))), 3)


def _standfirst(page: Page, headline: int, story: int) -> Iterator[Find]:
    named = {number for box in page.named.get("standfirst", ()) if (one := page.boxes[box]).last - one.first < 3 for number in range(one.first, one.last)}
    for number in range(headline + 1, min(len(page.blocks), headline + 5)):
        block = page.blocks[number]
        if number in named and 4 < page.shapes[number].words < 80 and number <= story:
            yield Find(
                "standfirst", block.text, number, (0, len(block.text)), "line", "its element is named for the sentence under the headline", 0.8, takes=True
            )
            return

"""Finds who wrote the story: people's names, in order, and the line that names them.

A line near the headline that says "By" and a name counts most; JSON-LD, meta elements, `rel=author`
and elements named for an author speak for it or stand alone. Outlets, agencies, roles and "By
Tuesday the water had" are no authors: none rather than doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from copydesk.facts.authorship import ALONE, FAR, Claim
from copydesk.fields.lead.byline.labelled import lines
from copydesk.fields.lead.byline.markup import elements, statements
from copydesk.fields.lead.byline.site_owner import owner
from copydesk.fields.lead.byline.unlabelled import author_boxes, lone_lines
from copydesk.fields.lead.headline.opening import opening
from copydesk.model.ledger import Find, Ledger
from copydesk.model.page import Page
from copydesk.parse.name_list import joined

ENOUGH = 1.3
"""The least that must speak for names: one meta element, or an author's element, and not a lone
line of two capitals.
"""
GROUP = 2.5
"""How much less a team's or the site's name counts than people's: who writes for a desk is seldom
named beside it.
"""
WHOLE = ("line", "links", "elements", "json-ld:author", "meta:author", "meta:parsely-author")
"""Who names all authors where another names some of them; an author's element may stand beside a
reviewer's.
"""


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """The byline and the authors, best first."""
    where = opening(page, ledger)
    claims = [
        *_with_far([*lines(page, where), *elements(page, where)]),
        *lone_lines(page, where),
        *author_boxes(page, where),
        *statements(page),
    ]
    claims = [claim for claim in claims if claim.people][:MOST_CLAIMS]
    weighed = _weighed(claims)
    if not weighed or weighed[0][0] < ENOUGH:
        claims += owner(page)
        weighed = _weighed(claims)
    for score, claim, why in weighed:
        weight = round(min(0.99, 0.5 + 0.06 * (score - ENOUGH)), 3)
        line = next(
            (one for one in claims if one.block is not None and one.keys == claim.keys), claim
        )
        yield Find(
            "byline",
            joined(claim.people),
            line.block,
            line.span,
            line.who,
            why,
            weight,
            takes=line.block is not None,
        )
        yield Find("authors", claim.people, line.block, line.span, claim.who, why, weight)


MOST_CLAIMS = 100
"""Each is compared with each: a page of more is a list of writers."""


def _with_far(claims: Iterable[Claim]) -> list[Claim]:
    """The claims, those far from the headline weighed up where they all name the same people: the
    author's box under the story.
    """
    found = [claim for claim in claims if claim.people]
    far = {claim.keys for claim in found if claim.score == FAR}
    return [
        claim._replace(score=ALONE) if claim.score == FAR and len(far) == 1 else claim
        for claim in found
    ]


def _weighed(claims: list[Claim]) -> list[tuple[float, Claim, str]]:
    """Those who are claimed, best first: claims of the same people, or of some of them, count
    together.
    """
    found = []
    for keys in dict.fromkeys(claim.keys for claim in claims):
        part = {claim.who: claim.score for claim in claims if claim.keys < keys}
        same = sorted(
            (claim for claim in claims if claim.keys == keys),
            key=lambda claim: (all(name.isupper() for name in claim.people), -claim.score),
        )
        best = max(same, key=lambda claim: claim.score)
        own = {claim.who: claim.score for claim in sorted(same, key=lambda claim: claim.score)}
        far = [own.pop(claim.who, 0.0) for claim in same if claim.score == FAR]
        score = (
            sum(own.values())
            + max(far, default=0.0)
            + (0.8 * sum(part.values()) if best.who in WHOLE else 0.0)
        )
        found.append(
            (
                score,
                same[0]._replace(who=best.who),
                ", ".join(dict.fromkeys(claim.why for claim in same)),
            )
        )
    return sorted(found, key=lambda one: (one[0] < ENOUGH, GROUP * one[1].group - one[0]))

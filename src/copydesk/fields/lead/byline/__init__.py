"""Finds the authors' names, in order, and the line that names them.

Each generator reads one kind of evidence: a line with a label ("By Jane Doe"), a name alone by the
headline, an author's element, metadata, the owner of a personal site. Evidence that gives the same
names makes one candidate, whose features a learned ranker scores. Where none scores above the
threshold the page has no byline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from copydesk.facts import metadata
from copydesk.facts.authorship import Claim
from copydesk.facts.name_words import MAX_WORD_BLOCKS, uncommon
from copydesk.fields.lead.byline.author_box import author_boxes
from copydesk.fields.lead.byline.elements import elements
from copydesk.fields.lead.byline.labelled import lines
from copydesk.fields.lead.byline.lone_line import lone_lines
from copydesk.fields.lead.byline.reporter_line import reporter_lines
from copydesk.fields.lead.byline.site_owner import owner
from copydesk.fields.lead.byline.statements import statements
from copydesk.fields.lead.headline.opening import opening
from copydesk.fields.ranking import Features, merged, ranker
from copydesk.fields.taking import may_take
from copydesk.model.entries import Find
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.parse.agency import is_agency
from copydesk.parse.name_list import joined
from copydesk.text.tokens import tokens

MAX_CLAIMS = 100
"""Pieces of evidence that are compared with each other. A page with more is a list of writers."""
MAX_CANDIDATES = 20
"""Candidates that the ledger keeps."""


class BylineCandidate(NamedTuple):
    """Names of possible authors, the evidence to show, and the features."""

    people: tuple[str, ...]
    shown: Claim
    features: Features


def find(page: Page, ledger: Ledger) -> Iterator[Find]:
    """Yield the byline and the authors, best first."""
    learned = ranker("byline", page.form)
    scored = sorted(
        ((learned.score(one.features), one) for one in candidates(page, ledger)),
        # Persons go before teams and outlets.
        key=lambda pair: (pair[0] <= learned.threshold, pair[1].shown.group, -pair[0]),
    )
    for score, one in scored[:MAX_CANDIDATES]:
        weight, shown = learned.confidence(score), one.shown
        why = f"{shown.why}; {learned.reasons(one.features)}"
        takes = shown.block is not None and may_take(page, shown.block, shown.span)
        yield Find(
            "byline", joined(one.people), shown.block, shown.span, shown.who, why, weight, takes
        )
        yield Find("authors", one.people, shown.block, shown.span, shown.who, why, weight)


def candidates(page: Page, ledger: Ledger) -> list[BylineCandidate]:
    """Return the unscored candidates of a page in order of their evidence."""
    where = opening(page, ledger)
    claims = [
        claim
        for claim in (
            *lines(page, where),
            *elements(page, where),
            *lone_lines(page, where),
            *author_boxes(page, where),
            *reporter_lines(page, where),
            *statements(page),
            *owner(page),
        )
        if claim.people
    ][:MAX_CLAIMS]
    groups: dict[frozenset[str], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.keys, []).append(claim)
    found = [_candidate(page, keys, same, claims) for keys, same in groups.items()]
    return [_with_cut(one, ledger) for one in found]


def _with_cut(one: BylineCandidate, ledger: Ledger) -> BylineCandidate:
    """Add the feature of a line that an earlier filter cut."""
    if one.shown.block is None or not ledger.is_cut(one.shown.block):
        return one
    return one._replace(features={**one.features, "cut by a filter": 1.0})


def _candidate(
    page: Page, keys: frozenset[str], same: list[Claim], claims: list[Claim]
) -> BylineCandidate:
    """Join the evidence for the same people into a candidate."""
    spelled = min(same, key=lambda claim: all(name.isupper() for name in claim.people))
    shown = next((claim for claim in same if claim.block is not None and claim.span), same[0])
    sources = {claim.who for claim in same}
    features = merged([claim.features for claim in same]) | {
        "several sources": min(len(sources) - 1, 3) / 3,
        "several blocks": min(len({claim.block for claim in same} - {None}), 3) / 3,
        "some of them named elsewhere": bool(_named_apart(keys, claims)),
        "others named with them elsewhere": any(keys < claim.keys for claim in claims),
        "rivals": min(sum(not keys & claim.keys for claim in claims), 5) / 5,
    }
    features |= _of_names(page, spelled.people, any(claim.group for claim in same))
    return BylineCandidate(
        spelled.people, shown, {name: float(v) for name, v in features.items() if v}
    )


def _named_apart(keys: frozenset[str], claims: Iterable[Claim]) -> set[str]:
    """Return the sources that name some of a candidate's people only."""
    return {claim.who for claim in claims if claim.keys < keys}


def _of_names(page: Page, people: tuple[str, ...], group: bool) -> dict[str, float]:
    """Return the features of the names themselves."""
    return {
        "group": group,
        "agency": all(map(is_agency, people)),
        "one word": not group and any(" " not in name for name in people),
        "two people": len(people) == 2,
        "three or more people": len(people) > 2,
        "site's name": any(metadata.is_site_name(page, name) for name in people),
        "words of the page's sentences": not all(uncommon(page, name) for name in people),
        "all capitals": all(name.isupper() for name in people),
        "name inside a sentence": any(_is_in_sentence(page, name) for name in people),
    }


def _is_in_sentence(page: Page, name: str) -> bool:
    """Whether prose has a name behind a word in small letters.

    "the gauge at Marl Point"
    """
    for number in page.having(*tokens(name)[:1])[:MAX_WORD_BLOCKS]:
        text = page.blocks[number].text
        at = text.find(f" {name}") if page.shapes[number].prose else -1
        if at > 0 and text[:at].split()[-1].islower():
            return True
    return False

"""Lines that recur over a site's stories: the site's own, which are cut, and the stories' own, which are kept."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.learn.study import Seen, Study, at_least
from copydesk.learn.topic import Topics

OFTEN = 0.15
"""A sentence between a story's paragraphs is the site's where, for certain, more than one story in seven has it: what stories have in common among
themselves (whom to call, when the council meets) stands with fewer, a pitch with more."""
UNRELATED, SELDOM = 0.02, 0.05
"""One that shares nothing with the stories it stands in, and is the same to the figure, is the site's where, for certain, one in twenty has
it, and no fewer than FEW_PITCHES: four of thirty pages."""
FEW_PITCHES = 4
MOSTLY = 0.4
"""A line is what one page's evidence takes it for where, for certain, it does so on this share of its pages: on three of three, six of eight."""
FIELD = 0.3
"""A line that a field takes this often is a byline, a date or a credit, and no chrome."""
BETWEEN = 0.2
"""A line stands between paragraphs where it does so on a fifth of its pages."""
SUBHEAD = 0.7
"""A short line is the stories' own where it stands between paragraphs on this share of its pages, and one page's evidence keeps it on as many."""


def chrome_lines(study: Study, topics: Topics) -> Iterator[Seen]:
    """The recurring lines that are cut, those that stand with most stories first."""
    found = [seen for seen in study.recurring.values() if is_chrome(study, topics, seen)]
    yield from sorted(found, key=lambda seen: (-seen.stories, min(number for _, number in seen.where), seen.shape))


def is_chrome(study: Study, topics: Topics, seen: Seen) -> bool:
    """Whether a recurring line is the site's. A short line between paragraphs, a subhead by its looks, needs one page's word; a sentence must recur often."""
    if seen.taken > FIELD * seen.pages:
        return False
    if at_least(seen.cut, seen.pages) >= MOSTLY or seen.inside <= BETWEEN * seen.pages:
        return True
    if not seen.line.ends or seen.line.heading:
        return False
    often = at_least(seen.stories, study.stories)
    return often >= OFTEN or (
        often >= SELDOM and seen.stories >= FEW_PITCHES and len(seen.keys) == 1 and topics.kinship({page: (number,) for page, number in seen.where}) < UNRELATED
    )


def standing_subheads(study: Study, chrome: frozenset[str]) -> Iterator[Seen]:
    """The short lines between paragraphs that one page's evidence keeps on most pages and cuts on some."""
    for seen in study.recurring.values():
        plain = seen.shape not in chrome and not seen.line.ends and not seen.taken
        if plain and 0 < seen.cut <= (1 - SUBHEAD) * seen.pages and seen.inside >= SUBHEAD * seen.pages and at_least(seen.stories, study.stories) >= OFTEN:
            yield seen

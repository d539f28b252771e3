"""Lines that recur over a site's stories: the site's own, which are cut, and the stories' own,
which are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from copydesk.learn.study import LineCount, Study, at_least
from copydesk.learn.topic import Topics
from copydesk.lexicon import phrases

OFTEN = 0.15
"""A sentence between a story's paragraphs is the site's where, for certain, more than one story in
seven has it: what stories have in common among themselves (whom to call, when the council meets)
stands with fewer, a pitch with more.
"""
UNRELATED, SELDOM = 0.02, 0.05
"""One that shares nothing with the stories it stands in, and is the same to the figure, is the
site's where, for certain, one in twenty has it, and no fewer than FEW_PITCHES: four of thirty
pages.
"""
FEW_PITCHES = 4
MOSTLY = 0.4
"""A line is what one page's evidence takes it for where, for certain, it does so on this share of
its pages: on three of three, six of eight.
"""
FIELD = 0.3
"""A line that a field takes this often is a byline, a date or a credit, and no chrome."""
BETWEEN = 0.2
"""A line stands between paragraphs where it does so on a fifth of its pages."""
SUBHEAD = 0.7
"""A short line is the stories' own where it stands between paragraphs on this share of its pages,
and one page's evidence keeps it on as many.
"""
OWN = 0.5
"""Short lines that recur nowhere are the stories' own where, for certain, one page's evidence keeps
half of them. Of captions and of other stories' titles it cuts nearly all.
"""
SHORTEST_HOST = 6
"""Letters of a host that no sentence has by chance."""
MOST_WORDS = 15
"""Words of a subhead."""


@cache
def _spoken() -> frozenset[str]:
    """The words by which a page speaks to its reader, or of itself."""
    written = (line.strip(". ") for lines in phrases("address").values() for line in lines)
    return frozenset(word for word in written if " " not in word)


def chrome_lines(study: Study, topics: Topics) -> Iterator[LineCount]:
    """The recurring lines that are cut, those that stand with most stories first."""
    found = [seen for seen in study.recurring.values() if is_chrome(study, topics, seen)]
    yield from sorted(
        found, key=lambda seen: (-seen.stories, min(number for _, number in seen.where), seen.shape)
    )


def is_chrome(study: Study, topics: Topics, seen: LineCount) -> bool:
    """Whether a recurring line is the site's. A short line between paragraphs, a subhead by its
    looks, needs one page's word; a sentence must recur often.
    """
    if seen.taken > FIELD * seen.pages:
        return False
    if at_least(seen.cut, seen.pages) >= MOSTLY or seen.inside <= BETWEEN * seen.pages:
        return True
    if not seen.line.ends or seen.line.heading:
        return False
    often = at_least(seen.stories, study.stories)
    if often < SELDOM or seen.stories < FEW_PITCHES or len(seen.keys) > 1:
        return often >= OFTEN
    return (
        often >= OFTEN
        or _is_pitch(study, seen)
        or topics.kinship({page: (number,) for page, number in seen.where}) < UNRELATED
    )


def _is_pitch(study: Study, seen: LineCount) -> bool:
    """Whether a line speaks to the reader and names the site, as its host does: "You can hear more
    on Hill Radio".
    """
    words = seen.line.key.split()
    site = max(
        (part for page, _ in seen.where for part in ("", *study.pages[page].host.split(".")[:-1])),
        key=len,
    )
    return len(site) >= SHORTEST_HOST and site in "".join(words) and not _spoken().isdisjoint(words)


def standing_subheads(study: Study, chrome: frozenset[str]) -> Iterator[LineCount]:
    """The short lines between paragraphs that one page's evidence keeps on most pages and cuts on
    some.
    """
    for seen in study.recurring.values():
        plain = seen.shape not in chrome and not seen.line.ends and not seen.taken
        if (
            plain
            and 0 < seen.cut <= (1 - SUBHEAD) * seen.pages
            and seen.inside >= SUBHEAD * seen.pages
            and at_least(seen.stories, study.stories) >= OFTEN
        ):
            yield seen


def have_subheads(studied: Iterable[tuple[Study, Sequence[Collection[int]]]]) -> bool:
    """Whether short lines that stand between paragraphs and recur nowhere are the stories' own: one
    page's evidence keeps most of them.

    With each study go, page by page, the lines that rules speak of. What follows one of these up to
    the next paragraph is not asked: the titles under "Read also" recur nowhere either.
    """
    kept = there = 0
    for study, known in studied:
        for page, own in enumerate(study.own):
            paragraphs, plain = frozenset(own), True
            for number in range(own[0], own[-1]):
                line = study.pages[page].lines[number]
                plain = number in paragraphs or (plain and number not in known[page])
                if (
                    plain
                    and number not in paragraphs
                    and not line.ends
                    and not line.taken
                    and line.words <= MOST_WORDS
                ):
                    there += 1
                    kept += line.kept
    return at_least(kept, there) >= OWN

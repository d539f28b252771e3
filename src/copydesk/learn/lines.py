"""Recurring lines: the site's are cut, the stories' are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from copydesk.learn.study import LineCount, Study, at_least
from copydesk.learn.topic import Topics
from copydesk.lexicon import phrases

# Share of the stories (lower end of the interval) beyond which a sentence between paragraphs
# belongs to the site. What stories have in common (whom to call, when the council meets) is in
# fewer, a pitch in more.
OFTEN = 0.15
# A sentence that shares nothing with its stories, and is the same to the figure, belongs to the
# site if one story in twenty has it (lower end of the interval), and at least FEW_PITCHES.
UNRELATED, SELDOM = 0.02, 0.05
FEW_PITCHES = 4
# Share of a line's pages (lower end of the interval) on which the program without rules must decide
# alike: three of three, six of eight.
MOSTLY = 0.4
# Share of its pages on which a field takes a line, beyond which it is a byline, a date or a credit.
FIELD = 0.3
# Share of its pages on which a line must be between paragraphs.
BETWEEN = 0.2
# Share of its pages on which a short line must be between paragraphs, and kept without rules, to
# belong to the stories.
SUBHEAD = 0.7
# Share of the short lines that do not recur (lower end of the interval) that must be kept without
# rules for all of them to belong to the stories. Of captions and other stories' titles nearly all
# are cut.
OWN = 0.5
# Letters of a host that does not occur in a sentence by chance.
SHORTEST_HOST = 6
# Words of a subheading.
MOST_WORDS = 15


@cache
def _spoken() -> frozenset[str]:
    """Return the words by which a page addresses its reader or names itself."""
    written = (line.strip(". ") for lines in phrases("address").values() for line in lines)
    return frozenset(word for word in written if " " not in word)


def chrome_lines(study: Study, topics: Topics) -> Iterator[LineCount]:
    """Return the recurring lines that are cut, those in most stories first."""
    found = [seen for seen in study.recurring.values() if is_chrome(study, topics, seen)]
    yield from sorted(
        found, key=lambda seen: (-seen.stories, min(number for _, number in seen.where), seen.shape)
    )


def is_chrome(study: Study, topics: Topics, seen: LineCount) -> bool:
    """Return whether a recurring line belongs to the site.

    A short line between paragraphs, which looks like a subheading, must be cut by named filters; a
    sentence must recur often.
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
    """Return whether a line addresses the reader and names the site.

    For example "You can hear more on Hill Radio".
    """
    words = seen.line.key.split()
    site = max(
        (part for page, _ in seen.where for part in ("", *study.pages[page].host.split(".")[:-1])),
        key=len,
    )
    return len(site) >= SHORTEST_HOST and site in "".join(words) and not _spoken().isdisjoint(words)


def standing_subheads(study: Study, chrome: frozenset[str]) -> Iterator[LineCount]:
    """Return short lines between paragraphs, kept on most pages only."""
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
    """Return whether short lines between paragraphs belong to the stories.

    They do not recur. The program without rules keeps most of them. With each study come, page by
    page, the lines of rules; what follows one of them up to the next paragraph is not counted: the
    titles under "Read also" do not recur either.
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

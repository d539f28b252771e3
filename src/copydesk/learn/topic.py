"""Whether a stretch of a page speaks of what the page's story speaks of: paragraphs after a pitch
do, teasers of other stories do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import log, sqrt
from statistics import mean, stdev

from copydesk.learn.study import Study

QUANTILE = 1.645
"""Of the normal distribution, for an interval of 90 %."""
OF_STORY = 0.15
"""A stretch shares so much more of its words' weight with its own page's story than with the other
pages' stories where it is part of the story.
"""
SHORTEST = 3
"""Letters of a word that counts."""


class Topics:
    """The words of each page's story, weighed by how few of the site's stories have them (inverse
    document frequency, Spärck Jones 1972).
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self._words = [[_words(line.key) for line in page.lines] for page in study.pages]

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        counts = Counter(
            word
            for page in range(len(self._words))
            for word in set[str]().union(*self._story(page, ()))
        )
        size = len(self._words)
        return {word: log(size / count) for word, count in counts.items()}

    def _story(self, page: int, without: Iterable[int]) -> list[frozenset[str]]:
        left = set(without)
        return [self._words[page][number] for number in self._study.own[page] if number not in left]

    def kinship(self, region: Mapping[int, Sequence[int]]) -> float:
        """How much more the lines of a region (page -> numbers) share with their own pages' stories
        than with others' (-1 to 1), at the most.

        It is the upper end of the 90 % interval of the mean over the pages, so that few pages, or
        such as do not agree, make no region foreign. The region itself is no part of the stories it
        is compared with. 0 where no line has a word that counts.
        """
        stories = [
            frozenset[str]().union(*self._story(page, region.get(page, ())))
            for page in range(len(self._words))
        ]
        gaps = []
        for page, numbers in region.items():
            words = frozenset[str]().union(*(self._words[page][number] for number in numbers))
            total = sum(self._weight(word) for word in words)
            if total:
                shares = [
                    sum(self._weight(word) for word in words & story) / total for story in stories
                ]
                gaps.append(shares[page] - (sum(shares) - shares[page]) / max(1, len(shares) - 1))
        if len(gaps) < 2:
            return 1.0 if gaps else 0.0
        return mean(gaps) + QUANTILE * stdev(gaps) / sqrt(len(gaps))

    def _weight(self, word: str) -> float:
        return self._weights.get(word, log(len(self._words)))


def _words(key: str) -> frozenset[str]:
    return frozenset(
        word for word in key.split() if len(word) >= SHORTEST and not word[0].isdecimal()
    )

"""Compares the subject of a region with that of its page's story.

Paragraphs after a pitch have the same subject, teasers of other stories do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import log, sqrt
from statistics import mean, stdev

from copydesk.learn.study import Study

# Normal quantile of a two-sided 90 % interval.
QUANTILE = 1.645
# Difference between the weight of the words that a region shares with its own page's story and with
# other stories, beyond which it is part of the story.
OF_STORY = 0.15
# Letters of a word that counts.
SHORTEST = 3


class Topics:
    """The words of each page's story, weighted by inverse document frequency.

    Spärck Jones 1972.
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
        """Return how much more a region shares with its own pages' stories.

        It is compared with other pages' stories. From -1 to 1: the upper end of the 90 % interval
        of the mean over the pages, so that few pages, or pages that do not agree, make no region
        foreign. The region itself is not part of the stories it is compared with. 0 where no line
        has a word that counts.
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

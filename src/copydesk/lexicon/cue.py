"""Finds the phrases and class names of all vocabularies on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple
from unicodedata import category

from copydesk.lexicon.catalog import catalog
from copydesk.lexicon.phrase_index import PhraseIndex, Phrases, match
from copydesk.text.tokens import name_parts, token_pattern


class Cue(NamedTuple):
    """A phrase found: vocabulary, block, first and end token, and position.

    `how` is `whole`, `start`, `end` or `inside`.
    """

    name: str
    block: int
    first: int
    last: int
    how: str

    def span(self, text: str) -> tuple[int, int]:
        """Half-open offsets of the phrase in the text of its block.

        Vowel signs on its last letter are included: in Arabic and Hindi they are not letters.
        """
        found = islice(token_pattern(text).finditer(text), self.first, self.last)
        places = [match.span() for match in found]
        end = places[-1][1]
        while end < len(text) and category(text[end])[0] == "M":
            end += 1
        return places[0][0], end


@cache
def _index(kind: str) -> PhraseIndex:
    return PhraseIndex(*(Phrases(*both) for both in catalog()["index"][kind]))


def find_cues(blocks: Iterable[Sequence[str]]) -> Mapping[str, list[Cue]]:
    """Vocabulary -> its cues in the blocks, given by their tokens, in order.

    Of one vocabulary, block and first token only the longest is found.
    """
    index, found = _index("text"), defaultdict[str, list[Cue]](list)
    for number, words in enumerate(blocks):
        for name, first, last in match(index, words):
            cue = Cue(name, number, first, last, _how(first, last, len(words)))
            cues = found[name]
            if cues and cues[-1].block == number and cues[-1].first == first:
                cues[-1] = cue
            else:
                cues.append(cue)
    return found


def _how(first: int, last: int, size: int) -> str:
    if first == 0:
        return "whole" if last == size else "start"
    return "end" if last == size else "inside"


def find_box_names(boxes: Iterable[tuple[str, ...]]) -> Mapping[str, list[int]]:
    """Map each vocabulary to its boxes, by class or id name.

    The numbers of boxes ascend.
    """
    found = defaultdict[str, list[int]](list)
    for number, names in enumerate(boxes):
        for vocabulary in _vocabularies_of(names):
            found[vocabulary].append(number)
    return dict(found)


@lru_cache(maxsize=8192)
def _vocabularies_of(names: tuple[str, ...]) -> frozenset[str]:
    """The vocabularies that hold one of a box's class and id names.

    Cached, because a page repeats its boxes, and the pages of a site share them.
    """
    parts, index = map(name_parts, names), _index("class")
    return frozenset([vocabulary for own in parts for vocabulary, _, _ in match(index, own)])

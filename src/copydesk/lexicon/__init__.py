"""The vocabulary: phrases that chrome and fields are known by, per language, found on a page in one pass.

A vocabulary is a text file: one beside each filter that has words of its own, and those that several share in this folder.
Under a language's heading (`[en]`) a line is a phrase, and dots say where it may stand:

    leave a reply            the whole block
    share this ...           the block begins with it
    ... read the full story  the block ends with it
    ... rights reserved ...  anywhere in the block

Dots stand nowhere else: between two words there is no gap. Case, punctuation and apostrophes do not count; `#` stands for a number (`# comments`,
`# min read`). Under `[class]` the lines are class or id names of HTML elements, compared by their parts: `share bar` is `share-bar`, `ShareBar` and
`share_bar`, and `... share bar ...` also `c-share-bar--top`; `mc4wp` is what stands in a page's `mc4wp`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

BUILT = Path(__file__).resolve().parent.parent / "chain.json"
"""All vocabularies and the chain, gathered by `python -m copydesk.chain` so that start-up reads one file."""

BETWEEN, WITHIN = "|", ","
"""What stands in the gathered vocabularies between lines, or between first words, and between the phrases of one first word. No word holds either."""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[^\W\d{_UNSPACED}]\w*(?:['’]\w+)*|\d[\d.,:/]*[kKmM]?\b|\d+|[{_UNSPACED}]")
FIGURE = re.compile(r"\d")
NAME_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def tokens(text: str) -> list[str]:
    """The words of a text as phrases compare them: lower case, apostrophes gone, every number `#`.

    The words are put in lower case joined, in one call each, not one by one: half of the time of this, which every word of every page goes through.
    """
    found = WORD.findall(text)
    if not found:
        return found
    words = "\n".join(found).lower().replace("'", "").replace("’", "")
    if FIGURE.search(words) is None:
        return words.split("\n")
    return ["#" if word[0].isdecimal() else word for word in words.split("\n")]


@lru_cache(maxsize=8192)
def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a class or id name in lower case: `c-ShareBar__item` is c, share, bar, item. Cached: pages of a site share their names."""
    return tuple(part.lower() for part in NAME_PART.findall(name))


class Cue(NamedTuple):
    """A phrase found: which vocabulary, in which block, from which word up to which, and `how`: `whole`, `start`, `end` or `inside`."""

    name: str
    block: int
    first: int
    last: int
    how: str

    def span(self, text: str) -> tuple[int, int]:
        """Half-open offsets of the phrase in its block's text."""
        places = [match.span() for match in WORD.finditer(text)]
        return places[self.first][0], places[self.last - 1][1]


Trie = dict[str, Any]
"""Word -> Trie; under the empty word, the (vocabulary name, must be the block's end) of the phrases that end there."""


class Phrases:
    """Phrases by their first word (`lines`, as `built` has them). The trie below a first word is made when a page has it: few of the thousands ever do."""

    def __init__(self, firsts: str, lines: str) -> None:
        self.lines = dict(zip(firsts.split(BETWEEN), lines.split(BETWEEN), strict=True))
        self._tries: dict[str, Trie] = {}

    def below(self, word: str) -> Trie:
        """The trie of the phrases that begin with a word; empty where none does."""
        if word not in self._tries:
            trie: Trie = {}
            for line in self.lines[word].split(WITHIN) if word in self.lines else ():
                name, *parts = line.removesuffix(" ...").split(" ")
                node = trie
                for part in parts:
                    node = node.setdefault(part, {})
                node.setdefault("", []).append((name, not line.endswith("...")))
            self._tries[word] = trie
        return self._tries[word]


class Vocabulary(NamedTuple):
    """Phrases that stand at a block's first word, and phrases that may stand anywhere."""

    opening: Phrases
    anywhere: Phrases


@cache
def built() -> Mapping[str, Any]:
    """The gathered `chain`; each `vocabulary` as written (language -> its lines, joined by BETWEEN); and for phrases of text and of class names their `index`.

    The index has the first words of the phrases at a block's beginning and of those anywhere, and what follows each first word. They are a few long texts
    and not lists: Python reads and splits those in a millisecond, and makes more than ten thousand strings in ten.
    """
    data: Mapping[str, Any] = json.loads(BUILT.read_text("utf-8"))
    return data


@cache
def phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """One vocabulary as written: language (or `class`) -> its lines."""
    return {language: tuple(lines.split(BETWEEN)) for language, lines in built()["vocabulary"].get(name, {}).items()}


@cache
def _texts() -> Vocabulary:
    return _filed("text")


@cache
def _classes() -> Vocabulary:
    return _filed("class")


def _filed(kind: str) -> Vocabulary:
    return Vocabulary(*(Phrases(*both) for both in built()["index"][kind]))


def index(vocabularies: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, list[tuple[str, str]]]:
    """What `built` holds as its index: for `text` and for `class` the phrases at a beginning and those anywhere, as Phrases reads them."""
    filed = {kind: (defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)) for kind in ("text", "class")}
    for name, languages in vocabularies.items():
        for language, lines in languages.items():
            opening, anywhere = filed["class" if language == "class" else "text"]
            for line in lines:
                first, *rest = line.removeprefix("... ").split(" ")
                (anywhere if line.startswith("... ") else opening)[first].append(" ".join((name, *rest)))
    return {kind: [(BETWEEN.join(firsts), BETWEEN.join(map(WITHIN.join, firsts.values()))) for firsts in both] for kind, both in filed.items()}


def _walk(node: Trie | None, words: Sequence[str], start: int) -> Iterator[tuple[str, int]]:
    """(vocabulary, end) of the phrases that begin at word `start`."""
    at, size = start + 1, len(words)
    while node is not None:
        for name, to_end in node.get("", ()):
            if not to_end or at == size:
                yield name, at
        if at == size:
            return
        node = node.get(words[at])
        at += 1


def match(vocabulary: Vocabulary, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(vocabulary, first word, end word) of every phrase in a list of words."""
    if not words:
        return
    if words[0] in vocabulary.opening.lines:
        for name, end in _walk(vocabulary.opening.below(words[0]), words, 0):
            yield name, 0, end
    firsts, below, size = vocabulary.anywhere.lines, vocabulary.anywhere.below, len(words)
    for start, word in enumerate(words):
        if word in firsts:
            node = below(word)
            if "" in node or (start + 1 < size and words[start + 1] in node):
                for name, end in _walk(node, words, start):
                    yield name, start, end


def find_cues(blocks: Iterable[Sequence[str]]) -> Mapping[str, list[Cue]]:
    """Vocabulary name -> its cues over the blocks' words, in order; of one name, start and block only the longest."""
    vocabulary, found = _texts(), defaultdict[str, list[Cue]](list)
    for number, words in enumerate(blocks):
        for name, first, last in match(vocabulary, words):
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


def find_box_names(boxes: Sequence[tuple[str, ...]]) -> Mapping[str, list[int]]:
    """Vocabulary name -> numbers of the boxes of which a class or id name matches, ascending."""
    found = defaultdict[str, list[int]](list)
    for number, names in enumerate(boxes):
        if names:
            for vocabulary in _named(names):
                found[vocabulary].append(number)
    return found


@lru_cache(maxsize=8192)
def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    """The vocabularies that any of a box's names matches. Cached: a page repeats its boxes, and pages of a site share them."""
    return tuple(sorted({vocabulary for name in names for vocabulary, _, _ in match(_classes(), name_parts(name))}))

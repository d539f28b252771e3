"""The vocabulary: phrases that chrome and fields are known by, per language, found on a page in one
pass.

A vocabulary is a text file: one beside each filter that has words of its own, and those that
several share in this folder. Under a language's heading (`[en]`) a line is a phrase, and dots say
where it may stand:

    leave a reply            the whole block
    share this ...           the block begins with it
    ... read the full story  the block ends with it
    ... rights reserved ...  anywhere in the block

Dots stand nowhere else: between two words there is no gap. Case, punctuation and apostrophes do not
count; `#` stands for a number (`# comments`, `# min read`). Under `[class]` the lines are class or
id names of HTML elements, compared by their parts: `share bar` is `share-bar`, `ShareBar` and
`share_bar`, and `... share bar ...` also `c-share-bar--top`; `mc4wp` is what stands in a page's
`mc4wp`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import category

from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.text.shape import unspaced

BUILT = Path(__file__).resolve().parent.parent / "chain.json"
"""The vocabularies and the chain, gathered by `python -m copydesk.chain` so that start-up reads one
file.
"""

BETWEEN, WITHIN = "|", ","
"""What stands in the gathered vocabularies between lines, or between first words, and between the
phrases of one first word. No word holds either.
"""

_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = lazy_pattern(r"[^\W\d]\w*(?:['’]+[^\W\d]\w*)*|\d[\d.,:/]*[kKmM]?\b|\d+")
_ANY_WORD = lazy_pattern(
    rf"[^\W\d{_UNSPACED}][^\W{_UNSPACED}]*(?:['’]+[^\W\d{_UNSPACED}][^\W{_UNSPACED}]*)*|"
    rf"\d[\d.,:/]*[kKmM]?\b|\d+|[{_UNSPACED}]"
)
NUMBER = lazy_pattern(r"\d(?<!\w\d)(?:[\d.,:/]*[kKmM]?\b|\d*)")
FIGURE = lazy_pattern(r"\d")
SYMBOL = lazy_pattern(
    "[\u2010-\u2018\u201a-\u206f\u20a0-\u20ff\u2190-\u245f\u2500-\u2775\u2794-\u2bff\ufe0f\U0001f000-\U0001f0ff\U0001f300-\U0001faff]+"
)
"""Typographic marks, currencies, arrows, dingbats and emoji: no word and no number holds any (a
test asks each).
"""
_FIGURES = " \0 "
_WORDED = bytes(
    ord("#")
    if not byte
    else ord(chr(byte).lower())
    if chr(byte).isalnum() or chr(byte) == "_"
    else ord(" ")
    for byte in range(256)
)
"""Latin-1 as its words are written: in lower case, a space for what is in none, `#` for the mark of
a number.
"""
NAME_PART = lazy_pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def word_in(text: str) -> re.Pattern[str]:
    """The expression that finds the words of a text: where no character is a word by itself one
    that compiles in a tenth of the time.
    """
    return _ANY_WORD if unspaced(text) else _WORD


def tokens(text: str) -> list[str]:
    """The words of a text as phrases compare them: lower case, apostrophes gone, every number `#`.

    Nearly every text of western Europe's languages is Latin-1 but for its quotation marks, dashes
    and signs, and then a table of bytes does in a call what `tokens_of_any` does with an
    expression, in a third of the time. A test holds the two equal.
    """
    plain = text if text.isascii() else _untypographic(text)
    try:
        written = plain.encode("latin-1")
    except UnicodeEncodeError:
        plain = SYMBOL.sub(" ", plain)
        written = plain.encode("latin-1", "ignore")
        if len(written) != len(plain):
            return tokens_of_any(text)
    if len(written.translate(None, b"0123456789")) != len(written):
        written = NUMBER.sub(_FIGURES, plain).encode("latin-1")
    return written.translate(_WORDED, b"'").decode("latin-1").split()


def _untypographic(text: str) -> str:
    text = (
        text.replace("’", "'")
        .replace("“", " ")
        .replace("”", " ")
        .replace("–", " ")
        .replace("—", " ")
    )
    return (
        text.replace("„", " ")
        .replace("‘", " ")
        .replace("‚", " ")
        .replace("…", " ")
        .replace("•", " ")
    )


def tokens_of_any(text: str) -> list[str]:
    """The same of a text in any script. The words are put in lower case joined, in one call each,
    not one by one; a Turkish İ is an i.
    """
    found = word_in(text).findall(text)
    if not found:
        return found
    words = "\n".join(found).lower().replace("'", "").replace("’", "").replace("i\u0307", "i")
    if FIGURE.search(words) is None:
        return words.split("\n")
    return ["#" if word[0].isdecimal() else word for word in words.split("\n")]


@lru_cache(maxsize=8192)
def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a class or id name in lower case: `c-ShareBar__item` is c, share, bar, item.
    Cached: pages of a site share their names.
    """
    parts = NAME_PART.findall(name)
    return tuple(parts if name.islower() else map(str.lower, parts))


class Cue(NamedTuple):
    """A phrase found: which vocabulary, in which block, from which word up to which, and `how`:
    `whole`, `start`, `end` or `inside`.
    """

    name: str
    block: int
    first: int
    last: int
    how: str

    def span(self, text: str) -> tuple[int, int]:
        """Half-open offsets of the phrase in its block's text, the vowel signs on its last letter
        included: in Arabic and Hindi they are no letters.
        """
        places = [match.span() for match in word_in(text).finditer(text)]
        end = places[self.last - 1][1]
        while end < len(text) and category(text[end])[0] == "M":
            end += 1
        return places[self.first][0], end


Trie = dict[str, Any]
"""Word -> Trie; under the empty word, the (vocabulary name, must be the block's end) of the phrases
that end there.
"""


class Phrases(dict[str, Trie]):
    """First word -> the trie of the phrases that begin with it, made when a page has that word: few
    of the thousands ever do. `lines` are the phrases by their first word, as `built` has them.
    """

    def __init__(self, firsts: str, lines: str) -> None:
        self.lines = dict(zip(firsts.split(BETWEEN), lines.split(BETWEEN), strict=True))

    def __missing__(self, word: str) -> Trie:
        trie: Trie = {}
        for line in self.lines[word].split(WITHIN) if word in self.lines else ():
            name, *parts = line.removesuffix(" ...").split(" ")
            node = trie
            for part in parts:
                node = node.setdefault(part, {})
            node.setdefault("", []).append((name, not line.endswith("...")))
        self[word] = trie
        return trie


class Vocabulary(NamedTuple):
    """Phrases that stand at a block's first word, and phrases that may stand anywhere."""

    opening: Phrases
    anywhere: Phrases


@cache
def built() -> Mapping[str, Any]:
    """The gathered `chain`; each shared `vocabulary` as written (language -> its lines, joined by
    BETWEEN); and the `index` of all phrases and class names.

    The index has the first words of the phrases at a block's beginning and of those anywhere, and
    what follows each first word. They are a few long texts and not lists: Python reads and splits
    those in a millisecond, and makes more than ten thousand strings in ten.
    """
    data: Mapping[str, Any] = json.loads(BUILT.read_text("utf-8"))
    return data


@cache
def phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """One of the shared vocabularies as written: language (or `class`) -> its lines."""
    return {
        language: tuple(lines.split(BETWEEN))
        for language, lines in built()["vocabulary"].get(name, {}).items()
    }


@cache
def _texts() -> Vocabulary:
    return _filed("text")


@cache
def _classes() -> Vocabulary:
    return _filed("class")


def _filed(kind: str) -> Vocabulary:
    return Vocabulary(*(Phrases(*both) for both in built()["index"][kind]))


def index(
    vocabularies: Mapping[str, Mapping[str, Sequence[str]]],
) -> dict[str, list[tuple[str, str]]]:
    """What `built` holds as its index: for `text` and for `class` the phrases at a beginning and
    those anywhere, as Phrases reads them.
    """
    filed = {
        kind: (defaultdict[str, list[str]](list), defaultdict[str, list[str]](list))
        for kind in ("text", "class")
    }
    for name, languages in vocabularies.items():
        for language, lines in languages.items():
            opening, anywhere = filed["class" if language == "class" else "text"]
            for line in lines:
                first, *rest = line.removeprefix("... ").split(" ")
                (anywhere if line.startswith("... ") else opening)[first].append(
                    " ".join((name, *rest))
                )
    return {
        kind: [
            (BETWEEN.join(firsts), BETWEEN.join(map(WITHIN.join, firsts.values())))
            for firsts in both
        ]
        for kind, both in filed.items()
    }


def match(vocabulary: Vocabulary, words: Sequence[str]) -> list[tuple[str, int, int]]:
    """(vocabulary, first word, end word) of every phrase in a list of words."""
    found: list[tuple[str, int, int]] = []
    opening, anywhere = vocabulary
    if words and words[0] in opening.lines:
        _walk(opening[words[0]], words, 0, found)
    firsts, size = anywhere.lines, len(words)
    for start, word in enumerate(words):
        if word in firsts:
            node = anywhere[word]
            if "" in node or (start + 1 < size and words[start + 1] in node):
                _walk(node, words, start, found)
    return found


def _walk(node: Trie, words: Sequence[str], start: int, found: list[tuple[str, int, int]]) -> None:
    """Adds the phrases that begin at word `start`."""
    at, size = start + 1, len(words)
    while True:
        if "" in node:
            found += [(name, start, at) for name, to_end in node[""] if not to_end or at == size]
        if at == size or words[at] not in node:
            return
        node = node[words[at]]
        at += 1


def find_cues(blocks: Iterable[Sequence[str]]) -> Mapping[str, list[Cue]]:
    """Vocabulary name -> its cues over the blocks' words, in order; of one name, start and block
    only the longest.
    """
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


def find_box_names(boxes: Iterable[tuple[str, ...]]) -> Mapping[str, list[int]]:
    """Vocabulary name -> numbers of the boxes of which a class or id name matches, ascending."""
    holders, found = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for number, names in enumerate(boxes):
        for name in names:
            holders[name].append(number)
    for name, numbers in holders.items():
        for vocabulary in _named(name):
            found[vocabulary] += numbers
    return {vocabulary: sorted(set(numbers)) for vocabulary, numbers in found.items()}


@lru_cache(maxsize=8192)
def _named(name: str) -> tuple[str, ...]:
    """The vocabularies that a class or id name matches. Cached: pages of a site share their
    names.
    """
    return tuple([vocabulary for vocabulary, _, _ in match(_classes(), name_parts(name))])

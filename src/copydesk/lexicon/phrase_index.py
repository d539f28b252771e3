"""An index of phrases by first token, built by the catalog.

The index is a few long strings, not lists: Python parses and splits those in a millisecond, and
makes the more than ten thousand strings of the phrases in ten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

LINE_BREAK, PHRASE_BREAK = "|", ","
"""Separate first tokens, and the phrases of one first token. No token holds either."""

Trie = dict[str, Any]
"""Token -> Trie; under the empty token, (vocabulary, whether the block must end there) of each
phrase that ends there.
"""


class Phrases(dict[str, Trie]):
    """The tries of phrases by first token.

    A trie is made when a page first has its token. `lines` are the phrases by their first token, as
    `write_index` writes them.
    """

    def __init__(self, firsts: str, lines: str) -> None:
        self.lines = dict(zip(firsts.split(LINE_BREAK), lines.split(LINE_BREAK), strict=True))

    def __missing__(self, token: str) -> Trie:
        trie: Trie = {}
        for line in self.lines[token].split(PHRASE_BREAK) if token in self.lines else ():
            name, *parts = line.removesuffix(" ...").split(" ")
            node = trie
            for part in parts:
                node = node.setdefault(part, {})
            node.setdefault("", []).append((name, not line.endswith("...")))
        self[token] = trie
        return trie


class PhraseIndex(NamedTuple):
    """Phrases that must begin a block, and phrases that may be anywhere in it."""

    opening: Phrases
    anywhere: Phrases


def write_index(
    vocabularies: Mapping[str, Mapping[str, Sequence[str]]],
) -> dict[str, list[tuple[str, str]]]:
    """Return the index of all vocabularies.

    For `text` and for `class` it has the arguments of two Phrases.
    """
    kinds = {
        kind: (defaultdict[str, list[str]](list), defaultdict[str, list[str]](list))
        for kind in ("text", "class")
    }
    for name, languages in vocabularies.items():
        for language, lines in languages.items():
            opening, anywhere = kinds["class" if language == "class" else "text"]
            for line in lines:
                first, *rest = line.removeprefix("... ").split(" ")
                phrases = anywhere if line.startswith("... ") else opening
                phrases[first].append(" ".join((name, *rest)))
    return {kind: [_joined(phrases) for phrases in both] for kind, both in kinds.items()}


def _joined(phrases: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    return LINE_BREAK.join(phrases), LINE_BREAK.join(map(PHRASE_BREAK.join, phrases.values()))


def match(index: PhraseIndex, tokens: Sequence[str]) -> list[tuple[str, int, int]]:
    """Yield every phrase in a list of tokens.

    As (vocabulary, first token, end token).
    """
    found: list[tuple[str, int, int]] = []
    opening, anywhere = index
    if tokens and tokens[0] in opening.lines:
        _walk(opening[tokens[0]], tokens, 0, found)
    firsts, size = anywhere.lines, len(tokens)
    for start, token in enumerate(tokens):
        if token in firsts:
            node = anywhere[token]
            if "" in node or (start + 1 < size and tokens[start + 1] in node):
                _walk(node, tokens, start, found)
    return found


def _walk(node: Trie, tokens: Sequence[str], start: int, found: list[tuple[str, int, int]]) -> None:
    """Add the phrases that begin at token `start`."""
    at, size = start + 1, len(tokens)
    while True:
        if "" in node:
            found += [(name, start, at) for name, to_end in node[""] if not to_end or at == size]
        if at == size or tokens[at] not in node:
            return
        node = node[tokens[at]]
        at += 1

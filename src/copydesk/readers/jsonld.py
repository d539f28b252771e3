"""Reads JSON-LD as pages really have it.

It may be in comments, in lists or graphs, with trailing commas, raw line breaks or nulls.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from copydesk.model.limits import MAX_JSONLD_CHARACTERS, MAX_JSONLD_DEPTH, MAX_JSONLD_NODES
from copydesk.text.lazy_pattern import lazy_pattern

WRAPPING = lazy_pattern(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|"
    r"//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$"
)
TRAILING_COMMA = lazy_pattern(r",(\s*[}\]])")


CUT = ("truncated:json-ld",)


class JsonLd(NamedTuple):
    """The nodes of a page's scripts, and the notes of what was passed over."""

    nodes: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]


class _TooDeep(Exception):  # noqa: N818 - caught where it is raised, never shown
    """The JSON-LD is nested too deep to read."""


def read_jsonld(scripts: Iterable[str]) -> JsonLd:
    """Return every node that has a type, outermost first.

    A script that is unreadable even after repairs is skipped.
    """
    found: list[Mapping[str, Any]] = []
    notes: tuple[str, ...] = ()
    for script in scripts:
        if len(script) > MAX_JSONLD_CHARACTERS:
            notes = CUT
            continue
        try:
            for node in _nodes(_parsed(script), 0):
                if len(found) == MAX_JSONLD_NODES:
                    return JsonLd(tuple(found), CUT)
                found.append(node)
        except (_TooDeep, RecursionError):
            notes = CUT
    return JsonLd(tuple(found), notes)


def _parsed(script: str) -> object:
    """The script's value, or None.

    Repairs are tried one after the other, the mildest first. Raises RecursionError for a value
    nested deeper than Python can follow.
    """
    for attempt in _attempts(script):
        try:
            return json.loads(attempt, strict=False)
        except ValueError:
            continue
    return None


def _attempts(script: str) -> Iterator[str]:
    """The script, then its repaired forms, the mildest repair first.

    Nearly every script can be read without repair.
    """
    yield script
    bare = WRAPPING.sub("", WRAPPING.sub("", script))
    yield bare
    without_commas = TRAILING_COMMA.sub(r"\1", bare)
    yield without_commas
    from html import unescape  # it holds two thousand names

    yield unescape(without_commas)


def _nodes(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > MAX_JSONLD_DEPTH:
        raise _TooDeep
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if value.get("@type"):
            yield value
        for item in value.values():
            if isinstance(item, (dict, list)):
                yield from _nodes(item, depth + 1)

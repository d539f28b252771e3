"""JSON-LD as pages really have it: in comments, with trailing commas or raw line breaks, in lists, in graphs, with nulls."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

MOST_CHARACTERS = 500_000
"""A longer script is passed over: the longest seen on a news page was 180,000 characters."""
MOST_NODES = 200
DEEPEST = 12

WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def read_jsonld(scripts: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    """Every node that has a type, outermost first; a script that cannot be read, even repaired, is passed over."""
    found: list[Mapping[str, Any]] = []
    for script in scripts:
        if 0 < len(script) <= MOST_CHARACTERS:
            for node in _nodes(_parsed(script), 0):
                if len(found) == MOST_NODES:
                    return tuple(found)
                found.append(node)
    return tuple(found)


def _parsed(script: str) -> object:
    """The script's value, or None. Repairs are tried one after the other, the mildest first."""
    bare = WRAPPING.sub("", WRAPPING.sub("", script))
    without_commas = TRAILING_COMMA.sub(r"\1", bare)
    for attempt in (bare, without_commas, html.unescape(without_commas)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if value.get("@type"):
            yield value
        for item in value.values():
            if isinstance(item, (dict, list)):
                yield from _nodes(item, depth + 1)

"""Adds rules to the text of a rule file, and leaves the rest unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from copydesk.model.site import Rule, RulesError, Site, rule_key
from copydesk.rules.parse import parse
from copydesk.rules.toml_position import Position, positions
from copydesk.rules.toml_text import string, table

SITE_TABLE = re.compile(r"(?m)^[ \t]*\[[ \t]*site[ \t]*\][^\n]*\n?")


class Addition(NamedTuple):
    """Rules to add: lines to cut and to keep, filters to turn off.

    `host` is for a new file.
    """

    host: str
    cut: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def added(text: str, path: str, addition: Addition) -> str:
    """Return the text of a rule file with more rules; "" is a new file.

    Raises RulesError for an invalid file, and for a rule that another one in it overrides.
    """
    whole = text or table("[site]", {"hosts": [addition.host]}) + "\n"
    site = parse(whole, path).site
    lines = list(_new_lines(site, addition, path))
    names = [name for name in dict.fromkeys(addition.without) if name not in site.without]
    if not lines and not names:
        return text
    for name in names:
        whole = _without(whole, name)
    end = "" if whole.endswith("\n") else "\n"
    tables = "".join(f"\n{table(f'[[{call}]]', {'line': line})}\n" for call, line in lines)
    parse(whole + end + tables, path)
    return whole + end + tables


def _new_lines(
    site: Site, addition: Addition, path: str
) -> Iterator[tuple[Literal["cut", "keep"], str]]:
    """Yield lines that the site has no rule for, with their calls.

    Raises RulesError.
    """
    for call, lines in (("keep", addition.keep), ("cut", addition.cut)):
        for line in (" ".join(line.split()) for line in lines):
            rules = _rules_for(site, line)
            if any(rule.call == call for rule in rules):
                continue
            if call == "cut" and rules:
                raise RulesError(
                    f"{path}, line {rules[0].at} keeps this line, and a rule that keeps overrides "
                    f"one that cuts: remove it first."
                )
            yield call, line  # type: ignore[misc]


def _rules_for(site: Site, line: str) -> list[Rule]:
    key = rule_key(line)
    return [rule for rule in site.rules if key in rule.lines]


def _without(text: str, name: str) -> str:
    """Return the text with one more filter in the list `without` of `[site]`."""
    found = positions(text).get(("site", "without"))
    if found:
        at = text.index("[", _offset(text, found)) + 1
        return f"{text[:at]}{string(name)}, {text[at:]}"
    header = SITE_TABLE.search(text)
    at = header.end() if header else 0
    start = "" if header else "[site]\n"
    return f"{text[:at]}{start}without = [{string(name)}]\n{text[at:]}"


def _offset(text: str, position: Position) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column - 1

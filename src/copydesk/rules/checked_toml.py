"""Reads TOML and checks its tables; errors name the line and column."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NoReturn

from copydesk.model.site import RulesError
from copydesk.rules.rule_schema import TYPES
from copydesk.rules.toml_position import Path, Position, position_of, positions

TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


def unknown_name(noun: str, name: str, known: Sequence[str]) -> str:
    """Return the sentence on an unknown name, with the nearest known one."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    names = f"; known {noun}s: {', '.join(known)}" if len(known) < 12 else ""
    return f"unknown {noun} {name!r}{f'; did you mean {near[0]!r}?' if near else names}"


def is_texts(value: object) -> bool:
    """Return whether a value is a list of strings."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


class CheckedToml:
    """The text of a TOML file, and checks of what it holds."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source

    @cached_property
    def _spots(self) -> dict[Path, Position]:
        return positions(self._text)

    def _toml(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            place = TOML_PLACE.search(str(error))
            lines = self._text.rstrip("\n").split("\n")
            position = (
                Position(int(place[1]), int(place[2]))
                if place and place[1]
                else Position(len(lines), len(lines[-1]) + 1)
            )
            self._say(position, f"invalid TOML: {TOML_PLACE.sub('', str(error))}")

    def _tables(self, value: object, name: str) -> list[object]:
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._wrong((name,), f"each {name} must be a table, under [[{name}]]")
        return value

    def _table(self, value: object, kinds: Mapping[str, Any], path: Path) -> dict[str, Any]:
        if not isinstance(value, dict):
            self._wrong(path, f"{path[0]} must be a table, under [{path[0]}]")
        self._known(value, kinds, path)
        for name, one in value.items():
            kind = kinds[name]
            if (
                not isinstance(one, kind)
                or isinstance(one, bool) is not (kind is bool)
                or (isinstance(one, list) and not is_texts(one))
            ):
                self._wrong((*path, name), f"{name} must be {TYPES[kind]}")
            if one in ("", []) or (kind is int and one < 1):
                self._wrong((*path, name), f"{name} is empty")
        return value

    def _known(self, table: Mapping[str, Any], kinds: Mapping[str, Any], path: Path) -> None:
        for name in table:
            if name not in kinds:
                self._wrong((*path, name), unknown_name("key", name, tuple(kinds)))

    def _one_of(self, found: Mapping[str, Any], names: tuple[str, ...], path: Path) -> str:
        there = [name for name in names if name in found]
        if len(there) != 1:
            fault = (
                f"has {' and '.join(there)}, and may have only one of them"
                if there
                else f"needs one of {', '.join(names)}"
            )
            self._wrong(path, f"[{'[' * (len(path) > 1)}{path[0]}{']' * (len(path) > 1)}] {fault}")
        return there[0]

    def _wrong(self, path: Path, what: str) -> NoReturn:
        self._say(position_of(self._spots, path), what)

    def _say(self, position: Position, what: str) -> NoReturn:
        raise RulesError(
            f"{self._source}, line {position.line}, column {position.column}: "
            f"{what}{'' if what.endswith('?') else '.'}"
        ) from None

"""How many of a thing, as a sentence says it."""

from __future__ import annotations


def amount(number: int, one: str, several: str = "") -> str:
    """`1 page`, `1,204 pages`; `several` is the plural where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"

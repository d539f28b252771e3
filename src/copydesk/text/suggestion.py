"""Suggests the name that a misspelled one probably means."""

from __future__ import annotations

from collections.abc import Sequence


def like(name: str, names: Sequence[str], where: str = "`copydesk filters` lists them.") -> str:
    """Suggest the nearest of the names.

    Without a near one the text is `where`, the place that lists them.
    """
    from difflib import get_close_matches

    near = get_close_matches(name, names, 1)
    return f"did you mean {near[0]!r}?" if near else where

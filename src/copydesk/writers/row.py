"""Joins the columns of an input row with the record of its article."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


def joined_row(
    columns: Mapping[str, Any], record: Mapping[str, Any], taken: Collection[str] = ()
) -> dict[str, Any]:
    """Return the input's columns, unchanged, then the article's.

    An article's column whose name is in the row or in `taken` is called `copydesk_NAME`; one that
    repeats the row's `url` is left out.
    """
    return dict(columns) | {
        f"copydesk_{name}" if name in taken or name in columns else name: value
        for name, value in record.items()
        if name != "url" or "url" not in columns or columns["url"] != value
    }

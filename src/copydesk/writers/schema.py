"""The JSON Schema of an article's record."""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).with_name("article.schema.json")


def schema_text() -> str:
    """Return the schema as JSON."""
    return FILE.read_text("utf-8")

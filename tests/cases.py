"""Reads the cases beside filters and fields, in Markdown.

A case is a `## heading` and its fenced blocks. A heading that ends in `(known miss: reason)` is a
strict xfail. A filter's case has one unlabelled block of gutter lines (see gutter.py); where markup
matters, a `html` block before it gives the page and the gutter lines name its blocks. A field's
case has a `text` or `html` block, the dump, and a `finds` block: `field: value` a line, lists
joined by `; `, `-` for none. A `toml` block holds the rules of the page's site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.gutter import Line, parse_line

MISS = re.compile(r"\s*\(known miss: (.+)\)$")


class Case(NamedTuple):
    """`blocks` are (label, text) of the fences, in order; `miss` the reason of a known miss or
    empty.
    """

    file: Path
    title: str
    miss: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"{self.file.stem}: {self.title}"

    def block(self, *labels: str) -> tuple[str, str] | None:
        return next((block for block in self.blocks if block[0] in labels), None)

    def lines(self) -> list[Line]:
        """The gutter lines of a filter's case."""
        block = self.block("")
        assert block, f"{self.name} has no block of gutter lines"
        return [
            parse_line(line.replace("⏎", "\n")) for line in block[1].splitlines() if line.strip()
        ]


def read(file: Path) -> Iterator[Case]:
    """The cases of one Markdown file, in order."""
    title, label, fence, blocks = "", None, [], []
    for raw in [*file.read_text("utf-8").splitlines(), "## "]:
        if label is not None:
            if raw == "```":
                blocks.append((label, "\n".join(fence)))
                label = None
            else:
                fence.append(raw)
        elif raw.startswith("```"):
            label, fence = raw[3:].strip(), []
        elif raw.startswith("## "):
            if title and blocks:
                miss = MISS.search(title)
                yield Case(file, MISS.sub("", title), miss[1] if miss else "", tuple(blocks))
            title, blocks = raw[3:].strip(), []

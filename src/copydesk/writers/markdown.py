"""Writes an article as Markdown: YAML front matter, then the body.

Nothing renders except the syntax that copydesk writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from copydesk.model.article import Article, Paragraph
from copydesk.writers.frontmatter import front_matter
from copydesk.writers.inline import in_cells, in_heading, in_line, in_lines
from copydesk.writers.plain import plain


def write(article: Article) -> str:
    """Return front matter and body."""
    body = "\n\n".join(_pieces(article.paragraphs, article.url))
    return f"{front_matter(article)}\n{body}\n" if body else front_matter(article)


def _pieces(paragraphs: tuple[Paragraph, ...], base: str | None) -> Iterator[str]:
    """Yield the body's Markdown blocks.

    A run of list items, of table rows or of quotes is one block.
    """
    for kind, run in groupby(paragraphs, key=lambda paragraph: paragraph.kind):
        if kind == "item":
            yield "\n".join(_items(run, base))
        elif kind == "table-row":
            yield "\n".join(_table(list(run), base))
        elif kind == "quote":
            yield "\n>\n".join(_quoted(in_lines(paragraph, base)) for paragraph in run)
        else:
            yield from (_single(paragraph, base) for paragraph in run)


def _single(paragraph: Paragraph, base: str | None) -> str:
    if paragraph.kind == "heading":
        return f"{'#' * min(max(paragraph.level, 1), 6)} {in_heading(paragraph, base)}"
    if paragraph.kind == "code":
        return _fenced(plain(paragraph.text))
    return in_lines(paragraph, base)


def _fenced(code: str) -> str:
    """Return code between fences longer than its longest backtick run."""
    longest = max((len(list(run)) for tick, run in groupby(code) if tick == "`"), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{code.rstrip()}\n{fence}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _items(run: Iterator[Paragraph], base: str | None) -> Iterator[str]:
    """Yield a list's lines.

    An item is at most one level deeper than the one above it: two levels would render as code.
    """
    depth = -1
    for paragraph in run:
        depth = min(max(paragraph.level, 1) - 1, depth + 1)
        indent = "  " * depth
        yield f"{indent}- " + in_lines(paragraph, base).replace("\n", f"\n{indent}  ")


def _table(rows: list[Paragraph], base: str | None) -> Iterator[str]:
    """Yield a table's lines; its first row is the head.

    The head is padded to the widest row, because Markdown drops cells without a head. A table of
    one column is written as paragraphs.
    """
    cells = [in_cells(row, base) for row in rows]
    width = max(len(row) for row in cells)
    if width == 1:
        yield "\n\n".join(in_line(row, base) for row in rows)
        return
    for number, row in enumerate(cells):
        yield (
            f"| {' | '.join(row)} |"
            if number
            else f"| {' | '.join([*row, *[''] * (width - len(row))])} |"
        )
        if not number:
            yield f"|{' --- |' * width}"

"""Writes an article as Markdown: YAML front matter, then the body.

Nothing renders except the syntax that copydesk writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import indent

from copydesk.model.article import Article
from copydesk.model.body import Paragraph
from copydesk.text.lazy_pattern import lazy_pattern
from copydesk.writers.frontmatter import front_matter
from copydesk.writers.inline import Inline, in_cells, in_heading, in_line, in_lines, inline
from copydesk.writers.list_items import ListItem, list_parts, runs
from copydesk.writers.markdown_options import EVERYTHING_BUT_HEADING, MarkdownOptions
from copydesk.writers.plain import plain

FENCES = lazy_pattern(r"`{3,}")
LANGUAGE = lazy_pattern(r"[\w+#.-]+", re.ASCII)


def write(article: Article, options: MarkdownOptions = EVERYTHING_BUT_HEADING) -> str:
    """Return front matter, the headline where it is requested, and the body."""
    headline = article.headline if options.heading else None
    pieces = [
        *([front_matter(article).rstrip("\n")] if options.front_matter else []),
        *([f"# {in_heading(Inline(plain(headline)))}"] if headline else []),
        *_pieces(article.paragraphs, options),
    ]
    return "\n\n".join(pieces) + "\n" if pieces else ""


def _pieces(paragraphs: Iterable[Paragraph], options: MarkdownOptions) -> Iterator[str]:
    """Yield the body's Markdown blocks.

    A list, a table or a run of quotes is one block.
    """
    for kind, found in runs(paragraphs):
        if kind == "item":
            pictures, first = inline(found[0], options).lead_pictures()
            yield from pictures
            yield "\n\n".join(_list(found, first, options))
        elif kind == "table-row":
            pictures, head = inline(found[0], options).lead_pictures()
            yield from pictures
            rows = (inline(paragraph, options) for paragraph in found[1:])
            yield "\n".join(_table([head, *rows]))
        elif kind == "quote":
            quotes = (inline(quote, options).lead_pictures() for quote in found)
            yield "\n>\n".join(
                _quoted(part) for lead, text in quotes for part in (*lead, in_lines(text))
            )
        else:
            for paragraph in found:
                pictures, text = inline(paragraph, options).lead_pictures()
                yield from pictures
                yield _single(paragraph, text)


def _single(paragraph: Paragraph, text: Inline) -> str:
    if paragraph.kind == "heading":
        return f"{'#' * min(max(paragraph.level, 1), 6)} {in_heading(text)}"
    if paragraph.kind == "code":
        return _fenced(text.text, paragraph.language)
    return in_lines(text)


def _fenced(code: str, language: str) -> str:
    """Return code between fences longer than its longest backtick run."""
    fence = "`" * max([3, *(len(run) + 1 for run in FENCES.findall(code))])
    named = language if LANGUAGE.fullmatch(language) else ""
    return f"{fence}{named}\n{code.rstrip()}\n{fence}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _list(found: list[Paragraph], first: Inline, options: MarkdownOptions) -> Iterator[str]:
    """Yield the parts of a list, of which `first` is the first item's text."""
    for inside, part in list_parts(found):
        if inside:
            pieces = _pieces((item.paragraph for item in part), options)
            yield indent("\n\n".join(pieces), inside)
        else:
            texts = (
                first if item.paragraph is found[0] else inline(item.paragraph, options)
                for item in part
            )
            yield "\n".join(map(_item, part, texts))


def _item(item: ListItem, text: Inline) -> str:
    words = in_lines(text.part(item.start, len(text.text)))
    return f"{item.indent}{item.marker}" + words.replace("\n", f"\n{item.hanging}")


def _table(rows: list[Inline]) -> Iterator[str]:
    """Yield a table's lines; its first row is the head.

    The head is padded to the widest row, because Markdown drops cells without a head. A table of
    one column is written as paragraphs.
    """
    cells = [in_cells(row) for row in rows]
    width = max(len(row) for row in cells)
    if width == 1:
        yield "\n\n".join(in_line(row) for row in rows)
        return
    head, *others = cells
    yield f"| {' | '.join([*head, *[''] * (width - len(head))])} |"
    yield f"|{' --- |' * width}"
    for row in others:
        yield f"| {' | '.join(row)} |"

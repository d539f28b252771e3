"""The tools, each a call from a page's bytes to the tool's result.

A tool is imported when it is first used. `python -m benchmarks.tools NAME FILE...` runs one alone
over files, to measure its memory.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape
from pathlib import Path

Tool = Callable[[bytes], object]


def copydesk() -> Tool:
    """The whole article: body, every field, the ledger."""
    from copydesk import clean

    return clean


def resiliparse() -> Tool:
    """The main content's text, by native code; no fields."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    return lambda page: extract_plain_text(
        HTMLTree.parse_from_bytes(page), main_content=True, alt_texts=False
    )


def trafilatura_fast() -> Tool:
    """Body and metadata, without the fallbacks."""
    from trafilatura import bare_extraction

    return lambda page: bare_extraction(page, fast=True, with_metadata=True)


def trafilatura_fast_text() -> Tool:
    """The body alone, without the fallbacks."""
    from trafilatura import extract

    return lambda page: extract(page, fast=True)


def trafilatura() -> Tool:
    """Body and metadata, as it comes."""
    from trafilatura import bare_extraction

    return lambda page: bare_extraction(page, with_metadata=True)


def readability() -> Tool:
    """Title and the body's HTML."""
    from readability import Document

    def read(page: bytes) -> tuple[str, str]:
        document = Document(page)
        return document.title(), document.summary()

    return read


def newspaper() -> Tool:
    """Title, authors, date, pictures and body."""
    from newspaper import Article

    def read(page: bytes) -> str:
        article = Article("https://example.org/story", fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return str(article.text)

    return read


def justext() -> Tool:
    """The paragraphs, good and boilerplate; no fields."""
    import justext as released

    stops = released.get_stoplist("English")
    return lambda page: released.justext(page, stops)


def copydesk_text() -> Tool:
    """The whole article of a text dump."""
    from copydesk import clean

    return lambda lines: clean(lines.decode(), kind="text")


def justext_lines() -> Tool:
    """jusText on a text dump: it reads HTML, so each line is a paragraph."""
    whole = justext()
    return lambda lines: whole(
        "".join(f"<p>{escape(line)}</p>\n" for line in lines.decode().splitlines()).encode()
    )


ON_HTML: dict[str, Callable[[], Tool]] = {
    "copydesk": copydesk,
    "resiliparse": resiliparse,
    "trafilatura, fast, text alone": trafilatura_fast_text,
    "trafilatura, fast": trafilatura_fast,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "jusText": justext,
}
ON_TEXT: dict[str, Callable[[], Tool]] = {"copydesk": copydesk_text, "jusText": justext_lines}
# The tools that give fields (author, date, ...) beside the body.
FULL = frozenset(("copydesk", "trafilatura, fast", "trafilatura", "newspaper4k"))


if __name__ == "__main__":
    tool = ON_HTML[sys.argv[1]]()
    for name in sys.argv[2:]:
        tool(Path(name).read_bytes())

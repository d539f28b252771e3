"""File names from `--name`: a template with fields of the article."""

from __future__ import annotations

import re
import string
import unicodedata
from pathlib import Path, PurePath

import click

from copydesk.cli.options import like
from copydesk.model.article import Article
from copydesk.text.url import host_of

MAX_SLUG_CHARACTERS = 80
MAX_NAME_BYTES = 200
"""Bytes of a name without its suffix and number; file systems take 255 for the whole."""
UNSAFE = re.compile(r'[\x00-\x20\x7f-\xa0/\\:*?"<>|\u061c\u200b-\u200f\u2028-\u202f\u2066-\u2069]+')
"""Characters that a file system refuses, a shell expands, or a reader does not see."""
WORD = re.compile(r"[^\W_]+")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows takes for devices."""

FIELDS = (
    "date",
    "year",
    "month",
    "day",
    "slug",
    "headline",
    "author",
    "site",
    "section",
    "language",
    "status",
    "input",
    "number",
)
"""The fields of a template."""
MISSING = {"date": "undated", "year": "undated", "slug": "untitled", "headline": "untitled"}
"""Field -> the value of a page that has none; of other fields `unknown`."""


def slug(text: str | None) -> str:
    """The words of a text in lower case, joined by hyphens, at most 80 characters."""
    words = WORD.findall(unicodedata.normalize("NFKC", text or "").casefold())
    found = ""
    for word in words:
        if len(found) + len(word) >= MAX_SLUG_CHARACTERS:
            return found or word[:MAX_SLUG_CHARACTERS]
        found = f"{found}-{word}" if found else word
    return found


def _stem(input: str) -> str:
    name, _, row = input.partition("#")
    stem = "stdin" if name == "-" else PurePath(name).stem
    return f"{stem}-{row}" if row else stem


def _values(article: Article, input: str, number: int) -> dict[str, str]:
    """The value of each field."""
    date = article.date or ""
    found = (
        date[:10],
        date[:4],
        date[5:7],
        date[8:10],
        slug(article.headline),
        article.headline,
        next(iter(article.authors), None),
        host_of(article.url or "") or article.site_name,
        article.section,
        article.language,
        article.status,
        _stem(input),
        str(number),
    )
    return {
        field: _safe(value or "") or MISSING.get(field, "unknown")
        for field, value in zip(FIELDS, found, strict=True)
    }


class NameTemplate:
    """A template of file names. Raises UsageError where it is wrong."""

    def __init__(self, template: str) -> None:
        try:
            parts = list(string.Formatter().parse(template))
        except ValueError:
            raise click.UsageError(f"--name {template!r} has a brace without its pair.") from None
        for _, field, form, conversion in parts:
            if field is not None and (field not in FIELDS or form or conversion):
                raise click.UsageError(
                    f"Unknown field {{{field}{form and f':{form}'}}} of --name; "
                    f"{like(field, FIELDS, 'fields: ' + ', '.join(FIELDS) + '.')}"
                )
        written = "".join(literal for literal, *_ in parts)
        folders = Path(template).parts
        if not folders or template.endswith("/") or ".." in folders or Path(template).is_absolute():
            raise click.UsageError(f"--name {template!r} does not name a file inside the folder.")
        if UNSAFE.search(written.replace("/", "").replace(" ", "")):
            raise click.UsageError(f"--name {template!r} has a character that file names lack.")
        self._template = template

    def name(self, article: Article, input: str, number: int) -> Path:
        """The name of a page's file, without suffix. No value leaves its folder."""
        values = _values(article, input, number)
        return Path(*(_whole(part.format(**values)) for part in Path(self._template).parts))


def _safe(value: str) -> str:
    """A value without what a file name must not hold, a space for each run of it."""
    printable = "".join(" " if "\ud800" <= one <= "\udfff" else one for one in value)
    return UNSAFE.sub(" ", printable).strip(" .-~")


def _whole(part: str) -> str:
    """A part of a path: not too long, and no name that Windows reserves."""
    short = part.encode()[:MAX_NAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
    return f"_{short}" if RESERVED.fullmatch(short) or not short else short

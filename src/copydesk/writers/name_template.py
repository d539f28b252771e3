"""File names from `--name`: a template with fields of the article."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from copydesk.model.article import Article
from copydesk.model.options import InvalidOptionError
from copydesk.text.suggestion import like
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
"""The fields of a template; the number of the page in the output is the last."""
MISSING = {"date": "undated", "year": "undated", "slug": "untitled", "headline": "untitled"}
"""Field -> the value of a page that has none; of other fields `unknown`."""


def slug(text: str | None) -> str:
    """Return the words in lower case with hyphens, at most 80 characters."""
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


def name_values(article: Article, input: str) -> dict[str, str]:
    """The values of a page's fields, without its number."""
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
    )
    return {
        field: _safe(value or "") or MISSING.get(field, "unknown")
        for field, value in zip(FIELDS, found, strict=False)
    }


class NameTemplate:
    """A template of file names. Raises InvalidOptionError where it is wrong."""

    def __init__(self, template: str) -> None:
        try:
            parts = list(string.Formatter().parse(template))
        except ValueError:
            raise InvalidOptionError(f"--name {template!r} has a brace without its pair.") from None
        for _, field, form, conversion in parts:
            if field is not None and (field not in FIELDS or form or conversion):
                raise InvalidOptionError(
                    f"Unknown field {{{field}{form and f':{form}'}}} of --name; "
                    f"{like(field, FIELDS, 'fields: ' + ', '.join(FIELDS) + '.')}"
                )
        written = "".join(literal for literal, *_ in parts)
        folders = Path(template).parts
        if not folders or template.endswith("/") or ".." in folders or Path(template).is_absolute():
            raise InvalidOptionError(f"--name {template!r} does not name a file inside the folder.")
        if UNSAFE.search(written.replace("/", "").replace(" ", "")):
            raise InvalidOptionError(f"--name {template!r} has a character that file names lack.")
        self.template = template

    def path(self, values: Mapping[str, str], number: int) -> Path:
        """The path of a page's file, without suffix. No value leaves its folder."""
        named = {**values, "number": str(number)}
        return Path(*(_whole(part.format(**named)) for part in Path(self.template).parts))


def free_path(stem: Path, suffix: str, taken: Callable[[Path], bool]) -> Path:
    """Return a path that is free, numbered from 2 if the stem is taken."""
    path, number = stem.with_name(stem.name + suffix), 1
    while taken(path):
        number += 1
        path = stem.with_name(f"{stem.name}-{number}{suffix}")
    return path


def _safe(value: str) -> str:
    """Return a value without characters that a file name must not hold.

    A space replaces each run of them.
    """
    printable = "".join(" " if "\ud800" <= one <= "\udfff" else one for one in value)
    return UNSAFE.sub(" ", printable).strip(" .-~")


def _whole(part: str) -> str:
    """A part of a path: not too long, and no name that Windows reserves."""
    short = part.encode()[:MAX_NAME_BYTES].decode("utf-8", "ignore").rstrip(" .")
    return f"_{short}" if RESERVED.fullmatch(short) or not short else short

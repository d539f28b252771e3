"""Selects the pages among the files of a folder.

Browsers and crawlers leave pictures, style sheets and scripts beside the pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

# Suffixes of files that belong to a page: pictures, styles, scripts, fonts, audio and video.
ASSET_SUFFIXES = (
    *(".avif", ".bmp", ".gif", ".ico", ".jfif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff"),
    *(".webp", ".css", ".less", ".map", ".scss", ".js", ".mjs", ".wasm"),
    *(".eot", ".otf", ".ttf", ".woff", ".woff2"),
    *(".avi", ".m4a", ".m4v", ".mov", ".mp3", ".mp4", ".mpeg", ".mpg", ".oga", ".ogg", ".ogv"),
    *(".wav", ".webm"),
)
# What browsers append to a page's name for the folder of its assets, in their languages.
ASSET_FOLDERS = (
    "_files",
    ".files",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_file",
    "_bestanden",
)
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


class Selection(NamedTuple):
    """Patterns of the files to read and to leave out.

    A pattern with a slash is compared with a path below INPUT, any other with each of its parts.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Return whether the patterns take a file."""
        return not _matches(name, self.exclude) and (
            not self.include or _matches(name, self.include)
        )

    def is_asset(self, path: str, name: str) -> bool:
        """Return whether a file in a folder is an asset of a page.

        An included file is not.
        """
        if self.include:
            return False
        suffix = os.path.splitext(path)[1].lower()
        return suffix in ASSET_SUFFIXES or _in_asset_folder(path, name)


def _matches(name: str, patterns: Iterable[str]) -> bool:
    parts = PurePath(name).parts
    paths = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return any(
        fnmatchcase(one, pattern.rstrip("/"))
        for pattern in patterns
        for one in (paths if "/" in pattern.rstrip("/") else parts)
    )


def _in_asset_folder(path: str, name: str) -> bool:
    """Return whether a file is in the folder a browser saved with its page."""
    folder, below = os.path.dirname(path), os.path.dirname(name)
    while below:
        if _is_asset_folder(folder):
            return True
        folder, below = os.path.dirname(folder), os.path.dirname(below)
    return False


@lru_cache(maxsize=1024)
def _is_asset_folder(folder: str) -> bool:
    page = next((folder.removesuffix(end) for end in ASSET_FOLDERS if folder.endswith(end)), folder)
    return page != folder and any(os.path.exists(page + suffix) for suffix in PAGE_SUFFIXES)

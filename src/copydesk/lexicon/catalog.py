"""The catalog: every filter, field and vocabulary that the folders hold.

A wheel holds it as `catalog.json`, written by the build. A checkout has no such file: there it is
built from the folders on first use and cached beside the bytecode until one of the files changes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from copydesk.lexicon.phrase_index import LINE_BREAK, write_index
from copydesk.lexicon.vocabulary_file import read_spellings, read_vocabulary

PACKAGE = Path(__file__).resolve().parent.parent
BUILT = PACKAGE / "catalog.json"
CACHED = PACKAGE / "__pycache__" / "catalog.json"
STEP_FOLDERS = ("filters", "fields")


@cache
def catalog() -> Mapping[str, Any]:
    """Return the catalog: `steps`, `shared` and `index`.

    `shared` has each shared vocabulary as written, `index` all phrases.
    """
    found: Mapping[str, Any] = json.loads(BUILT.read_text("utf-8")) if BUILT.exists() else _cached()
    return found


@cache
def phrases(name: str) -> Mapping[str, tuple[str, ...]]:
    """A shared vocabulary as written: language (or `class`) -> its lines."""
    return {
        language: tuple(lines.split(LINE_BREAK))
        for language, lines in catalog()["shared"].get(name, {}).items()
    }


def spellings(name: str) -> Mapping[str, list[str]]:
    """Return the lines of a shared vocabulary with case and punctuation."""
    return read_spellings(PACKAGE / "lexicon" / f"{name}.txt")


def steps_in_folders() -> Iterator[tuple[str, str, bool]]:
    """Yield the stage and name of every filter and field.

    The third value is whether it has a vocabulary of its own.
    """
    for path in _case_files():
        yield path.parent.name, _name(path), path.with_suffix(".txt").exists()


def read_vocabularies() -> dict[str, dict[str, list[str]]]:
    """Read every vocabulary, by its name: language -> phrases."""
    own = [path.with_suffix(".txt") for path in _case_files()]
    paths = [*_shared_files(), *(path for path in own if path.exists())]
    return {_name(path): read_vocabulary(path) for path in sorted(paths, key=_name)}


def build() -> dict[str, Any]:
    """The catalog of the folders."""
    vocabularies = read_vocabularies()
    return {
        "steps": list(steps_in_folders()),
        "shared": {
            name: {
                language: LINE_BREAK.join(lines) for language, lines in vocabularies[name].items()
            }
            for name in map(_name, _shared_files())
        },
        "index": write_index(vocabularies),
    }


def written(found: Mapping[str, Any]) -> str:
    """A catalog as text."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def _case_files() -> list[Path]:
    """The file of cases of every filter and field, which each of them has."""
    return [path for folder in STEP_FOLDERS for path in sorted((PACKAGE / folder).glob("*/*.md"))]


def _shared_files() -> list[Path]:
    return sorted((PACKAGE / "lexicon").glob("*.txt"))


def _name(path: Path) -> str:
    return path.stem.replace("_", "-")


def _cached() -> Mapping[str, Any]:
    """The catalog as last built, or built anew where a file has changed since."""
    state = _state()
    with suppress(OSError, ValueError):
        found: dict[str, Any] = json.loads(CACHED.read_text("utf-8"))
        if found.get("state") == state:
            return found
    found = build() | {"state": state}
    with suppress(OSError):
        CACHED.parent.mkdir(exist_ok=True)
        partial = CACHED.with_suffix(f".{os.getpid()}")
        partial.write_text(written(found), "utf-8")
        partial.replace(CACHED)
    # As it is read again: tuples are lists.
    return json.loads(written(found))  # type: ignore[no-any-return]


def _state() -> str:
    """Return a digest of the catalog's source files.

    It covers their names, sizes and times.
    """
    paths = [
        *_case_files(),
        *(path for folder in STEP_FOLDERS for path in sorted((PACKAGE / folder).glob("*/*.txt"))),
        *sorted((PACKAGE / "lexicon").glob("*.*")),
        PACKAGE / "text" / "tokens.py",
    ]
    facts = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    return sha256(repr(facts).encode()).hexdigest()

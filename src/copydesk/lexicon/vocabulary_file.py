"""Reads vocabulary files.

A vocabulary is a text file: one beside each filter that has phrases of its own, and in this folder
those that several modules share. Under the heading of a language (`[en]`) a line is a phrase, and
dots say where in a block it may be:

    leave a reply            the whole block
    share this ...           the block begins with it
    ... read the full story  the block ends with it
    ... rights reserved ...  anywhere in the block

Case, punctuation and apostrophes are not compared; `#` is any number (`# comments`, `# min read`).
Under `[class]` the lines are class or id names of HTML elements, compared by their parts:
`share bar` is `share-bar`, `ShareBar` and `share_bar`, and `... share bar ...` also
`c-share-bar--top`.

Under a heading that begins with `as written:` the lines are names that a grammar matches
with their case and punctuation; a page is not searched for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from copydesk.text.tokens import name_parts, tokens

AS_WRITTEN = "as written: "


def read_vocabulary(path: Path) -> dict[str, list[str]]:
    """Read a vocabulary file: language -> phrases.

    A phrase is tokens joined by spaces, with its dots. A line that begins with `# ` is a comment
    above the first heading and a phrase below it (`# comments`). Raises ValueError for a phrase
    above the first heading, and for one that nothing can match: one without a token, or with dots
    between its tokens.
    """
    found: dict[str, list[str]] = {}
    for number, language, line in _lines(path):
        if language.startswith(AS_WRITTEN):
            continue
        phrase = _phrase(line, _name_tokens if language == "class" else tokens)
        if not phrase.strip(". ") or "..." in line.removeprefix("...").removesuffix("..."):
            raise ValueError(
                f"{path.name}, line {number}: nothing can match {line!r}: a phrase needs a "
                f"word, and dots only before its first or after its last word"
            )
        if phrase not in found.setdefault(language, []):
            found[language].append(phrase)
    return found


def read_spellings(path: Path) -> dict[str, list[str]]:
    """Read all lines of a vocabulary file as written: heading -> lines."""
    found: dict[str, list[str]] = {}
    for _, heading, line in _lines(path):
        found.setdefault(heading.removeprefix(AS_WRITTEN), []).append(line)
    return found


def _lines(path: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the number, heading and text of each phrase. Raises ValueError."""
    heading: str | None = None
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        elif line and not (heading is None and line.startswith("# ")):
            if heading is None:
                raise ValueError(
                    f"{path.name}, line {number}: phrase above the first [language] heading"
                )
            yield number, heading, line


def _phrase(line: str, tokens_of: Callable[[str], list[str]]) -> str:
    words = [
        part
        for word in line.strip(". ").split()
        for part in (["#"] if word == "#" else tokens_of(word))
    ]
    before = ["..."] if line.startswith("...") else []
    after = ["..."] if line.endswith("...") else []
    return " ".join(before + words + after)


def _name_tokens(word: str) -> list[str]:
    """Split a class name into parts, as a page's names are split.

    `mc4wp` is mc, 4, wp.
    """
    return list(name_parts(word))

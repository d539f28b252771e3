"""What the fuzzer begins with: every fixture, every case's dump, the hostile strings, and a
dictionary of vocabulary and tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import copydesk
from copydesk.lexicon.catalog import read_vocabularies
from copydesk.readers.elements import INLINE, KINDS, VOID
from tests import pages
from tests.cases import read

PACKAGE = Path(copydesk.__file__).parent
MODES = ("html", "text", "auto", "jsonld", "soup", "bytes", "ordered")
"""What the first byte of an input chooses, counted around."""
LONGEST_SEED = 6_000
PROPERTIES = (
    "datePublished",
    "dateModified",
    "author",
    "@type",
    "NewsArticle",
    "itemprop",
    "datetime",
    "article:published_time",
    "og:title",
    "application/ld+json",
)


def seeds() -> Iterator[bytes]:
    """The inputs to begin with, each with its mode before it."""
    for slug in pages.SLUGS:
        data, kind = pages.dump(slug)
        yield bytes([MODES.index(kind)]) + data[:LONGEST_SEED]
    for path in sorted(PACKAGE.rglob("*.md")):
        for case in read(path):
            for label, text in case.blocks:
                if label in ("html", "text", ""):
                    modes = (label or "text", "ordered") if label == "html" else (label or "text",)
                    yield from (
                        bytes([MODES.index(mode)]) + text.encode("utf-8", "replace")[:LONGEST_SEED]
                        for mode in modes
                    )
    yield (
        bytes([MODES.index("jsonld")])
        + b'{"@context":"https://schema.org","@type":"NewsArticle","headline":"A",'
        b'"author":[{"@type":"Person","name":"Jo Poe"}],"datePublished":"2024-03-01"}'
    )


def write_seeds(folder: Path) -> None:
    """Writes the seeds, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (folder / f"seed-{number:04}").write_bytes(seed)


def write_dictionary(path: Path) -> None:
    """Writes the words that a mutation may put in: tags, properties, and every tenth phrase of the
    vocabularies.
    """
    lines = [
        line.replace("...", "").strip()
        for languages in read_vocabularies().values()
        for group in languages.values()
        for line in group[::10]
    ]
    words = [
        *(f"<{tag}>" for tag in sorted(INLINE | VOID | set(KINDS))),
        *PROPERTIES,
        "By ",
        "Published ",
        "Photo: ",
        "March 3, 2024",
        "&nbsp;",
        "\u202e",
        "\x1b[31m",
        *lines,
    ]
    quoted = (
        "".join(
            f"\\x{byte:02x}" if byte in b'"\\' or not 32 <= byte < 127 else chr(byte)
            for byte in word.encode()
        )
        for word in words
        if word
    )
    path.write_text("".join(f'"{word}"\n' for word in quoted if len(word) < 64), "ascii")

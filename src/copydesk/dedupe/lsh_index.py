"""An LSH index on disk: finds the texts that share a band key.

Its memory does not grow with the number of texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

# Entries of eight bytes buffered in memory before they are written.
MAX_BUFFERED = 2_000_000
# Files a band, by the first bits of the key. One file is sorted at a time: 1.25 million numbers
# (60 MB) for ten million texts.
FILES_PER_BAND = 8
# Leaves the first three bits of a 32-bit key, the number of its file.
FILE_SHIFT = 29


class LshIndex:
    """The band keys of all texts.

    `folder` must be empty, on a disk with room for eight bytes a band and text.
    """

    def __init__(self, folder: Path, bands: int) -> None:
        self._folder = folder
        self._held = [array("Q") for _ in range(bands * FILES_PER_BAND)]
        self._count = 0

    def add(self, text: int, keys: Sequence[int]) -> None:
        """Add the 32-bit keys of a text, whose number is below 2 ** 32."""
        held = self._held
        for band, key in enumerate(keys):
            held[band * FILES_PER_BAND + (key >> FILE_SHIFT)].append(key << 32 | text)
        self._count += len(keys)
        if self._count >= MAX_BUFFERED:
            self._write()

    def collisions(self) -> Iterator[list[int]]:
        """Yield groups of two or more texts that share a band key.

        They come band by band, sorted by key, so that the order of the input has no effect.
        """
        self._write()
        for number in range(len(self._held)):
            path = self._folder / str(number)
            if path.exists():
                entries = array("Q")
                entries.frombytes(path.read_bytes())
                path.unlink()
                yield from _equal(sorted(entries))

    def _write(self) -> None:
        for number, entries in enumerate(self._held):
            if entries:
                with (self._folder / str(number)).open("ab") as file:
                    entries.tofile(file)
                del entries[:]
        self._count = 0


def _equal(entries: list[int]) -> Iterator[list[int]]:
    """Yield the text numbers of each run of entries with equal keys."""
    first = 0
    for at in range(1, len(entries) + 1):
        if at < len(entries) and entries[at] ^ entries[first] < 1 << 32:
            continue
        if at - first > 1:
            yield [entry & 0xFFFFFFFF for entry in entries[first:at]]
        first = at

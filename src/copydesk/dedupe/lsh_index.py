"""Which texts meet in a band, found in files on disk: memory does not grow with the number of
texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

MAX_BUFFERED = 2_000_000
"""Entries of eight bytes that wait in memory for being written."""
FILES_PER_BAND = 8
"""Files for each band, by the first bits of the key: what is sorted at once is a part of one band,
of ten million texts 1.25 million numbers (60 MB).
"""
FILE_SHIFT = 29


class LshIndex:
    """For each band the keys of all texts, and who has them. `folder` is one's own, on a disk with
    room for eight bytes a band and text.
    """

    def __init__(self, folder: Path, bands: int) -> None:
        self._folder = folder
        self._held = [array("Q") for _ in range(bands * FILES_PER_BAND)]
        self._count = 0

    def add(self, text: int, keys: Sequence[int]) -> None:
        """Takes the keys, of 32 bits each, of a text, whose number is below 2 ** 32."""
        held = self._held
        for band, key in enumerate(keys):
            held[band * FILES_PER_BAND + (key >> FILE_SHIFT)].append(key << 32 | text)
        self._count += len(keys)
        if self._count >= MAX_BUFFERED:
            self._write()

    def meeting(self) -> Iterator[list[int]]:
        """The texts that have a key in common, two at least, band by band and in the order of the
        keys: an order that no order of the input changes.
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
    """The runs of entries whose keys are the same, as the numbers of their texts."""
    first = 0
    for at in range(1, len(entries) + 1):
        if at < len(entries) and entries[at] ^ entries[first] < 1 << 32:
            continue
        if at - first > 1:
            yield [entry & 0xFFFFFFFF for entry in entries[first:at]]
        first = at

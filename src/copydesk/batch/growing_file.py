"""Files that a run appends to, and truncates when it resumes.

The journal has the length to truncate to.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO

from copydesk.batch.plan import Refused
from copydesk.batch.worker import Done
from copydesk.text.display import shown_name


class AppendedFile:
    """A file that grows block by block."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None
        self._length = 0

    @property
    def growing(self) -> Path:
        """The name of the file while it grows."""
        return self.path

    def begin(self, length: int) -> None:
        """Opens the file and truncates it to `length` bytes.

        Raises Refused where it is shorter.
        """
        try:
            mode = "r+b" if length else "wb"
            # It is open as long as the run lasts.
            self._file = open(self.growing, mode, buffering=0)  # noqa: SIM115
            found = os.fstat(self._file.fileno()).st_size
        except FileNotFoundError:
            found = 0
        if found < length or self._file is None:
            raise Refused(
                f"{shown_name(str(self.growing))} was changed after the run was interrupted: use "
                f"--fresh to start again"
            )
        self._file.truncate(length)
        self._file.seek(length)
        self._length = length

    def append(self, block: bytes) -> int:
        """Append a block; return the new length. Raises OSError."""
        rest = memoryview(block)
        while rest and self._file:
            try:
                rest = rest[self._file.write(rest) :]
            except OSError as error:
                raise OSError(error.errno, error.strerror, str(self.growing)) from error
        self._length += len(block)
        return self._length

    def finish(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()


class GrowingFile(AppendedFile):
    """An output file that is called `NAME.partial` until it is complete."""

    @property
    def growing(self) -> Path:
        """The partial file."""
        return self.path.with_name(f"{self.path.name}.partial")

    def begin(self, length: int) -> None:
        """Opens the partial file.

        There is none where the run was interrupted after the file had been renamed.
        """
        if not (length and not self.growing.exists() and self.is_complete(length)):
            super().begin(length)

    def is_complete(self, length: int) -> bool:
        """Return whether the file has its name and its full length."""
        return self.path.exists() and self.path.stat().st_size == length

    def reopen(self, length: int) -> None:
        """Make the partial file from the complete one, kept until the run ends.

        Raises Refused where the complete file has another length than the run left it with.
        """
        if not self.is_complete(length):
            raise Refused(
                f"{shown_name(str(self.path))} was changed or removed after the last run: use "
                f"--fresh to write it again"
            )
        shutil.copyfile(self.path, self.growing)

    def finish(self) -> None:
        """Close the file and give it its name."""
        if self._file:
            super().finish()
            self.name_it()

    def name_it(self) -> None:
        """Rename the partial file; an empty one is removed instead."""
        if self._length:
            self.growing.replace(self.path)
        else:
            self.growing.unlink()
            self.path.unlink(missing_ok=True)


class RowFile(GrowingFile):
    """An output of rows."""

    def put(self, done: Done) -> int:
        """Append a block of rows."""
        return self.append(done.block)

    def name_it(self) -> None:
        """Rename the partial file; without pages it is empty."""
        self.growing.replace(self.path)


class ParquetFile(RowFile):
    """A Parquet output, converted at the end from a file of Arrow streams."""

    def is_complete(self, length: int) -> bool:
        """Return whether the file has its final name and length.

        Its length differs from the partial file's.
        """
        return self.path.exists()

    def name_it(self) -> None:
        """Write the Parquet file."""
        from copydesk.batch.table import write_parquet

        whole = self.path.with_name(f".{self.path.name}.copydesk") / "whole.new"
        write_parquet(self.growing, whole)
        whole.replace(self.path)
        self.growing.unlink()

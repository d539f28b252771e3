"""A folder of parts that many machines write, each complete or absent.

The names of the parts sort in input order. The folder is called as a one-file output
(`articles.parquet`): programs that read that name read its parts as one table, and skip names that
begin with a dot or an underscore.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from copydesk.batch.outputs import ENDINGS
from copydesk.batch.plan import Refused
from copydesk.sources.storage import system_of
from copydesk.text.display import shown_name

# How a part's name begins, and the empty file (as of Spark and Hadoop) that shows that all parts
# are complete.
START, WHOLE = "part-", "_SUCCESS"


class PartFile(NamedTuple):
    """A written part, and its columns as a packed Arrow schema.

    JSON has none.
    """

    name: str
    columns: bytes


class Parts(NamedTuple):
    """A folder of parts, at a path or an address, and the packing of its rows."""

    out: str
    packing: str

    def clear_the_way(self, fresh: bool) -> None:
        """Check that the folder is empty; `fresh` deletes earlier parts.

        Raises Refused, OSError.
        """
        from pyarrow import fs

        system, folder = system_of(self.out)
        info = system.get_file_info(folder)
        if info.type == fs.FileType.NotFound:
            system.create_dir(folder)
            return
        there = (
            system.get_file_info(fs.FileSelector(folder))
            if info.type == fs.FileType.Directory
            else [info]
        )
        ours = [
            one
            for one in there
            if fresh and (one.base_name.startswith((START, f".{START}")) or one.base_name == WHOLE)
        ]
        if len(ours) < len(there):
            how = (
                "it holds other files: move it"
                if fresh
                else "use --fresh to replace what an earlier run wrote, or move it"
            )
            raise Refused(f"{shown_name(self.out)} exists; {how}, or choose another --out")
        for one in ours:
            system.delete_file(one.path)

    def write(self, place: Sequence[int], blocks: Iterable[bytes]) -> PartFile:
        """Write the blocks of consecutive tasks as a part. Raises OSError.

        `place` is the position in the inputs at which the first task ends.
        """
        ending = next(ending for ending, packing in ENDINGS.items() if packing == self.packing)
        name = f"{START}{place[0]:09d}-{place[1]:012d}{ending}"
        if self.packing != "arrow":
            with self._whole(name) as file:
                for block in blocks:
                    file.write(block)
            return PartFile(name, b"")
        import pyarrow as pa

        from copydesk.batch import table

        batches = list(table.batches_in(pa.BufferReader(b"".join(blocks))))
        schema = table.united(batch.schema for batch in batches)
        with self._whole(name) as file:
            table.write_fitted(batches, schema, file)
        return PartFile(name, schema.serialize().to_pybytes())

    def misfits(self, parts: Sequence[PartFile]) -> tuple[bytes, list[str]]:
        """Return the united columns of all parts, and the parts with others.

        The columns are packed.
        """
        import pyarrow as pa

        from copydesk.batch import table

        if self.packing != "arrow":
            return b"", []
        schema = table.united(
            pa.ipc.read_schema(pa.py_buffer(columns))
            for columns in dict.fromkeys(part.columns for part in parts)
        )
        whole: bytes = schema.serialize().to_pybytes()
        return whole, [part.name for part in parts if part.columns != whole]

    def fit(self, name: str, columns: bytes) -> None:
        """Rewrite a part with these columns. Raises OSError."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        from copydesk.batch import table

        system, folder = system_of(self.out)
        schema = pa.ipc.read_schema(pa.py_buffer(columns))
        with system.open_input_file(f"{folder}/{name}") as old, self._whole(name) as file:
            table.write_fitted(pq.ParquetFile(old).iter_batches(), schema, file)

    def seal(self) -> None:
        """Mark the parts as complete; delete files of killed writers.

        Raises OSError.
        """
        from pyarrow import fs

        system, folder = system_of(self.out)
        for one in system.get_file_info(fs.FileSelector(folder)):
            if one.base_name.startswith(f".{START}"):
                system.delete_file(one.path)
        with system.open_output_stream(f"{folder}/{WHOLE}"):
            pass

    @contextmanager
    def _whole(self, name: str) -> Iterator[Any]:
        """A file that gets its name when it is complete.

        Two writers of one part do not collide.
        """
        system, folder = system_of(self.out)
        partial = f"{folder}/.{name}.{os.uname().nodename}.{os.getpid()}"
        with system.open_output_stream(partial) as file:
            yield file
        system.move(partial, f"{folder}/{name}")

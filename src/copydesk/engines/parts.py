"""What many machines write: a folder of parts, each whole or not there, whose names put them in the
inputs' order.

The folder is called as the one file is that a single machine writes, `articles.parquet`: whoever
reads that name reads its parts as one table. Names that begin with a dot or an underscore are
passed over by all who do.
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

START, WHOLE = "part-", "_SUCCESS"
"""How a part's name begins, and the empty file, Spark's and Hadoop's sign, that stands in the
folder when all of them are there.
"""


class PartFile(NamedTuple):
    """A part that is written: its name, and its columns as Arrow packs them; none where it holds
    JSON.
    """

    name: str
    columns: bytes


class Parts(NamedTuple):
    """A folder of parts, at a path or an address, and how the rows in it are packed."""

    out: str
    packing: str

    def clear_the_way(self, fresh: bool) -> None:
        """Sees to it that nothing stands in the folder; what an earlier run wrote there goes if
        this one is `fresh`. Raises Refused, OSError.
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
        """Writes the blocks of tasks that follow on one another as a part, of which the first ends
        at this place in the inputs. Raises OSError.
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
        """The columns of all parts, packed, and the names of the parts that have others: in one a
        column was whole numbers, say, and in another text.
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
        """Writes a part again under these columns. Raises OSError."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        from copydesk.batch import table

        system, folder = system_of(self.out)
        schema = pa.ipc.read_schema(pa.py_buffer(columns))
        with system.open_input_file(f"{folder}/{name}") as old, self._whole(name) as file:
            table.write_fitted(pq.ParquetFile(old).iter_batches(), schema, file)

    def seal(self) -> None:
        """All parts are there: takes away what writers that were killed have left, and says so.
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
        """A file to write that has its name when it is whole. Two that write the same part do not
        meet.
        """
        system, folder = system_of(self.out)
        partial = f"{folder}/.{name}.{os.uname().nodename}.{os.getpid()}"
        with system.open_output_stream(partial) as file:
            yield file
        system.move(partial, f"{folder}/{name}")

"""A folder of parts, without the engine that writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.batch.plan import Refused
from copydesk.engines.parts import Parts

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def block(rows: list[dict[str, object]]) -> bytes:
    """Rows as a task packs them, their page's article none."""
    from copydesk.batch.rows import Row, pack
    from copydesk.model.article import Article

    return pack(
        [Row(row, Article().to_dict() | {"error": None}) for row in rows], "arrow", frozenset(), b""
    )


def test_parts_of_several_columns_are_brought_together(tmp_path: Path):
    parts = Parts(str(tmp_path / "out.parquet"), "arrow")
    parts.clear_the_way(False)
    written = [
        parts.write((0, 64), [block([{"id": 1}]), block([{"id": 2}])]),
        parts.write((0, 192), [block([{"id": "x", "late": True}])]),
    ]
    columns, others = parts.misfits(written)
    assert others == [written[0].name]  # the columns of the other are those of all
    for name in others:
        parts.fit(name, columns)
    parts.seal()
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.select(["id", "late"]).to_pylist() == [
        {"id": "1", "late": None},
        {"id": "2", "late": None},
        {"id": "x", "late": True},
    ]
    assert sorted(path.name for path in (tmp_path / "out.parquet").iterdir()) == [
        "_SUCCESS",
        *(part.name for part in written),
    ]


def test_a_writer_that_was_killed_leaves_no_part(tmp_path: Path):
    parts = Parts(str(tmp_path / "out.jsonl"), "jsonl")
    parts.clear_the_way(False)

    def killed():
        yield b"{}\n"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parts.write((0, 64), killed())
    assert not list((tmp_path / "out.jsonl").glob("part-*"))
    parts.write((0, 64), [b"{}\n"])
    parts.seal()
    assert sorted(path.name for path in (tmp_path / "out.jsonl").iterdir()) == [
        "_SUCCESS",
        "part-000000000-000000000064.jsonl",
    ]
    with pytest.raises(Refused, match="use --fresh to replace"):
        parts.clear_the_way(False)
    parts.clear_the_way(True)
    assert not list((tmp_path / "out.jsonl").iterdir())

"""A crawl is gone on with from where it was left, without reading what is done once more where its
form allows.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.batch.conftest import html, records, write_warc
from tests.cli.conftest import Run

pytest.importorskip("fastwarc")


def left(path: Path, done: tuple[int, int]) -> list[tuple[int, int, object]]:
    from copydesk.sources import warc

    return [
        (record.number, record.offset, record.content)
        for record in warc.records(path, "crawl", done, 1 << 20)
    ]


@pytest.mark.parametrize(
    ("form", "seeks"), [("a member each", True), ("plain", True), ("one member", False)]
)
def test_the_rest_of_a_crawl_is_read_from_its_own_beginning(tmp_path: Path, form: str, seeks: bool):
    path = tmp_path / "crawl"
    write_warc(path, 6)
    data = path.read_bytes()
    path.write_bytes(
        {
            "a member each": data,
            "plain": gzip.decompress(data),
            "one member": gzip.compress(gzip.decompress(data)),
        }[form]
    )
    whole = left(path, (0, 0))
    assert len(whole) == 6
    for count in range(1, 7):
        assert left(path, whole[count - 1][:2]) == whole[count:]
    if seeks:
        path.write_bytes(
            b"\0" * 100 + path.read_bytes()[100:]
        )  # what is done is not looked at again
        assert left(path, whole[2][:2]) == whole[3:]


def test_a_page_that_the_crawler_cut_says_so(tmp_path: Path, run: Run):
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html(3)}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Truncated: length\r\nContent-Type: "
        "application/http; msgtype=response\r\n"
    )
    (tmp_path / "crawl.warc").write_bytes(
        f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"
    )
    assert run("batch", "crawl.warc", "--out", "out.jsonl", "-q").returncode == 0
    assert records(tmp_path / "out.jsonl")[0]["notes"] == ["truncated:crawl"]

"""What `clean` and `batch` say alike of a file that they are given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import STORY, Run

UTF_16 = STORY.encode("utf-16-le")
DUMPS = [
    ("picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, True),
    ("document", b"%PDF-1.7\n" + STORY.encode(), True),
    ("archive", b"PK\x03\x04" + STORY.encode(), True),
    ("data", bytes(range(256)) * 8, True),
    ("stray NUL", STORY.replace("Orrin", "Orrin\0", 1).encode(), False),
    ("UTF-16", UTF_16, False),
    ("UTF-16 with its mark", b"\xff\xfe" + UTF_16, False),
]
"""What the file is called, what it holds, whether that is binary data."""


@pytest.mark.parametrize(("data", "binary"), [dump[1:] for dump in DUMPS], ids=[dump[0] for dump in DUMPS])
def test_clean_and_batch_agree_on_what_is_binary(run: Run, tmp_path: Path, data: bytes, binary: bool):
    (tmp_path / "page.txt").write_bytes(data)
    for done, status in ((run("clean", "page.txt"), 2), (run("batch", "page.txt", "--out", "out.jsonl"), 1)):
        assert done.returncode == (status if binary else 0)
        assert (b"copydesk: page.txt is no text but binary data.\n" in done.stderr) == binary
    assert json.loads((tmp_path / "out.jsonl").read_text())["status"] == ("failed" if binary else "ok")

"""Pages, rows and crawls made up for the batch, and the real command over them."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, STORY, environment, run

__all__ = ["run"]

TOWNS = (
    "Marl Point",
    "Orrin",
    "Tessel",
    "Harrow Quay",
    "Lindow",
    "Cape Ferrin",
    "Saltby",
    "Dunmere",
)


MORE = """The harbour office has hired a second crane, which is to lift the old hinge out on \
Wednesday morning if the wind drops below twenty knots by then.

Fishing boats are not affected, said the harbour master, because they tie up at the inner quay \
and have never used the ramp that the ferry lands on.

A spokeswoman for the island's two shops said that bread and milk had arrived by helicopter on \
Sunday and that nobody on the island was short of anything.

The ramp was built in 1974 and was last repaired eleven years ago, when a storm had bent one of \
its arms and the ferry stayed in port for nine days."""


def story(number: int) -> str:
    """A page of its own for every number."""
    town = TOWNS[number % len(TOWNS)]
    page = STORY.replace("Orrin Island", f"{town} Island").replace(
        "Monday", f"Monday the {number % 28 + 1}th"
    )
    return page.replace("Advertisement", f"Advertisement\n\n{MORE}\n\nNo. {number}", 1)


def html(number: int) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in story(number).split("\n\n")[2:])
    return (
        f"<!doctype html><html><head><title>Page {number}</title></head><body><h1>The "
        f"ferry, part {number}</h1>{paragraphs}</body></html>"
    )


def write_rows(path: Path, count: int) -> None:
    """Write rows with a column of each kind.

    One has no page, one is not valid JSON, and one has another shape than those before it.
    """
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            row = {
                "id": number,
                "date": f"day {number}",
                "url": f"https://example.org/{number}",
                "text": story(number),
                "share": number / 4,
            }
            if number == 5:
                row["text"] = None
            if number == 8:
                row |= {"extra": [1, "a"], "share": "none"}
            file.write("{half\n" if number == 11 else json.dumps(row) + "\n")


def write_pages(folder: Path, count: int) -> None:
    """A folder of pages with an empty one, a binary one, a gzip file that is cut off and one that
    was not found.
    """
    for number in range(count):
        path = folder / f"day{number % 7}" / f"page{number}.{'html' if number % 2 else 'txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html(number) if number % 2 else story(number), "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.html").write_bytes(b"\x7fELF\0\0\0" * 50)
    (folder / "cut.txt.gz").write_bytes(gzip.compress(story(1).encode() * 50)[:-30])
    (folder / "gone.txt").symlink_to("nowhere.txt")


def write_warc(path: Path, count: int) -> None:
    """A crawl with a request before each page, a redirection and a picture."""

    def record(kind: str, url: str, content: str, body: bytes) -> bytes:
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: "
            f"2024-02-03T04:05:06Z\r\nWARC-Record-ID: <urn:x:{kind}:{url}>\r\n"
        )
        return gzip.compress(
            f"{head}Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
            + b"\r\n\r\n",
            mtime=0,
        )

    def response(url: str, head: str, body: bytes = b"") -> bytes:
        return record(
            "response",
            url,
            "application/http; msgtype=response",
            f"HTTP/1.1 {head}\r\n\r\n".encode() + body,
        )

    with path.open("wb") as file:
        for number in range(count):
            url = f"https://example.org/news/../{number}"
            file.write(
                record(
                    "request", url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"
                )
            )
            file.write(
                response(
                    url, "200 OK\r\nContent-Type: text/html; charset=utf-8", html(number).encode()
                )
            )
        file.write(response("https://example.org/old", "301 Moved\r\nLocation: /new"))
        file.write(
            response(
                "https://example.org/logo.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG"
            )
        )


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too, and a hash of what is in it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(content(path)).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def content(path: Path) -> bytes:
    """The bytes of a file; of a database its rows, for its bytes count its transactions too."""
    if path.suffix != ".sqlite":
        return path.read_bytes()
    with closing(sqlite3.connect(path)) as base:
        return repr(base.execute("SELECT * FROM names ORDER BY number").fetchall()).encode()


def records(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes that a test starts; none outlives it."""
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for process in started:
        process.kill()
        process.wait()


def begin(words: list[str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment(),
    )

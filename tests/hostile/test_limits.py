"""Every limit of size: a page over it is cut short, says so in its notes and its ledger, and keeps
its beginning; one just below it is whole.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import re
import subprocess
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import copydesk
from copydesk.model import limits
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from copydesk.sources import parquet
from copydesk.sources.compression import zstd
from tests import promises
from tests.cli.conftest import COMMAND, STORY, Run, environment, run

__all__ = ["run"]

OVER = [
    ("truncated:lines", "text", "First.\n" + "\n" * limits.MAX_LINES + "Last."),
    ("truncated:blocks", "text", "First.\n\n" + "Of many.\n\n" * limits.MAX_BLOCKS),
    (
        "truncated:blocks",
        "html",
        "<h1>First.</h1><div class=story>" + "<p>Of many.</p>" * limits.MAX_BLOCKS,
    ),
    ("truncated:text", "text", "First " + "a" * limits.MAX_BLOCK_CHARACTERS),
    (
        "truncated:text",
        "html",
        "<p>First <b>" + "a " * (limits.MAX_BLOCK_CHARACTERS // 2) + "</b><a href=/x>a link</a>",
    ),
    ("truncated:tags", "html", "<p>First.</p>" + "<hr>" * limits.MAX_TAGS + "<p>Last."),
    (
        "truncated:tags",
        "html",
        "<p>First.</p>" + "".join(f"<b id={k}>" for k in range(400)) + "<p>a" * 7_000,
    ),
    ("truncated:nesting", "html", "<p>First.</p>" + "<div>" * 9_000),
    ("truncated:nesting", "html", "<p>First.</p>" + "<div/>" * 9_000),
    ("truncated:nesting", "html", "<p>First.</p>" + "<svg><div/>" * 9_000),
    ("truncated:attributes", "html", f"<p {' '.join(f'a{k}=b' for k in range(30_000))}>First.</p>"),
    (
        "truncated:attributes",
        "html",
        "<p " + " ".join(f'a{k}=">"' for k in range(30_000)) + ">First.</p>",
    ),
    ("truncated:attributes", "html", f'<p>First.</p><img src="data:{"a" * 160_000}">'),
    (
        "truncated:metas",
        "html",
        "<meta name=keywords content=a>" * (limits.MAX_METAS + 1) + "<p>First.",
    ),
    ("truncated:options", "html", "<p>First.</p><select>" + "<option>a" * 9_000),
    (
        "truncated:json-ld",
        "html",
        f'<script type="application/ld+json">"{"a" * limits.MAX_JSONLD_CHARACTERS}"</script>'
        "<p>First.</p>",
    ),
    (
        "truncated:json-ld",
        "html",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>First.</p>",
    ),
    (
        "truncated:json-ld",
        "html",
        '<script type="application/ld+json">'
        + '{"a":' * 14
        + '{"@type":"Person"}'
        + "}" * 14
        + "</script><p>First.</p>",
    ),
]
"""A note, how the page is read, and a page that is over the limit; its first word is "First"."""


@pytest.mark.parametrize(
    ("note", "kind", "source"), OVER, ids=lambda value: value[:30] if len(value) < 100 else ""
)
def test_a_page_over_a_limit_is_cut_short_and_says_so(note: str, kind: str, source: str):
    page = read_page(Raw(source, None, kind))
    assert page.notes == (note,)
    assert page.blocks[0].text.startswith("First")
    assert len(page.blocks) <= limits.MAX_BLOCKS
    assert all(len(block.text) <= limits.MAX_BLOCK_CHARACTERS for block in page.blocks)
    assert all(0 <= box.first <= box.last <= len(page.blocks) for box in page.boxes)
    if kind == "text":
        promises.spans_join_to_the_dump(page)


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("text", "a" + "\n" * (limits.MAX_LINES - 1)),
        ("html", "<p>a" * limits.MAX_BLOCKS),
        (
            "html",
            "<div>" * limits.MAX_DEPTH + "a" + "</div>" * limits.MAX_DEPTH + "<br>" * 9_000,
        ),
        ("html", f"<p {' '.join(f'a{k}' for k in range(limits.MAX_ATTRIBUTES))}>{'a ' * 80_000}"),
        (
            "html",
            f"<p>{'a ' * 80_000}<script>if (a<b {'c ' * 2_000}) d</script><!-- <p {'c ' * 2_000}>",
        ),
        ("html", "<p>" + "".join(f"<b id={k}>" for k in range(400)) + "<p>a" * 7_000),
        ("html", "<svg>" + '<path d="M0"/>' * 9_000 + "</svg><p>a"),
        (
            "html",
            "<select>"
            + "<option>a</option>" * limits.MAX_SELECT_OPTIONS
            + "</select>"
            + "<br>" * 9_000,
        ),
    ],
)
def test_a_page_at_the_limit_is_whole(kind: str, source: str):
    assert read_page(Raw(source, None, kind)).notes == ()


def test_bytes_are_cut_where_no_character_is():
    for source in ("é" * 600, ("é" * 600).encode(), ("é" * 600).encode("utf-16")):
        page = read_page(Raw(source, most=1001))
        assert page.notes == ("truncated:bytes",)
        assert set(page.blocks[0].text) == {"é"}
    assert read_page(Raw("é" * 600, most=1200)).notes == ()


def test_the_ledger_and_the_article_say_it_too():
    page, ledger = copydesk.mark(
        f"<script "
        f'type="application/ld+json">"{"a" * limits.MAX_JSONLD_CHARACTERS}"</script><h1>A '
        f"story</h1><p>Of many words, and more.",
        kind="html",
    )
    (find,) = (find for find in ledger.finds if find.field == "note")
    assert (find.value, find.who, find.why, find.chosen) == (
        "truncated:json-ld",
        "reader",
        limits.WHY["truncated:json-ld"],
        True,
    )
    assert promises.hold(page, ledger).notes == ("truncated:json-ld",)


def test_only_so_many_captions_are_a_pictures():
    figure = (
        "<figure><img src=/{0}><figcaption>The wall at {0}. Photo: Jane Doe</figcaption></figure>"
    )
    source = "<h1>The wall breaks</h1><p>It broke on Monday.</p>" + "".join(
        figure.format(number) for number in range(limits.MAX_PICTURES + 5)
    )
    article = copydesk.clean(source, kind="html")
    assert article.notes == ("truncated:pictures",)
    assert [image[2] for image in article.images] == [
        f"/{number}" for number in range(limits.MAX_PICTURES)
    ]
    assert (
        copydesk.clean(source.rpartition(figure.format(limits.MAX_PICTURES))[0], kind="html").notes
        == ()
    )


def test_every_note_says_why_and_every_limit_is_on_the_security_page():
    page = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
    assert {note for note, _, _ in OVER} | {
        "truncated:bytes",
        "truncated:pictures",
        "decoded-with-loss",
        "mended-encoding",
        "paywall-text",
        "repaired-head",
        "page-state",
    } == set(limits.WHY)
    found = {
        name: value
        for name, value in vars(limits).items()
        if name.isupper() and isinstance(value, (int, float))
    }
    rows = re.findall(
        r"^\| `(\w+)` \| ([\d,.]+) \| (.*) \| (?:`(.*)`|fails)? ?\|$", page, re.MULTILINE
    )
    assert [(name, value) for name, value, _, _ in rows] == [
        (name, f"{value:,}") for name, value in found.items()
    ]
    docstrings = re.findall(
        r'^(\w+) = [^\n]*\n"""(.*?)"""$',
        Path(limits.__file__).read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    assert [(name, words) for name, _, words, _ in rows] == [
        (name, " ".join(words.split())) for name, words in docstrings if name in found
    ]
    assert {note for *_, note in rows if note} == {
        note for note in limits.WHY if note.startswith("truncated:")
    }


PACKED = [
    gzip.compress,
    bz2.compress,
    lambda data: lzma.compress(data, preset=1),
    lambda data: zstd().compress(data),
]


@pytest.mark.parametrize("pack", PACKED, ids=["gz", "bz2", "xz", "zst"])
def test_a_bomb_is_unpacked_no_further_than_a_page_goes(run: Run, tmp_path: Path, pack):
    bomb = pack(STORY.encode()) + pack(b"\n" * 10_000_000) * 100
    assert len(bomb) < 1_500_000
    (tmp_path / "bomb.bin").write_bytes(bomb)
    line = (
        f"ulimit -v 800000; {COMMAND} clean bomb.bin --max-bytes 100000 --field notes "
        f"--field headline"
    )
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.split(b"\t")[0], done.stderr) == (b"truncated:bytes", b"")
    rows = pack(
        b'{"text": "' + b"a" * 3_000_000 + b'"}\n' + json.dumps({"text": STORY}).encode() + b"\n"
    )
    (tmp_path / "rows.bin").write_bytes(rows)
    done = run("clean", "--jsonl", "rows.bin", "--max-bytes", "100000", "--field", "input")
    assert (done.stdout, done.stderr) == (
        b"rows.bin#2\n",
        b"copydesk: rows.bin#1 is longer than 1,648,576 bytes, the limit for a row.\n",
    )


def test_xz_may_not_look_back_further_than_there_is_memory_for(run: Run, tmp_path: Path):
    packed = bytearray(lzma.compress(STORY.encode(), preset=0))
    length = 4 * packed[12] + 4  # of the block's header, which follows the stream's twelve bytes
    packed[packed.index(b"\x21\x01", 12, 12 + length) + 2] = 38  # the window: two gigabytes
    packed[12 + length - 4 : 12 + length] = zlib.crc32(packed[12 : 12 + length - 4]).to_bytes(
        4, "little"
    )
    (tmp_path / "story.xz").write_bytes(packed)
    done = run("clean", "story.xz")
    assert (done.returncode, done.stdout) == (1, b"")
    assert (
        done.stderr
        == b"copydesk: story.xz cannot be read: its xz window is larger than 134,217,728 bytes.\n"
    )


def test_streams_of_xz_are_one_whatever_follows_them(run: Run, tmp_path: Path):
    streams = (
        lzma.compress(STORY[:300].encode(), preset=9)
        + b"\0" * 8
        + lzma.compress(STORY[300:].encode())
    )
    (tmp_path / "story.xz").write_bytes(streams + b"no stream")
    assert (
        run("clean", "story.xz", "--field", "body").stdout
        == run("clean", "-", "--field", "body", stdin=STORY.encode()).stdout
    )
    (tmp_path / "story.xz").write_bytes(streams[:-20])
    assert (
        run("clean", "story.xz").stderr
        == b"copydesk: story.xz is truncated: its compressed data ends too early.\n"
    )


BOMBS = [
    (
        "a value",
        {"text": ["a" * 70_000_000]},
        "cannot be read: [0-9,]+ bytes of its column text decompress to 70,000,0[0-9][0-9]",
    ),
    (
        "a list",
        {"text": ["a"], "url": [["b"] * 200_000]},
        "cannot be read: its column url.list.element has 200,000 values for 1 rows",
    ),
]
"""What a Parquet file has in a few thousand bytes, and what is said of it."""


@pytest.mark.parametrize(
    ("columns", "why"), [pytest.param(*bomb[1:], id=bomb[0]) for bomb in BOMBS]
)
def test_a_parquet_bomb_is_not_read(
    run: Run, tmp_path: Path, columns: dict[str, list[object]], why: str
):
    pq.write_table(pa.table(columns), tmp_path / "bomb.parquet", compression="zstd")
    assert (tmp_path / "bomb.parquet").stat().st_size < 10_000
    done = run("batch", "bomb.parquet", "--out", "out.jsonl", "-q")
    assert re.fullmatch(f"copydesk: bomb.parquet {why}.\n", done.stderr.decode())


def test_a_long_value_that_many_rows_share_is_not_unpacked_for_each(tmp_path: Path):
    shared = pa.DictionaryArray.from_arrays(
        pa.array([0] * 100, pa.int32()), pa.array(["a" * 20_000_000])
    )
    pq.write_table(pa.table({"text": shared}), tmp_path / "bomb.parquet", compression="zstd")
    first = next(parquet.batches(tmp_path / "bomb.parquet", "bomb.parquet", 0))
    assert not isinstance(first.batch, Failure)
    assert first.batch.num_rows == 3
    pq.write_table(pa.table({"text": [STORY] * 100}), tmp_path / "same.parquet")
    first = next(parquet.batches(tmp_path / "same.parquet", "same.parquet", 0))
    assert not isinstance(first.batch, Failure)
    assert first.batch.num_rows == parquet.ROWS


def test_a_page_over_the_limit_of_time_fails_with_a_sentence(run: Run, tmp_path: Path):
    (tmp_path / "slow.txt").write_text(
        "".join(
            f"The mayor said on Monday that part {number} is closed.\n\n"
            for number in range(50_000)
        )
    )
    (tmp_path / "story.txt").write_text(STORY)
    for command in ("clean", "diff", "explain"):
        done = run(command, "slow.txt", "--timeout", "0.4")
        assert (done.returncode, done.stdout, done.stderr) == (
            1,
            b"",
            b"copydesk: slow.txt took longer than 0.4 seconds.\n",
        )
    assert (
        run("clean", "slow.txt", "story.txt", "--timeout", "1", "--field", "status").stdout
        == b"ok\n"
    )

"""`batch --dedupe`: the groups of a run, as its last step."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.batch.conftest import MORE, run, write_pages
from tests.cli.conftest import Run

__all__ = ["run"]

OTHER = (
    f"The pier of Saltby burns\n\nBy Mara Quill\n\nSALTBY — "
    f"{MORE.replace('crane', 'hose').replace('hinge', 'plank')}\n"
)


@pytest.fixture
def pages(tmp_path: Path) -> str:
    """Eight pages with the same story but for the island's name, and one of its own."""
    write_pages(tmp_path / "pages", 8)
    for name in ("empty.txt", "binary.html", "cut.txt.gz", "gone.txt"):
        (tmp_path / "pages" / name).unlink()
    (tmp_path / "pages" / "other.txt").write_text(OTHER, "utf-8")
    return "pages"


@pytest.mark.parametrize("out", ["articles.jsonl", "articles/", "articles.parquet"])
def test_a_run_ends_with_its_groups_and_so_does_it_when_all_was_done_before(
    run: Run, pages: str, tmp_path: Path, out: str
) -> None:
    words = ("batch", pages, "--out", out, "--dedupe", "groups.jsonl", "--jobs", "1")
    first = run(*words)
    assert first.returncode == 0, first.stderr
    assert b"9 records" in first.stderr and b"are copies of" in first.stderr
    groups = (tmp_path / "groups.jsonl").read_bytes()
    sizes = [len(json.loads(line)["copies"]) for line in groups.splitlines()]
    assert sizes and sum(sizes) <= 9 and sizes == sorted(sizes, reverse=True)
    assert run(*words).returncode == 0
    assert (tmp_path / "groups.jsonl").read_bytes() == groups
    assert run("dedupe", out, "-o", "again.jsonl", "-q").returncode == 0
    assert (tmp_path / "again.jsonl").read_bytes() == groups


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "-", "--dedupe", "groups.jsonl"), b"--dedupe reads the articles again"),
        (
            ("--out", "a/", "--format", "markdown", "--dedupe", "groups.jsonl"),
            b"--dedupe reads the articles again",
        ),
        (("--out", "a/", "--dedupe", "pages/groups.jsonl"), b"is inside the input"),
        (("--out", "a/", "--dedupe", "a/copies.jsonl"), b"call it groups.jsonl"),
        (
            ("--out", "a/", "--dedupe", "kept.jsonl"),
            b"already exists and holds no groups of copydesk",
        ),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused_before_anything_is_done(
    run: Run, pages: str, tmp_path: Path, words: tuple[str, ...], said: bytes
) -> None:
    (tmp_path / "kept.jsonl").write_text("mine")
    done = run("batch", pages, *words)
    assert done.returncode == 2 and said in done.stderr
    assert not (tmp_path / "a").exists() and (tmp_path / "kept.jsonl").read_text() == "mine"


def test_groups_beside_the_articles_are_no_articles(run: Run, pages: str, tmp_path: Path) -> None:
    words = (
        "batch",
        pages,
        "--out",
        "articles/",
        "--dedupe",
        "articles/groups.jsonl",
        "--jobs",
        "1",
    )
    assert run(*words).returncode == 0
    groups = (tmp_path / "articles" / "groups.jsonl").read_bytes()
    assert run(*words).returncode == 0
    assert (tmp_path / "articles" / "groups.jsonl").read_bytes() == groups

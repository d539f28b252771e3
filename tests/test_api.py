"""The Python interface: its checks, its sources, and the examples in its docstrings."""

from __future__ import annotations

import doctest
import json
import logging
import warnings
from importlib.metadata import version
from pathlib import Path

import pytest

import copydesk
from copydesk.desk import clean_page
from tests.cli.conftest import STORY

WRONG = [
    ({"url": "example.org/a"}, "Invalid url 'example.org/a': give the whole address"),
    ({"url": "javascript:alert(1)"}, "Invalid url 'javascript"),
    ({"url": "https://["}, "Invalid url 'https://['"),
    ({"kind": "pdf"}, "Invalid kind 'pdf': give 'auto' or 'text' or 'html'."),
    ({"crawled": "2024-02-30"}, "Invalid crawled '2024-02-30': give the day of the fetch"),
    ({"crawled": "20240229"}, "Invalid crawled '20240229'"),
    ({"filters": "strict"}, "Invalid preset 'strict': give 'standard' or"),
    ({"filters": ["shar-bar"]}, "Unknown filter 'shar-bar'"),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG, ids=lambda part: str(part)[:30])
@pytest.mark.parametrize("verb", [copydesk.clean, copydesk.mark])
def test_wrong_arguments_are_value_errors(verb, given, sentence):
    with pytest.raises(ValueError, match="^" + sentence.replace("[", r"\[")):
        verb(STORY, **given)


@pytest.mark.parametrize("url", ["//example.org/a", "urn:uuid:0", "old::example.org-a.html"])
def test_addresses_of_archives_are_accepted(url):
    assert copydesk.Options(url=url).url == url


def test_options_are_checked_alike():
    with pytest.raises(ValueError, match="Invalid min_confidence 2"):
        copydesk.Options(min_confidence=2)
    assert copydesk.Options(url="", crawled=None).url == ""


def test_a_path_is_read(tmp_path: Path):
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    article = copydesk.clean(tmp_path / "story.txt")
    assert article.input == str(tmp_path / "story.txt")
    assert article.body == copydesk.clean(STORY).body
    page, _ = copydesk.mark(tmp_path / "story.txt")
    assert page.source == STORY


@pytest.mark.parametrize(
    ("name", "data", "error", "sentence"),
    [
        ("nowhere.txt", None, FileNotFoundError, "nowhere.txt"),
        ("empty.txt", b" \n", ValueError, "empty.txt is empty"),
        ("rows.jsonl", b'{"text": "a"}\n{"text": "b"}\n', ValueError, "holds several pages"),
        ("row.jsonl", b"{no}\n", ValueError, "is not valid JSON"),
    ],
)
def test_a_path_without_one_page_is_an_error(tmp_path: Path, name, data, error, sentence):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(error, match=sentence):
        copydesk.clean(tmp_path / name)


@pytest.mark.parametrize("verb", [copydesk.clean, copydesk.mark])
def test_the_name_of_a_file_as_text_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb
):
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.warns(UserWarning, match="pass a pathlib.Path to read the file") as caught:
        verb("story.txt")
    assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verb("story.text")
        verb("story.txt\0")
        verb("a" * 999)
        clean_page(copydesk.Raw("story.txt"))
        list(copydesk.clean_many(["story.txt"], jobs=1))


def test_an_article_is_written_in_three_forms():
    article = copydesk.clean(STORY)
    assert json.loads(article.to_json()) == article.to_dict()
    assert article.to_json().count("\n") == 0
    assert article.to_json(indent=2).startswith('{\n  "headline": ')
    assert article.to_markdown().startswith("---\ntitle: ")
    assert article.to_dict()["authors"] == ["Mara Quill"]


def test_an_article_of_too_little_confidence_counts_as_none():
    done = clean_page(copydesk.Raw(STORY), copydesk.Options(min_confidence=1.0))
    assert isinstance(done.article, copydesk.Article)
    assert (done.article.status, done.article.is_article) == ("doubtful", False)
    status = done.ledger.chosen("status")
    assert status.why == f"the confidence {done.article.confidence:.3f} is below 1"
    assert done.article.body == copydesk.clean(STORY).body
    least = copydesk.Options(min_confidence=done.article.confidence)
    assert clean_page(copydesk.Raw(STORY), least).article.status == "ok"


def test_presets_keep_less_and_more():
    words = {
        preset: len(copydesk.clean(STORY, filters=preset).body.split())
        for preset in ("precision", "standard", "recall", "chrome-only")
    }
    assert words["precision"] <= words["standard"] <= words["recall"] <= words["chrome-only"]


def test_the_logger_gets_what_happened_to_a_page(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG, "copydesk"):
        clean_page(copydesk.Raw(STORY, "story.txt\x1b"))
        copydesk.clean(STORY)
        list(copydesk.clean_many([b"\x7fELF\0"], jobs=1))
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("DEBUG", r"'story.txt\x1b': ok"),
        ("DEBUG", "None: ok"),
        ("WARNING", "'The page is binary data, not text.'"),
    ]


def test_the_version_is_the_packages():
    assert copydesk.__version__ == version("copydesk")


@pytest.mark.parametrize("name", sorted(set(copydesk.__all__) - {"__version__"}))
def test_every_public_name_has_an_example_that_runs(name: str, tmp_path: Path, monkeypatch):
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    monkeypatch.chdir(tmp_path)
    found = getattr(copydesk, name)
    test = doctest.DocTestParser().get_doctest(
        found.__doc__ or "", {"copydesk": copydesk, name: found}, name, None, None
    )
    assert test.examples, f"the docstring of {name} has no example"
    runner = doctest.DocTestRunner(
        optionflags=doctest.NORMALIZE_WHITESPACE
        | doctest.ELLIPSIS
        | doctest.IGNORE_EXCEPTION_DETAIL
    )
    assert runner.run(test).failed == 0

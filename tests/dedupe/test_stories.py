"""Copies among synthetic records are found, in any order of input."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from copydesk.dedupe.lsh_index import FILE_SHIFT, LshIndex
from copydesk.dedupe.stories import Stories
from tests.dedupe.measure import PRECISION, RECALL, found
from tests.dedupe.synthetic import Made, records

STORIES = 250


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(records(STORIES, seed=7))


def test_copies_are_found_and_nothing_else(made: list[Made], tmp_path: Path) -> None:
    seen = found(made, tmp_path)
    assert seen.made > 1000
    assert seen.precision >= PRECISION, seen.wrong
    assert seen.recall >= RECALL, seen.missed


def grouped(made: list[Made], folder: Path) -> list[tuple[str, str | None, frozenset[str | None]]]:
    """Return the groups in a form that no order may change.

    Each record is identified by its URL.
    """
    folder.mkdir()
    stories = Stories(folder)
    for number, one in enumerate(made):
        stories.add(str(number), one.record)
    stories.join()
    return [
        (group.id, group.fullest.copy.url, frozenset(member.copy.url for member in group.members))
        for group in stories.groups(1)
    ]


def test_no_order_of_the_records_changes_anything(made: list[Made], tmp_path: Path) -> None:
    first = grouped(made, tmp_path / "first")
    for seed in range(2):
        mixed = list(made)
        Random(seed).shuffle(mixed)
        assert grouped(mixed, tmp_path / str(seed)) == first
    assert len({one[0] for one in first}) == len(first)


def test_a_further_copy_leaves_the_other_groups_as_they_are(
    made: list[Made], tmp_path: Path
) -> None:
    before = dict.fromkeys(grouped(made, tmp_path / "before"))
    more = Made(
        -1,
        "exact",
        made[0].record
        | {
            "body": made[0].record["body"] + "\n\nMore from our newsroom",
            "url": "https://more.example/",
        },
    )
    changed = [group for group in grouped([*made, more], tmp_path / "after") if group not in before]
    assert [more.record["url"] in urls for _, _, urls in changed] == [True]


def test_texts_meet_that_have_a_key_in_common(tmp_path: Path) -> None:
    bands = LshIndex(tmp_path, 2)
    last = (1 << 32) - 1
    for text, keys in (
        (1, (5, last)),
        (2, (6, last)),
        (3, (5, 7)),
        (4, (5 | 1 << FILE_SHIFT, 6)),
        (last, (5, 8)),
    ):
        bands.add(text, keys)
    assert list(bands.collisions()) == [[1, 3, last], [1, 2]]
    assert not list(tmp_path.iterdir())


def test_keys_on_disk_and_in_memory_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.dedupe.lsh_index.MAX_BUFFERED", 3)
    bands = LshIndex(tmp_path, 1)
    for text in range(1, 40):
        bands.add(text, (text % 5,))
    assert [len(texts) for texts in bands.collisions()] == [7, 8, 8, 8, 8]


def test_what_is_no_article_is_passed_over(tmp_path: Path) -> None:
    stories = Stories(tmp_path)
    empty = dict.fromkeys(made_record())
    for record in (
        empty,
        made_record() | {"is_article": False},
        made_record() | {"body": ["a list"]},
        made_record(),
    ):
        stories.add("x", record)
    assert (stories.records, stories.skipped) == (4, 3)


def made_record() -> dict[str, object]:
    return next(records(1)).record


def test_half_a_character_and_other_types_are_no_trouble(tmp_path: Path) -> None:
    stories = Stories(tmp_path)
    odd = made_record() | {
        "headline": "\ud800 ship",
        "source": 7,
        "date": "soon",
        "url": "http://[::1",
        "site_name": ["x"],
    }
    odd["body"] = f"{odd['body']} \udfff"
    stories.add("a", odd)
    stories.add("b", odd | {"headline": None})
    stories.join()
    (group,) = stories.groups(2)
    assert [member.copy.headline for member in group.members] == ["? ship", None]
    assert (group.sites, group.agency, group.earliest) == ((), None, "soon")

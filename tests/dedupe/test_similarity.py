"""Two records: whether they end in one group, through the whole of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from copydesk.dedupe.stories import FIELDS, Stories

CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n+```\n(?P<said>copies|others)\n(?P<one>.*?)\n---\n(?P<other>.*?)\n```",
    re.MULTILINE | re.DOTALL,
)
CASES = list(CASE.finditer(Path(__file__).with_name("likeness.md").read_text("utf-8")))
MEMBERS = {"headline": "headline", "agency": "source", "dateline": "dateline", "date": "date"}


def record(text: str) -> dict[str, Any]:
    made: dict[str, Any] = dict.fromkeys(FIELDS)
    body = []
    for line in text.splitlines():
        name, colon, value = line.partition(": ")
        if colon and name in MEMBERS:
            made[MEMBERS[name]] = value
        else:
            body.append(line)
    return made | {"body": "\n\n".join(body)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
def test_two_records(case: re.Match[str], turned: bool, tmp_path: Path) -> None:
    stories = Stories(tmp_path)
    for number, text in enumerate(
        (case["other"], case["one"]) if turned else (case["one"], case["other"])
    ):
        stories.add(str(number), record(text))
    stories.join()
    assert [len(group.members) for group in stories.groups(2)] == (
        [2] if case["said"] == "copies" else []
    )

"""Every whole page in fixtures/: one test a field, one for its marks."""

from __future__ import annotations

from typing import Any

import pytest

from tests import pages


def params() -> list:
    made = []
    for slug in pages.SLUGS:
        wanted = pages.expected(slug)
        misses = wanted.get("known_misses", {})
        for field in [*(key for key in wanted if key not in ("given", "known_misses")), "marks"]:
            marks = (
                [pytest.mark.xfail(reason=misses[field], strict=True)] if field in misses else []
            )
            made.append(pytest.param(slug, field, id=f"{slug}-{field}", marks=marks))
    return made


@pytest.mark.parametrize(("slug", "field"), params())
def test_page(slug: str, field: str) -> None:
    if field == "marks":
        assert shown(slug) == wanted_marks(slug)
    elif field == "body":
        assert pages.article(slug).body.split("\n\n") == (pages.expected(slug)["body"] or [""])
    else:
        assert pages.article(slug).to_dict()[field] == pages.expected(slug)[field]


def shown(slug: str) -> list[Any]:
    page, ledger = pages.marked(slug)
    return [
        runs
        for number in range(len(page.blocks))
        if (runs := pages.runs_of_block(page, ledger, number))
    ]


def wanted_marks(slug: str) -> list[Any]:
    return [runs for line in pages.marks(slug) if (runs := pages.runs_of_line(line))]

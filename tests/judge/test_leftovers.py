"""Blocks that are cut from a body because it has their text twice."""

from __future__ import annotations

import pytest

from copydesk.judge.leftovers import pulled
from copydesk.model.raw import Raw
from copydesk.readers import read_page

QUOTE = "“We waited all night and the ferry never came.”"


def of_body(*paragraphs: str) -> list[int]:
    """The pull quotes of a body of these paragraphs."""
    page = read_page(Raw("".join(f"<p>{text}</p>" for text in paragraphs), None, "html"))
    return list(pulled(page, range(len(page.blocks))))


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        (
            "“We waited all night and the ferry never came,” said Orla Fenn, who keeps "
            "the harbour at Orrin.",
            [0],
        ),
        (
            "Orla Fenn, who keeps the harbour at Orrin, said: “We waited all night and "
            "the ferry never came.”",
            [0],
        ),
        ("Orla Fenn, who keeps the harbour at Orrin, said that the ferry had never come.", []),
        ("In the dark owe waited all night and the ferry never came again, said Orla Fenn.", []),
        (QUOTE, []),
    ],
)
def test_a_quote_that_a_longer_paragraph_has_word_for_word_is_pulled(
    paragraph: str, found: list[int]
) -> None:
    assert of_body(QUOTE, paragraph) == found


def test_a_quote_that_every_paragraph_holds_is_not_pulled() -> None:
    page = read_page(Raw(f"<p>{QUOTE[:-1]}, said the mayor of Orrin.”</p>" * 5000, None, "html"))
    assert list(pulled(page, range(len(page.blocks)))) == []

"""Scores beside verdicts, and ledgers saved and read."""

from __future__ import annotations

import pytest

from copydesk.model.entries import Score, Verdict
from copydesk.model.ledger import Ledger
from tests import pages

SAVED = '{"entry":"verdict","stage":"judge","block":3,"who":"judge","call":"keep","why":"agrees"}\n'
"""A ledger saved when the judge still recorded a verdict on every block that it scored."""


LATE = ("judge", "keep")


@pytest.mark.parametrize("slug", pages.SLUGS)
def test_no_verdict_of_the_judge_confirms_an_earlier_one(slug: str) -> None:
    ledger = pages.marked(slug)[1]
    before = Ledger([verdict for verdict in ledger.verdicts if verdict.stage not in LATE])
    for verdict in ledger.verdicts:
        if verdict.stage == "judge":
            assert (verdict.call == "cut") != before.is_cut(verdict.block)
            assert verdict.block in ledger.scores


def test_a_confirmed_call_is_that_of_the_earlier_verdict() -> None:
    score = Score(0, 0.03, "byline", "judge", "judge")
    cut = Verdict("line", 0, "share-bar", "cut", "links to networks")
    kept = Verdict("keep", 0, "quoted-line", "keep", "quotes somebody")
    assert Ledger(scores=[score]).scored_call(score) == "keep"
    assert Ledger([cut, kept], scores=[score]).scored_call(score) == "cut"
    overridden = Verdict("judge", 0, "judge", "keep", "among prose")
    assert Ledger([cut, overridden], scores=[score]).scored_call(score) == "keep"


def test_scores_are_saved_and_read() -> None:
    ledger = Ledger(scores=[Score(4, 0.91, "body", "judge", "judge")])
    assert Ledger.loads(ledger.dumps()).scores == ledger.scores


def test_a_ledger_with_a_verdict_that_confirms_is_read() -> None:
    (verdict,) = Ledger.loads(SAVED).verdicts
    assert (verdict.who, verdict.block, verdict.call) == ("judge", 3, "keep")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"entry":"opinion","block":1}', "not a ledger entry"),
        ('{"block":1}', "not a ledger entry"),
        ('{"entry":"score","block":1,"logit":4}', "a score with wrong members"),
    ],
)
def test_a_line_that_is_not_an_entry_is_refused(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Ledger.loads(line)

"""The entries of a ledger: marks, verdicts, scores and finds.

The stages that make them are listed here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from copydesk.model.block import Span

STAGES = ("site", "placed", "line", "run", "lead", "page", "judge", "keep", "story")
"""The stages in order. `placed`, `lead` and `story` hold fields, the others filters."""
RANK = {stage: rank for rank, stage in enumerate((*STAGES[1:], "site"))}
"""Stage -> its rank: a higher rank overrides a lower one. The rules of a site run first, so that
every later stage can read their verdicts, and rank highest.
"""

Call = Literal["cut", "keep", "held"]
"""`held` is a cut without effect, because its filter would have cut too much of the page."""


class Mark(NamedTuple):
    """A filter's mark on a block: the reason and its weight, 0 to 1.

    `span` are half-open offsets of the block's text; None is the whole block. Without a `call` the
    stage decides: `keep` in the stage `keep`, elsewhere `cut`. Only the judge gives a call, and the
    block's likeliest `role`.
    """

    block: int
    why: str
    span: Span | None = None
    weight: float = 1.0
    call: Call | None = None
    role: str | None = None


def marked(blocks: Iterable[int], why: str, weight: float = 1.0) -> Iterator[Mark]:
    """Mark whole blocks for one reason."""
    for block in blocks:
        yield Mark(block, why, None, weight, None, None)


class Verdict(NamedTuple):
    """A mark with its stage, the filter that made it (`who`) and its call.

    >>> _, ledger = copydesk.mark("The ferry sails again on Thursday, she says.\\n\\nTweet")
    >>> [verdict.why for verdict in ledger.verdicts if verdict.who == "share-bar"]
    ['the whole line is “Tweet”']
    """

    stage: str
    block: int
    who: str
    call: Call
    why: str
    span: Span | None = None
    weight: float = 1.0
    role: str | None = None


class Score(NamedTuple):
    """A learned probability (0 to 1) that a block is body, and its role.

    It is evidence and decides nothing: a filter that confirms the call it found yields only a
    score, one that overrides it a mark as well. The chain fills in `stage` and `who`.
    """

    block: int
    probability: float
    role: str | None = None
    stage: str = ""
    who: str = ""

    @property
    def doubt(self) -> float:
        """The probability, to three places, that the block is not body."""
        return round(1.0 - self.probability, 3)


class Find(NamedTuple):
    """A candidate value of a field, and the evidence for it (`who`, why).

    `block` and `span` are where it was found, None for the page's metadata. A find that `takes` its
    span removes it from the body; the others only read. `chosen` is set by the ledger. Values are
    strings, or tuples of strings (`authors`; an `image` is (caption, credit, url), each possibly
    empty).

    >>> _, ledger = copydesk.mark("By Ann Roe\\n\\nThe ferry sails again on Thursday, she says.")
    >>> ledger.chosen("authors").value
    ('Ann Roe',)
    """

    field: str
    value: str | tuple[str, ...]
    block: int | None = None
    span: Span | None = None
    who: str = ""
    why: str = ""
    weight: float = 1.0
    takes: bool = False
    chosen: bool = False
    stage: str = ""

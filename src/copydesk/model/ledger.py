"""Every verdict, score and find on a page.

Article, diff and explanation are views of it. A ledger only grows: each stage gets the ledger of
the stages before it and returns marks, scores or finds; nothing is removed. A later stage overrides
an earlier one, and the rules of a site override all stages; within a stage the greatest weight
wins, and of equal weights the first name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

from copydesk.model.block import Span
from copydesk.model.entries import RANK, STAGES, Call, Find, Score, Verdict
from copydesk.model.page import Page

T = TypeVar("T")

SURE = 0.5
"""Least weight of a chosen find: a field is empty rather than doubtful."""

MANY = frozenset({"image", "caption", "contributors", "tags", "note"})
"""Fields of which every find of enough weight is chosen; of other fields, the first."""


class Ledger:
    """Verdicts by stage, scores by block, finds of each field, best first.

    >>> page, ledger = copydesk.mark("The ferry sails again on Thursday, she says.\\n\\nTweet")
    >>> [page.blocks[number].text for number in ledger.cut]
    ['Tweet']
    >>> copydesk.Ledger.loads(ledger.dumps()).cut == ledger.cut
    True
    """

    def __init__(
        self,
        verdicts: Iterable[Verdict] = (),
        finds: Iterable[Find] = (),
        scores: Iterable[Score] = (),
    ) -> None:
        self.verdicts: tuple[Verdict, ...] = ()
        self.finds: tuple[Find, ...] = tuple(finds)
        self.scores: dict[int, Score] = {score.block: score for score in scores}
        """Block number -> its score."""
        self.by_block: dict[int, list[Verdict]] = {}
        """Block number -> its verdicts, weakest first: the last that covers a word decides. Of
        equal weight, the name that sorts first decides.
        """
        self._decisive: dict[int, Verdict] = {}
        self._results: dict[Callable[..., Any], Any] = {}
        self._add(_sorted(verdicts))

    def __reduce__(self) -> tuple[Any, ...]:
        return Ledger, (self.verdicts, self.finds, tuple(self.scores.values()))

    def with_verdicts(self, verdicts: Iterable[Verdict], scores: Iterable[Score] = ()) -> Ledger:
        """This ledger with a stage's verdicts and scores.

        A stage overrides those before it, so only its own verdicts are sorted, except where the
        rules of a site rank above it.
        """
        new, scored = _sorted(verdicts), (*self.scores.values(), *scores)
        if new and self.verdicts and RANK[new[0].stage] <= RANK[self.verdicts[-1].stage]:
            return Ledger((*self.verdicts, *new), self.finds, scored)
        grown = self._copy(self.finds, scored)
        grown.by_block, grown._decisive = self.by_block.copy(), self._decisive.copy()
        grown._add(new)
        return grown

    def with_finds(self, stage: str, finds: Iterable[Find]) -> Ledger:
        """This ledger with a stage's finds, of which the chosen ones are marked."""
        chosen = {find.field for find in self.finds if find.chosen}
        return self._copy((*self.finds, *_choose(stage, finds, chosen)), self.scores.values())

    def _copy(self, finds: Iterable[Find], scores: Iterable[Score]) -> Ledger:
        """A ledger of the same verdicts."""
        copy = Ledger((), finds, scores)
        copy.verdicts, copy.by_block, copy._decisive = (
            self.verdicts,
            self.by_block,
            self._decisive,
        )
        return copy

    def _add(self, verdicts: list[Verdict]) -> None:
        """Add sorted verdicts that override all present ones.

        The lists in `by_block` may be shared with an earlier ledger, so they are replaced.
        """
        self.verdicts = (*self.verdicts, *verdicts)
        added = defaultdict[int, list[Verdict]](list)
        strength = _WEIGHT if verdicts and verdicts[0].stage == verdicts[-1].stage else _strength
        for verdict in reversed(verdicts):
            added[verdict.block].append(verdict)
        for block, new in added.items():
            new.sort(key=strength)
            self.by_block[block] = [*self.by_block.get(block, ()), *new]
            for verdict in new:
                self._decide(verdict)

    def _decide(self, verdict: Verdict) -> None:
        """Make a verdict the decisive one.

        A verdict that confirms one of an earlier stage does not replace it.
        """
        if verdict.span is not None or verdict.call == "held":
            return
        known = self._decisive.get(verdict.block)
        if known is None or known.call != verdict.call or known.stage == verdict.stage:
            self._decisive[verdict.block] = verdict

    def computed_once(self, function: Callable[[Page, Ledger], T], page: Page) -> T:
        """Return `function(page, self)`, computed once for this ledger.

        For what several steps of a stage need; `page.facts` holds what depends on the page alone.
        """
        if function not in self._results:
            self._results[function] = function(page, self)
        result: T = self._results[function]
        return result

    def standing(self, block: int) -> Verdict | None:
        """Return the verdict that decides a whole block, or None.

        Of the verdicts that give the deciding call, it is the one of the earliest stage.
        """
        return self._decisive.get(block)

    def scored_call(self, score: Score) -> Call:
        """Return the call behind a score: its verdict's, else the confirmed one."""
        whole = [
            verdict
            for verdict in self.by_block.get(score.block, ())
            if verdict.span is None
            and verdict.call != "held"
            and STAGES.index(verdict.stage) <= STAGES.index(score.stage)
        ]
        own = [verdict for verdict in whole if verdict.who == score.who]
        decisive = (own or whole)[-1:]
        return decisive[0].call if decisive else "keep"

    @cached_property
    def cut(self) -> frozenset[int]:
        """The blocks that are cut as a whole."""
        return frozenset(
            [block for block, verdict in self._decisive.items() if verdict.call == "cut"]
        )

    @cached_property
    def divided(self) -> frozenset[int]:
        """Blocks with a verdict on a part, or of which a field took something."""
        return frozenset(
            verdict.block for verdict in self.verdicts if verdict.span is not None
        ).union(self._taken)

    def is_cut(self, block: int) -> bool:
        """Whether the block as a whole is cut."""
        return block in self.cut

    def cut_by(self, block: int, *who: str) -> bool:
        """Whether one of these filters cut the block or a part of it."""
        return block in self.by_block and any(
            verdict.who in who and verdict.call == "cut" for verdict in self.by_block[block]
        )

    def chosen(self, field: str) -> Find | None:
        """The chosen find of a field, or None."""
        return next((find for find in self.finds if find.field == field and find.chosen), None)

    def all_chosen(self, field: str) -> tuple[Find, ...]:
        """The chosen finds of a field that may have many."""
        return tuple(find for find in self.finds if find.field == field and find.chosen)

    def taken(self, block: int) -> tuple[Find, ...]:
        """The chosen finds that take a span of this block, in order of the span."""
        return self._taken.get(block, ())

    @cached_property
    def _taken(self) -> dict[int, tuple[Find, ...]]:
        found: dict[int, list[Find]] = {}
        for find in self.finds:
            if find.chosen and find.takes and find.block is not None:
                found.setdefault(find.block, []).append(find)
        return {
            block: tuple(sorted(finds, key=lambda find: find.span or (0, 0)))
            for block, finds in found.items()
        }

    def dumps(self) -> str:
        """The ledger as JSON Lines: a verdict, score or find a line."""
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in self.records())

    def records(self) -> Iterator[dict[str, Any]]:
        """Return verdicts, scores and finds as dictionaries without empty members."""
        for kind, entries in (
            ("verdict", self.verdicts),
            ("score", self.scores.values()),
            ("find", self.finds),
        ):
            for entry in entries:
                members = entry._asdict().items()
                yield {"entry": kind} | {key: value for key, value in members if value is not None}

    @classmethod
    def loads(cls, lines: str) -> Ledger:
        """The ledger that `dumps` wrote. Raises ValueError for an invalid line."""
        found: dict[str, list[Any]] = {kind: [] for kind in ENTRIES}
        for line in filter(None, lines.split("\n")):  # not splitlines: a string may hold a U+2028
            record = json.loads(line)
            kind = record.pop("entry", None)
            if kind not in ENTRIES:
                raise ValueError(f"not a ledger entry: {line[:80]!r}")
            for name in ("span", "value"):
                if isinstance(record.get(name), list):
                    record[name] = tuple(record[name])
            try:
                found[kind].append(ENTRIES[kind](**record))
            except TypeError:
                raise ValueError(f"a {kind} with wrong members: {line[:80]!r}") from None
        return cls(found["verdict"], found["find"], found["score"])


ENTRIES: dict[str, type[Any]] = {"verdict": Verdict, "score": Score, "find": Find}
"""Kind of a saved ledger entry -> its class."""


def blocks_cut(page: Page, ledger: Ledger) -> list[bool]:
    """For each block, whether it is cut as a whole."""
    return [number in ledger.cut for number in range(len(page.blocks))]


def _sorted(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Sort verdicts by rank of the stage, block, name and span."""
    return sorted(verdicts, key=_place)


def _place(verdict: Verdict) -> tuple[int, int, str, Span]:
    return RANK[verdict.stage], verdict.block, verdict.who, verdict.span or (-1, -1)


_WEIGHT = attrgetter("weight")


def _strength(verdict: Verdict) -> tuple[int, float]:
    """Sort key that puts the deciding verdict last.

    A later stage decides before an earlier one, then a greater weight before a smaller one.
    """
    return RANK[verdict.stage], verdict.weight


def _choose(stage: str, finds: Iterable[Find], seen: set[str]) -> Iterator[Find]:
    """Mark the finds of a stage as chosen or not.

    `seen` holds the fields decided by earlier stages.
    """
    for find in finds:
        chosen = find.weight >= SURE and (find.field in MANY or find.field not in seen)
        if chosen:
            seen.add(find.field)
        yield find._replace(chosen=chosen, stage=stage)

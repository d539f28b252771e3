"""Every verdict, score and find on a page.

Article, diff and explanation are computed from it. Each stage reads the ledger of the stages
before it and adds verdicts, scores or finds; nothing is removed. A later stage overrides
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

MIN_CHOSEN_WEIGHT = 0.5
"""Weight, 0 to 1, below which no find is chosen: a field is empty rather than doubtful."""

REPEATABLE_FIELDS = frozenset({"image", "caption", "contributors", "tags", "note"})
"""Fields that keep every find of enough weight; other fields keep the first."""


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
        """Block number -> its verdicts, weakest first: the last that covers a word decides its
        fate. Among equal weights, the filter name that sorts first decides.
        """
        self._decisive: dict[int, Verdict] = {}
        self._results: dict[Callable[..., Any], Any] = {}
        self._add(_sorted(verdicts))

    def __reduce__(self) -> tuple[Any, ...]:
        return Ledger, (self.verdicts, self.finds, tuple(self.scores.values()))

    def with_verdicts(self, verdicts: Iterable[Verdict], scores: Iterable[Score] = ()) -> Ledger:
        """Return this ledger with a stage's verdicts and scores added.

        A stage overrides those before it, so only its own verdicts are sorted. If the ledger has
        verdicts of a site's rules, which override later stages, all verdicts are sorted again.
        """
        new, scored = _sorted(verdicts), (*self.scores.values(), *scores)
        if new and self.verdicts and RANK[new[0].stage] <= RANK[self.verdicts[-1].stage]:
            return Ledger((*self.verdicts, *new), self.finds, scored)
        grown = self._copy(self.finds, scored)
        grown.by_block, grown._decisive = self.by_block.copy(), self._decisive.copy()
        grown._add(new)
        return grown

    def with_finds(self, stage: str, finds: Iterable[Find]) -> Ledger:
        """Return this ledger with a stage's finds added, each chosen or not."""
        chosen = {find.field for find in self.finds if find.chosen}
        return self._copy((*self.finds, *_choose(stage, finds, chosen)), self.scores.values())

    def _copy(self, finds: Iterable[Find], scores: Iterable[Score]) -> Ledger:
        """Return a ledger with the same verdicts and these finds and scores."""
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
        strongest_first = sorted(verdicts, key=strength, reverse=True)
        for verdict in reversed(strongest_first):
            added[verdict.block].append(verdict)
            self._decide(verdict)
        for block, new in added.items():
            self.by_block[block] = [*self.by_block.get(block, ()), *new]

    def _decide(self, verdict: Verdict) -> None:
        """Make a verdict the decisive one of its whole block.

        A verdict with the same call as one of an earlier stage does not replace it: the earlier
        one has the reason.
        """
        if verdict.span is not None or verdict.call == "held":
            return
        known = self._decisive.get(verdict.block)
        if known is None or known.call != verdict.call or known.stage == verdict.stage:
            self._decisive[verdict.block] = verdict

    def computed_once(self, function: Callable[[Page, Ledger], T], page: Page) -> T:
        """Return `function(page, self)`, computed once for this ledger.

        For values that several steps of a stage need. A value that depends on the page alone
        belongs in `page.facts`.
        """
        if function not in self._results:
            self._results[function] = function(page, self)
        result: T = self._results[function]
        return result

    def decisive(self, block: int) -> Verdict | None:
        """Return the verdict that decides a whole block, or None.

        If later stages confirmed its call, it is the verdict of the earliest of these stages.
        """
        return self._decisive.get(block)

    def scored_call(self, score: Score) -> Call:
        """Return the call of a score's verdict.

        If the judge confirmed an earlier verdict instead of giving its own, the call is that of the
        earlier one.
        """
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
        """The numbers of the blocks that are cut as a whole."""
        return frozenset(
            [block for block, verdict in self._decisive.items() if verdict.call == "cut"]
        )

    @cached_property
    def divided(self) -> frozenset[int]:
        """The blocks with a verdict on a span, or a span taken by a field."""
        parted = [verdict.block for verdict in self.verdicts if verdict.span is not None]
        return frozenset(parted).union(self._taken)

    def is_cut(self, block: int) -> bool:
        """Return whether the block is cut as a whole."""
        return block in self.cut

    def cut_by(self, block: int, *who: str) -> bool:
        """Return whether one of these filters cut the block or a span of it."""
        return block in self.by_block and any(
            verdict.who in who and verdict.call == "cut" for verdict in self.by_block[block]
        )

    def chosen(self, field: str) -> Find | None:
        """Return the chosen find of a field, or None."""
        return next((find for find in self.finds if find.field == field and find.chosen), None)

    def all_chosen(self, field: str) -> tuple[Find, ...]:
        """Return the chosen finds of one of REPEATABLE_FIELDS."""
        return tuple(find for find in self.finds if find.field == field and find.chosen)

    def taken(self, block: int) -> tuple[Find, ...]:
        """Return the chosen finds that take a span of a block, in its order."""
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
        """Return the ledger as JSON Lines: a verdict, score or find a line."""
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in self.records())

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield verdicts, scores and finds as dictionaries, without None."""
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
        """Load a ledger written by `dumps`. Raises ValueError for an invalid line."""
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
    """Return, block by block, whether it is cut as a whole."""
    return [number in ledger.cut for number in range(len(page.blocks))]


def _sorted(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Sort verdicts by rank of the stage, block, name and span."""
    return sorted(verdicts, key=_place)


def _place(verdict: Verdict) -> tuple[int, int, str, Span]:
    return RANK[verdict.stage], verdict.block, verdict.who, verdict.span or (-1, -1)


_WEIGHT = attrgetter("weight")


def _strength(verdict: Verdict) -> tuple[int, float]:
    """Return a sort key that puts the deciding verdict last.

    A later stage overrides an earlier one; within a stage the greater weight wins.
    """
    return RANK[verdict.stage], verdict.weight


def _choose(stage: str, finds: Iterable[Find], decided: set[str]) -> Iterator[Find]:
    """Mark the finds of a stage as chosen or not.

    `decided` holds the fields with a chosen find of an earlier stage, and is extended.
    """
    for find in finds:
        chosen = find.weight >= MIN_CHOSEN_WEIGHT and (
            find.field in REPEATABLE_FIELDS or find.field not in decided
        )
        if chosen:
            decided.add(find.field)
        yield find._replace(chosen=chosen, stage=stage)

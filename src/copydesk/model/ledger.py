"""Every verdict and every find on a page: what the article, the diff and the explanation are views
of.

A ledger only grows: each stage gets the ledger as it stood when the stage began and returns marks
or finds; nothing is taken back. A later stage's word stands over an earlier one's, a site rule's
over all; within a stage the greatest weight does, ties by name.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from copydesk.model.page import Page, Span

STAGES = ("site", "placed", "line", "run", "lead", "page", "judge", "keep", "story")
"""The stages in order. `placed`, `lead` and `story` hold fields, the others filters."""
RANK = {stage: rank for rank, stage in enumerate((*STAGES[1:], "site"))}
"""Whose word stands over whose. A site's rules speak first, so that all others hear them, and
nobody overrules them.
"""

Call = Literal["cut", "keep", "held"]
"""`held` is a cut that was held back because its filter would have cut too much; it has no
effect.
"""

SURE = 0.5
"""A find below this weight is history: it is never chosen (empty rather than doubtful)."""

MANY = frozenset({"image", "caption", "contributors", "tags", "note"})
"""Fields of which every sure find is chosen; of any other, the first."""


class Mark(NamedTuple):
    """What a filter yields: a block (or half-open offsets `span` of its text), why, and how sure it
    is (`weight`, 0 to 1).

    The call is its stage's own: `keep` in the stage `keep`, elsewhere `cut`. The judge states its
    call, and the role it saw.
    """

    block: int
    why: str
    span: Span | None = None
    weight: float = 1.0
    call: Call | None = None
    role: str | None = None


def marked(blocks: Iterable[int], why: str, weight: float = 1.0) -> Iterator[Mark]:
    """The marks of whole blocks, all for one reason."""
    for block in blocks:
        yield Mark(block, why, None, weight, None, None)


class Verdict(NamedTuple):
    """A mark with its stage, the filter that made it (`who`) and its call."""

    stage: str
    block: int
    who: str
    call: Call
    why: str
    span: Span | None = None
    weight: float = 1.0
    role: str | None = None


class Find(NamedTuple):
    """A field's claim: a value, from which block and span (None for the page's metadata), who says
    so and why.

    A find that `takes` its span removes it from the body; the others only read. `chosen` is set by
    the ledger. Values are strings, or tuples of strings (`authors`; an `image` is (caption, credit,
    url), each possibly empty).
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


class Ledger:
    """The verdicts sorted by stage, block and name, and the finds of each field, best first."""

    def __init__(self, verdicts: Iterable[Verdict] = (), finds: Iterable[Find] = ()) -> None:
        self.verdicts: tuple[Verdict, ...] = ()
        self.finds: tuple[Find, ...] = tuple(finds)
        self.by_block: dict[int, list[Verdict]] = {}
        """Block number -> its verdicts, weakest first: the last that covers a word decides. Of
        equal weight, the name that sorts first decides.
        """
        self._standing: dict[int, Verdict] = {}
        self._hear(_sorted(verdicts))

    def __reduce__(self) -> tuple[type[Ledger], tuple[tuple[Verdict, ...], tuple[Find, ...]]]:
        return Ledger, (self.verdicts, self.finds)

    def with_verdicts(self, verdicts: Iterable[Verdict]) -> Ledger:
        """This ledger and more verdicts. What a stage says stands over all before it, so only the
        stage's own are sorted; a site rule's are not so.
        """
        new = _sorted(verdicts)
        if new and self.verdicts and RANK[new[0].stage] <= RANK[self.verdicts[-1].stage]:
            return Ledger((*self.verdicts, *new), self.finds)
        grown = self._again(self.finds)
        grown.by_block, grown._standing = self.by_block.copy(), self._standing.copy()
        grown._hear(new)
        return grown

    def with_finds(self, stage: str, finds: Iterable[Find]) -> Ledger:
        """This ledger and a stage's finds, the chosen ones marked."""
        return self._again(
            (
                *self.finds,
                *_choose(stage, finds, {find.field for find in self.finds if find.chosen}),
            )
        )

    def _again(self, finds: tuple[Find, ...]) -> Ledger:
        grown = Ledger((), finds)
        grown.verdicts, grown.by_block, grown._standing = (
            self.verdicts,
            self.by_block,
            self._standing,
        )
        return grown

    def _hear(self, verdicts: list[Verdict]) -> None:
        """Takes in verdicts, sorted, each of which stands over all that are here. The lists of the
        ledger before are not changed.
        """
        self.verdicts = (*self.verdicts, *verdicts)
        heard = defaultdict[int, list[Verdict]](list)
        strength = _WEIGHT if verdicts and verdicts[0].stage == verdicts[-1].stage else _strength
        for verdict in reversed(verdicts):
            heard[verdict.block].append(verdict)
        by_block, standing = self.by_block, self._standing
        for block, new in heard.items():
            if len(new) > 1:
                new.sort(key=strength)
            by_block[block] = by_block[block] + new if block in by_block else new
            known = standing.get(block)
            for verdict in new:
                if (
                    verdict.span is None
                    and verdict.call != "held"
                    and (
                        known is None or known.call != verdict.call or known.stage == verdict.stage
                    )
                ):
                    standing[block] = known = verdict

    def of_stage(self, stage: str) -> tuple[Verdict, ...]:
        """What one stage's filters said."""
        first, last = (
            side(self.verdicts, RANK[stage], key=_rank) for side in (bisect_left, bisect_right)
        )
        return self.verdicts[first:last]

    def standing(self, block: int) -> Verdict | None:
        """The verdict that stands for a whole block, or None where none has spoken of all of it.

        A later stage that agrees changes nothing: the reason that stands is the first to have given
        the call that stands.
        """
        return self._standing.get(block)

    @cached_property
    def cut(self) -> frozenset[int]:
        """The blocks that are cut as a whole as things stand."""
        return frozenset(
            [block for block, verdict in self._standing.items() if verdict.call == "cut"]
        )

    @cached_property
    def divided(self) -> frozenset[int]:
        """The blocks of which a part may have another fate than the whole: a filter spoke of a
        part, or a field took something.
        """
        return frozenset(
            verdict.block for verdict in self.verdicts if verdict.span is not None
        ).union(self._taken)

    def is_cut(self, block: int) -> bool:
        """Whether the block as a whole is cut as things stand."""
        return block in self.cut

    def cut_by(self, block: int, *who: str) -> bool:
        """Whether one of these filters has cut the block or a part of it."""
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
        """The ledger as JSON Lines: a verdict or a find a line."""
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in self.records())

    def records(self) -> Iterator[dict[str, Any]]:
        """Verdicts, then finds, as plain dictionaries without their empty members."""
        for verdict in self.verdicts:
            yield {"entry": "verdict"} | {
                key: value for key, value in verdict._asdict().items() if value is not None
            }
        for find in self.finds:
            yield {"entry": "find"} | {
                key: value for key, value in find._asdict().items() if value is not None
            }

    @classmethod
    def loads(cls, lines: str) -> Ledger:
        """The ledger that `dumps` wrote. Raises ValueError for a line that is no ledger entry."""
        verdicts, finds = [], []
        for line in filter(None, lines.split("\n")):  # not splitlines: a string may hold a U+2028
            record = json.loads(line)
            kind = record.pop("entry", None)
            if record.get("span") is not None:
                record["span"] = tuple(record["span"])
            if kind == "verdict":
                verdicts.append(Verdict(**record))
            elif kind == "find":
                record["value"] = (
                    tuple(record["value"]) if isinstance(record["value"], list) else record["value"]
                )
                finds.append(Find(**record))
            else:
                raise ValueError(f"This is not a ledger entry: {line[:80]!r}")
        return cls(verdicts, finds)


def blocks_cut(page: Page, ledger: Ledger) -> list[bool]:
    """Block by block, whether it is cut as a whole as things stand."""
    return [number in ledger.cut for number in range(len(page.blocks))]


def _sorted(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """By stage, block, name and span: a sort for each, the last first, because sorts by one member
    need no call of Python's for each verdict.
    """
    found = list(verdicts)
    if any(map(_SPAN, found)):
        found.sort(key=lambda verdict: verdict.span or (-1, -1))
    found.sort(key=_WHO)
    found.sort(key=_BLOCK)
    if len({verdict.stage for verdict in found}) > 1:
        found.sort(key=_rank)
    return found


_BLOCK, _WHO, _SPAN, _WEIGHT = (
    attrgetter("block"),
    attrgetter("who"),
    attrgetter("span"),
    attrgetter("weight"),
)


def _rank(verdict: Verdict) -> int:
    return RANK[verdict.stage]


def _strength(verdict: Verdict) -> tuple[int, float]:
    """Sort key under which the word that stands comes last: later stage, greater weight."""
    return RANK[verdict.stage], verdict.weight


def _choose(stage: str, finds: Iterable[Find], seen: set[str]) -> Iterator[Find]:
    """The finds of a stage, chosen or not; `seen` are the fields of which an earlier stage's find
    was chosen.
    """
    for find in finds:
        chosen = find.weight >= SURE and (find.field in MANY or find.field not in seen)
        if chosen:
            seen.add(find.field)
        yield find._replace(chosen=chosen, stage=stage)

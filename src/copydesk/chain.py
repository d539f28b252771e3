"""Runs the filters and fields over a page, stage by stage.

The catalog lists them. A filter with a vocabulary is imported and run only for a page that
contains one of its phrases or class names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.lexicon.catalog import PACKAGE, catalog
from copydesk.model.entries import STAGES, Call, Find, Score, Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.limits import WHY
from copydesk.model.page import Page

FIELD_STAGES = ("placed", "lead", "story")
SITE_STAGES = ("site", "placed")
"""Stages that run only if the page's site has rules."""
SITE_RULE_PREFIX = "ruled-"
"""Name prefix of filters in other stages that run only if the page's site has rules."""

MAX_PROSE_SHARE = 0.3
"""Share of a page's prose that one `line` or `run` filter may cut. The cuts of a filter
that would cut more are `held`: the page is probably a story about the words of its vocabulary.
"""
MIN_PROSE_WORDS = 60
"""Words of prose below which the share is not reliable, so that no cut is `held`."""


class Step(NamedTuple):
    """A filter or field: stage, name, and whether it has a vocabulary.

    `settings` are passed to its function after the page and the ledger.
    """

    stage: str
    name: str
    vocabulary: bool
    settings: tuple[float, ...] = ()

    @property
    def module(self) -> str:
        """The dotted name of its module."""
        folder = "fields" if self.stage in FIELD_STAGES else "filters"
        return f"copydesk.{folder}.{self.stage}.{self.name.replace('-', '_')}"

    @property
    def cases(self) -> Path:
        """The path of the file with its cases."""
        return PACKAGE.joinpath(*self.module.split(".")[1:]).with_suffix(".md")


@cache
def steps() -> tuple[Step, ...]:
    """Return all filters and fields, in order of stage and name."""
    found = (Step(*entry) for entry in catalog()["steps"])
    return tuple(sorted(found, key=lambda step: (STAGES.index(step.stage), step.name)))


def filter_names() -> tuple[str, ...]:
    """Return the names of all filters, in order of stage and name."""
    return tuple(step.name for step in steps() if step.stage not in FIELD_STAGES)


def run(page: Page, chain: Sequence[Step]) -> Ledger:
    """Run steps over a page and return its ledger.

    All steps of a stage read the ledger of the stages before it, so their order does not matter.
    """
    ledger = Ledger(
        finds=[
            Find("note", note, who="reader", why=WHY.get(note, note), chosen=True)
            for note in page.notes
        ]
    )
    staged: dict[str, list[Step]] = {stage: [] for stage in STAGES}
    for step in chain:
        staged[step.stage].append(step)
    for stage, members in staged.items():
        relevant = [step for step in members if _is_relevant(step, page)]
        if stage in FIELD_STAGES:
            ledger = ledger.with_finds(
                stage, [find for step in relevant for find in finds(step, page, ledger)]
            )
        elif relevant:
            marked = [marks(step, page, ledger) for step in relevant]
            ledger = ledger.with_verdicts(
                [verdict for verdicts, _ in marked for verdict in verdicts],
                [score for _, scores in marked for score in scores],
            )
    return ledger


def _is_relevant(step: Step, page: Page) -> bool:
    if page.site is not None and step.name in page.site.without:
        return False
    if step.stage in SITE_STAGES or step.name.startswith(SITE_RULE_PREFIX):
        return page.site is not None
    return not step.vocabulary or bool(page.cues.get(step.name)) or bool(page.named.get(step.name))


@cache
def _function(step: Step) -> Callable[..., Iterable[Any]]:
    """Return a filter's `mark` or a field's `find`, imported on first use."""
    module = import_module(step.module)
    return module.find if step.stage in FIELD_STAGES else module.mark  # type: ignore[no-any-return]


def finds(step: Step, page: Page, ledger: Ledger) -> list[Find]:
    """Run a field: return its finds on a page, best first."""
    return list(_function(step)(page, ledger))


def marks(step: Step, page: Page, ledger: Ledger) -> tuple[list[Verdict], list[Score]]:
    """Run a filter: return its marks as verdicts, and the judge's scores.

    All verdicts are `held` where a `line` or `run` filter would cut too much of the page's prose.
    """
    stage, name = step.stage, step.name
    call: Call = "keep" if stage == "keep" else "cut"
    verdicts, scores = list[Verdict](), list[Score]()
    for one in _function(step)(page, ledger, *step.settings):
        if isinstance(one, Score):
            scores.append(Score(one.block, one.probability, one.role, stage, name))
        else:
            block, why, span, weight, own_call, role = one
            verdicts.append(Verdict(stage, block, name, own_call or call, why, span, weight, role))
    if stage in ("line", "run") and _exceeds_prose_share(page, verdicts):
        held = f"held back: {name} would cut more than {MAX_PROSE_SHARE:.0%} of the prose"
        verdicts = [
            verdict._replace(call="held", why=f"{verdict.why} ({held})") for verdict in verdicts
        ]
    return verdicts, scores


def _exceeds_prose_share(page: Page, found: list[Verdict]) -> bool:
    if not found or page.prose < MIN_PROSE_WORDS:
        return False
    # A repeated paragraph counts once: a notice beside each of a story's embeds is not its subject.
    whole = {
        page.blocks[verdict.block].text: page.shapes[verdict.block].words
        for verdict in found
        if verdict.span is None and verdict.call == "cut" and page.shapes[verdict.block].prose
    }
    return sum(whole.values()) > MAX_PROSE_SHARE * page.prose

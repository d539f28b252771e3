"""Runs the filters and fields over a page, stage by stage.

Their list is the catalog's. A filter that has a vocabulary of its own runs, and is imported, only
for a page with one of its phrases or class names.
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
"""Stages that run only for a page whose site has rules."""
RULED = "ruled-"
"""Prefix of the name of a filter of another stage that runs only for such a page."""

MAX_PROSE_SHARE = 0.3
"""Share of a page's prose that one `line` or `run` filter may cut. A filter that would cut more is
held back: the page is a story about its words.
"""
MIN_PROSE_WORDS = 60
"""On a page with fewer words of prose the share means nothing and no filter is held back."""


class Step(NamedTuple):
    """A filter or field: stage, name, and whether it has a vocabulary.

    `settings` are further arguments of its function.
    """

    stage: str
    name: str
    vocabulary: bool
    settings: tuple[float, ...] = ()

    @property
    def module(self) -> str:
        """The dotted name of the module that holds it."""
        folder = "fields" if self.stage in FIELD_STAGES else "filters"
        return f"copydesk.{folder}.{self.stage}.{self.name.replace('-', '_')}"

    @property
    def cases(self) -> Path:
        """The file of its cases."""
        return PACKAGE.joinpath(*self.module.split(".")[1:]).with_suffix(".md")


@cache
def steps() -> tuple[Step, ...]:
    """All filters and fields, in order of stage and name."""
    found = (Step(*entry) for entry in catalog()["steps"])
    return tuple(sorted(found, key=lambda step: (STAGES.index(step.stage), step.name)))


def filter_names() -> tuple[str, ...]:
    """The names of all filters, in order of stage and name."""
    return tuple(step.name for step in steps() if step.stage not in FIELD_STAGES)


def run(page: Page, chain: Sequence[Step]) -> Ledger:
    """The ledger of a page after these steps.

    The steps of a stage all read the ledger of the stages before, so their order does not matter.
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
    if step.stage in SITE_STAGES or step.name.startswith(RULED):
        return page.site is not None
    return not step.vocabulary or bool(page.cues.get(step.name)) or bool(page.named.get(step.name))


@cache
def _function(step: Step) -> Callable[..., Iterable[Any]]:
    """A filter's `mark` or a field's `find`, imported on first use."""
    module = import_module(step.module)
    return module.find if step.stage in FIELD_STAGES else module.mark  # type: ignore[no-any-return]


def finds(step: Step, page: Page, ledger: Ledger) -> list[Find]:
    """A field's finds on a page, best first."""
    return list(_function(step)(page, ledger))


def marks(step: Step, page: Page, ledger: Ledger) -> tuple[list[Verdict], list[Score]]:
    """Run a filter: its marks as verdicts, and the scores of a learned one.

    All verdicts are `held` where a `line` or `run` filter would cut too much of the page's prose.
    """
    call: Call = "keep" if step.stage == "keep" else "cut"
    verdicts, scores = list[Verdict](), list[Score]()
    for one in _function(step)(page, ledger, *step.settings):
        if isinstance(one, Score):
            scores.append(one._replace(stage=step.stage, who=step.name))
        else:
            block, why, span, weight, own_call, role = one
            verdicts.append(
                Verdict(step.stage, block, step.name, own_call or call, why, span, weight, role)
            )
    if step.stage in ("line", "run") and _too_much(page, verdicts):
        held = f"held back: {step.name} would cut more than {MAX_PROSE_SHARE:.0%} of the prose"
        verdicts = [
            verdict._replace(call="held", why=f"{verdict.why} ({held})") for verdict in verdicts
        ]
    return verdicts, scores


def _too_much(page: Page, found: list[Verdict]) -> bool:
    if not found or page.prose < MIN_PROSE_WORDS:
        return False
    # A paragraph that recurs counts once: a notice at each of a story's embeds is not its subject.
    whole = {
        page.blocks[verdict.block].text: page.shapes[verdict.block].words
        for verdict in found
        if verdict.span is None and verdict.call == "cut" and page.shapes[verdict.block].prose
    }
    return sum(whole.values()) > MAX_PROSE_SHARE * page.prose

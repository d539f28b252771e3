"""Finds the filters and fields, and runs them over a page, stage by stage.

The chain is found by walking the folders `filters/<stage>/` and `fields/<stage>/`; `python -m
copydesk.chain` writes what it found, with every vocabulary, to `chain.json`, which is what start-up
reads. A filter that has a vocabulary of its own is asked, and imported, only for a page on which
one of its phrases or class names stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.lexicon import BETWEEN, BUILT, built, index, name_parts, tokens
from copydesk.model.ledger import STAGES, Call, Find, Ledger, Score, Verdict
from copydesk.model.limits import WHY
from copydesk.model.page import Page

PACKAGE = Path(__file__).resolve().parent
FIELD_STAGES = ("placed", "lead", "story")
SITE_STAGES = ("site", "placed")
"""Stages that are asked only for a page whose site has rules."""
RULED = "ruled-"
"""What the name of a filter of another stage begins with that is asked only for such a page."""

MOST_PROSE = 0.3
"""The share of a page's prose that one `line` or `run` filter may cut: above it, it has met a story
about its own words.
"""
FEW_WORDS = 60
"""Below this much prose on the page a share says nothing, and no filter is held back."""


class Step(NamedTuple):
    """A filter or field of the chain: its stage, its name with hyphens, and whether it has a
    vocabulary of its own.
    """

    stage: str
    name: str
    vocabulary: bool

    @property
    def module(self) -> str:
        """The dotted name of the module that holds it."""
        folder = "fields" if self.stage in FIELD_STAGES else "filters"
        return f"copydesk.{folder}.{self.stage}.{self.name.replace('-', '_')}"


@cache
def steps() -> tuple[Step, ...]:
    """The chain as built, in order of stage and name."""
    return tuple(Step(*entry) for entry in built()["chain"])


def filter_names() -> tuple[str, ...]:
    """The names of all filters, in order of stage and name."""
    return tuple(step.name for step in steps() if step.stage not in FIELD_STAGES)


def run(page: Page, chain: Sequence[Step]) -> Ledger:
    """The ledger of a page under these steps. Steps of one stage see the same ledger, so their
    order does not matter.
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
    for stage, steps in staged.items():
        asked = [step for step in steps if _concerns(step, page)]
        if stage in FIELD_STAGES:
            ledger = ledger.with_finds(
                stage, [find for step in asked for find in finds(step, page, ledger)]
            )
        elif asked:
            marked = [marks(step, page, ledger) for step in asked]
            ledger = ledger.with_verdicts(
                [verdict for verdicts, _ in marked for verdict in verdicts],
                [score for _, scores in marked for score in scores],
            )
    return ledger


def _concerns(step: Step, page: Page) -> bool:
    if step.stage in SITE_STAGES or step.name.startswith(RULED):
        return page.site is not None
    return not step.vocabulary or bool(page.cues.get(step.name)) or bool(page.named.get(step.name))


@cache
def _function(step: Step) -> Callable[[Page, Ledger], Iterable[Any]]:
    """A filter's `mark` or a field's `find`, imported when it is first asked."""
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
    for one in _function(step)(page, ledger):
        if isinstance(one, Score):
            scores.append(one._replace(stage=step.stage, who=step.name))
        else:
            block, why, span, weight, own_call, role = one
            verdicts.append(
                Verdict(step.stage, block, step.name, own_call or call, why, span, weight, role)
            )
    if step.stage in ("line", "run") and _too_much(page, verdicts):
        held = f"held back: {step.name} would cut more than {MOST_PROSE:.0%} of the prose"
        verdicts = [
            verdict._replace(call="held", why=f"{verdict.why} ({held})") for verdict in verdicts
        ]
    return verdicts, scores


def _too_much(page: Page, found: list[Verdict]) -> bool:
    if not found or page.prose < FEW_WORDS:
        return False
    whole = {verdict.block for verdict in found if verdict.span is None and verdict.call == "cut"}
    return (
        sum(page.shapes[number].words for number in whole if page.shapes[number].prose)
        > MOST_PROSE * page.prose
    )


def walk() -> Iterator[Step]:
    """The steps that stand in the folders, in order of stage and name."""
    for stage in STAGES:
        folder = PACKAGE / ("fields" if stage in FIELD_STAGES else "filters") / stage
        for path in sorted(folder.glob("*.md")):
            yield Step(stage, path.stem.replace("_", "-"), path.with_suffix(".txt").exists())


def read_vocabulary(path: Path) -> dict[str, list[str]]:
    """A vocabulary file as language -> lines, each line as its words joined by spaces, with its
    dots.

    A line that begins with `# ` is a comment above the first heading, and below it a phrase (`#
    comments`). Raises ValueError for a phrase above it, and for one that nothing can match: without
    a word, or with dots between its words, which stand for nothing there.
    """
    found: dict[str, list[str]] = {}
    language: str | None = None
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            language = line[1:-1]
        elif line and not (language is None and line.startswith("# ")):
            if language is None:
                raise ValueError(
                    f"{path.name}, line {number}: a phrase stands before the first "
                    f"[language] heading."
                )
            phrase = _compiled(line, _name_words if language == "class" else tokens)
            if not phrase.strip(". ") or "..." in line.removeprefix("...").removesuffix("..."):
                raise ValueError(
                    f"{path.name}, line {number}: nothing can match {line!r}: it needs "
                    f"a word, and dots only before the first or after the last."
                )
            if phrase not in found.setdefault(language, []):
                found[language].append(phrase)
    return found


def _compiled(line: str, words_of: Callable[[str], list[str]]) -> str:
    words = [
        part
        for word in line.strip(". ").split()
        for part in (["#"] if word == "#" else words_of(word))
    ]
    return " ".join(
        (["..."] if line.startswith("...") else [])
        + words
        + (["..."] if line.endswith("...") else [])
    )


def _name_words(word: str) -> list[str]:
    """The words of a class name as the page's own names are taken apart: `mc4wp` is mc, 4, wp."""
    return list(name_parts(word))


def read_vocabularies() -> dict[str, dict[str, list[str]]]:
    """Every vocabulary by its name, as its file has it: those that filters have, and those that are
    shared.
    """
    shared = {
        path.stem.replace("_", "-"): path for path in sorted((PACKAGE / "lexicon").glob("*.txt"))
    }
    own = {
        step.name: PACKAGE / Path(*step.module.split(".")[1:]).with_suffix(".txt")
        for step in walk()
        if step.vocabulary
    }
    return {name: read_vocabulary(path) for name, path in sorted((shared | own).items())}


def build() -> str:
    """The text of `chain.json`: the chain, the shared vocabularies, and the index of all."""
    steps, vocabularies = list(walk()), read_vocabularies()
    own = {step.name for step in steps if step.vocabulary}
    shared = {
        name: {language: BETWEEN.join(lines) for language, lines in languages.items()}
        for name, languages in vocabularies.items()
        if name not in own
    }
    return (
        json.dumps(
            {"chain": steps, "vocabulary": shared, "index": index(vocabularies)},
            ensure_ascii=False,
            indent=0,
        )
        + "\n"
    )


if __name__ == "__main__":
    BUILT.write_text(build(), "utf-8")

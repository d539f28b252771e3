"""`python -m training.ablation CORPORA`: what each part of the judge is worth, as a Markdown table
on stdout.

Every row is cross-validated by site: nets alone (blocks whole, no named filter after them) trained
with all they can see, without context (the measures of a block's neighbours and of its place on the
page), without class words, and without vocabularies and named filters; and, of the whole program,
the named filters alone and both together. `--folds DIR` are the weights that `training.train` left
there.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence, Set
from itertools import zip_longest
from pathlib import Path

from copydesk.chain import filter_names
from copydesk.judge.blocks import OWN, Column
from copydesk.judge.measures import NOTHING, PLACE, Measured
from training.dataset import LabelledPage, load
from training.score import figures
from training.train import DUMPS, LEARNED, MORE, cross_validated

OF_FILTERS = ("cut", "cut weight", "cut near", "heading cut", "found")
SAID = ("by:", "cue:")


def _blanked(measured: Measured, without: Set[str]) -> list[Column]:
    """The columns of the blocks' own measures and places, those of these names all zero."""
    return [
        [0] * len(column) if name in without else column
        for name, column in zip_longest((*OWN, *PLACE), measured.own)
    ]


def without_context(measured: Measured) -> Measured:
    """A page's measures without those of neighbours and place; what the filters said of the block
    itself stays.
    """
    own = _blanked(measured, frozenset(PLACE) - frozenset(OF_FILTERS))
    return measured._replace(own=own, near=[NOTHING] * len(measured.near))


def without_class_words(measured: Measured) -> Measured:
    """A page's measures without the class and id words of its boxes."""
    return measured._replace(setting=[setting._replace(names=()) for setting in measured.setting])


def without_words(measured: Measured) -> Measured:
    """A page's measures without anything that a vocabulary or a named filter said."""
    own = _blanked(measured, frozenset(OF_FILTERS))
    flags = [[flag for flag in block if not flag.startswith(SAID)] for block in measured.flags]
    return measured._replace(
        own=own, near=[(*seen[:4], 0, *seen[5:]) for seen in measured.near], flags=flags
    )


ALONE: dict[str, Callable[[Measured], Measured]] = {
    "judge alone": lambda measured: measured,
    "without context": without_context,
    "without class words": without_class_words,
    "without words": without_words,
}


def judged(
    pages: Sequence[LabelledPage], more: Sequence[LabelledPage], form: str
) -> dict[str, dict[str, dict[str, float]]]:
    """Row -> dump -> figures, of nets alone."""
    found = {}
    for name, change in ALONE.items():
        changed, others = (
            [page._replace(measured=change(page.measured)) for page in some]
            for some in (pages, more)
        )
        found[name] = cross_validated(changed, others, form)[1]
    return found


def main() -> None:
    """Trains, measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--folds", type=Path, default=Path("build/folds"))
    options = parser.parse_args()
    rows: dict[str, list[str]] = {}
    for form, dumps in DUMPS.items():
        pages, more = (
            load(options.corpora, [(LEARNED, dumps[0])]),
            load(options.corpora, [(name, dumps[0]) for name in MORE[form]]),
        )
        for name, by_dump in judged(pages, more, form).items():
            rows.setdefault(name, []).append(_cell(by_dump[dumps[0]]))
        named = [name for name in filter_names() if name != "judge"]
        rows.setdefault("named filters alone", []).append(
            _cell(figures(options.corpora, options.folds, dumps[0], named))
        )
        rows.setdefault("both", []).append(_cell(figures(options.corpora, options.folds, dumps[0])))
    print("| | HTML | text, a block a line |\n| --- | --- | --- |")
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")


def _cell(table: dict[str, float]) -> str:
    return f"{table['shingle_F1']:.3f} / {table['word_F1']:.3f} / {table['exact']:.3f}"


if __name__ == "__main__":
    main()

"""`python -m training.ablation CORPORA`: prints what each part adds.

The output is a Markdown table. Each row is the text net alone, cross-validated by site on the
articles: complete, without words, without the convolutions, without other collections and synthetic
dumps.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from training.collections import ARTICLES
from training.dataset import Example
from training.nets import RECIPES, Recipe
from training.train import cross_validated, figures_of, text_examples

FULL = RECIPES["text"]


def articles_alone(examples: Sequence[Example]) -> list[Example]:
    """The examples of ARTICLES, without synthetic dumps."""
    return [
        example
        for example in examples
        if example.collection == ARTICLES and example.dump != "synthetic"
    ]


VARIANTS: dict[str, tuple[Recipe, Callable[[Sequence[Example]], Sequence[Example]]]] = {
    "all": (FULL, list),
    "without words": (FULL._replace(word_sites=0), list),
    "without convolutions": (FULL._replace(distances=()), list),
    "without more pages": (FULL, articles_alone),
}


def main() -> None:
    """Trains, measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--examples", type=Path, default=Path("build/examples"))
    options = parser.parse_args()
    examples = text_examples(options.corpora, options.examples)
    folds = Path("build/ablation")
    rows = {}
    for name, (recipe, chosen) in VARIANTS.items():
        _, _, judged = cross_validated(chosen(examples), "text", folds, recipe)
        rows[name] = figures_of(judged)
    dumps = [dump for dump in rows["all"] if "cropped" not in dump and dump != "synthetic"]
    print(f"| | {' | '.join(dumps)} |\n| --- |{' --- |' * len(dumps)}")
    for name, found in rows.items():
        cells = (f"{found[dump]['shingle_F1']:.4f} / {found[dump]['exact']:.3f}" for dump in dumps)
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()

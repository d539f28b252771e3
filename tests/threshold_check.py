"""Lists the thresholds of the filters that no case holds: `make thresholds`.

Each numeric constant of a filter's module is halved, then doubled, and the filter's cases are run.
A case that then fails holds the constant on that side. Constants named `..._WEIGHT` order verdicts
and MAX_QUOTE_CHARS bounds a reason, so they are left out. `python -m tests.threshold_check menu`
checks one module.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from copydesk import chain
from tests.cases import Case, read
from tests.gutter import show
from tests.test_cases import PACKAGE, as_marked, given, page_of

STEPS = [
    step for step in chain.steps() if step.stage not in chain.FIELD_STAGES and step.stage != "judge"
]
UNBOUND = ("_WEIGHT", "_QUOTE_CHARS")


class Threshold(NamedTuple):
    """A numeric constant of a module, and the filters that use it."""

    module: ModuleType
    name: str
    value: float
    users: tuple[chain.Step, ...]

    def __str__(self) -> str:
        path = Path(str(self.module.__file__)).relative_to(PACKAGE / "filters")
        return f"{path}: {self.name} = {self.value}"


def thresholds() -> Iterator[Threshold]:
    """The thresholds of every filter and of the modules that filters share."""
    imports = {step: set(_imports(import_module(step.module))) for step in STEPS}
    for path in sorted((PACKAGE / "filters").rglob("*.py")):
        dotted = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        module = import_module(dotted.removesuffix(".__init__"))
        users = tuple(
            step
            for step in STEPS
            if step.module == module.__name__
            or any(source == module.__name__ for source, _ in imports[step])
        )
        if users:
            yield from (Threshold(module, name, value, users) for name, value in _numbers(module))


def _imports(module: ModuleType) -> Iterator[tuple[str, str]]:
    """The modules and names that a module imports from."""
    for node in ast.parse(Path(str(module.__file__)).read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), alias.name) for alias in node.names)


def _numbers(module: ModuleType) -> Iterator[tuple[str, float]]:
    for node in ast.parse(Path(str(module.__file__)).read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            value, name = node.value.value, ast.unparse(node.targets[0])
            if isinstance(value, int | float) and not name.endswith(UNBOUND):
                yield name, value


def holding(threshold: Threshold, value: float) -> list[Case]:
    """The cases that fail when a threshold has another value."""
    owner, name = threshold.module, threshold.name
    users = [import_module(step.module) for step in threshold.users]
    copies = [user for user in users if (owner.__name__, name) in _imports(user)]
    for module in (owner, *copies):
        setattr(module, name, value)
    try:
        return [case for step in threshold.users for case in cases(step) if not passes(step, case)]
    finally:
        for module in (owner, *copies):
            setattr(module, name, threshold.value)


def cases(step: chain.Step) -> list[Case]:
    """The cases of a filter, without its known misses."""
    path = PACKAGE / Path(*step.module.split(".")[1:]).with_suffix(".md")
    return [case for case in read(path) if not case.miss]


def passes(step: chain.Step, case: Case) -> bool:
    """Whether the filter marks the lines of a case as the case expects."""
    lines = case.lines()
    verdicts, _ = chain.marks(step, page_of(case, lines), given(lines, step.stage))
    found = [show(as_marked(line, number, verdicts)) for number, line in enumerate(lines)]
    return found == [show(line) for line in lines]


def main(wanted: list[str]) -> None:
    """Print the thresholds that a side leaves free, and the counts."""
    counts: Counter[str] = Counter()
    for threshold in thresholds():
        if wanted and threshold.module.__name__.rsplit(".", 1)[-1] not in wanted:
            continue
        value = threshold.value
        halved = value // 2 if isinstance(value, int) else value / 2
        free = [
            side
            for side, other in (("halved", halved), ("doubled", value * 2))
            if not holding(threshold, other)
        ]
        counts[("both sides", "one side", "no side")[len(free)]] += 1
        if free:
            print(f"{threshold}: no case fails when {' or '.join(free)}")
    total = counts.total()
    print(
        f"{total} thresholds: "
        + ", ".join(f"{counts[key]} held on {key}" for key in sorted(counts))
    )


if __name__ == "__main__":
    main(sys.argv[1:])

"""The manual of the filters: the list, or one filter with its cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from rich.console import Console, ConsoleOptions
from rich.text import Text

from copydesk.chain import Step
from copydesk.views import palette

STAGES = {
    "site": "the rules of the page's site, which override all other filters",
    "line": "one line alone",
    "run": "a line and its neighbours",
    "page": "the whole page",
    "judge": "the learned filter, which runs after the others",
    "keep": "keeps lines that another filter cut wrongly",
}
GUTTER = {"- ": palette.CUT, "~ ": palette.QUIET, "+ ": palette.KEPT, "* ": palette.FIELD}
# A line break inside a sentence of a docstring: the terminal has its own width.
SOFT_BREAK = re.compile(r"(?<=[^.:\n])\n(?=[^\n])")
INLINE = re.compile(r"\[-.*?-\]|\[\+.*?\+\]|\[\*[a-z_]+: .*?\*\]")
INLINE_STYLES = {"-": palette.CUT, "+": palette.KEPT, "*": palette.FIELD}


def documentation(step: Step) -> str:
    """Return a filter's docstring."""
    return (import_module(step.module).__doc__ or "").strip()


@dataclass(frozen=True)
class FilterList:
    """The filters by stage, each with the first line of its docstring."""

    steps: tuple[Step, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        wide = max((len(step.name) for step in self.steps), default=0) + 2
        stage = ""
        for step in self.steps:
            if step.stage != stage:
                yield Text.assemble(
                    "" if not stage else "\n",
                    (step.stage, "bold"),
                    (f"  {STAGES.get(step.stage, '')}", palette.QUIET),
                )
                stage = step.stage
            first = Text(documentation(step).split("\n", 1)[0])
            # In a pipe each filter is one line, for grep.
            rows = (
                first.wrap(console, max(20, options.max_width - wide - 2), overflow="fold")
                if console.is_terminal
                else [first]
            )
            for number, row in enumerate(rows):
                row.rstrip()
                yield Text.assemble(
                    "  ",
                    (f"{'' if number else step.name:<{wide}}", palette.FIELD),
                    row,
                    no_wrap=True,
                    overflow="ignore",
                )


@dataclass(frozen=True)
class FilterManual:
    """One filter: its docstring, then its cases in the diff's colours."""

    step: Step

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        verb = "keep" if self.step.stage == "keep" else "cut"
        yield Text.assemble(
            (f"{verb} {self.step.name}", f"bold {palette.FIELD}"),
            (f"  stage {self.step.stage}: {STAGES.get(self.step.stage, '')}", palette.QUIET),
        )
        yield Text(f"\n{SOFT_BREAK.sub(' ', documentation(self.step))}")
        cases = self._cases()
        if cases.exists():
            yield Text(
                "\nCases: - cut, ~ cut before, + kept again, * taken by a field; all else is kept",
                palette.QUIET,
            )
            yield from _cases_in_colour(cases.read_text("utf-8"), console, options.max_width)

    def _cases(self) -> Path:
        return self.step.cases


def _cases_in_colour(markdown: str, console: Console, width: int) -> Iterator[Text]:
    label: str | None = None
    for line in markdown.splitlines():
        if line.startswith("```"):
            label = line[3:].strip() if label is None else None
        elif label is not None:
            yield from _hung(
                _case_line(line) if not label else Text(line, palette.QUIET), console, width
            )
        elif line.startswith("## "):
            yield Text(f"\n{line[3:]}", "bold")
        elif line and not line.startswith("# "):
            yield Text(line)


def _case_line(line: str) -> Text:
    text = Text(line, GUTTER.get(line[:2], ""))
    for match in INLINE.finditer(line):
        text.stylize(INLINE_STYLES[match[0][1]], match.start(), match.end())
    return text


def _hung(text: Text, console: Console, width: int) -> Iterator[Text]:
    """Yield a case's line, its continuation aligned under its text."""
    gutter, rest = text[:2], text[2:]
    for number, row in enumerate(
        rest.wrap(console, max(20, width - 4), overflow="fold") or [Text("")]
    ):
        row.rstrip()
        made = Text.assemble("  ", "  " if number else gutter, row)
        made.rstrip()
        yield made

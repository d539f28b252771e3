"""The base class of all commands, with -o, -q and --color.

What a command prints goes to the file of -o.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from copydesk.cli.options import InputPath, color, output, quiet
from copydesk.cli.outputs import check_suffix, is_folder, spare, whole_file
from copydesk.text.display import shown_name

COLOUR_VARIABLES = {
    "auto": {},
    "always": {"FORCE_COLOR": "1", "NO_COLOR": None},
    "never": {"FORCE_COLOR": None, "NO_COLOR": "1"},
}
"""--color -> the environment variables that rich and the views read; None removes one."""


class Command(click.Command):
    """A command with the options that every command has.

    One that declares `output` or `quiet` itself receives the value. What another prints goes to
    the file of -o, whose suffix must be one of `suffixes`.
    """

    # click passes a command's arguments on without types.
    def __init__(self, *given: Any, suffixes: Sequence[str] = (".txt",), **named: Any) -> None:  # noqa: ANN401
        super().__init__(*given, **named)
        self._suffixes = suffixes
        declared = {param.name for param in self.params}
        added: list[click.Parameter] = _parameters()
        self._added = [param for param in added if param.name not in declared]
        self.params += self._added

    # click types the exit status that it returns as Any.
    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Runs the command; returns its exit status."""
        own = {param.name: ctx.params.pop(str(param.name)) for param in self._added}
        with coloured(own["color"]), redirected(own.get("output"), self._suffixes, _inputs(ctx)):
            status = super().invoke(ctx)
            if own.get("output") and status == 2:
                ctx.exit(2)  # an exception, so that no file is written
            return status


def _parameters() -> list[click.Parameter]:
    """New options, in the order of the help."""

    @color
    @quiet
    @output()
    def options() -> int:
        return 0

    return list(reversed(options.__click_params__))  # type: ignore[attr-defined]


def _inputs(ctx: click.Context) -> list[str]:
    """The paths that a command reads."""
    found = list[str]()
    for param in ctx.command.params:
        value = ctx.params.get(str(param.name)) if isinstance(param.type, InputPath) else None
        found += [value] if isinstance(value, str) else list(value or ())
    return found


@contextmanager
def coloured(choice: str) -> Iterator[None]:
    """Sets the variables of --color for as long as a command runs."""
    before = {name: os.environ.get(name) for name in COLOUR_VARIABLES[choice]}
    _set(COLOUR_VARIABLES[choice])
    try:
        yield
    finally:
        _set(before)


def _set(variables: dict[str, str | None]) -> None:
    for name, value in variables.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


@contextmanager
def redirected(
    output: str | None, suffixes: Sequence[str], inputs: Sequence[str]
) -> Iterator[None]:
    """Send standard output to a file, which appears when it is complete.

    Raises UsageError for a folder, an unknown suffix, or an input.
    """
    if output in (None, "-"):
        yield
        return
    if is_folder(output):
        raise click.UsageError(f"{shown_name(output)} is a folder: -o needs a file.")
    check_suffix(output, suffixes)
    spare(Path(output), inputs)
    with whole_file(Path(output)) as file:
        text = TextIOWrapper(file, "utf-8", errors="replace", newline="")
        with redirect_stdout(text):
            yield
        text.flush()
        text.detach()

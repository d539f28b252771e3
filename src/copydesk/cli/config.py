"""`copydesk config`: prints each setting and where its value comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from copydesk.cli.base_command import Command
from copydesk.cli.configuration import OptionValue, settings
from copydesk.cli.streams import put

HELP = """Print the default of each option in the current folder, and where it comes from.

The command line overrides the environment (COPYDESK_TIMEOUT, or COPYDESK_CLEAN_TIMEOUT for one
command), which overrides copydesk.toml, or [tool.copydesk] in pyproject.toml. Keys are the names of
options; a table such as [clean] is for one command. The output is such a file. Options that write,
or that name one page, are only given on the command line. The Python library reads none of this.

\b
Examples:
  copydesk config
  copydesk config clean
  copydesk config -o copydesk.toml
  COPYDESK_PRESET=precision copydesk clean story.txt
"""


@click.command("config", cls=Command, suffixes=(".toml",), help=HELP)
@click.argument("name", metavar="[COMMAND]", required=False)
@click.pass_context
def command(ctx: click.Context, name: str | None) -> int:
    """Print the options of one command, or of all.

    Raises UsageError, ConfigurationError.
    """
    from copydesk.cli import commands

    root = ctx.find_root()
    known = commands(root)
    if name is not None and name not in known:
        raise click.UsageError(f"Unknown command {name!r}; `copydesk --help` lists the commands.")
    found = {each: list(settings(root, each, known[each])) for each in ([name] if name else known)}
    put(_written(found))
    return 0


def _written(found: Mapping[str, Iterable[OptionValue]]) -> str:
    """Return the settings as TOML: shared ones, then a table a command.

    An option with the same name as a command is written in the tables, because its key would be the
    name of one.
    """
    values: dict[str, set[tuple[str, str]]] = {}
    for own in found.values():
        for setting in own:
            values.setdefault(setting.key, set()).add((_toml(setting.value), setting.origin))
    shared = {
        key: next(iter(each)) for key, each in values.items() if len(each) == 1 and key not in found
    }
    lines = [_line(key, *shared[key]) for key in sorted(shared)]
    for command, own in found.items():
        rest = [setting for setting in own if setting.key not in shared]
        if rest:
            lines.append(f"\n[{command}]\n")
            lines += [_line(one.key, _toml(one.value), one.origin) for one in rest]
    return "".join(lines)


def _line(key: str, value: str, origin: str) -> str:
    """A line of TOML, a comment for an option without value."""
    text = f"{key} = {value}" if value else f"# {key} ="
    return f"{text:<34}  # {origin}\n"


def _toml(value: object) -> str:
    """A value as TOML; empty for none."""
    from copydesk.writers.json import dumps

    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return "" if value is None else dumps(value)

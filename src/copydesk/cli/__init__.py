"""The command line program: its commands, each imported when it is called."""

from __future__ import annotations

import _thread
import gc
import os
import sys
from importlib import import_module

import click

FEATURES = ("batch", "compare", "dedupe", "learn", "report", "rules")
"""Commands in a package of their own, as `copydesk.<name>.command`."""
COMMANDS = {
    "clean": "Extract the article of each dump, as JSON, Markdown or text.",
    "strip": "Write each dump without its chrome.",
    "batch": "Clean folders, crawls and tables of pages in parallel; resumable.",
    "report": "Write an HTML page to review the results of a batch.",
    "diff": "Show what was cut from a dump, by which filter, and why.",
    "compare": "Show what differs between two results, word by word.",
    "dedupe": "Find articles that are copies of one story, and what differs between them.",
    "explain": "Explain how a page, or one block of it, was decided.",
    "filters": "List the filters, and what each cuts or keeps.",
    "rules": "Test site rules, and draft them.",
    "learn": "Learn site rules from many pages.",
    "schema": "Print the JSON Schema of an article's record.",
    "config": "Print the configuration, and where each value comes from.",
    "completion": "Print the completion script for your shell.",
}
"""Command -> its line in `--help`, in order. They are here so that `--help` imports no command."""
HELP = """Turns raw page dumps into clean articles, and accounts for every line it cut.

A dump is a page as scrapers and archives store it: its HTML, or its text with the menus, players
and comment forms still in it. copydesk extracts headline, byline, date, photo credit and body, and
shows what it cut, by which filter, and why.

\b
Try it:
  copydesk clean story.txt                      the article, as JSON
  copydesk diff story.txt                       what was cut from it, and why
  copydesk clean page.html --format markdown    to read, or to publish
  copydesk clean *.txt | jq -r .headline        one line per page
  curl -s https://... | copydesk clean          from a pipe
  copydesk batch pages/ -o articles/            a folder or crawl, in parallel

\b
Exit status:
  0  every page gave an article
  1  a page gave none, or failed (see --fail-on)
  2  wrong usage, or an INPUT was not found or cannot be read
"""


class Commands(click.Group):
    """A group that imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in their own order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of this name."""
        if cmd_name not in COMMANDS:
            return None
        home = f"{cmd_name}.command" if cmd_name in FEATURES else f"cli.{cmd_name}"
        command: click.Command = import_module(f"copydesk.{home}").command
        command.short_help = COMMANDS[cmd_name]
        from copydesk.cli.configuration import name_variables

        name_variables(cmd_name, command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the arguments. Raises UsageError, with a suggestion."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_no_command(args[0]), ctx)
        if args and args[0] in COMMANDS and _may_be_configured():
            from copydesk.cli.configuration import configure

            configure(ctx, commands, args[0])
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands' lines."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _may_be_configured() -> bool:
    """Return whether there may be a configuration: a file or a variable.

    Without one, the module that reads it is not imported.
    """
    return (
        os.path.exists("copydesk.toml")  # noqa: PTH110 - pathlib would be imported for it
        or os.path.exists("pyproject.toml")  # noqa: PTH110
        or any(name.startswith("COPYDESK_") for name in os.environ)
    )


def commands(ctx: click.Context) -> dict[str, click.Command]:
    """All commands of the program, imported."""
    found = {name: ctx.command.get_command(ctx, name) for name in COMMANDS}  # type: ignore[attr-defined]
    return {name: command for name, command in found.items() if command is not None}


def _no_command(word: str) -> str:
    from difflib import get_close_matches
    from pathlib import Path

    from copydesk.text.display import shown_name

    if Path(word).exists():
        meant = (
            f"batch {shown_name(word)} --out FOLDER"
            if Path(word).is_dir()
            else f"clean {shown_name(word)}"
        )
        return f"Unknown command {shown_name(word)!r}; did you mean `copydesk {meant}`?"
    near = get_close_matches(word, COMMANDS, 1)
    hint = f"did you mean {near[0]!r}?" if near else "`copydesk --help` lists the commands."
    return f"Unknown command {shown_name(word)!r}; {hint}"


@click.group(
    cls=Commands,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(package_name="copydesk", message="copydesk %(version)s")
def copydesk() -> None:
    """The program."""


def main() -> None:
    """The console script: runs a command and exits with its status."""
    open_closed_streams()
    sys.unraisablehook = interrupt_again
    if "_COPYDESK_COMPLETE" in os.environ:
        copydesk.main(prog_name="copydesk")
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 130
    except MemoryError:
        status = failed("Not enough memory")
    except BrokenPipeError:
        status = _leave_pipe()
    except OSError as error:
        status = failed(
            f"{_named(error)} cannot be written: {(error.strerror or str(error)).lower()}"
        )
        _leave_pipe()
    # without this, Python searches all objects for cycles at exit: 7 % of the CPU time of `clean`
    gc.freeze()
    sys.exit(status)


def interrupt_again(lost: sys.UnraisableHookArgs) -> None:
    """Raises an interrupt again that Python would report and ignore.

    Python does so where the signal arrives in a finaliser, of an import's lock for example.
    """
    if isinstance(lost.exc_value, KeyboardInterrupt):
        from threading import Timer

        # After a delay: an interrupt inside this hook would be ignored as well.
        Timer(0.05, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(lost)


def open_closed_streams() -> None:
    """Replaces a standard stream that was closed at start.

    Reading gives nothing; writing to stdout is an error.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            flags = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))


def run(words: list[str]) -> int:
    """Run the command of the arguments; return its exit status.

    It is 2 for wrong usage.
    """
    try:
        with copydesk.make_context("copydesk", words) as context:
            return copydesk.invoke(context) or 0
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, EOFError):
        return 130
    except ValueError as error:
        return _of_rules(error)


def _of_rules(error: ValueError) -> int:
    """Reports a wrong rule file; raises any other error again."""
    from copydesk.model.site import RulesError

    if not isinstance(error, RulesError):
        raise error
    from copydesk.text.display import visible

    return failed(visible(str(error)).replace("\n", " "))


def failed(sentence: str) -> int:
    """Writes an error to stderr; returns exit status 2."""
    from copydesk.cli.streams import say

    say(sentence)
    return 2


def _named(error: OSError) -> str:
    from copydesk.text.display import shown_name

    return (
        shown_name(os.fsdecode(error.filename))
        if isinstance(error.filename, (str, bytes))
        else "Standard output"
    )


def _leave_pipe() -> int:
    """Discard further output after a closed pipe.

    Python's flush at exit then succeeds.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0

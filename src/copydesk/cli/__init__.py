"""The commands: options in, one call, one view out. Each command has a file of its own, imported
when it is called or its help is asked for.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

FEATURES = ("batch", "compare", "dedupe", "learn", "report", "rules")
"""Commands that live in a package of their own, as `copydesk.<name>.command`."""
COMMANDS = {
    "clean": "The article of each dump, as JSON, Markdown or text.",
    "batch": "Folders, crawls and tables of pages, resumed where they were stopped.",
    "report": "A page of HTML to look through what a batch did.",
    "diff": "What was cut from a dump, by which filter, and why.",
    "compare": "What differs between two results, word by word.",
    "dedupe": "Which articles are copies of one story, and what differs between them.",
    "explain": "Why a page, or one block of it, became what it became.",
    "filters": "The filters, and what each cuts or keeps.",
    "rules": "Proves site rules, and drafts them.",
    "learn": "Site rules drawn from many pages.",
    "schema": "The JSON Schema of an article's record.",
    "completion": "The completion script for your shell.",
}
"""Each command in a line, in the order in which a person meets them. They stand here so that
`--help` imports none of them.
"""
HELP = """Turns raw page dumps into clean articles, and accounts for every line it cut.

A dump is what scrapers and archives leave on disk: the text of a page with its menus, players and comment forms still in it, or its HTML.
copydesk finds the headline, byline, date, photo credit and body, and can show what it cut, by which filter, and why.

\b
Try it:
  copydesk clean story.txt                      the article, as JSON
  copydesk diff story.txt                       what was cut from it, and why
  copydesk clean page.html --format markdown    to read, or to publish
  copydesk clean *.txt | jq -r .headline        a line a page, for programs
  curl -s https://... | copydesk clean          from a pipe
  copydesk batch pages/ --out articles/         a folder or crawl, in parallel

\b
Exit status:
  0  every page gave an article
  1  a page gave none, or failed (see --fail-on)
  2  wrong usage, or an INPUT that is not there or cannot be read
"""


class Commands(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in their own order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        home = f"{cmd_name}.command" if cmd_name in FEATURES else f"cli.{cmd_name}"
        command: click.Command = import_module(f"copydesk.{home}").command
        command.short_help = COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the words name. Raises UsageError, with the name that was perhaps meant,
        or what to do with a file's.
        """
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_no_command(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the commands' lines."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


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
        return f"{shown_name(word)} is no command; perhaps `copydesk {meant}` is meant."
    near = get_close_matches(word, COMMANDS, 1)
    return (
        f"There is no command "
        f"{shown_name(word)}{f' (did you mean {near[0]}?)' if near else ''}; `copydesk "
        f"--help` lists them."
    )


@click.group(
    cls=Commands,
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    no_args_is_help=True,
)
@click.version_option(package_name="copydesk", message="copydesk %(version)s")
def copydesk() -> None:
    """The whole program; its help stands above."""


SELDOM = 50_000
"""Objects that a command makes between two searches for cyclic garbage. Its modules and expressions
alone are some forty thousand, all of which stay.
"""


def main() -> None:
    """The console script: runs a command and leaves with its exit status."""
    gc.set_threshold(SELDOM)
    open_closed_streams()
    if "_COPYDESK_COMPLETE" in os.environ:
        copydesk.main(prog_name="copydesk")
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 130
    except MemoryError:
        status = told("There is not enough memory to go on")
    except BrokenPipeError:
        status = _leave_pipe()
    except OSError as error:
        status = told(
            f"{_named(error)} cannot be written: {(error.strerror or str(error)).lower()}"
        )
        _leave_pipe()
    # Python would look through all that there is for cycles before it lets go of it: a tenth of the
    # time that a page's command takes
    gc.freeze()
    sys.exit(status)


def open_closed_streams() -> None:
    """Gives a process that was started with a standard stream closed one in its place: nothing
    comes from it, and writing to stdout is the error that it is.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            flags = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode))


def run(words: list[str]) -> int:
    """Runs the command that the words call for. Its exit status is what it returns; wrong usage is
    2.
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
    """Tells of a rule file that is wrong; anything else is a fault of copydesk's and goes on."""
    from copydesk.model.site import RulesError

    if not isinstance(error, RulesError):
        raise error
    from copydesk.text.display import visible

    return told(visible(str(error)).replace("\n", " "))


def told(sentence: str) -> int:
    """Says a sentence on stderr; the status of a run that ends with it."""
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
    """Nobody reads any more: what is still to be written goes nowhere, and Python's own flush at
    the end finds nothing to complain of.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0

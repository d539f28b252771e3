"""References written from the program itself by `make docs`.

docs/commands.md and the man page are committed, and a test compares them. docs/filters.md, which a
new filter changes, is not committed.

click-man (0.6) was tried for the man page: it supports neither commands that are
imported late nor help with preformatted lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from training.feature_signs import described

from copydesk.chain import FIELD_STAGES, steps
from copydesk.cli import copydesk
from copydesk.fields.ranking import WEIGHTS
from copydesk.views.manual import STAGES, documentation

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100
NAME = "copydesk \\- turns raw page dumps into clean articles, and accounts for every line it cut"


def commands() -> Iterator[click.Context]:
    """The program, then each of its commands."""
    settings = copydesk.context_settings | {"terminal_width": WIDTH, "max_content_width": WIDTH}
    whole = click.Context(copydesk, info_name="copydesk", **settings)
    yield whole
    for name in copydesk.list_commands(whole):
        command = copydesk.get_command(whole, name)
        assert command is not None
        yield click.Context(
            command, info_name=name, parent=whole, terminal_width=WIDTH, max_content_width=WIDTH
        )


def command_reference() -> str:
    parts = ["# The commands\n\nWhat `copydesk COMMAND --help` prints. Written by `make docs`.\n"]
    for context in commands():
        lines = "\n".join(line.rstrip() for line in context.get_help().splitlines())
        parts.append(f"## {context.command_path}\n\n```text\n{lines}\n```\n")
    return "\n".join(parts)


def filter_reference() -> str:
    found = [step for step in steps() if step.stage not in FIELD_STAGES]
    summary = (
        f"All {len(found)} filters, in the order in which they run; `copydesk filters NAME` shows "
        f"the cases of one as well."
    )
    parts = [f"# The filters\n\n{summary} Written by `make docs`.\n"]
    for stage in dict.fromkeys(step.stage for step in found):
        parts.append(f"## {stage}: {STAGES.get(stage, 'said before all others')}\n")
        parts += [
            f"### {step.name}\n\n{documentation(step)}\n" for step in found if step.stage == stage
        ]
    return "\n".join(parts)


def field_reference() -> str:
    """docs/fields.md, with the learned weights behind their heading written anew."""
    text = (ROOT / "docs" / "fields.md").read_text("utf-8")
    parts = [text[: text.index(WEIGHTS_HEADING)] + WEIGHTS_HEADING + WEIGHTS_PREFACE]
    learned = json.loads(WEIGHTS.read_text("utf-8"))
    for field in dict.fromkeys(name.rsplit("-", 1)[0] for name in sorted(learned)):
        html, dump = learned[f"{field}-html"], learned[f"{field}-text"]
        least = f"Thresholds: {html['threshold']:.1f} for HTML, {dump['threshold']:.1f} for text."
        parts.append(
            f"### {field}\n\n{least}\n\n| feature | HTML | text | |\n| --- | --- | --- | --- |"
        )
        for name in sorted({*html["weights"], *dump["weights"]}):
            numbers = (_weight(one["weights"].get(name)) for one in (html, dump))
            parts[-1] += f"\n| {name} | {' | '.join(numbers)} | {described(field, name).sentence} |"
        parts[-1] += "\n"
    return "\n".join(parts)


def _weight(value: float | None) -> str:
    return "" if value is None else f"{value:+.2f}"


def man_page() -> str:
    whole, *others = commands()
    lines = ['.TH COPYDESK 1 "" copydesk "copydesk manual"', ".SH NAME", NAME, ".SH SYNOPSIS"]
    lines += [
        f".B copydesk\n{_escaped(' '.join(whole.command.collect_usage_pieces(whole)))}",
        ".SH DESCRIPTION",
        *_said(whole),
        ".SH COMMANDS",
    ]
    for context in others:
        lines += [
            f'.SS "{context.command_path} '
            f'{_escaped(" ".join(context.command.collect_usage_pieces(context)))}"',
            *_said(context),
            *_options(context),
        ]
    return "\n".join(lines) + "\n"


def _said(context: click.Context) -> Iterator[str]:
    """The help of a command: paragraphs that are filled, and after a `\\b` lines that stay as they
    are under their first, which is a heading.
    """
    for paragraph in (context.command.help or "").strip().split("\n\n"):
        lines = paragraph.strip("\n").split("\n")
        yield ".PP"
        if lines[0] != "\b":
            yield from (_line(line) for line in lines)
            continue
        heading = (
            [f".B {_escaped(lines[1])}", ".br"]
            if lines[1].endswith(":")
            else [_line(lines[1]), ".br"]
        )
        yield from [*heading, ".nf", *(_line(line) for line in lines[2:]), ".fi"]


def _options(context: click.Context) -> Iterator[str]:
    records = (
        param.get_help_record(context)
        for param in context.command.get_params(context)
        if isinstance(param, click.Option)
    )
    for names, said in filter(None, records):
        yield f".TP\n.B {_escaped(names)}\n{_line(' '.join(said.split()))}"


def _escaped(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq"))


def _line(line: str) -> str:
    """A line of text: what begins with a dot or an apostrophe would be a request of roff."""
    plain = line.rstrip().replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.lstrip().startswith((".", "'")) else plain


WEIGHTS_HEADING = "## Learned weights\n"
WEIGHTS_PREFACE = """
What each feature adds to a candidate's score, in nats, on HTML and on text dumps, times its value
(0 to 1); an empty cell means that the feature has no weight. Written by `make docs`.
"""
COMMITTED: dict[Path, Callable[[], str]] = {
    ROOT / "docs" / "commands.md": command_reference,
    ROOT / "docs" / "fields.md": field_reference,
    ROOT / "man" / "copydesk.1": man_page,
}
GENERATED = COMMITTED | {ROOT / "docs" / "filters.md": filter_reference}

"""`copydesk completion`: prints the shell completion script."""

from __future__ import annotations

import click

from copydesk.cli.base_command import Command
from copydesk.cli.streams import put

HELP = """Print the shell completion script for commands, options, filters and fields.

\b
Install it:
  bash  copydesk completion bash >> ~/.bashrc
  zsh   copydesk completion zsh >> ~/.zshrc
  fish  copydesk completion fish > ~/.config/fish/completions/copydesk.fish
"""


@click.command("completion", cls=Command, suffixes=(".sh", ".bash", ".zsh", ".fish"), help=HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Prints the script."""
    from click.shell_completion import get_completion_class

    from copydesk.cli import copydesk

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"click has no completion for {shell}.")
    put(found(copydesk, {}, "copydesk", "_COPYDESK_COMPLETE").source())
    return 0

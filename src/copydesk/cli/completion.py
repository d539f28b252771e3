"""`copydesk completion`: the script with which a shell completes commands, options and the names of
filters.
"""

from __future__ import annotations

import click

from copydesk.cli.streams import put

HELP = """Prints the script that lets your shell complete copydesk's commands, options, filters and fields.

\b
Put it where your shell reads it:
  bash  copydesk completion bash >> ~/.bashrc
  zsh   copydesk completion zsh >> ~/.zshrc
  fish  copydesk completion fish > ~/.config/fish/completions/copydesk.fish
"""


@click.command("completion", help=HELP)
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

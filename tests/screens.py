"""Draws terminal pictures for the docs: `make screens`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from rich.console import CONSOLE_SVG_FORMAT, Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
ANSI = [
    (0, 0, 0),
    (170, 0, 0),
    (0, 170, 0),
    (170, 85, 0),
    (0, 0, 170),
    (170, 0, 170),
    (0, 170, 170),
    (170, 170, 170),
]
THEMES = {
    "dark": TerminalTheme((18, 18, 18), (220, 220, 220), ANSI),
    "light": TerminalTheme((255, 255, 255), (30, 30, 30), ANSI),
}
DRAWN = re.sub(r"@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code", "DejaVu Sans Mono"
)
"""rich's SVG template without its web fonts."""


class Screen(NamedTuple):
    """A picture: its name, the terminal's width and theme, and the command."""

    name: str
    width: int
    theme: str
    command: str


SCREENS = [
    Screen(
        "diff",
        80,
        "dark",
        "copydesk diff fixtures/radio-seed-shape/dump.txt -C 1 | tail -n +13 | head -35",
    ),
    Screen("diff-wide", 120, "light", "copydesk diff fixtures/newspaper-also-read/dump.txt -C 1"),
    Screen(
        "side-by-side",
        120,
        "dark",
        "copydesk diff fixtures/radio-seed-shape/dump.txt --side-by-side --context 1",
    ),
    Screen(
        "compare",
        80,
        "light",
        "copydesk compare <(copydesk clean fixtures/*/dump.txt --without read-more) "
        "<(copydesk clean fixtures/*/dump.txt) --ignore confidence --limit 3",
    ),
]


def shown(screen: Screen) -> str:
    """Output of the command on a terminal of that width."""
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    env |= {"FORCE_COLOR": "1", "COLUMNS": str(screen.width), "TERM": "xterm-256color"}
    return subprocess.run(
        ["bash", "-c", screen.command], cwd=ROOT, env=env, stdout=subprocess.PIPE, check=False
    ).stdout.decode()


def draw(screen: Screen) -> str:
    """Draw the screen as SVG."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(
            record=True,
            width=screen.width,
            force_terminal=True,
            color_system="truecolor",
            file=nowhere,
        )
        console.print(Text.from_ansi(shown(screen).rstrip("\n")))
        return console.export_svg(
            title=re.split(r" <\(| \|", screen.command)[0],
            theme=THEMES[screen.theme],
            code_format=DRAWN,
            unique_id=screen.name,
        )


if __name__ == "__main__":
    for screen in SCREENS:
        (ROOT / "docs" / f"{screen.name}.svg").write_text(draw(screen), "utf-8")

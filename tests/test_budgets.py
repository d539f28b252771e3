"""What a cold start may cost, in counts and not by a clock: modules imported and regular expressions compiled by each command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HTML, TEXT = "fixtures/newspaper-html-budget/dump.html", "fixtures/radio-seed-shape/dump.txt"
COUNTED = """
import re, sys
compiled, compile = 0, re._compiler.compile
def counted(*given):
    global compiled
    compiled += 1
    return compile(*given)
re._compiler.compile = counted
from copydesk.__main__ import PutOff, put_off
put_off()
from copydesk.cli import run
sys.stdout = open("/dev/null", "w")
run(sys.argv[1:])
print(sum(not isinstance(module, PutOff) for module in sys.modules.values()), compiled, file=sys.stderr)
"""
BUDGETS = {
    "--help": (112, 19),
    "clean --help": (141, 26),
    f"clean {HTML}": (247, 97),
    f"clean {TEXT}": (234, 93),
    "schema": (103, 13),
}
"""Command -> the most modules, the most regular expressions. A number is lowered when the program gets cheaper, and raised only for a reason."""


@pytest.mark.parametrize("command", BUDGETS)
def test_a_cold_start_keeps_its_budget(command: str) -> None:
    done = subprocess.run([sys.executable, "-c", COUNTED, *command.split()], cwd=ROOT, capture_output=True, text=True, check=True)
    modules, compiled = map(int, done.stderr.split())
    most_modules, most_compiled = BUDGETS[command]
    assert modules <= most_modules
    assert compiled <= most_compiled

"""What a cold start may cost, in counts and not by a clock: modules imported and regular
expressions compiled by each command.
"""

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
names = [name for name, module in sys.modules.items() if not isinstance(module, PutOff)]
print(compiled, *names, file=sys.stderr)
"""
BUDGETS = {
    "--help": (19, 19),
    "clean --help": (40, 26),
    f"clean {HTML}": (150, 97),
    f"clean {TEXT}": (141, 93),
    "schema": (25, 13),
}
"""Command -> the most modules that are not Python's own, the most regular expressions. A number is
lowered when the program gets cheaper, and raised only for a reason. How many of its own Python
imports for one of them is another number in each version; those that bring much with them are named
instead.
"""
NEVER = frozenset(
    {
        "argparse",
        "asyncio",
        "concurrent",
        "csv",
        "decimal",
        "difflib",
        "email",
        "fractions",
        "html",
        "http",
        "ipaddress",
        "multiprocessing",
        "ntpath",
        "pickle",
        "queue",
        "random",
        "selectors",
        "socket",
        "ssl",
        "statistics",
        "subprocess",
        "tempfile",
        "traceback",
        "unittest",
        "xml",
        "zipfile",
    }
)
"""Of Python's own modules those that no command of BUDGETS needs."""


@pytest.mark.parametrize("command", BUDGETS)
def test_a_cold_start_keeps_its_budget(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, *command.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    compiled, *modules = done.stderr.split()
    most_modules, most_compiled = BUDGETS[command]
    assert NEVER.isdisjoint(modules)
    assert (
        sum(module.partition(".")[0] not in sys.stdlib_module_names for module in modules)
        <= most_modules
    )
    assert int(compiled) <= most_compiled

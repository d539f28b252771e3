"""Budgets of a cold start: modules imported and patterns compiled by each command."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from copydesk.lexicon.catalog import catalog

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
from copydesk.cli import run
sys.stdout = open("/dev/null", "w")
run(sys.argv[1:])
print(compiled, *sys.modules, file=sys.stderr)
"""
LIBRARIES = {
    "bs4",
    "charset_normalizer",
    "click",
    "fastwarc",
    "numpy",
    "pyarrow",
    "rapidfuzz",
    "regex",
    "rensa",
    "rich",
    "selectolax",
}
BUDGETS = {
    "--help": (2, 19, {"click"}),
    "clean --help": (56, 28, {"click"}),
    f"clean {HTML}": (227, 157, {"click", "numpy", "selectolax"}),
    f"clean {TEXT}": (216, 139, {"click", "numpy"}),
    "schema": (19, 16, {"click"}),
}
"""Command -> the most modules of copydesk imported, the most patterns compiled, and the libraries.

Lower a number when the program imports less; raise one only for a reason. How many modules of its
library Python itself imports differs by version, so the large ones are named in UNUSED.
"""
UNUSED = frozenset(
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
        "multiprocessing",
        "queue",
        "random",
        "selectors",
        "socket",
        "ssl",
        "statistics",
        "subprocess",
        "tempfile",
        "unittest",
        "xml",
    }
)
"""Modules of the standard library that no command of BUDGETS imports."""


@pytest.mark.parametrize("command", BUDGETS)
def test_a_cold_start_keeps_its_budget(command: str) -> None:
    catalog()  # read from the folders and cached, where this is the first run of a checkout
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, *command.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    compiled, *modules = done.stderr.split()
    most_modules, most_compiled, libraries = BUDGETS[command]
    packages = Counter(name.partition(".")[0] for name in modules)
    assert sorted(UNUSED & set(modules)) == []
    assert LIBRARIES & packages.keys() == libraries
    assert packages["copydesk"] <= most_modules
    assert int(compiled) <= most_compiled

"""Modules that the command puts off are imported when they are asked for, and nobody else's are put
off.
"""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

from copydesk.__main__ import PutOff

LIBRARY = """
import sys
import copydesk
from copydesk.__main__ import PutOff
copydesk.clean("The ferry stays in port.")
assert not any(isinstance(module, PutOff) for module in sys.modules.values())
"""


def test_a_module_that_is_put_off_has_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    off = PutOff("colorsys")
    monkeypatch.setitem(sys.modules, "colorsys", off)
    assert not hasattr(off, "no_such_name")
    assert sys.modules["colorsys"] is not off
    assert off.rgb_to_hls is sys.modules["colorsys"].rgb_to_hls
    assert not hasattr(off, "no_such_name")


def test_a_module_that_is_put_off_is_sent_away_by_its_name() -> None:
    assert pickle.loads(pickle.dumps(PutOff("colorsys"))).rgb_to_hls(0, 0, 0) == (0, 0, 0)


def test_a_program_that_uses_the_library_finds_every_module_in_its_place() -> None:
    subprocess.run([sys.executable, "-c", LIBRARY], check=True, timeout=60)

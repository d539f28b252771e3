"""A renamed filter keeps its weights, with a line in renames.txt and without training."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import copydesk
from copydesk.judge.weights import present_name

PACKAGE = Path(copydesk.__file__).parent
ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "share-bar", "network-strip"
CLEAN = f"""
import sys
import copydesk
for path in sys.argv[1:]:
    page, ledger = copydesk.mark(open(path, "rb").read())
    scores = [score.probability for score in ledger.scores.values()]
    article = copydesk.clean(open(path, "rb").read())
    names = sorted(verdict.who.replace("{NEW}", "{OLD}") for verdict in ledger.verdicts)
    print(repr((article.to_dict(), scores, names)))
"""


def cleaned(source: Path, dumps: list[Path]) -> str:
    """What the package in `source` makes of some dumps."""
    return subprocess.run(
        [sys.executable, "-c", CLEAN, *map(str, dumps)],
        env=os.environ | {"PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """The folder of a copy of the package in which a filter is renamed."""
    package = tmp_path / "copydesk"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for path in package.glob(f"filters/*/{OLD.replace('-', '_')}.*"):
        path.rename(path.with_stem(NEW.replace("-", "_")))
    for path in package.rglob("*.py"):
        text = path.read_text("utf-8")
        path.write_text(text.replace(f'"{OLD}"', f'"{NEW}"'), "utf-8")
    with (package / "judge" / "renames.txt").open("a") as renames:
        renames.write(f"{OLD} {NEW}\n")
    return tmp_path


def test_a_renamed_filter_keeps_its_weights(renamed: Path) -> None:
    dumps = sorted((ROOT / "fixtures").glob("lang-[df]*/dump.*"))
    before = cleaned(PACKAGE.parent, dumps)
    assert f"'{OLD}'" in before
    assert cleaned(renamed, dumps) == before
    (renamed / "copydesk" / "judge" / "renames.txt").write_text("")
    assert cleaned(renamed, dumps) != before


def test_a_flag_that_names_no_filter_is_not_renamed() -> None:
    assert present_name("tag:h1") == "tag:h1"
    assert present_name("by:share-bar") == "by:share-bar"

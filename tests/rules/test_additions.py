"""`copydesk rules add`, and the commands with which `copydesk explain` ends."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

import copydesk
from copydesk.rules import read_rules
from tests.cases import Case, read
from tests.cli.conftest import COMMAND, STORY, environment

CASES = [
    pytest.param(case, id=case.title) for case in read(Path(__file__).with_name("additions.md"))
]


def run(words: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    env = environment(XDG_CONFIG_HOME=str(folder / "empty"))
    return subprocess.run(
        [COMMAND, *words], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("case", CASES)
def test_a_rule_is_added_and_the_rest_stays(tmp_path: Path, case: Case) -> None:
    blocks = [text for language, text in case.blocks if language == "toml"]
    (tmp_path / "copydesk.d").mkdir()
    path = tmp_path / "copydesk.d" / "hill.toml"
    if blocks[0]:
        path.write_text(blocks[0])
    (words,) = [text for language, text in case.blocks if language == "sh"]
    done = run(["rules", "add", *shlex.split(words)], tmp_path)
    (found,) = (tmp_path / "copydesk.d").iterdir()
    if len(blocks) > 1:
        assert (done.returncode, done.stderr) == (0, "")
        assert found.read_text().rstrip() == blocks[1]
    else:
        says = case.block("says")
        assert says
        assert done.stderr == f"copydesk: {says[1]}\n"
        assert found.read_text() == blocks[0]


def test_the_commands_that_explain_prints_correct_the_page(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY.replace("Advertisement", "Share this story's link"))
    url = "https://www.hillfm.example/ferry"
    for words, was in (("Repairs to the ramp", "cut"), ("Share this", "keep"), ("News", "keep")):
        done = run(["explain", "story.txt", words, "--url", url], tmp_path)
        line = next(line for line in done.stdout.splitlines() if f"--{was} " in line)
        added = run(shlex.split(line)[1:], tmp_path)
        assert (added.returncode, added.stderr) == (0, "")
    article = copydesk.clean(STORY, url=url, rules=read_rules(tmp_path / "copydesk.d"))
    body = copydesk.clean(
        (tmp_path / "story.txt").read_text(), url=url, rules=read_rules(tmp_path / "copydesk.d")
    ).body
    assert "Repairs to the ramp" not in article.body
    assert "Share this story's link" in body
    assert "News" in body


def test_a_filter_that_is_off_for_a_site_runs_on_others(tmp_path: Path) -> None:
    (tmp_path / "hill.toml").write_text(
        '[site]\nhosts = ["hillfm.example"]\nwithout = ["ad-marker"]\n'
    )
    rules = read_rules(tmp_path)
    for host, runs in (("hillfm.example", False), ("other.example", True)):
        _, ledger = copydesk.mark(STORY, url=f"https://{host}/", rules=rules)
        assert any(verdict.who == "ad-marker" for verdict in ledger.verdicts) == runs

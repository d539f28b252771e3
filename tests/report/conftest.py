"""A run with a report, the report's data, and a browser if installed."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.batch.conftest import html, story
from tests.cli.conftest import COMMAND, environment

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

HOSTILE = Path(__file__).with_name("hostile.html")
ODD_NAME = "odd\x1b[31m\u202e<b>.txt"
DATA = re.compile(
    rb'<script type="text/plain" id="([a-z]+(?:-[0-9]+)?)">([A-Za-z0-9+/=]*)</script>'
)


def copydesk(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, *words],
        capture_output=True,
        cwd=folder,
        env=environment(),
        timeout=60,
        check=False,
    )


def pages(folder: Path) -> None:
    """Stories in two folders, and pages that are hostile or have no story.

    One of them has a hostile name, and one cannot be read.
    """
    for number in range(24):
        path = (
            folder
            / ("coast" if number % 3 else "inland")
            / f"page{number:02d}.{'html' if number % 2 else 'txt'}"
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html(number) if number % 2 else story(number), "utf-8")
    (folder / "menu.txt").write_text("Home\nNews\nSports\nWeather\n", "utf-8")
    (folder / "broken.html").write_bytes(b"\x7fELF\0\0\0" * 50)
    shutil.copy(HOSTILE, folder / "hostile.html")
    (folder / ODD_NAME).write_text(story(24), "utf-8")


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that has a report."""
    folder = tmp_path_factory.mktemp("looked")
    pages(folder / "pages")
    done = copydesk(
        folder,
        "batch",
        "pages",
        "--out",
        "out",
        "--report",
        "report.html",
        "--jobs",
        "2",
        "--fail-on",
        "never",
    )
    assert done.returncode == 0, done.stderr
    return folder


def held(report: Path) -> dict[str, str]:
    """The data of a report, unpacked, by the names of their elements."""
    return {
        name.decode(): zlib.decompress(base64.b64decode(packed)).decode()
        for name, packed in DATA.findall(report.read_bytes())
    }


def index(report: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(held(report)["index"])
    return found


def sheets(report: Path) -> list[dict[str, Any] | None]:
    """The sheets of all pages, None for one that failed."""
    found = held(report)
    leaves = json.loads(found["index"])["leaves"]
    return [
        json.loads(line) if line else None
        for number in range(len(leaves))
        for line in found[f"sheets-{number}"].split("\n")
    ]


@pytest.fixture(scope="session")
def browser() -> Iterator[Chrome]:
    """Chromium with its driver (Debian: chromium, chromium-driver)."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs Chromium and its driver: apt-get install chromium chromium-driver")
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for word in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1400,900",
    ):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield opened
    opened.quit()

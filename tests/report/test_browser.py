"""The report in a real browser: content, hostile pages, keys, size."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from copydesk.batch.tally import Tally
from copydesk.report.build import build
from copydesk.report.chunk import Chunk
from copydesk.report.run import ReportLimits, run_of
from tests.report.conftest import index

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

MANY = 10_000
# Processor seconds to open ten thousand pages.
MOST_SECONDS = 3.0
# Processor seconds from a key in the search to the list.
MOST_SEARCH = 0.1
PATIENCE = 30.0


class Opened:
    """A report in the browser."""

    def __init__(self, browser: Chrome, report: Path, words: str = "") -> None:
        self.browser = browser
        browser.get("about:blank")
        browser.get(f"{report.as_uri()}{words}")
        self.until("return 'ready' in document.documentElement.dataset")

    def run(self, script: str, *given: object) -> Any:
        return self.browser.execute_script(script, *given)

    def until(self, script: str, *given: object) -> Any:
        """Waits for a script to return something."""
        end = time.monotonic() + PATIENCE
        while not (found := self.run(script, *given)):
            assert time.monotonic() < end, f"waited in vain for {script}"
            time.sleep(0.02)
        return found

    def one(self, selector: str) -> WebElement:
        return self.browser.find_element("css selector", selector)

    def text(self, selector: str) -> str:
        """The text of an element, whether or not it is in sight."""
        return str(
            self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)
        )

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.run(
            "return Array.from(document.querySelectorAll(arguments[0]), (one) => one.textContent)",
            selector,
        )
        return found

    def keys(self, *keys: str) -> None:
        """Presses keys where the focus is."""
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)

    def busy(self) -> float:
        """Seconds of the processor's time that the page has taken so far, whatever else the machine
        is doing.
        """
        metrics = self.browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
        return float(
            next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
        )

    def focused(self) -> str:
        """What has the focus: its id, or its class."""
        return str(self.run("return document.activeElement.id || document.activeElement.className"))

    def read(self, headline: str) -> None:
        """Waits until this page is shown."""
        self.until(
            "return document.querySelector('#sheet:not([hidden]) "
            ".headline')?.textContent.startsWith(arguments[0])",
            headline,
        )


@pytest.fixture
def sized(browser: Chrome) -> Iterator[Chrome]:
    """The browser, whose size and media go back to the usual afterwards."""
    yield browser
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_it_opens_without_a_complaint_or_a_request(browser: Chrome, looked: Path) -> None:
    browser.get_log("browser")
    opened = Opened(browser, looked / "report.html")
    assert opened.run("return document.title") == "out · copydesk report"
    assert opened.text("#gist") == "28 pages, 26 articles"
    assert opened.text("#count") == "28 pages"
    assert opened.texts("#totals .picture h2") == [
        "Status of the pages",
        "How sure copydesk is of each article",
        "What each filter cut",
    ]
    assert opened.run("return performance.getEntriesByType('resource').length") == 0
    assert opened.browser.get_log("browser") == []


def test_a_page_shows_its_article_and_its_dump(browser: Chrome, looked: Path) -> None:
    number = index(looked / "report.html")["pages"]["name"].index("pages/coast/page02.txt")
    opened = Opened(browser, looked / "report.html", f"#page={number}")
    opened.read("The ferry to Tessel Island stays in port")
    assert "Mara Quill" in opened.texts(".fields dd")
    assert opened.texts(".article .para")[0].startswith(
        "MARL POINT (AP) — The ferry to Tessel Island"
    )
    cut = opened.texts(".dump .run.cut .line")
    assert "-cut: Advertisement" in cut
    assert "-cut: Home" in cut
    notes = dict(
        zip(opened.texts(".dump .note.cut b"), opened.texts(".dump .note.cut .why"), strict=True)
    )
    assert notes["ad-marker"] == "the whole line is “Advertisement”"
    assert opened.texts(".dump .run.taken .line")[0].startswith(
        "*headline: The ferry to Tessel Island"
    )
    opened.one(".article .para").click()
    assert opened.text(".dump .here").startswith(" MARL POINT (AP)")


def test_a_hostile_page_is_text(browser: Chrome, looked: Path) -> None:
    columns = index(looked / "report.html")["pages"]
    for name in ("pages/hostile.html", "pages/odd\\x1b[31m<b>.txt"):
        browser.get_log("browser")
        opened = Opened(
            browser, looked / "report.html", f"#page={columns['name'].index(name)}&order=doubtful"
        )
        opened.until("return document.querySelector('.headline')")
        opened.run(
            "for (const one of document.querySelectorAll('#sheet .para, #sheet .line, "
            "#sheet .chip, #sheet .note')) one.click()"
        )
        assert opened.run("return window.owned ?? null") is None
        assert (
            opened.run(
                "return document.querySelectorAll('img, iframe, svg, object, main "
                "script, main style').length"
            )
            == 0
        )
        assert (
            opened.run(
                "return Array.from(document.querySelectorAll('[href]'), (one) => "
                "one.protocol).filter((one) => one !== 'file:')"
            )
            == []
        )
        assert not opened.run(
            "return "
            "/[\\u0000-\\u0008\\u000b-\\u001f\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText)"
        )
        assert opened.browser.get_log("browser") == [], "the policy had nothing to stop"
    opened = Opened(
        browser, looked / "report.html", f"#page={columns['name'].index('pages/hostile.html')}"
    )
    opened.read('</script><script>window.owned = "headline"</script> and the ferry')
    assert '</script><script>window.owned = "body"</script>' in opened.text("#sheet .article")


def test_search_status_site_and_filter(browser: Chrome, looked: Path) -> None:
    opened = Opened(browser, looked / "report.html")
    opened.one("#search").send_keys("TESSÉL")
    assert opened.text("#count") == "3 of 28 pages"
    assert all("Tessel" in title for title in opened.texts("#rows .row-title")), (
        "case and accents do not count"
    )
    opened.one("#clear").click()
    opened.one("#search").send_keys("helicopter bread")
    assert opened.text("#count") == "0 of 28 pages"
    opened.one("#deep").click()
    opened.until("return document.getElementById('count').textContent === '25 of 28 pages'")
    opened.one("#clear").click()
    opened.one("#site").send_keys("inland")
    assert opened.text("#count") == "8 of 28 pages"
    opened.run(
        "const one = document.getElementById('filter'); one.value = 'ad-marker'; "
        "one.dispatchEvent(new Event('change'))"
    )
    shown = opened.text("#count")
    browser.refresh()
    opened.until("return 'ready' in document.documentElement.dataset")
    assert opened.text("#count") == shown, "the address holds what is chosen"
    assert opened.run("return document.getElementById('filter').value") == "ad-marker"
    opened.one("#clear").click()
    opened.one("#totals .bars li:last-child .bar-row").click()
    assert opened.run("return document.getElementById('status').value") in ("failed", "empty")
    assert opened.text("#count") == "1 of 28 pages"


def test_the_lines_of_a_filter_are_listed_page_by_page(browser: Chrome, looked: Path) -> None:
    opened = Opened(browser, looked / "report.html", "#filter=ad-marker&q=tessel")
    opened.until("return document.querySelector('#cuts .cut-line')")
    assert opened.text("#cuts h2") == "What ad-marker cut"
    assert opened.text("#cuts .caption") == "6 lines on 3 pages."
    assert opened.texts("#cuts .cut-line") == ["Advertisement"] * 6
    assert opened.texts("#cuts .why") == ["the whole line is “Advertisement”"] * 6
    opened.one("#cuts .cut-page").click()
    opened.read("The ferry to Tessel Island stays in port")
    assert not opened.one("#cuts").is_displayed()
    assert opened.text(".run.looked .line") == "-cut: Advertisement"


def test_the_keys(browser: Chrome, looked: Path) -> None:
    opened = Opened(browser, looked / "report.html", "#site=coast")
    titles = opened.texts("#rows .row-title")
    opened.keys("/")
    assert opened.focused() == "search"
    opened.keys("Tessel", "\ue007")
    assert opened.focused() == "list"
    opened.keys("j", "j")
    opened.read("The ferry to Tessel Island")
    assert opened.focused() == "list", "the list is gone through while pages are shown beside it"
    opened.keys("\ue007")
    opened.until("return document.activeElement.classList.contains('headline')")
    first = opened.run("return location.hash")
    opened.keys("n")
    assert opened.run("return document.querySelector('.run.here').className") == "run cut here"
    opened.keys("k")
    opened.until("return location.hash !== arguments[0]", first)
    opened.keys("\ue00c")
    assert opened.focused() == "list"
    opened.keys("\ue00c")
    opened.until(
        "return document.getElementById('sheet').hidden && "
        "!document.getElementById('totals').hidden"
    )
    opened.keys("/", "\ue00c")
    assert opened.texts("#rows .row-title") == titles
    opened.keys("\ue00c")
    opened.keys("?")
    assert opened.run("return document.getElementById('keys').open")


def test_the_ring_is_seen_on_what_has_the_focus(browser: Chrome, looked: Path) -> None:
    opened = Opened(browser, looked / "report.html")
    for _ in range(14):
        opened.keys("\ue004")
        ring = opened.run(
            "const style = getComputedStyle(document.activeElement); return "
            "[style.outlineStyle, parseFloat(style.outlineWidth)]"
        )
        assert ring[0] != "none", opened.focused()
        assert ring[1] >= 2, opened.focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_one_thing_at_a_time(sized: Chrome, looked: Path, scheme: str) -> None:
    sized.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True},
    )
    sized.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    opened = Opened(sized, looked / "report.html")
    fits = (
        "return document.documentElement.scrollWidth <= innerWidth && "
        "document.getElementById('stage').scrollWidth <= innerWidth"
    )
    assert opened.run(fits)
    assert not opened.one("#list").is_displayed()
    opened.one("[data-go=pages]").click()
    assert opened.one("#list").is_displayed()
    assert not opened.one("#stage").is_displayed()
    opened.one("#rows .row:nth-child(3)").click()
    opened.until("return document.querySelector('#sheet:not([hidden]) .headline')")
    assert opened.run(fits)
    assert not opened.one("#list").is_displayed()
    assert opened.one(".dump").is_displayed()
    assert opened.run("return document.documentElement.scrollHeight <= innerHeight"), (
        "the page scrolls in its place, and its head stays"
    )
    opened.one("[data-pane=article]").click()
    assert opened.one(".article").is_displayed()
    assert not opened.one(".dump").is_displayed()
    sized.back()
    opened.until("return document.documentElement.dataset.view === 'pages'")
    light = opened.run(
        "return "
        "parseInt(getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0]) "
        "> 128"
    )
    assert light == (scheme == "light")


class Repeated:
    """A run's pages, repeated until there are as many as in a large run."""

    source = "A run's pages again and again."

    def __init__(self, out: Path) -> None:
        run = run_of(str(out))
        assert run
        self._run = run

    @property
    def tally(self) -> Tally:
        return Tally({"ok": MANY}, cuts=self._run.tally.cuts)

    def chunks(self, limits: ReportLimits) -> Iterable[Chunk]:
        chunks = list(self._run.chunks(limits))
        pages = sum(len(chunk.rows) for chunk in chunks)
        for _ in range(MANY // pages + 1):
            yield from chunks

    def notices(self) -> list[str]:
        return []


def test_ten_thousand_pages_open_at_once(
    browser: Chrome, looked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(looked)
    report = tmp_path / "many.html"
    with report.open("wb") as file:
        build(Repeated(looked / "out"), "many", file, MANY, 1, lambda pages: None)
    browser.get("about:blank")
    browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    opened = Opened(browser, report)
    opened.until("return document.readyState === 'complete'")
    assert opened.busy() < MOST_SECONDS
    assert opened.run("return document.querySelectorAll('.row').length") < 60
    opened.one("#list").send_keys("\ue010")
    opened.until(
        "return document.querySelector('.row[aria-selected=true]')?.ariaPosInSet === "
        "document.querySelector('.row').ariaSetSize"
    )
    assert opened.run("return document.querySelectorAll('.row').length") < 60
    opened.one("#search").send_keys("t")
    before = opened.busy()
    opened.one("#search").send_keys("essel")
    assert (opened.busy() - before) / 5 < MOST_SEARCH

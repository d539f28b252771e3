"""The sentences at the end of a run, and its exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.batch.changes import ABSENT
from copydesk.cli.streams import say
from copydesk.text.display import counted, shown_name

if TYPE_CHECKING:
    from copydesk.batch.changes import Kind
    from copydesk.batch.runner import Ended


def end_status(ended: Ended, quiet: bool, fail_on: str) -> int:
    """Report the end of a run; return its exit status."""
    tally = ended.tally
    missing = say_missing(ended.missing)
    if ended.stopped:
        say(f"stopped at the first failure: {ended.stopped}")
        return 1
    for name, why in (failure for failure in tally.failures if failure[0] not in ended.missing):
        say(f"{shown_name(name)} {why}")
    if not quiet:
        say_taken(ended.taken)
        _say_absent(ended)
        say(_total(ended))
    if missing or tally.unread or fail_on == "never":
        return missing or 2 * bool(tally.unread)
    return int(bool(tally.failed) or (fail_on == "no-article" and bool(tally.without)))


def _total(ended: Ended) -> str:
    """Return the sentence with the number of pages."""
    skipped = counted(ended.skipped, "file")
    where = f"; skipped {skipped} (pictures, styles, scripts)" if ended.skipped else ""
    where += f"; failures are listed in {shown_name(str(ended.failures))}" if ended.failures else ""
    if not ended.tally.pages and ended.earlier.pages:
        return f"nothing new: {_unchanged(ended)}{where}"
    pages = counted(ended.tally.pages, "page")
    made = f"{pages}: {ended.tally.line() or 'no pages in the inputs'}"
    return f"{made}{f'; {_unchanged(ended)}' if ended.earlier.pages else ''}{where}"


def _unchanged(ended: Ended) -> str:
    """Format the number of pages cleaned by an earlier run.

    Pages of inputs that this run does not list are not counted.
    """
    absent = ABSENT if not ended.pruned else ("left out",)
    pages = ended.earlier.pages - sum(ended.changes.pages[kind] for kind in absent)
    failed = ended.earlier.failed - sum(ended.changes.failed[kind] for kind in absent)
    again = f", of which {failed:,} failed (--retry-failed reads them again)" if failed else ""
    return f"{counted(pages, 'page')} unchanged{again}"


def _say_absent(ended: Ended) -> None:
    """Report the inputs of earlier runs that this run does not list."""
    reports: dict[Kind, tuple[str, str]] = {
        "gone": (
            "gone",
            "were removed" if ended.pruned else "stay; --prune removes them from a folder",
        ),
        "left out": ("left out by other INPUTs or patterns", "stay"),
    }
    for kind, (absent, what) in reports.items():
        if number := ended.changes.counts[kind]:
            inputs = counted(number, "input is", "inputs are")
            its = "its" if number == 1 else "their"
            say(f"{inputs} {absent} ({ended.changes.names(kind)}): {its} outputs {what}")


def say_missing(missing: tuple[str, ...]) -> int:
    """Report the INPUTs that were not found; return the exit status."""
    for name in missing:
        say(f"{shown_name(name)} was not found")
    return 2 if missing else 0


def say_taken(taken: frozenset[str]) -> None:
    """Report the columns that are in the inputs and in the article.

    The article's URL is written only where it is another one.
    """
    taken = taken - {"url"}
    if taken:
        column, verb = ("a column", "is") if len(taken) == 1 else ("columns", "are")
        say(
            f"the input has {column} named {', '.join(sorted(taken))}: the article's {verb} "
            f"written with the prefix copydesk_"
        )

"""The settings of a run, and what the journal records of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from copydesk.batch.journal import this_version
from copydesk.batch.listing import EVERY_PAGE
from copydesk.batch.selection import Selection
from copydesk.model.options import Limits, Options, SiteRules
from copydesk.sources.jsonl import ColumnNames
from copydesk.writers.markdown_options import EVERYTHING_BUT_HEADING, MarkdownOptions


class Settings(NamedTuple):
    """The settings of a run.

    `out` is a folder, a file of rows, or `-`; `form` the format of a page's file; `names` the
    columns with the page, None for the first known one; `jobs` None for one for each processor;
    `name` the template of the files' names, None for those of the inputs;
    `configuration` the options that a file or the environment set.
    """

    inputs: tuple[str, ...]
    out: str
    form: str
    names: ColumnNames | None
    options: Options
    jobs: int | None
    strict: bool
    markdown: MarkdownOptions = EVERYTHING_BUT_HEADING
    configuration: dict[str, list[object]] = {}  # noqa: RUF012 - never changed
    selection: Selection = EVERY_PAGE
    articles_only: bool = False
    name: str | None = None

    def identity(self, taken: Sequence[str]) -> dict[str, Any]:
        """Return what the journal compares with a later run."""
        options = self.options
        return {
            "version": this_version(),
            "inputs": list(self.inputs),
            "format": self.form,
            "name": self.name,
            "articles_only": self.articles_only,
            "markdown": [name for name, written in self.markdown._asdict().items() if written],
            "names": self.names,
            "filters": options.filters,
            "preset": options.preset,
            "min_confidence": options.min_confidence,
            "rules": options.rules.digest if options.rules else None,
            "rules_in": list(options.rules.folders) if options.rules else [],
            "max_bytes": options.limits.max_bytes,
            "timeout": options.limits.seconds,
            "taken": list(taken),
            "configuration": self.configuration,
        }


def options_of(run: dict[str, Any], rules: SiteRules | None) -> Options:
    """Return the options of a run from its identity in the journal."""
    return Options(
        None if run["filters"] is None else tuple(run["filters"]),
        limits=Limits(run["max_bytes"], run["timeout"]),
        rules=rules,
        preset=run["preset"],
        min_confidence=run["min_confidence"],
    )

"""An output folder whose files are named by a template of article fields."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from copydesk.batch.article_folder import ArticleFolder
from copydesk.batch.file_names import FileNames
from copydesk.batch.plan import FAILURES, Entry
from copydesk.batch.worker import Done, Outcome
from copydesk.writers.name_template import NameTemplate, free_path


class NamedFolder(ArticleFolder):
    """A folder in which a page's file has a name from its article.

    The journal records the name of each file, before the file is written. A name that is taken, by
    a page of the run or by another program's file, gets a number.
    """

    def __init__(
        self, folder: Path, form: str, journal: Path, articles_only: bool, template: NameTemplate
    ) -> None:
        super().__init__(folder, form, journal, articles_only)
        self._template = template
        self._names = FileNames(journal / "names.sqlite")

    def check(self, entries: Iterable[Entry]) -> None:
        """Accept every name: no file of another program is replaced."""

    def remove(self, entries: Iterable[Entry]) -> None:
        """Remove the outputs of these inputs, and folders that become empty."""
        for entry in entries:
            super().remove([entry])
            self._names.forget_all(entry.name)
        self._names.save()

    def _outputs(self, entry: Entry) -> Iterator[Path]:
        for path in self._names.of(entry.name):
            yield Path(self._folder, path)

    def put(self, done: Done) -> int:
        """Write the pages of a task."""
        paths = [self._file_of(outcome) for outcome in done.outcomes]
        self._names.save()
        for path, outcome in zip(paths, done.outcomes, strict=True):
            if path:
                self._save(
                    os.path.join(self._folder, path), outcome.text.encode("utf-8", "replace")
                )
        return 0

    def finish(self) -> None:
        """Close the list of names."""
        self._names.close()

    def _file_of(self, outcome: Outcome) -> str | None:
        """Return the path of a page below the folder; None if it gets no file.

        If a page has another name than in the run before, its earlier file is removed.
        """
        known = self._names.get(outcome.target, outcome.number)
        if known and outcome.target not in self._replaced:
            return known.path
        number = known.number if known else self._names.next_number()
        found = self._path_for(outcome, number, known.path if known else "")
        if known and known.path != found:
            earlier = Path(self._folder, known.path)
            earlier.unlink(missing_ok=True)
            self._remove_empty(earlier.parent)
            self._made = ""
        if found:
            self._names.put(outcome.target, outcome.number, number, found)
        elif known:
            self._names.forget(outcome.target, outcome.number)
        return found or None

    def _path_for(self, outcome: Outcome, number: int, earlier: str) -> str:
        """Return a free path for a page, or its `earlier` one.

        It is empty if no file is written.
        """
        if not self._is_written(outcome):
            return ""

        def taken(path: Path) -> bool:
            name = str(path)
            if name == earlier:
                return False
            used = name == FAILURES or self._names.has(name)
            return used or os.path.lexists(os.path.join(self._folder, name))

        return str(free_path(self._template.path(outcome.values, number), self._suffix, taken))

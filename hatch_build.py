"""Writes the catalog of filters, fields and vocabularies into a wheel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogHook(BuildHookInterface):  # type: ignore[misc]
    """Adds `catalog.json` to a wheel; an editable install reads the folders instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the catalog beside the wheel and include it."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from copydesk.lexicon import catalog

        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(catalog.written(catalog.build()), "utf-8")
        build_data["force_include"][str(self._path)] = f"copydesk/{catalog.BUILT.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete the file beside the wheel."""
        self._path.unlink(missing_ok=True)

    @property
    def _path(self) -> Path:
        return Path(self.directory, "catalog.json")

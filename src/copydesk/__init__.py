"""Turns raw page dumps into clean articles; accounts for each cut line.

The public verbs are `clean`, `clean_many`, `mark`, `read` and `read_rules`; they return `Article`,
`Failure`, `Page`, `Ledger`, `Raw` and `Rulebook`. Each name is imported on first use, so that
`import copydesk` imports no other module. `__version__` is the version of the package, and the
logger `copydesk` gets the outcome of each page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str
    from copydesk.batch import clean_many
    from copydesk.desk import clean, mark
    from copydesk.model.article import Article, Image
    from copydesk.model.block import Block
    from copydesk.model.body import Paragraph
    from copydesk.model.entries import Find, Verdict
    from copydesk.model.ledger import Ledger
    from copydesk.model.options import Limits, Options
    from copydesk.model.outcome import Failure
    from copydesk.model.page import Page
    from copydesk.model.raw import Raw
    from copydesk.rules import Rulebook, RulesError, read_rules
    from copydesk.sources import read

__all__ = [
    "Article",
    "Block",
    "Failure",
    "Find",
    "Image",
    "Ledger",
    "Limits",
    "Options",
    "Page",
    "Paragraph",
    "Raw",
    "Rulebook",
    "RulesError",
    "Verdict",
    "__version__",
    "clean",
    "clean_many",
    "mark",
    "read",
    "read_rules",
]

_HOMES = {
    "copydesk.model.article": ("Article", "Image"),
    "copydesk.model.body": ("Paragraph",),
    "copydesk.batch": ("clean_many",),
    "copydesk.desk": ("clean", "mark"),
    "copydesk.model.entries": ("Find", "Verdict"),
    "copydesk.model.ledger": ("Ledger",),
    "copydesk.model.options": ("Limits", "Options"),
    "copydesk.model.outcome": ("Failure",),
    "copydesk.model.block": ("Block",),
    "copydesk.model.page": ("Page",),
    "copydesk.model.raw": ("Raw",),
    "copydesk.rules": ("Rulebook", "RulesError", "read_rules"),
    "copydesk.sources": ("read",),
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("copydesk")
    for home, names in _HOMES.items():
        if name in names:
            from importlib import import_module

            value: object = getattr(import_module(home), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'copydesk' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

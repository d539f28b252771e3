"""The command `copydesk`, which `python -m copydesk` is too."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

SELDOM = ("inspect", "ipaddress", "ntpath", "traceback")
"""Modules that click, dataclasses, logging, pathlib and urllib import, and need for what a command
seldom does. Six of the 97 ms of `clean` on a page.
"""


class PutOff(ModuleType):
    """Stands for a module that is imported when something is first asked of it. Python's own
    LazyLoader imports it when a second module imports it.
    """

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a module has
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        vars(self).update(vars(module))
        return getattr(module, name)

    def __reduce__(self) -> tuple[Callable[[str], ModuleType], tuple[str]]:
        """By its name, as an engine pickles every module that a function it sends away uses."""
        return import_module, (self.__name__,)


def put_off() -> None:
    """Puts off the modules of SELDOM that nothing has imported yet."""
    for name in SELDOM:
        sys.modules.setdefault(name, PutOff(name))


def main() -> None:
    """The console script."""
    put_off()
    from copydesk.cli import main as run

    run()


if __name__ == "__main__":
    main()

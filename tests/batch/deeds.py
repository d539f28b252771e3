"""Tasks that do to their worker what the worst pages do."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import NamedTuple


class Deeds(NamedTuple):
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)

    def split(self) -> list[Deeds]:
        return [Deeds((word,)) for word in self.words]


def do(deeds: Deeds) -> list[str]:
    for word in deeds.words:
        if word == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        elif word == "hang":
            time.sleep(600)
        elif word == "leave":
            sys.exit(3)
        elif word == "swell":
            raise MemoryError
    return [word.upper() for word in deeds.words]

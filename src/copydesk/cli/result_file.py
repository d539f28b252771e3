"""Checks the file that a feature command is about to write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from copydesk.batch.plan import Refused
from copydesk.text.display import shown_name


def check_result_file(out: str, noun: str, magic: bytes, inputs: Sequence[str]) -> None:
    """Raise Refused unless `out` is new, empty or begins with `magic`.

    It must not be inside an input either, where the next run would read it. `noun` is the
    content's name in messages ("report").
    """
    path = Path(out)
    if path.is_dir() or out.endswith("/"):
        raise Refused(f"{shown_name(out)} is a folder: name a file for the {noun}")
    for given in inputs:
        if path.resolve().is_relative_to(Path(given).resolve()):
            raise Refused(
                f"{shown_name(out)} is inside the input {shown_name(given)} and would be read as "
                f"one of its pages: name another file for the {noun}"
            )
    if path.is_file() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(len(magic)) != magic:
                raise Refused(
                    f"{shown_name(out)} already exists and holds no {noun} of copydesk: move it "
                    f"away, or name another file"
                )

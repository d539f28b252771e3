"""The case tables beside the grammars: `parse/<name>.md`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import copydesk.parse
from copydesk.parse import (
    agency,
    credit,
    dateline,
    dates,
    name_list,
    person_name,
    relative_day,
    reporter,
    request,
    roles,
)
from copydesk.parse.credit.caption import read_caption
from copydesk.parse.credit.glued import read_ahead, read_inside
from copydesk.parse.credit.text import Credit

FOLDER = Path(copydesk.parse.__file__).parent
CELL = re.compile(r"(?<!\\)\|")
MISS = "known miss: "
NONE = "-"
CRAWLED = "2024-03-03"


def written(text: str, order: str = NONE) -> tuple[str, ...]:
    day_first = {NONE: None, "yes": True, "no": False}[order]
    return (_list(dated.value for dated in dates.dates_in(text, day_first)),)


def machine(text: str) -> tuple[str, ...]:
    return (dates.markup_date(text) or NONE,)


def relative(text: str) -> tuple[str, ...]:
    dated = relative_day.relative(text, CRAWLED)
    return (dated.value if dated else NONE,)


def person(text: str) -> tuple[str, ...]:
    return (person_name.person(text) or NONE,)


def loose_person(text: str) -> tuple[str, ...]:
    return (person_name.person(text, loose=True) or NONE,)


def surname_last(text: str) -> tuple[str, ...]:
    return (person_name.surname_last(text),)


def names(text: str) -> tuple[str, ...]:
    found = name_list.read_names(text)
    return _list(found.people), _list(found.agencies)


def role_words(text: str) -> tuple[str, ...]:
    checks = {
        "role": roles.is_role,
        "only": roles.is_role_only,
        "job": roles.holds_job,
        "begins": roles.begins_with_role,
    }
    return (" ".join(name for name, check in checks.items() if check(text)) or NONE,)


def is_agency(text: str) -> tuple[str, ...]:
    return ("yes" if agency.is_agency(text) else "no",)


def split_agency(text: str) -> tuple[str, ...]:
    before, name = agency.split_agency(text)
    return before or NONE, name or NONE


def full_name(text: str) -> tuple[str, ...]:
    return (agency.full_name(text),)


def opening_place(text: str) -> tuple[str, ...]:
    return _place(dateline.opening_place(text))


def place_before_colon(text: str) -> tuple[str, ...]:
    return _place(dateline.place_before_colon(text))


def photo_credit(text: str) -> tuple[str, ...]:
    return _credit(credit.read_credit(text), text)


def caption_credit(text: str) -> tuple[str, ...]:
    return _credit(read_caption(text), text)


def glued_credit(text: str) -> tuple[str, ...]:
    return _credit(read_ahead(text) or read_inside(text), text)


def lone_names(text: str) -> tuple[str, ...]:
    return (_list(reporter.read_lone_names(text)),)


def reporters(text: str) -> tuple[str, ...]:
    found = reporter.read_reporters(text)
    if found is None:
        return NONE, NONE, NONE
    kind = "editors" if found.edited else "reporters"
    return _list(found.people), kind, text[slice(*found.span)]


def _credit(found: Credit | None, text: str) -> tuple[str, ...]:
    start, end = found.span if found else (len(text), len(text))
    return found.value if found else NONE, (text[:start] + text[end:]).strip() or NONE


def purpose(text: str) -> tuple[str, ...]:
    return (request.purposeful_request(text) or NONE,)


def opening_request(text: str) -> tuple[str, ...]:
    return request.polite_request(text) or NONE, request.opening_question(text) or NONE


def _place(match: re.Match[str] | None) -> tuple[str, ...]:
    if match is None:
        return NONE, NONE
    return match["place"].strip(" ,"), (match["agency"] or NONE).strip()


def _list(values: Iterable[str]) -> str:
    return "; ".join(values) or NONE


GRAMMARS: dict[tuple[str, str], Callable[..., tuple[str, ...]]] = {
    ("agency", "Whole texts"): is_agency,
    ("agency", "At the end of a name"): split_agency,
    ("agency", "Full names"): full_name,
    ("credit", "Credits with a label"): photo_credit,
    ("credit", "Credits with an agency"): photo_credit,
    ("credit", "Lines without a credit"): photo_credit,
    ("credit", "Captions"): caption_credit,
    ("credit", "Glued to the story"): glued_credit,
    ("dateline", "A place before a dash"): opening_place,
    ("dateline", "A place before a colon"): place_before_colon,
    ("dates", "Written dates"): written,
    ("dates", "Numeric dates by the page's order"): written,
    ("dates", "Machine dates"): machine,
    ("relative_day", "Relative days"): relative,
    ("name_list", "Bylines without their label"): names,
    ("person_name", "Names"): person,
    ("person_name", "Names with more around them"): person,
    ("person_name", "Not a person's name"): person,
    ("person_name", "Names in markup"): loose_person,
    ("person_name", "Surname first"): surname_last,
    ("request", "Openings"): opening_request,
    ("request", "Purposes"): purpose,
    ("reporter", "Lines"): reporters,
    ("reporter", "Lines without a reporter"): reporters,
    ("reporter", "Lines of names alone"): lone_names,
    ("roles", "Texts beside names"): role_words,
}
"""(file, heading) -> the function: its arguments are the first columns, its values the others."""


def rows() -> Iterator[object]:
    """One parameter set a row of the tables."""
    for file in sorted(FOLDER.glob("*.md")):
        heading = ""
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            if line.startswith("## "):
                heading = line[3:]
            elif line.startswith("| ") and not line.startswith(("| text |", "| --- ")):
                yield _case(file.stem, heading, number, line)


def _case(grammar: str, heading: str, number: int, line: str) -> object:
    cells = [cell.strip().replace("\\|", "|") for cell in CELL.split(line)[1:-1]]
    *cells, note = cells
    missed = pytest.mark.xfail(strict=True, reason=note.removeprefix(MISS))
    marks = [missed] if note.startswith(MISS) else []
    name = f"{grammar}.md:{number}: {cells[0]}"
    return pytest.param(GRAMMARS[grammar, heading], cells, marks=marks, id=name)


@pytest.mark.parametrize(("grammar", "cells"), list(rows()))
def test_a_row_of_a_case_table(grammar: Callable[..., tuple[str, ...]], cells: list[str]) -> None:
    arguments = 2 if len(cells) == 3 and grammar is written else 1
    assert list(grammar(*cells[:arguments])) == cells[arguments:]


def test_every_grammar_has_cases() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    modules |= {path.parent.name for path in FOLDER.glob("*/__init__.py")}
    assert modules == {path.stem for path in FOLDER.glob("*.md")}

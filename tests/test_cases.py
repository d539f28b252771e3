"""Every case beside every filter and field."""

from __future__ import annotations

from pathlib import Path

import pytest

import copydesk
from copydesk import chain
from copydesk.model.block import Block, Segment
from copydesk.model.entries import Find, Verdict
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from copydesk.rules import Rulebook
from copydesk.rules.book import Written
from copydesk.rules.parse import parse
from tests.cases import Case, read
from tests.gutter import Line, Piece, show

PACKAGE = Path(copydesk.__file__).parent
BEFORE = {
    "site": "line",
    "line": "line",
    "run": "line",
    "page": "run",
    "judge": "page",
    "keep": "run",
}
"""The stage of the verdicts that a case gives its filter: what is kept again is what a named filter
cut.
"""
STEPS = {(step.stage, step.name): step for step in chain.steps()}


def params(folder: str) -> list:
    cases = [case for file in sorted((PACKAGE / folder).glob("*/*.md")) for case in read(file)]
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=case.miss, strict=True)] if case.miss else [],
        )
        for case in cases
    ]


def page_of(case: Case, lines: list[Line]) -> Page:
    markup, rules = case.block("html"), case.block("toml")
    site = parse(rules[1], f"{case.file.stem}.toml").site if rules else None
    if markup:
        return read_page(Raw(markup[1], kind="html"), site)
    blocks, source = [], ""
    for line in lines:
        blocks.append(
            Block(
                len(blocks),
                line.text,
                origin=(Segment(0, len(line.text), len(source), len(source) + len(line.text)),),
            )
        )
        source += line.text + "\n\n"
    return Page("text", source, tuple(blocks), site=site)


def given(lines: list[Line], stage: str) -> Ledger:
    """The ledger that the case's `~`, `+` and `*` marks say the filter finds."""
    before = BEFORE[stage]
    cut = [
        Verdict(before, number, "earlier", "cut", "cut before")
        for number, line in enumerate(lines)
        if line.mark in "~+"
    ]
    cut += [
        Verdict(before, number, "earlier", "cut", "cut before", (piece.start, piece.end))
        for number, line in enumerate(lines)
        for piece in line.pieces
        if piece.mark == "+"
    ]
    finds = [
        Find(
            line.field,
            (line.text,) if line.field == "authors" else line.text,
            number,
            (0, len(line.text)),
            "line",
            "given",
            takes=True,
        )
        for number, line in enumerate(lines)
        if line.mark == "*"
    ]
    finds += [
        Find(
            piece.mark,
            line.text[piece.start : piece.end],
            number,
            (piece.start, piece.end),
            "line",
            "given",
            takes=True,
        )
        for number, line in enumerate(lines)
        for piece in line.pieces
        if piece.mark not in "+-"
    ]
    return Ledger(cut).with_finds("lead", finds)


def as_marked(line: Line, number: int, verdicts: list[Verdict]) -> Line:
    """The line with the marks that the filter made instead of the expected ones."""
    mine = [verdict for verdict in verdicts if verdict.block == number and verdict.call != "held"]
    whole = next((verdict for verdict in mine if verdict.span in (None, (0, len(line.text)))), None)
    pieces = {
        Piece(*verdict.span, "-" if verdict.call == "cut" else "+")
        for verdict in mine
        if verdict.span and verdict.span != (0, len(line.text))
    }
    given_pieces = {piece for piece in line.pieces if piece.mark not in "+-"}
    mark = "~" if line.mark in "~+" else "*" if line.mark == "*" else " "
    if whole is not None and whole.call == "keep" and mark == "~":
        mark = "+"
    if whole is not None and whole.call == "cut" and mark in " ~":
        mark = "-" if mark == " " else "~"
    return line._replace(mark=mark, pieces=tuple(sorted(pieces | given_pieces)))


@pytest.mark.parametrize("case", params("filters"))
def test_filter(case: Case) -> None:
    step = STEPS[case.file.parent.name, case.file.stem.replace("_", "-")]
    lines = case.lines()
    page = page_of(case, lines)
    assert [block.text for block in page.blocks] == [line.text for line in lines]
    verdicts, _ = chain.marks(step, page, given(lines, step.stage))
    assert all(verdict.why.strip() for verdict in verdicts)
    assert "\n".join(
        show(as_marked(line, n, verdicts)) for n, line in enumerate(lines)
    ) == "\n".join(map(show, lines))


@pytest.mark.parametrize("case", params("fields"))
def test_field(case: Case) -> None:
    dump, expected = case.block("text", "html"), case.block("finds")
    assert dump and expected, f"{case.name} needs a dump and a finds block"
    wanted = dict(line.split(":", 1) for line in expected[1].splitlines())
    toml = case.block("toml")
    rules = Rulebook((), (Written(f"{case.file.stem}.toml", toml[1]),)) if toml else None
    url, crawled = (wanted.pop(name, "").strip() or None for name in ("url", "crawled"))
    article = copydesk.clean(dump[1], kind=dump[0], url=url, crawled=crawled, rules=rules)
    assert {name: plain(getattr(article, name)) for name in wanted} == {
        name: value.strip() for name, value in wanted.items()
    }


def plain(value: object) -> str:
    """A field's value as a finds block writes it."""
    if isinstance(value, tuple):
        return (
            "; ".join(
                " | ".join(part or "" for part in one).strip()
                if isinstance(one, tuple)
                else str(one)
                for one in value
            )
            or "-"
        )
    return "-" if value is None else str(value)

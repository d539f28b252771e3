"""The packed net gives every block of every fixture the sums that its weights and measures give one
by one.
"""

from __future__ import annotations

import pytest

from copydesk import chain
from copydesk.judge.measures import measure, names
from copydesk.judge.net import Net, scorer_for
from copydesk.model.ledger import STAGES
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from tests.pages import SLUGS, marked

BEFORE = [step for step in chain.steps() if step.stage in STAGES[: STAGES.index("judge")]]


def plainly(net: Net, row: list[int], flags: list[str]) -> tuple[list[int], list[int]]:
    """(the hidden units, the outputs) by the definition of the net."""
    units = []
    for unit, (weights, bias) in enumerate(zip(net.hidden, net.bias, strict=True)):
        total = (
            bias
            + sum(value * weight for value, weight in zip(row, weights, strict=True))
            + sum(net.flags[flag][unit] for flag in flags if flag in net.flags)
        )
        units.append(max(0, total))
    return units, [
        bias + sum(unit * weight for unit, weight in zip(units, weights, strict=True))
        for weights, bias in zip(net.out, net.out_bias, strict=True)
    ]


def check(page: Page) -> None:
    measured = measure(page, chain.run(page, BEFORE))
    scorer = scorer_for(page.form)
    assert scorer.net.measures == names(page.form)
    beliefs = scorer.believe(measured)
    assert len(beliefs.body) == len(beliefs.roles) == len(beliefs.kept) == len(measured.numbers)
    for at, (body, roles) in enumerate(zip(beliefs.body, beliefs.roles, strict=True)):
        units, outputs = plainly(scorer.net, measured.row(at), measured.all_flags(at))
        assert beliefs.units(at) == units
        assert (body, *roles) == tuple(outputs)


@pytest.mark.parametrize("slug", SLUGS)
def test_of_fixture(slug):
    check(marked(slug)[0])


@pytest.mark.parametrize("blocks", range(1, 6))
@pytest.mark.parametrize("kind", ["html", "text"])
def test_of_a_page_of_few_blocks(blocks, kind):
    lines = [f"Paragraph {number} of a page that ends soon." for number in range(blocks)]
    check(
        read_page(
            Raw(
                "\n\n".join(lines)
                if kind == "text"
                else "".join(f"<p>{line}</p>" for line in lines),
                kind=kind,
            )
        )
    )

"""Nothing takes more than its share longer when a hostile input grows: no filter, no field, no
reader. `make hostile` asks the same, but for the judge, of inputs eight and twenty-five times as
long.
"""

from __future__ import annotations

import pytest

from copydesk import chain
from tests.hostile.costs import grown
from tests.hostile.shapes import HTML, TEXT, VOCABULARIES, Shape

SIZE = 12_000
UNJUDGED = [step for step in chain.steps() if step.stage != "judge"]


def name(shape: Shape) -> str:
    return f"{shape.kind}-{shape.name}"


@pytest.mark.parametrize("shape", TEXT + HTML, ids=name)
def test_no_step_grows_faster_than_the_input(shape: Shape):
    assert grown(shape, SIZE, chain.steps()) == {}


@pytest.mark.parametrize("shape", VOCABULARIES, ids=name)
def test_no_step_grows_faster_on_its_own_words(shape: Shape):
    assert grown(shape, SIZE, UNJUDGED) == {}

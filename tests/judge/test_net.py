"""The net gives a page the same bits alone, among others, in pieces, and under another BLAS kernel;
its weights are small, and its arithmetic is exact.
"""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256

import numpy as np
import pytest

from copydesk import chain
from copydesk.judge import net as judge
from copydesk.judge import weights
from copydesk.judge.attribution import Attribution, attribution
from copydesk.judge.columns import names
from copydesk.judge.features import Features, features
from copydesk.judge.page_columns import PAGE_COLUMNS
from copydesk.judge.page_features import page_features
from copydesk.model.entries import STAGES
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from tests.pages import SLUGS, marked

BEFORE = [step for step in chain.steps() if step.stage in STAGES[: STAGES.index("judge")]]
MAX_WEIGHTS = 1_000_000
"""Bytes of the weights file."""
MEMBERS = {"text": 3, "html": 4}
"""Members of each net."""


def found(page: Page) -> Features:
    return features(page, chain.run(page, BEFORE))


def member(net: weights.Net, at: int, units: np.ndarray) -> weights.Net:
    """Member number `at` of a net, which has these hidden units, as a net."""
    count = len(net.bias) // len(units)
    rows = np.concatenate([units, len(net.bias) + units])
    return net._replace(
        first=net.first[:, units],
        bias=net.bias[units],
        flag_weights=net.flag_weights[:, units],
        words=net.words
        and net.words._replace(ends=net.words.ends[:, units], bag=net.words.bag[:, units]),
        layers=[
            weights.Layer(*(part[[at]] for part in layer[:4]), layer.distance)
            for layer in net.layers
        ],
        out=net.out[rows] * count,
    )


def all_attributions(net: weights.Net, predictions: judge.Predictions) -> Attribution:
    """The attributions of all blocks of a page."""
    return attribution(net, predictions.pieces, np.arange(len(predictions.body)))


def digest(slugs: list[str]) -> str:
    """A digest of the bits that the net gives these fixtures."""
    sha = sha256()
    for slug in slugs:
        page = marked(slug)[0]
        predictions = judge.predict(weights.net_for(page.form), found(page))
        attributed = all_attributions(weights.net_for(page.form), predictions)
        for part in (np.array(predictions.body), predictions.roles, *attributed):
            sha.update(np.ascontiguousarray(part).tobytes())
    return sha.hexdigest()


@pytest.mark.parametrize("slug", SLUGS)
def test_features_have_a_row_a_block_and_a_column_a_name(slug: str) -> None:
    page = marked(slug)[0]
    shown = found(page)
    assert shown.columns.shape == (len(shown.numbers), len(names(page.form)))
    assert len(shown.flags) == len(shown.words) == len(shown.numbers)
    assert tuple(weights.net_for(page.form).columns) == names(page.form)
    assert np.abs(shown.columns).max(initial=0) < 1 << 12


def test_the_bits_do_not_depend_on_the_pages_before() -> None:
    slugs = SLUGS[:12]
    assert [digest([slug]) for slug in slugs] == [digest([slug]) for slug in reversed(slugs)][::-1]


@pytest.mark.parametrize("kernel", ["Prescott", "Haswell"])
def test_the_bits_do_not_depend_on_the_blas_kernel(kernel: str) -> None:
    code = f"from tests.judge.test_net import digest; print(digest({SLUGS[:12]!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"OPENBLAS_CORETYPE": kernel, "NPY_DISABLE_CPU_FEATURES": "AVX512F"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == digest(SLUGS[:12])


@pytest.mark.parametrize("form", ["html", "text"])
def test_the_bits_do_not_depend_on_the_pieces(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"Paragraph {number} of a page, which is {number} of many." for number in range(90)]
    source = "".join(f"<p>{line}</p>" for line in lines) if form == "html" else "\n\n".join(lines)
    page = read_page(Raw(source, kind=form))
    net, shown = weights.net_for(form), found(page)
    whole = judge.predict(net, shown)
    attributed = all_attributions(net, whole)
    monkeypatch.setattr(judge, "MAX_ROWS", 7)
    pieces = judge.predict(net, shown)
    assert whole.body == pieces.body
    assert all(map(np.array_equal, attributed, all_attributions(net, pieces)))


@pytest.mark.parametrize("slug", SLUGS[:12])
def test_a_net_is_the_mean_of_its_members(slug: str) -> None:
    page = marked(slug)[0]
    net, shown = weights.net_for(page.form), found(page)
    units = np.split(np.arange(len(net.bias)), MEMBERS[page.form])
    alone = [judge.predict(member(net, at, own), shown) for at, own in enumerate(units)]
    whole = judge.predict(net, shown)
    mean = np.mean([one.body for one in alone], axis=0)
    assert np.abs(mean - whole.body).max(initial=0) <= 1


@pytest.mark.parametrize("blocks", range(4))
@pytest.mark.parametrize("form", ["html", "text"])
def test_of_a_page_of_few_blocks(blocks: int, form: str) -> None:
    story = ("The ferry stopped at noon.", "Nobody was hurt.", "Repairs will take a week.")
    lines = story[:blocks]  # no two alike: a copy of another line is cut before the judge
    source = "".join(f"<p>{line}</p>" for line in lines) if form == "html" else "\n\n".join(lines)
    page = read_page(Raw(source, kind=form))
    predictions = judge.predict(weights.net_for(form), found(page))
    assert len(predictions.body) == len(predictions.kept) == len(predictions.roles) == blocks


@pytest.mark.parametrize("slug", SLUGS[:8])
def test_page_features_have_a_column_each(slug: str) -> None:
    assert len(page_features(*marked(slug))) == len(PAGE_COLUMNS)


def test_the_weights_are_small_and_name_their_sources() -> None:
    assert weights.WEIGHTS.stat().st_size <= MAX_WEIGHTS
    sources = weights.read_weights(str(weights.WEIGHTS)).about["sources"]
    assert any("CC-BY-4.0" in source for source in sources)


def test_words_of_the_vocabulary_are_single() -> None:
    words = weights.net_for("text").words
    assert not [word for word in (words.rows if words else ()) if " " in word]


@pytest.mark.parametrize("form", ["html", "text"])
def test_sums_are_exact(form: str) -> None:
    """The largest sums that columns within their ranges can give stay far below 2**53 steps."""
    net = weights.net_for(form)
    first = 160 * np.abs(net.first).sum() + np.abs(net.bias).max()
    assert first * 2**26 < 2**53

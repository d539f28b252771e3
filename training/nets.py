"""Trains a net with torch and rounds it to whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from copydesk import chain
from copydesk.judge.measures import names
from copydesk.judge.net import NARROW, ROLES, UNIT, Net
from training.dataset import BODY, LabelledPage

UNITS = {"html": 16, "text": 32}
"""Hidden units. On HTML 16 score as 24 do, and as two nets of 12 each, and cost a third less."""
EPOCHS = 12
BATCH = 2048
RATE = 6e-3
DECAY = 0.5
DROPPED = {"html": 0.25, "text": 0.12}
"""Share of the inputs left out at random in each step: measures that say the same share the weight.
On HTML 0.1 scored 0.003 lower on unseen sites; a text dump says less of itself, and its net scored
0.001 higher with less left out.
"""
AVERAGED = 0.995
"""The net that ships is the moving average of the weights over the last steps of training, which
scores as several nets would.
"""
SWITCH = 0.5
"""Nats that a change between body and the rest costs. 0.5 costs nothing on known sites and helps on
new ones; 1.5 hurts.
"""
FEWEST_PAGES = {"html": 60, "text": 30}
"""A flag seen on fewer pages says more about its site than about its kind: with 12 the shingle F1
of HTML on unseen sites fell from 0.951 to 0.928. A text dump's flags are vocabularies and filters,
which belong to no site.
"""
WRONG = 0.01
FEWEST_CUTS = 50
"""A filter that spoke more seldom on the training pages is believed on the word of its own
cases.
"""
HIDDEN_SCALE, OUT_SCALE = 1 << 12, 1 << 8


class RoleNet(nn.Module):
    """One hidden layer over measures and flags; the first output is the logit of body, then one
    logit for each role.
    """

    def __init__(self, measures: int, flags: int, units: int) -> None:
        super().__init__()
        self.measures = nn.Linear(measures, units)
        self.flags = nn.EmbeddingBag(flags + 1, units, mode="sum", padding_idx=flags)
        self.out = nn.Linear(units, 1 + len(ROLES))
        nn.init.normal_(self.flags.weight, std=0.05)

    def forward(self, measures: torch.Tensor, flags: torch.Tensor) -> torch.Tensor:
        """Logits of a batch."""
        return self.out(torch.relu(self.measures(measures) + self.flags(flags)))


def vocabulary(pages: Sequence[LabelledPage], form: str) -> list[str]:
    """The flags that enough pages show, sorted."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({flag for flags in page.flags() for flag in flags})
    return sorted(flag for flag, count in seen.items() if count >= FEWEST_PAGES[form])


class Examples:
    """All blocks of some pages as tensors: standardised measures, padded flags, labels, weights."""

    def __init__(self, pages: Sequence[LabelledPage], flags: Sequence[str]) -> None:
        rows = np.concatenate([np.asarray(page.rows(), np.float32) for page in pages])
        self.mean = rows.mean(0)
        self.spread = rows.std(0) + 0.05
        self.most = rows.max(0)
        self.measures = torch.from_numpy((rows - self.mean) / self.spread)
        number = {flag: at for at, flag in enumerate(flags)}
        known = [
            [number[flag] for flag in block if flag in number]
            for page in pages
            for block in page.flags()
        ]
        width = max(1, *map(len, known))
        self.flags = torch.full((len(known), width), len(flags), dtype=torch.long)
        for at, block in enumerate(known):
            self.flags[at, : len(block)] = torch.tensor(block, dtype=torch.long)
        self.labels = torch.tensor([label for page in pages for label in page.labels])
        self.weights = torch.from_numpy(np.concatenate([_weights(page) for page in pages]))
        self.weights /= self.weights.mean()


def _weights(page: LabelledPage) -> np.ndarray:
    """The square root of a block's words, so that prose counts more; pages of many blocks count
    more, but less than in proportion.
    """
    sizes = np.sqrt(np.array([1 + len(text) / 6 for text in page.texts], np.float32))
    return sizes / np.sqrt(sizes.sum())


def train(pages: Sequence[LabelledPage], form: str, seed: int = 0) -> Net:
    """A net learned from these pages, rounded to whole numbers. The same seed and pages give the
    same net.
    """
    torch.manual_seed(seed)
    flags = vocabulary(pages, form)
    examples = Examples(pages, flags)
    model = RoleNet(examples.measures.shape[1], len(flags), UNITS[form])
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(examples.labels) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(examples.labels)).split(BATCH):
            optimiser.zero_grad()
            _loss(model, examples, batch, len(flags), DROPPED[form]).backward()
            optimiser.step()
            schedule.step()
            averaged.update_parameters(model)
    return rounded(averaged.module, examples, flags, form)._replace(certain=certain(pages))


def _loss(
    model: RoleNet, examples: Examples, batch: torch.Tensor, none: int, dropped: float
) -> torch.Tensor:
    measures = examples.measures[batch]
    measures = measures * (torch.rand_like(measures) > dropped)
    flags = examples.flags[batch]
    flags = torch.where(torch.rand(flags.shape) > dropped, flags, none)
    logits, labels, weights = (
        model(measures, flags),
        examples.labels[batch],
        examples.weights[batch],
    )
    body = nn.functional.binary_cross_entropy_with_logits(
        logits[:, 0], (labels == BODY).float(), weight=weights
    )
    roles = nn.functional.cross_entropy(logits[:, 1:], labels, reduction="none")
    return body + 0.2 * (roles * weights).mean()


def rounded(model: RoleNet, examples: Examples, flags: Sequence[str], form: str) -> Net:
    """The net in whole numbers, the measures' means and spreads folded into the first layer."""
    first = model.measures.weight.detach().numpy().astype(np.float64) / examples.spread
    bias = model.measures.bias.detach().numpy() - first @ examples.mean
    table = model.flags.weight.detach().numpy()
    largest = np.abs(first) @ examples.most + np.abs(bias) + np.abs(table).sum(0)
    if HIDDEN_SCALE * largest.max() >= 1 << NARROW - 1 or HIDDEN_SCALE * OUT_SCALE != UNIT:
        raise OverflowError(
            "A page could overflow a lane of the packed net: make NARROW wider in "
            "copydesk/judge/net.py."
        )
    return Net(
        names(form),
        _whole(examples.mean, 1),
        _whole(first, HIDDEN_SCALE),
        _whole(bias, HIDDEN_SCALE),
        {flag: _whole(table[at], HIDDEN_SCALE) for at, flag in enumerate(flags)},
        _whole(model.out.weight.detach().numpy(), OUT_SCALE),
        _whole(model.out.bias.detach().numpy(), UNIT),
        int(SWITCH * UNIT),
        [],
    )


def _whole(values: np.ndarray, scale: int) -> list:
    return np.rint(np.asarray(values, np.float64) * scale).astype(int).tolist()


def certain(pages: Sequence[LabelledPage]) -> list[str]:
    """The filters with a vocabulary of which under WRONG of the blocks they cut, and of the words,
    are body; those that hardly ever spoke too.
    """
    blocks, words = Counter[str](), Counter[str]()
    wrong_blocks, wrong_words = Counter[str](), Counter[str]()
    for page in pages:
        for text, flags, label in zip(page.texts, page.measured.flags, page.labels, strict=True):
            size = len(text.split())
            for name in (flag[3:] for flag in flags if flag.startswith("by:")):
                blocks[name] += 1
                words[name] += size
                wrong_blocks[name] += label == BODY
                wrong_words[name] += size * (label == BODY)
    worded = [
        step.name
        for step in chain.steps()
        if step.vocabulary and step.stage not in (*chain.FIELD_STAGES, "keep")
    ]
    return [
        name
        for name in worded
        if blocks[name] < FEWEST_CUTS
        or (wrong_blocks[name] < WRONG * blocks[name] and wrong_words[name] < WRONG * words[name])
    ]

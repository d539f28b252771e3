"""Trains a net with torch and rounds its weights to whole numbers."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from copydesk.judge.columns import names
from copydesk.judge.net import END_WORDS, KERNEL, ROLES, UNIT
from training.collections import COLLECTIONS
from training.dataset import BODY, Example


class Recipe(NamedTuple):
    """The hyperparameters of a net.

    A word is in the vocabulary if it occurs on the pages of `word_sites` sites (0: no words), a
    flag if it occurs on `flag_pages` pages. The shares are those of inputs dropped at random;
    `unmarked` is the share of pages that are shown without the cuts of the named filters.
    `distances` are the dilations of the layers. `prior` is added to the logit of body, in nats.
    The net that ships is the mean of so many `members`, each trained with a seed of its own.
    """

    units: int
    distances: tuple[int, ...]
    word_sites: int
    flag_pages: int
    dropped: float
    dropped_words: float = 0.5
    dropped_units: float = 0.25
    unmarked: float = 0.0
    epochs: int = 4
    rate: float = 4e-3
    decay: float = 0.3
    prior: float = 0.0
    members: int = 1


RECIPES = {
    "text": Recipe(64, (1, 2, 4, 8, 1), 40, 30, 0.12, unmarked=0.4, prior=0.7, members=3),
    "html": Recipe(
        16, (), 0, 60, 0.25, dropped_units=0.0, unmarked=0.4, epochs=12, rate=6e-3, decay=0.5,
        prior=0.4, members=4,
    ),
}  # fmt: skip
WORD_SIZE = 8
STEP_BLOCKS = 3000
AVERAGED = 0.99
"""The net that ships is the moving average of the weights over the steps of training."""
SWITCH = 0.5
"""Cost in nats of a change between body and other blocks. 0.5 leaves the accuracy on the training
sites unchanged and raises it on other sites; 1.5 lowers it.
"""
BETWEEN = 32
"""Empty rows between two pages of a step."""
ROLES_SHARE = 0.2
BITS = {"first": 16, "bias": 20, "shift": 20, "out": 14, "out_bias": 20, "mean": 6}
"""The binary places of the weights; 12 where none is named."""


CUT_COLUMNS = re.compile(r"(heading )?cut( .+)?")
"""The columns that the cuts of named filters fill."""


class Vocabulary(NamedTuple):
    """A net's flags and words, and its columns' means and spreads."""

    flags: list[str]
    words: list[str]
    mean: np.ndarray
    spread: np.ndarray

    @classmethod
    def of(cls, examples: Sequence[Example], recipe: Recipe) -> Vocabulary:
        """The vocabulary of these examples."""
        pages, sites = Counter[str](), Counter[str]()
        by_site: dict[str, set[str]] = {}
        for example in examples:
            pages.update({flag for flags in example.flags for flag in flags})
            if recipe.word_sites:
                by_site.setdefault(example.site, set()).update(*example.words)
        for words in by_site.values():
            sites.update(words)
        columns = np.concatenate([example.columns for example in examples]).astype(np.float32)
        return cls(
            sorted(flag for flag, count in pages.items() if count >= recipe.flag_pages),
            sorted(word for word, count in sites.items() if 0 < recipe.word_sites <= count),
            columns.mean(0),
            columns.std(0) + 0.05,
        )


class Lesson(NamedTuple):
    """An example as arrays: columns, flag and word rows, roles, weights.

    The columns are standardised.
    """

    columns: np.ndarray
    flags: np.ndarray
    ends: np.ndarray
    bag: np.ndarray
    roles: np.ndarray
    weights: np.ndarray


def lessons_of(
    examples: Sequence[Example], vocabulary: Vocabulary, weights: Sequence[float]
) -> list[Lesson]:
    """The lessons of examples, each of which counts as much as its weight."""
    flags = {flag: at for at, flag in enumerate(vocabulary.flags)}
    words = {word: at for at, word in enumerate(vocabulary.words, 2)}
    return [
        Lesson(
            ((example.columns - vocabulary.mean) / vocabulary.spread).astype(np.float32),
            _padded(
                [[flags[flag] for flag in own if flag in flags] for own in example.flags],
                len(flags),
            ),
            *_word_rows(example.words, words),
            example.roles.astype(np.int64),
            block_weights(example) * weight,
        )
        for example, weight in zip(examples, weights, strict=True)
        if len(example.roles)
    ]


class FilterInputs(NamedTuple):
    """The inputs that the cuts of named filters fill: columns, and rows of flags."""

    columns: list[int]
    flags: list[int]

    @classmethod
    def of(cls, vocabulary: Vocabulary, form: str) -> FilterInputs:
        """Those of a form of page."""
        return cls(
            [at for at, name in enumerate(names(form)) if CUT_COLUMNS.fullmatch(name)],
            [at for at, flag in enumerate(vocabulary.flags) if flag.startswith("by:")],
        )

    def left_out_of(self, lesson: Lesson, none: int) -> Lesson:
        """The lesson of the page without named filters."""
        columns = lesson.columns.copy()
        columns[:, self.columns] = 0
        flags = np.where(np.isin(lesson.flags, self.flags), none, lesson.flags)
        return lesson._replace(columns=columns, flags=flags)


def _padded(rows: Sequence[Sequence[int]], none: int) -> np.ndarray:
    found = np.full((len(rows), max(map(len, rows), default=0)), none, np.int32)
    for at, row in enumerate(rows):
        found[at, : len(row)] = row
    return found


def _word_rows(
    lines: Sequence[Sequence[str]], known: dict[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return rows of the words at each line's ends, and of its distinct words."""
    numbered = [[known.get(word, 1) for word in line] for line in lines]
    ends = np.zeros((len(lines), 2 * END_WORDS), np.int32)
    for at, line in enumerate(numbered):
        beginning, ending = line[:END_WORDS], line[-END_WORDS:]
        ends[at, : len(beginning)] = beginning
        ends[at, 2 * END_WORDS - len(ending) :] = ending
    return ends, _padded([list(dict.fromkeys(line)) for line in numbered], 0)


def block_weights(example: Example) -> np.ndarray:
    """Return the weight of each block: the square root of its words.

    So prose counts more. A page of many blocks counts more, but less than in proportion.
    """
    sizes = np.sqrt(np.array([1 + len(text) / 6 for text in example.texts], np.float32))
    every = sum((1 + len(line.text) / 6) ** 0.5 for line in example.lines)
    return sizes / np.sqrt(every)


class RoleNet(nn.Module):
    """Convolutions over a page's blocks.

    The first output is the logit of body, the others are those of the roles.
    """

    def __init__(self, recipe: Recipe, columns: int, flags: int, words: int) -> None:
        super().__init__()
        self.recipe, units = recipe, recipe.units
        self.columns = nn.Linear(columns, units)
        self.flags = nn.Embedding(flags + 1, units, padding_idx=flags)
        nn.init.normal_(self.flags.weight, std=0.05)
        with torch.no_grad():
            self.flags.weight[flags] = 0
        if recipe.word_sites:
            self.words = nn.Embedding(words + 2, WORD_SIZE, padding_idx=0)
            nn.init.normal_(self.words.weight, std=0.1)
            with torch.no_grad():
                self.words.weight[0] = 0
            self.ends = nn.Linear(2 * END_WORDS * WORD_SIZE, units, bias=False)
            self.bag = nn.Linear(WORD_SIZE, units, bias=False)
        self.norms = nn.ModuleList(nn.LayerNorm(units) for _ in recipe.distances)
        self.layers = nn.ModuleList(nn.Linear(KERNEL * units, units) for _ in recipe.distances)
        self.out = nn.Linear(2 * units, 1 + len(ROLES))

    def forward(self, batch: Batch) -> torch.Tensor:
        """The logits of a batch, a row a block."""
        first = torch.relu(self.embedded(batch))
        units = first.new_zeros(len(batch.inside), first.shape[1])
        units = units.index_copy(0, batch.places, first)
        for norm, layer, distance in zip(
            self.norms, self.layers, self.recipe.distances, strict=True
        ):
            normal = nn.functional.pad(norm(units) * batch.inside, (0, 0, distance, distance))
            taps = [normal[tap * distance :][: len(units)] for tap in range(KERNEL)]
            added = torch.relu(layer(torch.cat(taps, 1)))
            units = units + nn.functional.dropout(added, self.recipe.dropped_units, self.training)
        both = torch.cat([first, units[batch.places]], 1)
        return self.out(nn.functional.dropout(both, self.recipe.dropped_units, self.training))

    def embedded(self, batch: Batch) -> torch.Tensor:
        """The hidden units of blocks' own features, before they are rectified."""
        total = self.columns(batch.columns) + self.flags(batch.flags).sum(1)
        if self.recipe.word_sites:
            total = total + self.ends(self.words(batch.ends).flatten(1))
            counts = (batch.bag > 0).sum(1, keepdim=True).clamp(min=1).sqrt()
            total = total + self.bag(self.words(batch.bag).sum(1) / counts)
        return total


class Batch(NamedTuple):
    """Concatenated lessons, with empty rows between pages.

    The inputs, the positions of their rows, a mask of the filled rows, and the targets.
    """

    columns: torch.Tensor
    flags: torch.Tensor
    ends: torch.Tensor
    bag: torch.Tensor
    places: torch.Tensor
    inside: torch.Tensor
    roles: torch.Tensor
    weights: torch.Tensor

    @classmethod
    def of(cls, lessons: Sequence[Lesson], none: int) -> Batch:
        """The batch of these lessons."""
        sizes = [len(lesson.roles) for lesson in lessons]
        starts = np.cumsum([0, *(size + BETWEEN for size in sizes)])
        places = np.concatenate(
            [np.arange(start, start + size) for start, size in zip(starts, sizes, strict=False)]
        )
        inside = np.zeros((starts[-1], 1), np.float32)
        inside[places] = 1
        joined = [
            np.concatenate([lesson.columns for lesson in lessons]),
            _joined([lesson.flags for lesson in lessons], none),
            np.concatenate([lesson.ends for lesson in lessons]),
            _joined([lesson.bag for lesson in lessons], 0),
            places,
            inside,
            np.concatenate([lesson.roles for lesson in lessons]),
            np.concatenate([lesson.weights for lesson in lessons]),
        ]
        return cls(*map(torch.from_numpy, joined))

    def with_less(self, recipe: Recipe, none: int) -> Batch:
        """The batch with some of its inputs left out at random."""

        def left_out(rows: torch.Tensor, share: float, instead: int) -> torch.Tensor:
            there = (torch.rand(rows.shape) > share) | (rows == 0)
            return torch.where(there, rows, instead)

        return self._replace(
            columns=self.columns * (torch.rand_like(self.columns) > recipe.dropped),
            flags=torch.where(torch.rand(self.flags.shape) > recipe.dropped, self.flags, none),
            ends=left_out(self.ends, recipe.dropped_words, 1),
            bag=left_out(self.bag, recipe.dropped_words, 1),
        )


def _joined(parts: Sequence[np.ndarray], none: int) -> np.ndarray:
    width = max(1, *(part.shape[1] for part in parts))
    return np.concatenate(
        [np.pad(part, ((0, 0), (0, width - part.shape[1])), constant_values=none) for part in parts]
    )


def batches(lessons: Iterable[Lesson], none: int) -> Iterator[Batch]:
    """Lessons in batches of STEP_BLOCKS or a little more."""
    waiting: list[Lesson] = []
    for lesson in lessons:
        waiting.append(lesson)
        if sum(len(one.roles) for one in waiting) >= STEP_BLOCKS:
            yield Batch.of(waiting, none)
            waiting = []
    if waiting:
        yield Batch.of(waiting, none)


class Trained(NamedTuple):
    """The weights of a trained model by the names of torch, and its vocabulary."""

    state: dict[str, np.ndarray]
    vocabulary: Vocabulary


def train(examples: Sequence[Example], seed: int, form: str, recipe: Recipe) -> Trained:
    """Return a net of a form of page, trained on these examples.

    The same seed and examples give the same net.
    """
    torch.manual_seed(seed)
    chance = random.Random(seed)
    vocabulary = Vocabulary.of(examples, recipe)
    weights = [COLLECTIONS[example.collection].weight for example in examples]
    lessons = lessons_of(examples, vocabulary, weights)
    mean = float(np.concatenate([lesson.weights for lesson in lessons]).mean())
    none, of_filters = len(vocabulary.flags), FilterInputs.of(vocabulary, form)
    model = RoleNet(recipe, len(vocabulary.mean), none, len(vocabulary.words))
    optimiser = _optimiser(model, recipe)
    steps = recipe.epochs * (sum(len(lesson.roles) for lesson in lessons) // STEP_BLOCKS + 2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, recipe.rate, total_steps=steps, pct_start=0.2
    )
    averaged = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(AVERAGED))
    for _ in range(recipe.epochs):
        chance.shuffle(lessons)
        shown = (
            of_filters.left_out_of(lesson, none) if chance.random() < recipe.unmarked else lesson
            for lesson in lessons
        )
        for batch in batches(shown, none):
            optimiser.zero_grad()
            (_loss(model, batch.with_less(recipe, none)) / mean).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            if schedule.last_epoch < steps:
                schedule.step()
            averaged.update_parameters(model)
    state = averaged.module.state_dict()
    return Trained(
        {name: value.numpy().astype(np.float64) for name, value in state.items()}, vocabulary
    )


def _optimiser(model: RoleNet, recipe: Recipe) -> torch.optim.Optimizer:
    of_words = [each for name, each in model.named_parameters() if name.startswith("words")]
    others = [each for name, each in model.named_parameters() if not name.startswith("words")]
    return torch.optim.AdamW(
        [
            {"params": others, "weight_decay": recipe.decay},
            {"params": of_words, "weight_decay": 2 * recipe.decay},
        ],
        lr=recipe.rate,
    )


def _loss(model: RoleNet, batch: Batch) -> torch.Tensor:
    logits = model(batch)
    body = nn.functional.binary_cross_entropy_with_logits(
        logits[:, 0], (batch.roles == BODY).float(), weight=batch.weights
    )
    roles = nn.functional.cross_entropy(logits[:, 1:], batch.roles, reduction="none")
    return body + ROLES_SHARE * (roles * batch.weights).mean()


class Packed(NamedTuple):
    """A net for a weights file: integers, their binary places, names."""

    arrays: dict[str, np.ndarray]
    bits: dict[str, int]
    names: dict[str, Any]


def packed(members: Sequence[Trained], form: str, recipe: Recipe) -> Packed:
    """Return the mean of nets in integers, their hidden units side by side.

    The means and spreads of the columns are folded into the first layer.
    """
    vocabulary, states = members[0].vocabulary, [member.state for member in members]

    def of(name: str) -> list[np.ndarray]:
        return [state[name] for state in states]

    first = (np.concatenate(of("columns.weight")) / vocabulary.spread).T
    shallow, deep = zip(*(np.split(own, 2, axis=1) for own in of("out.weight")), strict=True)
    found = {
        "mean": vocabulary.mean,
        "first": first,
        "bias": np.concatenate(of("columns.bias")) - vocabulary.mean @ first,
        "flag_weights": np.concatenate(of("flags.weight"), axis=1),
        "out": np.concatenate([*shallow, *deep], axis=1).T / len(members),
        "out_bias": np.mean(of("out.bias"), axis=0),
    }
    if recipe.word_sites:
        found |= {
            "embeddings": np.concatenate(of("words.weight"), axis=1),
            "ends": _side_by_side(of("ends.weight")),
            "bag": _side_by_side(of("bag.weight")),
        }
    for at in range(len(recipe.distances)):
        taps = (np.split(weights, KERNEL, axis=1) for weights in of(f"layers.{at}.weight"))
        found[f"gain{at}"] = np.stack(of(f"norms.{at}.weight"))
        found[f"shift{at}"] = np.stack(of(f"norms.{at}.bias"))
        found[f"weights{at}"] = np.stack([np.concatenate(own).T for own in taps])
        found[f"bias{at}"] = np.stack(of(f"layers.{at}.bias"))
    bits = {name: BITS.get(name.rstrip("0123456789"), 12) for name in found}
    return Packed(
        {f"{form}.{name}": _whole(values, bits[name]) for name, values in found.items()},
        {f"{form}.{name}": places for name, places in bits.items()},
        {
            "columns": names(form),
            "flags": vocabulary.flags,
            "words": vocabulary.words,
            "distances": recipe.distances,
            "switch": int(SWITCH * UNIT),
            "overrules": {},
        },
    )


def _side_by_side(members: Sequence[np.ndarray]) -> np.ndarray:
    """Return weights from each member's word vectors to its own hidden units.

    A row is a component of a member's vector, at a place of a line; a column is a hidden unit.
    """
    count, (units, inputs) = len(members), members[0].shape
    places = inputs // WORD_SIZE
    found = np.zeros((places, count, WORD_SIZE, count, units))
    for at, weights in enumerate(members):
        found[:, at, :, at] = weights.T.reshape(places, WORD_SIZE, units)
    return found.reshape(places * count * WORD_SIZE, count * units)


def add_prior(net: Packed, form: str, prior: float) -> None:
    """Add a prior, in nats, to the logit of body."""
    name = f"{form}.out_bias"
    bias = net.arrays[name].astype(np.int32)
    bias[0] += round(prior * 2 ** net.bits[name])
    net.arrays[name] = bias


def _whole(values: np.ndarray, places: int) -> np.ndarray:
    whole = np.rint(np.ldexp(np.asarray(values, np.float64), places)).astype(np.int32)
    return whole.astype(np.int16) if np.abs(whole).max(initial=0) < 1 << 15 else whole

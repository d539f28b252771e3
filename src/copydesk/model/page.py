"""A page: numbered blocks and their offsets in the dump, frozen.

A reader makes a Page, and nothing changes it afterwards. What the blocks alone determine (their
shapes, the cues of the vocabulary, the index of words) is computed on first use and kept on the
page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from copydesk.lexicon import Cue, find_box_names, find_cues
from copydesk.model.block import Block, Box, Span
from copydesk.model.evidence import Evidence
from copydesk.model.visible_prose import seen_shapes
from copydesk.text.shape import Shape
from copydesk.text.tokens import tokens

if TYPE_CHECKING:
    from copydesk.facts.page_facts import Facts
    from copydesk.model.site import Site


@dataclass(frozen=True, eq=False)
class Page:
    """A dump as a tuple of blocks.

    `form` is `text` or `html`; `source` the decoded dump. `crawled` is the day of the fetch
    (`YYYY-MM-DD`) or None; `notes` codes of the reader (`truncated:bytes`); `site` the rules of its
    site.

    >>> page, _ = copydesk.mark("Home\\n\\nThe ferry sails again on Thursday.")
    >>> page.form, [block.text for block in page.blocks]
    ('text', ['Home', 'The ferry sails again on Thursday.'])
    """

    form: str
    source: str
    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...] = ()
    evidence: Evidence = field(default_factory=Evidence)
    url: str | None = None
    crawled: str | None = None
    notes: tuple[str, ...] = ()
    site: Site | None = None

    @cached_property
    def facts(self) -> Facts:
        """Facts that several steps need, each computed on first use."""
        # Imported on first use: the modules of facts/ import this one.
        from copydesk.facts.page_facts import Facts

        return Facts(self)

    @cached_property
    def tokens(self) -> tuple[list[str], ...]:
        """Each block's words as the vocabulary compares them.

        In lower case, numbers as `#`, each Chinese or Japanese character a word.
        """
        return tuple(tokens(block.text) for block in self.blocks)

    @cached_property
    def word_sets(self) -> tuple[frozenset[str], ...]:
        """Each block's different words."""
        return tuple(map(frozenset, self.tokens))

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """Measures of each block: words, sentences, capitals, linked text.

        Text that a reader does not see does not count as prose.
        """
        return seen_shapes(self.blocks, self.boxes, self.tokens)

    @cached_property
    def prose(self) -> int:
        """Number of words of the page in prose."""
        return sum(shape.words for shape in self.shapes if shape.prose)

    @cached_property
    def prose_words(self) -> Mapping[str, int]:
        """Word -> number of blocks of prose that contain it."""
        return Counter(
            chain.from_iterable(
                words
                for words, shape in zip(self.word_sets, self.shapes, strict=True)
                if shape.prose
            )
        )

    @cached_property
    def copies(self) -> Mapping[str, int]:
        """Text -> number of blocks with exactly this text."""
        return Counter(block.text for block in self.blocks)

    @cached_property
    def cues(self) -> Mapping[str, list[Cue]]:
        """Vocabulary name -> its cues in page order, empty where it has none."""
        return find_cues(self.tokens)

    @cached_property
    def cued(self) -> Mapping[str, Set[int]]:
        """Vocabulary name -> numbers of the blocks with one of its phrases."""
        found = {name: frozenset(cue.block for cue in cues) for name, cues in self.cues.items()}
        return defaultdict(frozenset, found)

    @cached_property
    def words(self) -> Mapping[str, list[int]]:
        """Word -> numbers of the blocks that contain it, ascending."""
        index: dict[str, list[int]] = {}
        for number, words in enumerate(self.word_sets):
            for word in words:
                index.setdefault(word, []).append(number)
        return index

    def having(self, *words: str) -> list[int]:
        """Return the numbers of blocks that contain any of these tokens.

        They are ascending.
        """
        return sorted({number for word in words for number in self.words.get(word, ())})

    @cached_property
    def named(self) -> Mapping[str, list[int]]:
        """Vocabulary name -> numbers of the boxes with one of its `[class]` names."""
        return find_box_names([box.names for box in self.boxes])

    def within(self, name: str, most: float = 0.3) -> Iterator[tuple[int, Box]]:
        """Yield blocks in boxes named in vocabulary `name`, each with its box.

        The box is the outermost one whose class or id is in the vocabulary. A box with more than
        `most` of the page's prose is skipped: its name refers to something else (a body's
        `has-newsletter`).
        """
        done = 0
        for number in self.named.get(name, ()):
            box = self.boxes[number]
            if box.first < done and box.last <= done:
                continue
            if self.prose_share(box.first, box.last) <= most:
                for block in range(max(done, box.first), box.last):
                    yield block, box
                done = max(done, box.last)

    def prose_share(self, first: int, last: int) -> float:
        """Return the share (0 to 1) of the page's prose in a range of blocks."""
        if not self.prose:
            return 0.0
        return (self.prose_before[last] - self.prose_before[first]) / self.prose

    @cached_property
    def prose_before(self) -> Sequence[int]:
        """Words of prose before each block, and before the end of the page."""
        sums = [0]
        for shape in self.shapes:
            sums.append(sums[-1] + (shape.words if shape.prose else 0))
        return sums

    def phrase(self, cue: Cue) -> Span:
        """Offsets of a cue's words in its block's text."""
        return cue.span(self.blocks[cue.block].text)

    def innermost(self, tags: Set[str]) -> list[int]:
        """Map each box to the innermost one with such a tag, itself or around it.

        -1 for none; so is the last place, for blocks without a box, whose box number is -1.
        """
        found = [-1] * (len(self.boxes) + 1)
        for box in self.boxes:
            found[box.number] = box.number if box.tag in tags else found[box.parent]
        return found

    def path(self, block: Block) -> Iterator[Box]:
        """The boxes around a block, innermost first."""
        number = block.box
        while number >= 0:
            box = self.boxes[number]
            yield box
            number = box.parent

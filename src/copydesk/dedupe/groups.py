"""What is found: the copies of one story, and by how many words each differs from the fullest of
them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from copydesk.dedupe.store import Copy

Words = Callable[[int], list[str]]
"""Gives the words of a text, by its number."""


class Member(NamedTuple):
    """A copy in a group: the record, the number of its text, and how many words that has."""

    copy: Copy
    text: int
    words: int


class Difference(NamedTuple):
    """How many words of the fullest copy another lacks, and how many it has that the fullest has
    not.
    """

    gone: int
    new: int


class Group(NamedTuple):
    """Copies of one story, the earliest first. `id` is the least of the hashes of their texts, so
    that no order of the records changes it.
    """

    id: str
    members: tuple[Member, ...]

    @property
    def fullest(self) -> Member:
        """The copy of most words; of several the one that says most of headline, agency and date,
        and of those the earliest.
        """
        return max(
            self.members,
            key=lambda member: (
                member.words,
                sum(map(bool, (member.copy.headline, member.copy.agency, member.copy.date))),
            ),
        )

    @property
    def earliest(self) -> str | None:
        """The earliest date of any copy; None where none has one."""
        return min((member.copy.date for member in self.members if member.copy.date), default=None)

    @property
    def agency(self) -> str | None:
        """The agency that most copies name."""
        named = Counter(member.copy.agency for member in self.members if member.copy.agency)
        return max(sorted(named), key=lambda name: named[name], default=None)

    @property
    def sites(self) -> tuple[str, ...]:
        """The sites that have a copy."""
        return tuple(sorted({member.copy.site for member in self.members if member.copy.site}))

    def differences(self, words: Words) -> dict[int, Difference]:
        """By the number of each text how it differs from that of the fullest copy, wherever the
        words stand.
        """
        full = self.fullest
        most = Counter(words(full.text))
        found = {full.text: Difference(0, 0)}
        for member in self.members:
            if member.text not in found:
                counts = Counter(words(member.text))
                shared = sum(
                    min(number, counts[word]) for word, number in most.items() if word in counts
                )
                found[member.text] = Difference(full.words - shared, member.words - shared)
        return found

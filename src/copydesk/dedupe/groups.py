"""Groups of copies, and how many words each copy differs by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from copydesk.dedupe.store import Copy

# Returns the words of a text by its number.
Words = Callable[[int], list[str]]


class Member(NamedTuple):
    """A copy in a group: its record, text number and word count."""

    copy: Copy
    text: int
    words: int


class Difference(NamedTuple):
    """Words of the fullest copy that another lacks, and words it adds."""

    gone: int
    new: int


class Group(NamedTuple):
    """Copies of one story, the earliest first.

    `id` is the smallest hash of their texts, so that the order of the records has no effect.
    """

    id: str
    members: tuple[Member, ...]

    @property
    def fullest(self) -> Member:
        """The copy with most words.

        Ties go to the copy with most of headline, agency and date, then to the earliest.
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
        """The earliest date of any copy, or None."""
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
        """Map each text's number to its difference from the fullest copy.

        The position of the words is ignored.
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

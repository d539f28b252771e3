"""Statements of a page about itself outside its visible text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from copydesk.model.block import Span


class Prop(NamedTuple):
    """A value in markup: a microdata property, a `time` element, a link.

    `name` is `itemprop:author`, `time`, `time:pubdate`, `rel:author`, `rel:canonical`, `base` (the
    base element), or `rule:N` for what the site's Nth selector chose; `value` is the machine's form
    (a datetime, an address) or the text; `block` and `span` locate its text, if it has any.
    """

    name: str
    value: str
    block: int | None = None
    span: Span | None = None


class Evidence(NamedTuple):
    """Metadata of a page outside its text; of a text dump, the pictures alone.

    `metas` are (name or property in lower case, content); `jsonld` every JSON-LD node that has a
    type, outermost first; `pictures` are (block number that follows the picture, address,
    alternative text).
    """

    title: str | None = None
    language: str | None = None
    metas: tuple[tuple[str, str], ...] = ()
    jsonld: tuple[Mapping[str, Any], ...] = ()
    props: tuple[Prop, ...] = ()
    pictures: tuple[tuple[int, str, str], ...] = ()

    def meta(self, *names: str) -> Iterator[str]:
        """The contents of the metas with these names, names in the order given."""
        for name in names:
            for key, content in self.metas:
                if key == name and content:
                    yield content

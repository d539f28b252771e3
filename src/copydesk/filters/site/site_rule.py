"""Cuts and keeps what the rules of the page's site name.

A rule names lines, patterns, elements or ranges of blocks, and overrides every other filter. Looks
alike and stays: the same line on a page of another site, a line that a rule of the same site keeps,
and a range whose first line occurs twice, because its beginning is not known then. Seen where a
site has a rule file (docs/rules.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.block import Span
from copydesk.model.entries import Mark
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.site import Rule, Site, SlowPatternError, line_key, matches, shape_key

# Of two rules on one block, the one that keeps has the greater weight.
KEEP_WEIGHT, CUT_WEIGHT = 1.0, 0.9


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Mark what each rule names."""
    for _, found in rule_marks(page):
        yield found


def rule_marks(page: Page) -> Iterator[tuple[Rule, Mark]]:
    """Yield the marks, each with its rule.

    A test of the rules finds those that do nothing by them.
    """
    site = page.site
    if site is None:
        return
    if site.lines:
        for block in page.blocks:
            rule = site.rule_for(block.text)
            if rule is not None:
                yield from _marks(page, site, rule, block.number)
    if site.selectors:
        yield from _selected(page, site)
    for rule in site.rules:
        if rule.pattern is not None:
            yield from _matched(page, site, rule)
        elif rule.start:
            for number in stretch(page, rule):
                yield from _marks(page, site, rule, number)


def _marks(
    page: Page, site: Site, rule: Rule, number: int, span: Span | None = None
) -> Iterator[tuple[Rule, Mark]]:
    """The marks of a rule for a block or a part of it.

    A block that is kept whole has a second mark for its text as a span, which overrides the spans
    that earlier filters cut.
    """
    why, size = _reason(site, rule), len(page.blocks[number].text)
    weight = KEEP_WEIGHT if rule.call == "keep" else CUT_WEIGHT
    if span is None or span == (0, size):
        yield rule, Mark(number, why, None, weight, rule.call)
        span = (0, size) if rule.call == "keep" else None
    if span is not None:
        yield rule, Mark(number, why, span, weight, rule.call)


def _reason(site: Site, rule: Rule) -> str:
    return f"{rule.why} ({site.source.rsplit('/', 1)[-1]}, line {rule.at})"


def _selected(page: Page, site: Site) -> Iterator[tuple[Rule, Mark]]:
    """The marks of the blocks inside elements that selectors chose."""
    by_selector: dict[str, list[Rule]] = {}
    for rule in site.rules:
        if rule.selector >= 0:
            by_selector.setdefault(f"rule:{rule.selector}", []).append(rule)
    for prop in page.evidence.props:
        for rule in by_selector.get(prop.name, ()):
            if prop.block is not None:
                yield from _marks(page, site, rule, prop.block, prop.span)


def _matched(page: Page, site: Site, rule: Rule) -> Iterator[tuple[Rule, Mark]]:
    """The marks of the lines, or parts of lines, that a pattern matches.

    A pattern that takes too long has no effect at all: otherwise the time at which it was stopped
    would decide what is cut.
    """
    try:
        found = [
            (number, match.span())
            for number, match in matches((block.text for block in page.blocks), rule.pattern)
        ]
    except SlowPatternError as slow:
        why = f"{_reason(site, rule)}: {slow} and was passed over"
        yield rule, Mark(slow.block, why, call="held")
        return
    for number, span in found:
        yield from _marks(page, site, rule, number, span)


def stretch(page: Page, rule: Rule) -> range:
    """The blocks from the rule's first line up to its last.

    Empty where the first line occurs more than once, or the last is not below it.
    """
    keys = [line_key(block.text) for block in page.blocks]
    starts = [number for number, key in enumerate(keys) if rule.start in (key, shape_key(key))]
    if len(starts) != 1:
        return range(0)
    first, size = starts[0], len(keys)
    if not rule.end:
        return range(first, size)
    below = range(first + 1, size)
    ends = (number for number in below if rule.end in (keys[number], shape_key(keys[number])))
    return range(first, next(ends, first))

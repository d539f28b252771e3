"""Cuts and keeps what the rules of the page's site say: lines, patterns, elements, stretches.

Looks alike and must stand: the same line on a page of another site, a line that a rule of the same
site keeps, and a stretch whose first line stands more than once, for then nobody knows where it
begins. Seen where a site has a rule file (docs/rules.md); its word stands over that of all other
filters.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model.ledger import Ledger, Mark
from copydesk.model.page import Page, Span
from copydesk.model.site import Rule, Site, SlowPatternError, line_key, matches, shape_key

KEEP, CUT = 1.0, 0.9
"""Of two rules that speak of one block, the one that keeps stands."""


def mark(page: Page, ledger: Ledger) -> Iterator[Mark]:
    """Marks what each rule speaks of."""
    for _, said in spoken(page):
        yield said


def spoken(page: Page) -> Iterator[tuple[Rule, Mark]]:
    """The marks, each with its rule: for who proves that every rule does something."""
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
            yield from (
                one for number in stretch(page, rule) for one in _marks(page, site, rule, number)
            )


def _marks(
    page: Page, site: Site, rule: Rule, number: int, span: Span | None = None
) -> Iterator[tuple[Rule, Mark]]:
    """What a rule says of a block or a part of it. What is kept whole is kept part by part too,
    where earlier filters spoke of parts.
    """
    why, size = _reason(site, rule), len(page.blocks[number].text)
    weight = KEEP if rule.call == "keep" else CUT
    if span is None or span == (0, size):
        yield rule, Mark(number, why, None, weight, rule.call)
        span = (0, size) if rule.call == "keep" else None
    if span is not None:
        yield rule, Mark(number, why, span, weight, rule.call)


def _reason(site: Site, rule: Rule) -> str:
    return f"{rule.why} ({site.source.rsplit('/', 1)[-1]}, line {rule.at})"


def _selected(page: Page, site: Site) -> Iterator[tuple[Rule, Mark]]:
    """The blocks that stand in what selectors chose."""
    by_selector: dict[str, list[Rule]] = {}
    for rule in site.rules:
        if rule.selector >= 0:
            by_selector.setdefault(f"rule:{rule.selector}", []).append(rule)
    for prop in page.evidence.props:
        for rule in by_selector.get(prop.name, ()):
            if prop.block is not None:
                yield from _marks(page, site, rule, prop.block, prop.span)


def _matched(page: Page, site: Site, rule: Rule) -> Iterator[tuple[Rule, Mark]]:
    """What a pattern matches: all of a line, or a part of it. Of one that takes too long nothing
    but that, or where it got to would say what stands.
    """
    try:
        found = [
            (number, match.span())
            for number, match in matches((block.text for block in page.blocks), rule.pattern)
        ]
    except SlowPatternError as slow:
        yield (
            rule,
            Mark(slow.block, f"{_reason(site, rule)}: {slow} and was passed over", call="held"),
        )
        return
    for number, span in found:
        yield from _marks(page, site, rule, number, span)


def stretch(page: Page, rule: Rule) -> range:
    """The blocks from the rule's first line up to its last; none where the first stands twice, or
    the last is not below it.
    """
    keys = [line_key(block.text) for block in page.blocks]
    starts = [number for number, key in enumerate(keys) if rule.start in (key, shape_key(key))]
    if len(starts) != 1:
        return range(0)
    if not rule.end:
        return range(starts[0], len(keys))
    return range(
        starts[0],
        next(
            (
                number
                for number in range(starts[0] + 1, len(keys))
                if rule.end in (keys[number], shape_key(keys[number]))
            ),
            starts[0],
        ),
    )

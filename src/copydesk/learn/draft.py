"""Drafts a site's rules, with evidence, from the sketches of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from copydesk.facts.metadata import SEPARATOR
from copydesk.learn.lines import chrome_lines, have_subheads, standing_subheads
from copydesk.learn.regions import Region, elements, stretches
from copydesk.learn.shapes import families
from copydesk.learn.sketch import Sketch
from copydesk.learn.study import FEWEST, LineCount, Study
from copydesk.learn.topic import Topics
from copydesk.text.tokens import token_pattern

NUMBER = re.compile(r"\d[\d.,:/]*[kKmM]?\b|\d+")
EXAMPLES = 2
LONGEST_EXAMPLE = 80
# Share of the pages whose titles or metadata must have a name for it to be the site's.
NAMED = 0.5
# Lines of a fingerprint at most.
FINGERPRINT = 12
# Share of the site's pages that must have a line of the fingerprint.
MOST_KNOWN = 0.8


class Draft(NamedTuple):
    """A rule with its evidence.

    `by` has its keys (`line`, `pattern`, `selector`, `from` and `to`), `on` the marks of the pages
    it was seen on, `of` their number.
    """

    call: str
    by: Mapping[str, str]
    on: frozenset[str]
    of: int
    examples: tuple[str, ...]


class LearnedRules(NamedTuple):
    """The rules of a site.

    Without `hosts` the `fingerprint` identifies its pages. `pages` pages with `stories` different
    stories were examined. `subheads`: short lines between paragraphs that do not recur belong to
    the stories.
    """

    hosts: tuple[str, ...]
    fingerprint: tuple[str, ...]
    name: str | None
    language: str | None
    rules: tuple[Draft, ...]
    pages: int
    stories: int
    subheads: bool = False


def learned(sketches: Iterable[Sketch]) -> LearnedRules | None:
    """Return the rules of a site, or None.

    None with fewer than FEWEST different stories.
    """
    found = sorted(sketches, key=lambda one: (one.mark, one.input))
    studies = [
        study
        for form in ("text", "html")
        if (study := Study(one for one in found if one.form == form)).stories >= FEWEST
    ]
    if not studies:
        return None
    rules: dict[tuple[str, ...], Draft] = {}
    drawn = [_drawn(study) for study in studies]
    for rule in chain.from_iterable(rules for rules, _ in drawn):
        rules.setdefault((rule.call, *(part for pair in rule.by.items() for part in pair)), rule)
    pages = [page for study in studies for page in study.pages]
    hosts = tuple(sorted({page.host for page in pages} - {""}))
    return LearnedRules(
        hosts,
        _fingerprint(studies),
        _name(pages),
        _commonest(page.language for page in pages),
        tuple(rules.values()),
        len(pages),
        sum(study.stories for study in studies),
        have_subheads(zip(studies, (known for _, known in drawn), strict=True)),
    )


def _drawn(study: Study) -> tuple[list[Draft], list[set[int]]]:
    """Return the rules, broadest form first, and the lines cut on each page.

    The forms are elements, ranges, patterns, lines; then lines that are kept.
    """
    topics = Topics(study)
    lines = list(chrome_lines(study, topics))
    chrome = frozenset(seen.shape for seen in lines)
    known = [
        {number for number, shape in enumerate(shapes) if shape in chrome}
        for shapes in study.shapes
    ]
    regions = [*elements(study, topics, chrome), *stretches(study, topics, chrome)]
    for region in regions:
        for page, numbers in region.lines.items():
            known[page].update(numbers)
    rules = [_of_region(study, region) for region in regions]
    for family in families(study, known):
        rules.append(_rule(study, "cut", {"pattern": family.pattern}, family.where))
        for page, number in family.where:
            known[page].add(number)
    inside = _in_elements(regions)
    for seen in lines:
        if not set(seen.where) <= inside:
            rules.append(_rule(study, "cut", {"line": written(seen)}, seen.where))
    heads = {region.start for region in regions} | {
        study.shapes[page][number] for page, numbers in enumerate(known) for number in numbers
    }
    for seen in standing_subheads(study, chrome | heads):
        rules.append(_rule(study, "keep", {"line": written(seen)}, seen.where))
    return rules, known


def _of_region(study: Study, region: Region) -> Draft:
    by = (
        {"selector": region.selector}
        if region.selector
        else {"from": written(study.recurring[region.start])}
    )
    if region.end:
        by["to"] = written(study.recurring[region.end])
    return _rule(
        study,
        "cut",
        by,
        [(page, numbers[0]) for page, numbers in sorted(region.lines.items()) if numbers],
    )


def _rule(
    study: Study, call: str, by: Mapping[str, str], where: Sequence[tuple[int, int]]
) -> Draft:
    return Draft(
        call,
        by,
        frozenset(study.pages[page].mark for page, _ in where),
        len(study.pages),
        _examples(study, where),
    )


def _in_elements(regions: Iterable[Region]) -> set[tuple[int, int]]:
    """Return the lines that selectors cut, which need no rules of their own."""
    return {
        (page, number)
        for region in regions
        if region.selector
        for page, numbers in region.lines.items()
        for number in numbers
    }


def written(seen: LineCount) -> str:
    """Return a line for a rule, with `#` for numbers that vary."""
    text = seen.line.text
    return text if len(seen.keys) == 1 else NUMBER.sub("#", text)


def _examples(study: Study, where: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Return examples of a rule, from the first pages by their marks."""
    found: dict[str, str] = {}
    for page, number in where:
        if len(found) < EXAMPLES:
            text = study.pages[page].lines[number].text
            found.setdefault(
                study.pages[page].input,
                text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1]}…",
            )
    return tuple(f"{name}: {text}" for name, text in found.items())


def _fingerprint(studies: Sequence[Study]) -> tuple[str, ...]:
    """Return the most frequent lines of several words on nearly all pages."""
    found = [
        (
            seen.pages / len(study.pages),
            len(token_pattern(seen.line.text).findall(seen.line.text)),
            written(seen),
        )
        for study in studies
        for seen in study.recurring.values()
    ]
    good = sorted(
        (
            (share, words, text)
            for share, words, text in found
            if share >= MOST_KNOWN and 1 < words <= 20
        ),
        key=lambda one: (-one[0], -one[1], one[2]),
    )
    return tuple(dict.fromkeys(text for _, _, text in good))[:FINGERPRINT]


def _name(pages: Sequence[Sketch]) -> str | None:
    """Return the common part of the titles, else the most frequent site name."""
    ends: Counter[str] = Counter()
    for page in pages:
        parts = [part.strip() for part in SEPARATOR.split(page.title) if part.strip()]
        ends.update({parts[0], parts[-1]} if len(parts) > 1 else set())
    in_titles = [
        name
        for name, count in ends.items()
        if count >= max(FEWEST, NAMED * sum(bool(page.title) for page in pages))
    ]
    if in_titles:
        return max(in_titles, key=lambda name: (ends[name], name))
    names = Counter(name for page in pages for name in page.names[:1])
    return next(
        (name for name, count in names.most_common(1) if count >= max(FEWEST, NAMED * len(pages))),
        None,
    )


def _commonest(values: Iterable[str]) -> str | None:
    counts = Counter(value for value in values if value)
    return max(counts, key=lambda value: (counts[value], value)) if counts else None

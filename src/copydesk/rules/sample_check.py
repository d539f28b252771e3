"""Tests a rule file on its sample pages.

Each must give the result that the file states, and every rule must have an effect on one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.desk import clean_page
from copydesk.filters.site.site_rule import rule_marks
from copydesk.model.ledger import Ledger
from copydesk.model.options import Options
from copydesk.model.outcome import Cleaned, Failure
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.model.site import RulesError, Site, line_key
from copydesk.readers import read_page
from copydesk.rules.parse import RuleFile, Sample, parse

# The fields that a drafted sample states, beside the body.
SAMPLE_FIELDS = ("headline", "byline", "date", "photo_credit")


NO_SAMPLE = (
    "rules without a sample are not tested: add a [[sample]] with a page that shows their effect"
)


class Fault(NamedTuple):
    """A fault of a file: its line, and the rest of the sentence."""

    at: int
    text: str


def read_sample(given: Mapping[str, Any], folder: Path | None = None) -> Raw:
    """Return the page of a sample, from its file beside the rules.

    Raises OSError.
    """
    if "file" in given:
        return Raw(
            (folder or Path()).joinpath(given["file"]).read_bytes(),
            given["file"],
            "auto",
            given.get("url"),
            given.get("crawled"),
        )
    kind: Any = "text" if "text" in given else "html"
    return Raw(given[kind], given.get("input"), kind, given.get("url"), given.get("crawled"))


@dataclass(frozen=True)
class ForcedRules:
    """The rules of one site, for any page."""

    site: Site
    folders: tuple[str, ...] = ()
    digest: str = ""

    def read(self, raw: Raw) -> Page:
        """Return the page, read with the rules of the site."""
        return read_page(raw, self.site)


def cleaned(raw: Raw, site: Site) -> Cleaned:
    """Clean a page with the rules of a site, whatever its host.

    Raises RulesError.
    """
    done = clean_page(raw, Options(rules=ForcedRules(site)))
    if isinstance(done, Failure):
        raise RulesError(done.sentence())
    return done


def expected(raw: Raw, text: str) -> dict[str, object]:
    """Return the result for a page under a file's rules, as a sample has it."""
    article = cleaned(raw, parse(text, "the rules").site).article.to_dict()
    return {name: article[name] for name in SAMPLE_FIELDS if article[name]} | {
        "body": [paragraph for paragraph in str(article["body"]).split("\n\n") if paragraph]
    }


def faults(file: RuleFile, folder: Path) -> Iterator[Fault]:
    """Yield the faults of a file."""
    effective: set[int] = set()
    for sample in file.samples:
        try:
            done = cleaned(read_sample(sample.given, folder), file.site)
        except OSError as error:
            yield Fault(
                sample.at,
                f"the sample's file {sample.given['file']} cannot be read: "
                f"{(error.strerror or str(error)).lower()}",
            )
            continue
        page, ledger = done.page, done.ledger
        effective |= {rule.at for rule, mark in rule_marks(page) if mark.call != "held"} | {
            place.at for place in file.site.places if _placed(ledger, place.field)
        }
        yield from (
            Fault(sample.at, f"on the sample, {find.why}")
            for find in ledger.finds
            if find.field == "note" and find.who == "site-rule"
        )
        yield from _differences(sample, done)
    named = [(rule.at, f"[[{rule.call}]]") for rule in file.site.rules] + [
        (place.at, f"[{place.field}]") for place in file.site.places
    ]
    if named and not file.samples:
        yield Fault(min(named)[0], NO_SAMPLE)
        return
    for at, name in sorted(named):
        if at not in effective:
            yield Fault(at, f"no sample page shows that this {name} does anything")


def _placed(ledger: Ledger, field: str) -> bool:
    return any(find.field == field and find.who == "site-rule" for find in ledger.finds)


def _differences(sample: Sample, done: Cleaned) -> Iterator[Fault]:
    record = done.article.to_dict()
    for name, wanted in sample.wanted.items():
        if name in ("cut", "keep"):
            yield from _of_lines(sample, name, done.page, done.ledger)
            continue
        pair = (record[name], wanted)
        if name == "body":
            pair = (_paragraphs(record[name]), _paragraphs(wanted))
        if pair[0] != pair[1]:
            yield Fault(sample.at, f"the sample's {name} is {_shown(name, *pair)}")


def _paragraphs(body: str | list[str]) -> list[str]:
    return [part for part in body.split("\n\n") if part] if isinstance(body, str) else body


def _shown(name: str, found: Any, wanted: Any) -> str:  # noqa: ANN401 - any value of a record
    if name != "body":
        return f"{found!r}, and should be {wanted!r}"
    extra = [paragraph for paragraph in found if paragraph not in wanted]
    missing = [paragraph for paragraph in wanted if paragraph not in found]
    parts = [f"holds {one[:60]!r}, which it should not" for one in extra[:1]] + [
        f"lacks {one[:60]!r}" for one in missing[:1]
    ]
    return "another: it " + (", and ".join(parts) or "has its paragraphs in another order")


def _of_lines(sample: Sample, name: str, page: Page, ledger: Ledger) -> Iterator[Fault]:
    for line in sample.wanted[name]:
        blocks = [block.number for block in page.blocks if line_key(block.text) == line_key(line)]
        if not blocks:
            yield Fault(sample.at, f"the sample has no line {line!r}")
        elif any(ledger.is_cut(number) != (name == "cut") for number in blocks):
            yield Fault(
                sample.at, f"the sample's line {line!r} is {'not cut' if name == 'cut' else 'cut'}"
            )

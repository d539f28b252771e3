"""Proves a rule file on its sample pages: each gives what the file says it gives, and every rule
does something on one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.chain import run, steps
from copydesk.filters.site.site_rule import rule_marks
from copydesk.model.article import Article, assemble
from copydesk.model.ledger import Ledger
from copydesk.model.page import Page
from copydesk.model.raw import Raw
from copydesk.model.site import Site, line_key
from copydesk.readers import read_page
from copydesk.rules.parse import RuleFile, Sample, parse

WORTH_SAYING = ("headline", "byline", "date", "photo_credit")
"""The fields that a drafted sample states, beside the body."""


class Fault(NamedTuple):
    """What is not as it should be, as a sentence that begins with the file and the line."""

    at: int
    said: str


def read_sample(given: Mapping[str, Any], folder: Path | None = None) -> Raw:
    """The page of a sample; a file is looked for beside the rules. Raises OSError."""
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


def cleaned(raw: Raw, site: Site) -> tuple[Page, Ledger, Article]:
    """A page read and cleaned with a site's rules, whatever its address."""
    page = read_page(raw, site)
    ledger = run(page, steps())
    return page, ledger, assemble(page, ledger, raw.input)


def expected(raw: Raw, text: str) -> dict[str, object]:
    """What a page gives under the rules of a file's text, as a sample states it."""
    article = cleaned(raw, parse(text, "the rules").site)[2].to_dict()
    return {name: article[name] for name in WORTH_SAYING if article[name]} | {
        "body": [paragraph for paragraph in str(article["body"]).split("\n\n") if paragraph]
    }


def faults(file: RuleFile, folder: Path) -> Iterator[Fault]:
    """What a file's samples do not prove. Nothing where all is well; a file without samples proves
    no rule.
    """
    done: set[int] = set()
    for sample in file.samples:
        try:
            page, ledger, article = cleaned(read_sample(sample.given, folder), file.site)
        except OSError as error:
            yield Fault(
                sample.at,
                f"the sample's file {sample.given['file']} cannot be read: "
                f"{(error.strerror or str(error)).lower()}",
            )
            continue
        done |= {rule.at for rule, said in rule_marks(page) if said.call != "held"} | {
            place.at for place in file.site.places if _placed(ledger, place.field)
        }
        yield from (
            Fault(sample.at, f"on the sample, {find.why}")
            for find in ledger.finds
            if find.field == "note" and find.who == "site-rule"
        )
        yield from _differences(sample, page, ledger, article)
    named = [(rule.at, f"[[{rule.call}]]") for rule in file.site.rules] + [
        (place.at, f"[{place.field}]") for place in file.site.places
    ]
    for at, name in named:
        if at not in done:
            yield Fault(at, f"no sample page shows that this {name} does anything")


def _placed(ledger: Ledger, field: str) -> bool:
    return any(find.field == field and find.who == "site-rule" for find in ledger.finds)


def _differences(sample: Sample, page: Page, ledger: Ledger, article: Article) -> Iterator[Fault]:
    record = article.to_dict()
    for name, wanted in sample.wanted.items():
        if name in ("cut", "keep"):
            yield from _of_lines(sample, name, page, ledger)
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
    said = [f"holds {one[:60]!r}, which it should not" for one in extra[:1]] + [
        f"lacks {one[:60]!r}" for one in missing[:1]
    ]
    return "another: it " + (" and ".join(said) or "has its paragraphs in another order")


def _of_lines(sample: Sample, name: str, page: Page, ledger: Ledger) -> Iterator[Fault]:
    for line in sample.wanted[name]:
        blocks = [block.number for block in page.blocks if line_key(block.text) == line_key(line)]
        if not blocks:
            yield Fault(sample.at, f"the sample has no line {line!r}")
        elif any(ledger.is_cut(number) != (name == "cut") for number in blocks):
            yield Fault(
                sample.at, f"the sample's line {line!r} is {'not cut' if name == 'cut' else 'cut'}"
            )

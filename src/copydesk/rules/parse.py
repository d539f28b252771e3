"""Parses a rule file into a Site and its samples.

Errors name the line and column.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from copydesk.model.site import PLACED, Place, Rule, Site, rule_key
from copydesk.rules.checked_toml import CheckedToml, is_texts, unknown_name
from copydesk.rules.rule_schema import PLACE, RULE, SAMPLE, SITE, TABLES
from copydesk.rules.toml_position import Path, position_of
from copydesk.text.url import is_host

# For these, lexbor's time grows with the square of the number of elements (2 s for 20,000
# siblings).
SLOW_SELECTOR = re.compile(r":(?:nth-|has\b|contains|lexbor)", re.IGNORECASE)
WHY = {
    "line": "a line that the site repeats",
    "pattern": "a pattern of the site's",
    "selector": "an element of the site's",
    "from": "a stretch of the site's",
}


class Sample(NamedTuple):
    """A page that tests rules: its source, and the expected result.

    `at` is its line in the file.
    """

    at: int
    given: Mapping[str, Any]
    wanted: Mapping[str, Any]


class RuleFile(NamedTuple):
    """A parsed rule file."""

    site: Site
    samples: tuple[Sample, ...]


def parse(text: str, source: str) -> RuleFile:
    """Return the rules and samples of a file's text. Raises RulesError.

    `source` is the file's name in messages.
    """
    return _Parser(text, source).file()


def parse_head(text: str, source: str) -> Mapping[str, Any]:
    """Return only the `[site]` table of a file. Raises RulesError.

    A file from which it cannot be taken alone is parsed as a whole.
    """
    begin = re.search(r"(?m)^[ \t]*\[[ \t]*site[ \t]*\]", text)
    after = (
        re.search(r"(?m)^[ \t]*\[(?![ \t]*site[ \t]*\])(?=[\[\w])", text[begin.end() :])
        if begin
        else None
    )
    if begin and after:
        try:
            found: dict[str, Any] = tomllib.loads(
                text[begin.start() : begin.end() + after.start()]
            )["site"]
            if all(is_texts(found.get(name, [])) for name in ("hosts", "fingerprint")) and set(
                found
            ) <= set(SITE):
                return found
        except tomllib.TOMLDecodeError:
            pass
    site = parse(text, source).site
    return {"hosts": list(site.hosts), "fingerprint": list(site.fingerprint), "least": site.least}


def least_of(fingerprint: Iterable[str], stated: int | None) -> int:
    """Return the number of lines of a fingerprint that a page must have.

    Default: two thirds.
    """
    return stated or -(-2 * len(list(fingerprint)) // 3)


class _Parser(CheckedToml):
    """Parses one file."""

    def __init__(self, text: str, source: str) -> None:
        super().__init__(text, source)
        self._selectors: list[str] = []

    def file(self) -> RuleFile:
        data = self._toml()
        self._known(data, dict.fromkeys(TABLES, (dict, list)), ())
        site = self._table(data.get("site", {}), SITE, ("site",))
        if not site.get("hosts") and not site.get("fingerprint"):
            self._wrong(
                ("site",),
                "[site] needs `hosts` or `fingerprint`, which identify the site's pages",
            )
        for number, host in enumerate(site.get("hosts", [])):
            if not is_host(host.lower()):
                self._wrong(
                    ("site", "hosts", number),
                    f"invalid host '{host}': write hillfm.example, or *.hillfm.example for its "
                    f"subdomains",
                )
        if site.get("date_order") not in (None, "day-month", "month-day"):
            self._wrong(("site", "date_order"), 'date_order must be "day-month" or "month-day"')
        self._filters(site.get("without", []))
        rules = [rule for call in ("keep", "cut") for rule in self._rules(data.get(call, []), call)]
        places = [self._place(data[field], field) for field in PLACED if field in data]
        samples = [
            self._sample(one, number)
            for number, one in enumerate(self._tables(data.get("sample", []), "sample"))
        ]
        return RuleFile(self._site(site, rules, places), tuple(samples))

    def _filters(self, names: list[str]) -> None:
        """Check the names of filters that do not run on the site."""
        from copydesk.chain import filter_names

        for number, name in enumerate(names):
            if name not in filter_names():
                self._wrong(
                    ("site", "without", number), unknown_name("filter", name, filter_names())
                )

    def _site(self, site: dict[str, Any], rules: list[Rule], places: list[Place]) -> Site:
        fingerprint = tuple(
            dict.fromkeys(
                self._line(one, ("site", "fingerprint")) for one in site.get("fingerprint", [])
            )
        )
        lines: dict[str, Rule] = {}
        for rule in rules:
            for line in rule.lines:
                lines.setdefault(line, rule)
        return Site(
            self._source,
            tuple(host.lower().removeprefix("www.") for host in site.get("hosts", [])),
            fingerprint,
            least_of(fingerprint, site.get("least")),
            site.get("name"),
            site.get("language"),
            site.get("date_order"),
            site.get("subheads", False),
            frozenset(rule_key(name) for name in site.get("not_authors", [])),
            frozenset(site.get("without", [])),
            tuple(rules),
            tuple(places),
            tuple(self._selectors),
            lines,
        )

    def _rules(self, tables: object, call: Literal["cut", "keep"]) -> list[Rule]:
        return [
            self._rule(one, call, number) for number, one in enumerate(self._tables(tables, call))
        ]

    def _rule(self, written: object, call: Literal["cut", "keep"], number: int) -> Rule:
        path: Path = (call, number)
        found = self._table(written, RULE, path)
        kind = self._one_of(found, ("line", "pattern", "selector", "from"), path)
        if "to" in found and kind != "from":
            self._wrong((*path, "to"), "`to` ends a stretch: it needs `from`")
        if kind == "from" and call == "keep":
            self._wrong((*path, "from"), "a stretch can be cut, not kept: keep its lines")
        why = found.get("why") or WHY[kind]
        if found.get("seen"):
            why = f"{why}, {found['seen']}"
        lines = [found["line"]] if isinstance(found.get("line"), str) else found.get("line", [])
        return Rule(
            call,
            why,
            position_of(self._spots, path).line,
            tuple(self._line(line, (*path, "line")) for line in lines),
            self._pattern(found, path),
            self._selector(found, path),
            self._line(found["from"], (*path, "from")) if kind == "from" else "",
            self._line(found["to"], (*path, "to")) if "to" in found else "",
        )

    def _place(self, written: object, field: str) -> Place:
        path: Path = (field,)
        found = self._table(written, PLACE, path)
        kind = self._one_of(found, ("pattern", "selector", "below", "above"), path)
        line = self._line(found[kind], (*path, kind)) if kind in ("below", "above") else ""
        return Place(
            field,
            position_of(self._spots, path).line,
            self._pattern(found, path),
            self._selector(found, path),
            line if kind == "below" else "",
            line if kind == "above" else "",
        )

    def _sample(self, written: object, number: int) -> Sample:
        from copydesk.model.article import ARTICLE_FIELDS

        path: Path = ("sample", number)
        if isinstance(written, dict):
            self._known(written, dict.fromkeys((*SAMPLE, *ARTICLE_FIELDS), (object,)), path)
        found = self._table(
            {name: value for name, value in written.items() if name in SAMPLE}
            if isinstance(written, dict)
            else written,
            SAMPLE,
            path,
        )
        self._one_of(found, ("text", "html", "file"), path)
        given: dict[str, Any] = {
            name: found[name]
            for name in ("text", "html", "file", "input", "url", "crawled")
            if name in found
        }
        wanted = {name: value for name, value in dict(written).items() if name not in given}  # type: ignore[call-overload]
        return Sample(position_of(self._spots, path).line, given, wanted)

    def _line(self, line: str, path: Path) -> str:
        key = rule_key(line)
        if not key.replace("#", "").strip():
            self._wrong(path, f"{line!r} has no word")
        return key

    # The type of a pattern is regex's, which is imported late.
    def _pattern(self, found: Mapping[str, Any], path: Path) -> Any:  # noqa: ANN401
        if "pattern" not in found:
            return None
        import regex

        try:
            return regex.compile(found["pattern"])
        except regex.error as error:
            self._wrong((*path, "pattern"), f"invalid pattern: {error}")

    def _selector(self, found: Mapping[str, Any], path: Path) -> int:
        if "selector" not in found:
            return -1
        from selectolax.lexbor import LexborHTMLParser, SelectolaxError

        selector = found["selector"]
        if SLOW_SELECTOR.search(selector):
            self._wrong(
                (*path, "selector"),
                ":nth-..., :has and :contains are too slow on a long page: use a class or an id",
            )
        try:
            LexborHTMLParser("<p>").css(selector)
        except (SelectolaxError, ValueError):
            self._wrong((*path, "selector"), f"invalid CSS selector {selector!r}")
        if selector not in self._selectors:
            self._selectors.append(selector)
        return self._selectors.index(selector)

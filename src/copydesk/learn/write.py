"""Writes learned rules as a file that a person can read and correct."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from copydesk.learn.draft import Draft, LearnedRules
from copydesk.rules.toml_text import table
from copydesk.text.display import counted

HEAD = """# Site rules for copydesk, learned from {pages}.
# Read and correct them: each rule states the number of pages it was seen on, with two examples.
# `copydesk rules test` tests them on the sample pages."""


def rule_file(found: LearnedRules, samples: Iterable[Mapping[str, object]] = ()) -> str:
    """Return the text of the file. A sample is the members of its table."""
    site: dict[str, object] = {
        "hosts": list(found.hosts),
        "fingerprint": list(found.fingerprint),
        "name": found.name,
        "language": found.language,
    }
    site["subheads"] = found.subheads or None
    parts = [HEAD.format(pages=_drawn_from(found)), table("[site]", site)]
    parts += [table(f"[[{rule.call}]]", _members(rule)) for rule in found.rules]
    parts += [table("[[sample]]", sample) for sample in samples]
    return "\n\n".join(parts) + "\n"


def _drawn_from(found: LearnedRules) -> str:
    tell = "tells" if found.pages == 1 else "tell"
    return (
        f"{counted(found.pages, 'page')} that {tell} {counted(found.stories, 'story', 'stories')}"
    )


def _members(rule: Draft) -> dict[str, object]:
    return {
        **rule.by,
        "seen": f"on {len(rule.on)} of {rule.of} pages",
        "examples": list(rule.examples),
    }

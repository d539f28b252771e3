"""Drafts a rule file from a few pages of a host, to complete by hand.

Each page is a sample in the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from copydesk.learn.draft import LearnedRules, learned
from copydesk.learn.sketch import Sketch, sketch
from copydesk.learn.write import rule_file
from copydesk.model.raw import Raw
from copydesk.model.site import RulesError
from copydesk.readers import form_of
from copydesk.readers.decode import decode
from copydesk.rules.sample_check import expected, read_sample
from copydesk.sources.files import page_of

HINTS = """
# Write the rules here, for example:
#
#   [[cut]]
#   line = "Listen live on 98.3"
#   why = "the player's label"
#
#   [[cut]]
#   selector = "div.related"
#
#   [byline]
#   pattern = '^Words: (?P<value>.+)$'
#
# Correct the results in the samples below; `copydesk rules test` then shows which rules are still
# missing.
"""


def drafted(host: str, pages: Sequence[Path]) -> str:
    """Return the text of a rule file for a host.

    Raises RulesError for a page that cannot be read.
    """
    raws = [_read(page, host) for page in pages]
    sketches = [sketch(raw) for raw in raws]
    found = (learned(sketches) if len(pages) > 2 else None) or _bare(host, sketches)
    found = found._replace(hosts=(host,))
    bare = rule_file(found)
    given = [{"input": raw.input, raw.kind: raw.data, "url": raw.url} for raw in raws]
    text = rule_file(found, [one | expected(read_sample(one), bare) for one in given])
    return text if found.rules else text.replace("\n\n[[sample]]", f"\n{HINTS}\n[[sample]]", 1)


def _read(path: Path, host: str) -> Raw:
    raw = page_of(path)
    if not isinstance(raw, Raw):
        raise RulesError(raw.sentence())
    text = raw.data if isinstance(raw.data, str) else decode(raw.data, raw.encoding)[0]
    return Raw(
        text.replace("\r\n", "\n"),
        path.name,
        "html" if form_of(text) == "html" else "text",
        raw.url or f"https://{host}/",
    )


def _bare(host: str, sketches: Sequence[Sketch]) -> LearnedRules:
    return LearnedRules(
        (host,),
        (),
        None,
        next((one.language for one in sketches if one.language), None),
        (),
        len(sketches),
        len(sketches),
    )

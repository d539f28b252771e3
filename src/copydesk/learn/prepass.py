"""Rule-learning pre-pass: samples a run's pages, drafts sites' rules.

The inputs are read twice: once for the digests of all pages, once for the pages in the sample,
which are sketched in worker processes and kept on disk.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

from copydesk.batch.plan import listed
from copydesk.batch.pool import Lost, in_order
from copydesk.batch.progress import RunProgress
from copydesk.batch.task_stream import tasks
from copydesk.batch.worker import OutputFormat, Task, read_items
from copydesk.learn.cluster import sites
from copydesk.learn.draft import LearnedRules, learned
from copydesk.learn.sample import PER_SITE, PageSample, PageSource
from copydesk.learn.sample_pages import samples
from copydesk.learn.sketch import Sketch, mark_of, sketch
from copydesk.learn.write import rule_file
from copydesk.model.options import Options
from copydesk.model.outcome import Failure
from copydesk.model.raw import Raw
from copydesk.model.site import line_key, shape_key
from copydesk.text.url import host_of

# Characters of a page that may be a sample in a rule file.
MOST_DUMP = 200_000
UNSAFE = re.compile(r"[^\w.-]+")
D = TypeVar("D")


class Sketched(NamedTuple):
    """A page from a worker: digest, host, and packed sketch and dump."""

    mark: str
    host: str
    sketch: bytes
    dump: bytes


class LearnedFile(NamedTuple):
    """A file of learned rules: its name, its text and its rules."""

    name: str
    text: str
    found: LearnedRules


def scan(task: Task) -> list[PageSource]:
    """Return each page's host and digest; a worker's first reading."""
    return [PageSource(host_of(raw.url), mark_of(raw), name) for name, raw in _pages(task)]


def look(task: Task) -> list[Sketched]:
    """Return the sketches of the pages; a worker's second reading.

    A page that cannot be cleaned is skipped.
    """
    found = []
    for name, raw in _pages(task):
        try:
            made = sketch(raw._replace(input=raw.url or name))
        # A page that a filter fails on is left out; the others are still learned from.
        except Exception:  # noqa: BLE001
            continue
        found.append(
            Sketched(
                mark_of(raw),
                made.host,
                made.dump(),
                zlib.compress(_dump(raw).encode("utf-8", "surrogatepass")),
            )
        )
    return found


def _pages(task: Task) -> Iterator[tuple[str, Raw]]:
    for item, raw, _ in read_items(task):
        if not isinstance(raw, Failure):
            yield item.name, raw._replace(most=task.options.limits.max_bytes)


def _dump(raw: Raw) -> str:
    """Return a page for a rule file: decoded, without scripts and styles.

    Empty if too long.
    """
    from copydesk.readers import form_of
    from copydesk.readers.decode import decode

    text = raw.data if isinstance(raw.data, str) else decode(raw.data, raw.encoding)[0]
    if (raw.kind if raw.kind != "auto" else form_of(text)) == "html":
        from selectolax.lexbor import LexborHTMLParser

        tree = LexborHTMLParser(text[: 4 * MOST_DUMP])
        tree.strip_tags(["script", "style", "template", "svg", "noscript"], recursive=True)
        text = tree.html or ""
    return text if len(text) <= MOST_DUMP else ""


def learn(
    entries: IO[str], options: Options, jobs: int, progress: RunProgress, *, with_samples: bool
) -> Iterator[LearnedFile]:
    """Yield the rule files of the sites in a list of inputs, by name.

    Raises NoWorkers, Refused.
    """
    size = sum(entry.size for _, entry in listed(entries))
    with PageSample() as sample:
        progress.started(size)
        for places in _done(
            scan,
            tasks(listed(entries), (0, 0, 0), 0, OutputFormat(), options),
            jobs,
            options.limits.seconds,
            progress,
            "choosing the pages",
        ):
            for place in places:
                sample.offer(place)
        progress.started(size, of="chosen pages")
        wanted = (
            _only(task, sample)
            for task in tasks(listed(entries), (0, 0, 0), 0, OutputFormat(), options)
        )
        for sketches in _done(
            look,
            (task for task in wanted if task.items),
            jobs,
            options.limits.seconds,
            progress,
            "comparing their lines",
        ):
            for one in sketches:
                sample.keep(one.mark, one.host, one.sketch, one.dump)
        yield from _files(sample, progress, with_samples)


def _done(
    work: Callable[[Task], D],
    given: Iterator[Task],
    jobs: int,
    seconds: float,
    progress: RunProgress,
    doing: str,
) -> Iterator[D]:
    """Yield the results of the tasks; a lost page is skipped."""
    pages = 0
    with closing(in_order(work, given, jobs, seconds)) as results:
        for task, parts in results:
            yield from (part.done for part in parts if not isinstance(part.done, Lost))
            pages += len(task.items)
            progress.step(pages, task.read, doing)


def _only(task: Task, sample: PageSample) -> Task:
    return replace(task, items=tuple(item for item in task.items if sample.chosen(item.name)))


def _files(sample: PageSample, progress: RunProgress, with_samples: bool) -> Iterator[LearnedFile]:
    named: Counter[str] = Counter()
    progress.started(len(sample.hosts()), of="sites")
    for number, marks in enumerate(_sites(sample)):
        progress.step(number, number, "writing their rules")
        sketches = [Sketch.load(sample.sketch(mark)) for mark in marks]
        found = learned(sketches)
        if found is None or not (found.hosts or found.fingerprint):
            continue
        chosen = (
            samples(
                found,
                sketches,
                lambda mark: zlib.decompress(sample.dump(mark)).decode("utf-8", "surrogatepass"),
            )
            if with_samples
            else []
        )
        name = _name(found)
        named[name] += 1
        yield LearnedFile(
            f"{name}-{named[name]}.toml" if named[name] > 1 else f"{name}.toml",
            rule_file(found, chosen),
            found,
        )


def _sites(sample: PageSample) -> Iterator[list[str]]:
    """Yield the marks of each site's pages.

    A site is a host, or pages that share lines.
    """
    for host in sample.hosts():
        if host:
            yield [mark for mark, _ in islice(sample.sketches(host), PER_SITE)]
    unknown = (
        (mark, [shape_key(line.key) for line in Sketch.load(packed).lines])
        for mark, packed in sample.sketches("")
    )
    for group in sites(unknown):
        yield group[:PER_SITE]


def _name(found: LearnedRules) -> str:
    """Return a safe file name for a site, from its host, name or fingerprint.

    The line is the one whose words are in most others.
    """
    found_name = (
        next(iter(found.hosts), "")
        or found.name
        or max(
            found.fingerprint,
            key=lambda line: (_named_in(found.fingerprint, line), -len(line), line),
        )
    )
    return UNSAFE.sub("-", found_name.lower()).strip("-.")[:80] or "site"


def _named_in(lines: Sequence[str], line: str) -> int:
    """Return in how many lines the words of a line are.

    A site's name is in its slogan, its copyright line and its pitches.
    """
    words = " ".join(word for word in line_key(line).split() if not word[0].isdecimal())
    return sum(f" {words} " in f" {line_key(other)} " for other in lines)


def write_files(files: Iterator[LearnedFile], folder: Path) -> Mapping[str, str]:
    """Write rule files; return `written`, `same` or `other` for each.

    An existing file, which a person may have corrected, is not changed. Raises OSError where the
    folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    done = {}
    for file in files:
        path = folder / file.name
        if path.exists():
            done[file.name] = (
                "same" if path.read_bytes() == file.text.encode("utf-8", "replace") else "other"
            )
            continue
        part = path.with_suffix(".toml.part")
        part.write_bytes(file.text.encode("utf-8", "replace"))
        part.replace(path)
        done[file.name] = "written"
    return done

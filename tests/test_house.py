"""Rules of the package: imports between layers, the files of a filter, the list of steps."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pytest

import copydesk
from copydesk import chain
from copydesk.lexicon import catalog
from copydesk.lexicon.vocabulary_file import read_vocabulary
from copydesk.model.entries import STAGES
from copydesk.model.raw import Raw
from copydesk.readers import read_page
from copydesk.text.tokens import name_parts, tokens
from tests.cases import read

PACKAGE = Path(copydesk.__file__).parent
TESTS = Path(__file__).parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
FILTERS = [step for step in chain.steps() if step.stage not in chain.FIELD_STAGES]
FIELDS = [step for step in chain.steps() if step.stage in chain.FIELD_STAGES]

LAYERS = [
    {"gc_pause", "text"},
    {"lexicon"},
    {"model"},
    {"parse"},
    {"facts", "judge"},
    {"sources", "readers", "filters", "fields", "writers"},
    {"chain"},
    {"desk"},
    {"rules"},
    {"views"},
    {"batch"},
    {"compare", "dedupe", "engines", "learn", "report"},
    {"cli"},
    {"command"},
]
"""From the bottom up. A module imports from the layers below its own and from its own folder, never
from another folder of its layer. `command` is the `command.py`, or the folder `command`, of a
feature folder.
"""


def part(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    is_command = "command" in inside.parts[1:2] or inside.name == "command.py"
    return "command" if is_command else inside.parts[0].removesuffix(".py")


def imported(path: Path, top: bool = False) -> set[str]:
    """The dotted names that a module imports; with `top`, those imported at its top level only."""
    found = set()
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body if top else ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(name: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if name in names)


def part_of_name(name: str) -> str:
    """The part of the package that a dotted name belongs to."""
    _, first, *rest = name.split(".")
    return "command" if rest[:1] == ["command"] else first


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    here = part(path)
    if here in ("__init__", "__main__"):
        return
    parts = {part_of_name(name) for name in imported(path) if name.startswith("copydesk.")}
    known = set().union(*LAYERS)
    if path == PACKAGE / "model" / "page.py":
        parts -= {"facts"}  # `Page.facts` imports them on first use
    if path == PACKAGE / "model" / "article.py":
        parts -= {"writers"}  # `Article.to_json` and `to_markdown` import them on first use
    wrong = [name for name in (parts & known) - {here} if layer(name) >= layer(here)]
    assert not wrong, f"{here} imports {wrong}"


STAGED = [path for path in MODULES if {"filters", "fields"} & set(path.relative_to(PACKAGE).parts)]


@pytest.mark.parametrize("path", STAGED, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_stage_imports_from_a_later_one(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts[1]
    stages = {
        name.split(".")[2]
        for name in imported(path)
        if name.startswith(("copydesk.filters.", "copydesk.fields."))
    }
    later = STAGES[STAGES.index(here) + 1 :] if here in STAGES else ()
    assert not stages & set(later)


def test_no_module_imports_itself_through_others() -> None:
    """Imports at the top of a module form no cycle. A package may import its own modules."""
    names = {
        ".".join(("copydesk", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
            ".__init__"
        ): path
        for path in MODULES
    }
    needs = {
        name: {
            other
            for found in imported(path, top=True)
            for other in (found, found.rpartition(".")[0])
            if other in names
        }
        - {name}
        for name, path in names.items()
    }
    TopologicalSorter(needs).prepare()  # raises CycleError


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_views_and_commands_use_the_terminal_libraries(path: Path) -> None:
    names = {name.split(".")[0] for name in imported(path)}
    inside = path.relative_to(PACKAGE)
    is_command = part(path) in ("cli", "command")
    is_view = inside.parts[0] == "views" or inside.name in ("view.py", "progress.py", "summary.py")
    assert "rich" not in names or is_command or is_view
    assert "click" not in names or is_command


@pytest.mark.parametrize("step", FILTERS, ids=lambda step: step.name)
def test_a_filter_has_docs_and_cases(step: chain.Step) -> None:
    path = PACKAGE / Path(*step.module.split(".")[1:])
    docs = import_module(step.module).__doc__ or ""
    assert docs.split()[0] in (("Keeps",) if step.stage == "keep" else ("Cuts",))
    assert len(docs.split("\n\n")) > 1, (
        "after the first line: what looks alike and stays, and where it is seen"
    )
    cases = list(read(path.with_suffix(".md")))
    assert cases
    assert any(
        all(line.mark in " *~" and not line.pieces for line in case.lines())
        or any(line.mark == " " for line in case.lines())
        for case in cases
    )


@pytest.mark.parametrize("step", FIELDS, ids=lambda step: step.name)
def test_a_field_has_cases(step: chain.Step) -> None:
    assert list(read((PACKAGE / Path(*step.module.split(".")[1:])).with_suffix(".md")))


def test_no_two_steps_share_a_name() -> None:
    names = [step.name for step in FILTERS]
    assert len(names) == len(set(names))


def test_the_cached_catalog_is_what_the_folders_hold() -> None:
    assert not catalog.BUILT.exists(), "only a wheel holds catalog.json"
    built = json.loads(catalog.written(catalog.build()))
    assert {name: catalog.catalog()[name] for name in built} == built


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_cache_of_a_module_is_keyed_by_a_page(path: Path) -> None:
    """A page in a module's cache stays in memory; what is derived from it belongs to the page."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.args.args:
            cached = any("cache" in ast.unparse(one) for one in node.decorator_list)
            types = [ast.unparse(one.annotation or node) for one in node.args.args]
            assert not (cached and {"Page", "Ledger", "Block"} & set(types)), node.name


CLOCKS = {"perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "time.time"}


@pytest.mark.parametrize("path", sorted(TESTS.rglob("test_*.py")), ids=lambda path: path.name)
def test_no_test_measures_time(path: Path) -> None:
    """`monotonic` may limit a wait."""
    assert not [name for name in imported(path) if name.removeprefix("time.") in CLOCKS]
    used = {ast.unparse(node) for node in ast.walk(ast.parse(path.read_text("utf-8")))}
    assert not used & (CLOCKS | {f"time.{clock}" for clock in CLOCKS})


def test_every_make_target_that_is_named_has_a_rule() -> None:
    root = PACKAGE.parent.parent
    makefile = (root / "Makefile").read_text("utf-8")
    rules = set(re.findall(r"^([a-z-]+):(?!=)", makefile, re.MULTILINE))
    named = set(re.search(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[1].split())  # type: ignore[index]
    for path in (
        root / "README.md",
        root / "CONTRIBUTING.md",
        *root.glob("*/README.md"),
        *(root / "docs").glob("*.md"),
    ):
        named |= set(
            re.findall(r"(?:`|^ {4})make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE)
        )
    assert named <= rules


def flags(option: ast.Call) -> list[str]:
    """The flags of a declared option, such as `-q` and `--quiet`."""
    texts = (node.value for node in option.args if isinstance(node, ast.Constant))
    return sorted(text for text in texts if text.startswith("-"))


def test_an_option_is_declared_once() -> None:
    """An option that two commands share, flag and help alike, is declared in cli/options.py."""
    declared = [
        (*flags(node), ast.unparse(keyword.value))
        for path in MODULES
        if part(path) in ("cli", "command")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "click.option" and flags(node)
        for keyword in node.keywords
        if keyword.arg == "help"
    ]
    assert len(declared) > 40
    assert [option for option, times in Counter(declared).items() if times > 1] == []


VOCABULARIES = sorted(
    path
    for path in PACKAGE.rglob("*.txt")
    if path.parts[-2] in {"lexicon", *(step.stage for step in chain.steps())}
)


@pytest.mark.parametrize("path", VOCABULARIES, ids=lambda path: path.stem)
def test_every_phrase_can_be_matched(path: Path) -> None:
    """A phrase has the same tokens on a page as in its vocabulary."""
    for language, phrases in read_vocabulary(path).items():
        for phrase in phrases:
            words = [word for word in phrase.split(" ") if word != "..."]
            written = [word.replace("#", "7") for word in words]
            assert words
            assert words == (
                list(name_parts("-".join(words)))
                if language == "class"
                else tokens(" ".join(written))
            ), phrase


@pytest.mark.parametrize(
    "line", ["© ...", "...", "... — ...", "download the ... app", "... lives in ... with her ..."]
)
def test_a_phrase_that_nothing_can_match_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "made.txt").write_text(f"[en]\nshare this ...\n{line}\n", "utf-8")
    with pytest.raises(ValueError, match=r"made.txt, line 3: nothing can match"):
        read_vocabulary(tmp_path / "made.txt")


def test_a_class_name_with_a_figure_is_found_on_a_page() -> None:
    """Its parts are those that a page's own names have."""
    page = read_page(
        Raw(
            '<body><div class="a2a_kit"><p>Share</p></div><div '
            'class="kit"><p>Text</p></div></body>',
            kind="html",
        )
    )
    assert page.named.get("share-bar")


def test_a_class_name_has_one_meaning() -> None:
    classes = Counter(
        node.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in classes.items() if count > 1] == []

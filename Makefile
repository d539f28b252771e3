# Two commands are all a new checkout needs: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
MADE := $(VENV)/.made
CORPORA ?= corpora
FOLDS := build/folds
ENGINES := .venv-engines

.PHONY: demo test test-engines endure measure-ray lint docs train score ablation measure hostile fuzz bench thresholds dedupe dedupe-large clean learned release screens

demo: $(MADE)
	$(RUN)/copydesk diff fixtures/radio-seed-shape/dump.txt
	$(RUN)/copydesk clean fixtures/radio-seed-shape/dump.txt

test: $(MADE) lint
	$(RUN)/python -m pytest -n auto

# Ray, Spark and datatrove themselves, each with a worker killed at work. Spark needs a Java.
test-engines: $(ENGINES)/.made
	$(ENGINES)/bin/python -m pytest tests/engines

lint: $(MADE)
	$(RUN)/ruff check src tests training benchmarks
	$(RUN)/ruff format --check src tests training benchmarks
	$(RUN)/mypy

# What the console blocks of README.md and docs/ print, written into them anew, the references of commands and filters, and the man page.
docs: $(MADE)
	$(RUN)/python -m tests.test_docs

# The thresholds of the filters that no case holds when they are halved or doubled.
thresholds: $(MADE)
	$(RUN)/python -m tests.threshold_check

# Pictures of the terminal for the docs, drawn from what the commands print.
screens: $(MADE)
	$(RUN)/python -m tests.screens

# The judge's weights and figures from a folder of corpora: make train CORPORA=~/corpora (see training/README.md).
train: $(VENV)/.trains
	$(RUN)/python -m training.headlines $(CORPORA)
	$(RUN)/python -m training.train $(CORPORA) --folds $(FOLDS)

# The whole program, cross-validated by site, held to training/floors.json.
score: $(VENV)/.trains
	test -e $(FOLDS)/folds.json || $(RUN)/python -m training.train $(CORPORA) --folds $(FOLDS)
	$(RUN)/python -m training.score $(CORPORA) --folds $(FOLDS)

# What each part of the judge is worth, as a table: docs/judge.md has it.
ablation: $(VENV)/.trains
	$(RUN)/python -m training.ablation $(CORPORA) --folds $(FOLDS)

# Pages a second and peak memory of a batch, over files of its own making: make measure MB=2000.
measure: $(MADE)
	$(RUN)/python -m tests.batch.measure $(or $(MB),200)

# Time and memory of hostile inputs at full size, into the table in docs/security.md.
hostile: $(MADE)
	$(RUN)/python -m tests.hostile.growth

# Coverage-guided fuzzing of the readers, the fields and all of clean, in an environment of its own: make fuzz SECONDS=3600.
fuzz:
	test -d build/fuzz-env || $(PYTHON) -m venv build/fuzz-env
	build/fuzz-env/bin/python -m pip install --quiet atheris --editable .
	build/fuzz-env/bin/python -m tests.fuzz.run $(or $(SECONDS),600)

# The wheel and the source archive in dist/; the wheel is installed into an environment that has nothing else, and run there.
release:
	rm -rf dist build/release
	$(PYTHON) -m venv build/release/builder
	build/release/builder/bin/python -m pip install --quiet build
	build/release/builder/bin/python -m build --outdir dist .
	$(PYTHON) -m venv build/release/empty
	build/release/empty/bin/python -m pip install --quiet dist/*.whl
	build/release/empty/bin/python tests/released.py

# A thousand real pages, the run over them killed ten times: make endure CORPORA=~/corpora.
endure: $(MADE)
	$(RUN)/python -m tests.batch.endure $(CORPORA)

# Pages a second on Ray beside those without it, on this machine, over a file of its own making: make measure-ray MB=100.
measure-ray: $(ENGINES)/.made
	$(ENGINES)/bin/python -m tests.engines.measure $(or $(MB),40)

$(ENGINES)/.made: pyproject.toml
	$(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --editable ".[test,ray,spark,datatrove]"
	touch $@

# What learned site rules make of all made sites: exact bodies on pages not learned from, and lines of stories that were cut.
learned: $(MADE)
	$(RUN)/python -m tests.rules.measure

$(VENV)/.trains: $(MADE)
	$(RUN)/python -m pip install --quiet --editable ".[train]"
	touch $@

$(MADE): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --upgrade pip
	$(RUN)/python -m pip install --quiet --editable ".[test]"
	touch $(MADE)

# Speed beside other tools', in an environment of its own: made pages, or make bench PAGES=folder. Writes docs/benchmarks.md and docs/speed.svg.
bench: benchmarks/.venv/.made
	benchmarks/.venv/bin/python -W ignore -m benchmarks $(PAGES)

benchmarks/.venv/.made: pyproject.toml benchmarks/requirements.txt
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/python -m pip install --quiet --upgrade pip
	benchmarks/.venv/bin/python -m pip install --quiet --editable . --requirement benchmarks/requirements.txt
	touch $@

# How well copies of a story are found among made records: make dedupe STORIES=20000; and what a million rows cost: make dedupe-large.
dedupe: $(MADE)
	$(RUN)/python -m tests.dedupe.measure $(or $(STORIES),2000)

dedupe-large: $(MADE)
	$(RUN)/python -m tests.dedupe.large $(or $(ROWS),1000000)

clean:
	rm -rf $(VENV) $(ENGINES) benchmarks/.venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A new checkout needs two commands: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
RUN := $(VENV)/Scripts
else
RUN := $(VENV)/bin
endif
MADE := $(VENV)/.made
CORPORA ?= corpora
FOLDS := build/folds
ENGINES := .venv-engines

.PHONY: demo test test-engines endure measure-ray lint docs train score ablation measure scale hostile fuzz bench thresholds dedupe dedupe-large clean learned release screens

demo: $(MADE)
	$(RUN)/copydesk diff fixtures/radio-seed-shape/dump.txt
	$(RUN)/copydesk clean fixtures/radio-seed-shape/dump.txt

# The tests start the program a thousand times, so it is compiled once.
test: $(MADE) lint
	$(RUN)/python -m compileall -q src
	$(RUN)/python -m pytest -n auto --dist worksteal

# Tests on Ray, Spark and datatrove, each with a worker that is killed. Spark needs Java.
test-engines: $(ENGINES)/.made
	$(ENGINES)/bin/python -m pytest tests/engines

lint: $(MADE)
	$(RUN)/ruff check src tests training benchmarks
	$(RUN)/ruff format --check src tests training benchmarks
	$(RUN)/mypy

# Updates the console blocks in README.md and docs/, the references of commands and filters, and the
# man page.
docs: $(MADE)
	$(RUN)/python -m tests.test_docs

# Lists the thresholds of filters that can be halved or doubled without a failing case.
thresholds: $(MADE)
	$(RUN)/python -m tests.threshold_check

# Draws the terminal pictures in docs/ from the commands' output.
screens: $(MADE)
	$(RUN)/python -m tests.screens

# Trains the judge and the rankers of fields: make train CORPORA=~/corpora (see training/README.md).
train: $(VENV)/.trains
	$(RUN)/python -m training.fields $(CORPORA)
	$(RUN)/python -m training.train $(CORPORA) --folds $(FOLDS)

# Scores the whole program, cross-validated by site, against training/floors.json.
score: $(VENV)/.trains
	test -e $(FOLDS)/folds.json || $(RUN)/python -m training.train $(CORPORA) --folds $(FOLDS)
	$(RUN)/python -m training.score $(CORPORA) --folds $(FOLDS)

# Measures what each part of the judge contributes, as the table in docs/judge.md.
ablation: $(VENV)/.trains
	$(RUN)/python -m training.ablation $(CORPORA) --folds $(FOLDS)

# Measures pages a second and peak memory of a batch on generated files: make measure MB=2000.
measure: $(MADE)
	$(RUN)/python -m tests.batch.measure $(or $(MB),200)

# Cleans a folder of many small files and a file of many rows: make scale FILES=20000 ROWS=200000.
scale: $(MADE)
	$(RUN)/python -m tests.batch.scale $(or $(FILES),20000) $(or $(ROWS),200000)

# Measures large hostile inputs and updates the table in docs/security.md.
hostile: $(MADE)
	$(RUN)/python -m tests.hostile.growth

# Fuzzes the readers, the fields and `clean` in an environment of its own: make fuzz SECONDS=3600.
fuzz:
	test -d build/fuzz-env || $(PYTHON) -m venv build/fuzz-env
	build/fuzz-env/bin/python -m pip install --quiet atheris --editable .
	build/fuzz-env/bin/python -m tests.fuzz.run $(or $(SECONDS),600)

# Builds the wheel and the source archive in dist/, and runs the wheel in an empty environment.
release:
	rm -rf dist build/release
	$(PYTHON) -m venv build/release/builder
	build/release/builder/bin/python -m pip install --quiet build
	build/release/builder/bin/python -m build --outdir dist .
	$(PYTHON) -m venv build/release/empty
	build/release/empty/bin/python -m pip install --quiet dist/*.whl
	build/release/empty/bin/python tests/released.py

# Cleans a thousand real pages in a run that is killed ten times: make endure CORPORA=~/corpora.
endure: $(MADE)
	$(RUN)/python -m tests.batch.endure $(CORPORA)

# Measures pages a second with and without Ray on a generated file: make measure-ray MB=100.
measure-ray: $(ENGINES)/.made
	$(ENGINES)/bin/python -m tests.engines.measure $(or $(MB),40)

$(ENGINES)/.made: pyproject.toml
	$(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --editable ".[test,ray,spark,datatrove]"
	touch $@

# Measures learned site rules on generated sites: exact bodies, and story lines that were cut.
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

# Compares the speed of other tools, on generated pages or make bench PAGES=folder. Writes
# docs/benchmarks.md and docs/speed.svg.
bench: benchmarks/.venv/.made
	benchmarks/.venv/bin/python -W ignore -m benchmarks $(PAGES)

benchmarks/.venv/.made: pyproject.toml benchmarks/requirements.txt
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/python -m pip install --quiet --upgrade pip
	benchmarks/.venv/bin/python -m pip install --quiet --editable . --requirement benchmarks/requirements.txt
	touch $@

# Measures dedupe on generated records: precision and recall (make dedupe STORIES=20000), and the
# cost of a million rows (make dedupe-large).
dedupe: $(MADE)
	$(RUN)/python -m tests.dedupe.measure $(or $(STORIES),2000)

dedupe-large: $(MADE)
	$(RUN)/python -m tests.dedupe.large $(or $(ROWS),1000000)

clean:
	rm -rf $(VENV) $(ENGINES) benchmarks/.venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

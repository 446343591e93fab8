# Every target sets up what it needs in .venv; nothing is asked of the machine but Python 3.11 or later, pip and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RECORD := demo

.DEFAULT_GOAL := help
.PHONY: help demo test check lint bench lock clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

# Two environments' worth in one: the reader for `make demo`, what checks need on top of it. Pinned with hashes.
$(VENV)/reader: requirements/reader.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "détente needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another: make demo PYTHON=python3.12")'
	@echo "setting up $(VENV) (a minute or two, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/reader.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/checks: requirements/checks.lock $(VENV)/reader
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/checks.lock
	@touch $@

demo: $(VENV)/reader ## Read the example reports, keep them, and write demo/index.html
	@test -e $(RECORD)/record.sqlite || $(BIN)/detente init $(RECORD)
	@$(BIN)/detente add $(RECORD) $(sort $(wildcard examples/*.txt examples/*.html examples/*.jsonl))
	@$(BIN)/detente show $(RECORD)
	@$(BIN)/detente page $(RECORD)
	@echo "open $(RECORD)/index.html in a browser"

test: $(VENV)/checks ## Run every test
	@$(BIN)/pytest

check: lint test ## What continuous integration runs

lint: $(VENV)/checks ## Format, lint, types, imports, dependencies, spelling
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry src
	@$(BIN)/codespell

bench: $(VENV)/checks ## Time the reading, as a ratio to something measured in the same run
	@$(BIN)/python tests/bench/reading.py

lock: ## Pin every dependency with its hashes, after changing pyproject.toml
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/pip install --quiet pip-tools==7.6.2
	@tools/lock.sh $(VENV)-lock/bin/pip-compile
	@rm -rf $(VENV)-lock

clean: ## Remove what make made
	@rm -rf $(VENV) $(VENV)-lock $(RECORD) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

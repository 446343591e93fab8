# Every target sets up what it needs in .venv; nothing is asked of the machine but Python 3.11 or later, pip and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RECORD := demo

.DEFAULT_GOAL := help
.PHONY: help demo desk strings screenshots test check lint evaluate bench fuzz train lock clean

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
	@$(BIN)/detente add $(RECORD) $(sort $(wildcard $(addprefix examples/*.,txt html jsonl xml eml csv)))
	@$(BIN)/detente show $(RECORD)
	@$(BIN)/detente page $(RECORD)
	@echo "open $(RECORD)/index.html in a browser"

DESK := desk

$(DESK)/record.sqlite: | $(VENV)/checks
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/ossering-line/build.sh $(DESK)
	@$(BIN)/detente watch load $(DESK) src/detente/knowledge/data/watches/south-caucasus.toml --author "$(AUTHOR)" --reason "to follow"
	@$(BIN)/detente add $(DESK) $(sort $(wildcard $(addprefix examples/*.,txt html jsonl xml eml csv)))

AUTHOR ?= Wanda Pell

desk: $(VENV)/checks $(DESK)/record.sqlite ## Fill a desk with the worked example, and serve it to you alone
	@$(BIN)/detente serve $(DESK) --alone "$(AUTHOR)"

strings: $(VENV)/checks ## Gather what the desk says into its catalogues
	@$(BIN)/python tools/make_strings.py
	@$(BIN)/python tools/make_glossary.py

screenshots: $(VENV)/checks $(DESK)/record.sqlite ## Take the pictures of the desk in docs/pictures
	@$(BIN)/python tools/take_screenshots.py $(DESK)

test: $(VENV)/checks ## Run every test
	@$(BIN)/pytest --numprocesses 2 --dist worksteal --durations 12

check: lint test evaluate ## What continuous integration runs

lint: $(VENV)/checks ## Format, lint, types, imports, dependencies, spelling
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry src
	@$(BIN)/codespell

OPEN := ../shared/data/open
ITEMS := $(wildcard $(OPEN)/current_events_2002_2019.jsonl)

# Without the collection that the real items stand in, only composed text is measured.
evaluate: $(VENV)/checks ## Measure the reader on the corpus's test split, and hold the figures against their floors
	@$(BIN)/detente evaluate --workers 2 --brief $(if $(ITEMS),--items $(ITEMS)) --floors tests/gold/floors.json

bench: $(VENV)/checks ## Time reading, runs, intake, linking, questions at a million events and the desk's pages at 100,000; linking takes the longest
	@$(BIN)/python tests/bench/reading.py
	@$(BIN)/python tests/bench/intake.py
	@$(BIN)/python tests/bench/linking.py
	@$(BIN)/python tests/bench/record.py
	@$(BIN)/python tests/bench/desk.py
	@$(BIN)/python tests/bench/run_speed.py

$(VENV)/fuzzer: requirements/fuzz.lock $(VENV)/checks
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/fuzz.lock
	@touch $@

FUZZ_SECONDS ?= 20
FUZZ_TARGETS ?=

fuzz: $(VENV)/fuzzer ## Throw damaged files at every parser, for FUZZ_SECONDS each; what is found is in fuzz/
	@$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS) $(FUZZ_TARGETS)

# The recipe's own environment: the reader, and what only training needs.
$(VENV)-train/done: requirements/train.lock requirements/train-bare.txt $(VENV)/reader
	@test -x $(VENV)-train/bin/python || $(PYTHON) -m venv $(VENV)-train
	@$(VENV)-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/reader.lock
	@$(VENV)-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/train.lock
	@$(VENV)-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements/train-bare.txt
	@$(VENV)-train/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

MODEL := src/detente/reading/coding/model
TRAIN := $(VENV)-train/bin/python

training/out/weak.jsonl: $(VENV)-train/done training/weak.py $(wildcard src/detente/knowledge/data/lexicon/*.toml)
	@$(TRAIN) training/weak.py $(OPEN)/current_events_2002_2019.jsonl $@

train: $(VENV)-train/done training/out/weak.jsonl ## Rebuild the model from the corpus and the open collections, in two hours
	@$(TRAIN) training/train.py --recipe training/recipe.toml --out training/out
	@$(TRAIN) training/export.py training/out/coded.pt $(MODEL) --parity tests/gold/parity.json
	@$(TRAIN) training/finish.py --recipe training/recipe.toml $(MODEL)
	@$(TRAIN) training/place.py --corpus corpus --open $(OPEN) --out src/detente/reading/places/chooser.json
	@$(TRAIN) training/link.py --corpus corpus --out src/detente/reading/entities/linker.json
	@$(TRAIN) training/belong.py --corpus corpus --open $(OPEN) --out src/detente/reading/entities/belonging.json
	@$(TRAIN) training/sectors.py --corpus corpus --items $(OPEN)/current_events_2002_2019.jsonl --out src/detente/reading/entities/sectors.json
	@$(TRAIN) training/happenings.py --corpus corpus --items $(OPEN)/current_events_2002_2019.jsonl --out src/detente/incidents/weights.json

lock: ## Pin every dependency with its hashes, after changing pyproject.toml
	@$(PYTHON) -m venv $(VENV)-lock
	@$(VENV)-lock/bin/pip install --quiet pip-tools==7.6.2
	@tools/lock.sh $(VENV)-lock/bin/pip-compile
	@rm -rf $(VENV)-lock

clean: ## Remove what make made
	@rm -rf $(VENV) $(VENV)-lock $(VENV)-train $(RECORD) $(DESK) fuzz .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# Everything a newcomer types is here; `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# steps of the set-up and checks that do not wait for each other run side by side
MAKEFLAGS += --jobs=2

PYTHON ?= python3
PORT ?= 8000
DATA ?= var/demo
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# what is imported is compiled to bytecode then: to compile everything at once takes longer than the rest of it
# no package is in both lock files, and together they name all that their packages need
INSTALL := $(PIP) install --require-hashes --no-compile --no-deps
# the tests start a hundred processes: what is compiled to bytecode is kept, even where the environment says otherwise
unexport PYTHONDONTWRITEBYTECODE
CATALOGUES := $(wildcard web/translations/*/LC_MESSAGES/*.po matchmaker/translations/*/LC_MESSAGES/*.po)

.PHONY: help
help:  ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1|\2/' | while IFS='|' read -r n t; do printf '  make %-12s %s\n' "$$n" "$$t"; done

# --- setting up -----------------------------------------------------------------------------------------------------

.venv/bin/python:
	@sh tests/setup/python.sh "$(PYTHON)"

.venv/.runtime: requirements.lock | .venv/bin/python
	@echo "Installing the locked dependencies (once, about a minute)"
	@$(INSTALL) -r requirements.lock
	@touch $@

.venv/.program: pyproject.toml .venv/.runtime
	@$(PIP) install --no-deps -e .
	@touch $@

# beside the runtime: pip compares nothing with what is installed, which is half of the other lock file meanwhile
.venv/.aids: tests/requirements.lock | .venv/bin/python
	@echo "Installing what the tests need"
	@$(INSTALL) -r tests/requirements.lock
	@touch $@

.venv/.dev: .venv/.aids .venv/.runtime
	@touch $@

.venv/.catalogues: $(CATALOGUES) .venv/.runtime
	@$(BIN)/pybabel -q compile -d web/translations
	@$(BIN)/pybabel -q compile -d matchmaker/translations
	@touch $@

.venv/.compiled: $(wildcard solver/search/*.py) .venv/.runtime
	@echo "Compiling the search (once, about a minute)"
	@$(BIN)/python -m solver.search.warm
	@touch $@

# that of the published benchmark, which only tests and comparisons use
.venv/.compiled-benchmark: $(wildcard solver/b2bsp/*.py) .venv/.runtime
	@$(BIN)/python -m solver.b2bsp.warm
	@touch $@

# what takes longest first: the rest is done beside it
.PHONY: setup
setup: .venv/.compiled .venv/.catalogues .venv/.program  ## Virtual environment with the locked dependencies

.PHONY: setup-dev
setup-dev: setup .venv/.dev .venv/.compiled-benchmark

# --- running --------------------------------------------------------------------------------------------------------

.PHONY: demo
demo: setup  ## Load, solve, publish and serve the sample forum (PORT=8000 DATA=var/demo)
	@PORT="$(PORT)" MATCHMAKER_DATA="$(DATA)" exec $(BIN)/matchmaker demo

# --- checking -------------------------------------------------------------------------------------------------------

.PHONY: lint style types
lint: style types  ## Style, types, import contracts and templates
style: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet web matchmaker/mail/templates
types: .venv/.dev
	$(BIN)/mypy

.PHONY: aids
aids: | .venv/bin/python
	@sh tests/setup/browser.sh
	@sh tests/setup/calendar_readers.sh
	@sh tests/setup/imap.sh
	@sh tests/setup/proxies.sh

.PHONY: quick quick-tests
quick: quick-tests lint  ## While you work: style, types, contracts and the quick tests (under 90 seconds)
quick-tests: setup-dev
	$(BIN)/pytest -q -n 2 -m quick

# COVERAGE=1, as .ci/run says, measures branch coverage on the way and fails below 95 %: a third slower
.PHONY: test tests
test: tests lint  ## Everything that must hold: lint, types, contracts, tests in a real browser (about 16 minutes)
tests: setup-dev aids
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow" $(if $(COVERAGE),--cov --cov-report=term)

.PHONY: test-full
test-full: setup-dev aids lint  ## The same with the slow tests, and properties on six times as many examples
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --timeout=1800 --hypothesis-profile=full

.PHONY: coverage
coverage: setup-dev aids  ## Branch coverage of matchmaker and solver: at least 95 %
	$(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not slow and not browser and not interop" --cov --cov-report=term

.PHONY: bench
bench: setup-dev  ## Benchmark the solver beside others, write docs/benchmark.md (about 65 minutes)
	@echo "About 65 minutes: published instances 20 minutes, with precedences 25, generated forums 4, large ones 6, stopping 4, repairs 10, the sample forum 3"
	$(BIN)/python -m solver bench published
	$(BIN)/python -m solver bench precedence
	$(BIN)/python -m solver bench forums
	$(BIN)/python -m solver bench large
	$(BIN)/python -m solver bench stopping
	$(BIN)/python -m solver bench repairs
	$(BIN)/python -m solver bench report
	$(BIN)/matchmaker bench --folder fixtures/forum-namur --seconds 30 --repairs 50

.PHONY: load
load: setup-dev  ## Load test: 5,000 calendar feeds (OLD=../folder measures an older checkout beside it), pages of participants, lists of 5,000 members
	$(BIN)/python -m tests.load.feeds $(if $(OLD),--beside $(OLD))
	$(BIN)/python -m tests.load.pages
	$(BIN)/python -m tests.load.members

# --- maintaining ----------------------------------------------------------------------------------------------------

.PHONY: lock
lock: setup-dev  ## Update the lock files from pyproject.toml
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --upgrade -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra bench -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --upgrade -q -o tests/requirements.lock $$(sed -n 's/==.*//;/^[a-z0-9]/s/^/--no-emit-package /p' requirements.lock)

# keys of the pages in one catalogue; those of the layer below, and of its errors wherever raised (`N_`), in the other
.PHONY: messages
messages: setup  ## Extract the sentences to translate into the catalogues (gettext)
	@mkdir -p var
	$(BIN)/pybabel -q extract -F web/babel.cfg --no-default-keywords -k _ -k gettext -k ngettext:1,2 -k lazy_gettext -k lazy_ngettext:1,2 --no-location --sort-output -o var/web.pot .
	$(BIN)/pybabel -q update -i var/web.pot -d web/translations --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q extract -F matchmaker/babel.cfg --no-default-keywords -k N_ -k N_plural:1,2 -k translate:2 -k translate_plural:2,3 --no-location --sort-output -o var/matchmaker.pot .
	$(BIN)/pybabel -q update -i var/matchmaker.pot -d matchmaker/translations --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

.PHONY: migration
migration: setup-dev  ## Generate a migration from the models (MESSAGE="what changes")
	$(BIN)/python -m matchmaker.migrations.run "$(MESSAGE)"
	$(BIN)/ruff format -q matchmaker/migrations/versions

.PHONY: tables
tables: setup-dev  ## Generate docs/tables.md from the models
	$(BIN)/python -m tests.setup.tables

.PHONY: postgres-repeats
postgres-repeats: setup-dev  ## Look anew which tests repeat on PostgreSQL what others of their room ask it (about 4 minutes)
	$(BIN)/python -m tests.setup.postgres_repeats

.PHONY: screenshots
screenshots: setup-dev aids  ## Retake the README's pictures from a fresh demo
	$(BIN)/python tests/setup/screenshots.py docs/pictures

.PHONY: clean
clean:  ## Delete the virtual environment, caches and the demo's data
	rm -rf .venv .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var

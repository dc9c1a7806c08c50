# `make` alone lists the targets. Needs GNU make and Python 3.11 or newer with venv; all else is pinned.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PINNED := --require-hashes --only-binary :all:
USABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$name" -c "$(USABLE)" 2>/dev/null && echo "$$name" && break; done)

.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench lock format clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(VENV)/.project ## solve the shipped U16 year, print the summary, write the proposal to out/
	$(BIN)/u16opt solve instances/u16-2024 --out out/u16-2024

serve: $(VENV)/.service ## start the web service on this machine: http://127.0.0.1:8000/docs
	$(BIN)/u16opt serve

test: $(VENV)/.test ## run the tests (all but the largest published instances)
	$(BIN)/pytest --numprocesses auto --dist loadfile

check: $(VENV)/.test ## all that continuous integration runs: format, lint, types, layers, wheel, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tools
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/python tools/check_wheel.py
	$(BIN)/pytest --numprocesses auto --dist loadfile -m "large or not large"

bench: $(VENV)/.test ## measure speed (never part of the tests)
	$(BIN)/pytest tests/benchmarks -s -o python_files='bench_*.py' -o python_functions='bench_*'

lock: $(VENV)/.test ## write the lock files again; UPGRADE=1 takes the newest versions that fit
	$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

format: $(VENV)/.test ## put the code in the house's format and mend what lint can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove all that was made
	rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp per step: a step runs again only when what it rests on has changed.

$(VENV)/.python:
	@test -n "$(PYTHON)" || { \
		echo "No Python 3.11 or newer with venv was found. On Debian: apt-get install python3-venv."; \
		echo "A Python elsewhere: make PYTHON=/path/to/python"; exit 1; }
	@"$(PYTHON)" -c "$(USABLE)" || { echo "$(PYTHON) is older than 3.11 or lacks venv."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: requirements.lock $(VENV)/.python
	@echo "Installing the pinned requirements; the first time this takes a minute or two."
	$(PIP) $(PINNED) -r requirements.lock
	@touch $@

$(VENV)/.project: pyproject.toml $(VENV)/.runtime
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.service: requirements-service.lock $(VENV)/.project
	$(PIP) $(PINNED) -r requirements-service.lock
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.project
	$(PIP) $(PINNED) -r requirements-test.lock
	@touch $@

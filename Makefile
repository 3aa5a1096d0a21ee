# make render    everything, from the evidence to the pages in figures/
# make test      proves it
# Set-up comes by itself, into .venv; once it is there, nothing more is fetched.

PYTHON ?= python3
BIN := .venv/bin

UV := $(BIN)/uv
UV_INTO := --python $(BIN)/python
# Errors only: pip warns of places it is told to look in, which is about the machine and not about the project.
QUIET := --quiet --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup render test quick lint style types imports tables package format durations soak attack parity exports schedules notebooks lab lock clean wheel

help: ## tell what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.ready ## the environment in .venv, as requirements.lock says

.venv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "make: $(PYTHON) is not Python 3.11 or newer; try make PYTHON=/path/to/python3.11" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install $(QUIET) 'uv>=0.9,<1'

.venv/.locked: requirements.lock | .venv/bin/uv
	$(UV) pip sync --quiet --compile-bytecode $(UV_INTO) requirements.lock
	@touch $@

.venv/.ready: pyproject.toml .venv/.locked
	$(UV) pip install --quiet --offline $(UV_INTO) --no-deps --no-build-isolation --editable .
	@# Python 3.11 reads this file in the encoding of the locale: a path from here has no accent to stumble over.
	@for path in .venv/lib/python*/site-packages/_malirussia.pth; do echo ../../../.. > "$$path"; done
	@touch $@

render: setup ## tables, then every render of notebooks/renders.yaml into figures/
	$(BIN)/malirussia build
	$(BIN)/malirussia render
	$(BIN)/malirussia publish

# pytest on tests/ comes last, so that its summary is the end of what is printed. Two processes share what there is to
# do, the dearest first: first the checks and the notebooks, then the tests (tests/suite_choice.py).
test: setup ## style, types, import order, tables, notebooks, tests
	@$(TOGETHER) style types imports tables package
	$(BIN)/python -m pytest -q --nbval $(SHARED) notebooks
	$(BIN)/python -m pytest -q -p no:nbval $(SHARED) tests

SHARED := -n 2 --dist loadfile --no-loadscope-reorder
# What is printed stays together, check by check.
TOGETHER := $(MAKE) --no-print-directory --jobs=2 --output-sync=target

quick: setup lint ## style, types, import order, and the tests that are quick or touch what changed: within a minute
	$(BIN)/python -m pytest -q -p no:nbval --quick $(SHARED) tests

lint: setup ## style, types and import order
	@$(TOGETHER) style types imports

style:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

tables:
	$(BIN)/malirussia build --check

package:
	$(BIN)/frictionless validate data/tidy/datapackage.json

format: setup ## style mended where a tool can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

durations: setup ## what each test costs, for quick and for the order of the tests: tests/durations.json
	$(BIN)/python -m pytest -q -p no:nbval --record-durations $(SHARED) tests

soak: setup ## kill a run of renders a hundred times, and hold engine against engine in both languages
	MALIRUSSIA_SOAK=100 $(BIN)/python -m pytest -q -p no:nbval --timeout 3600 tests/test_render_killed.py tests/test_warm_notebooks.py

attack: setup ## hostile input and torn builds, at length
	@for script in tests/outside/attack_*.py; do $(BIN)/python $$script || exit 1; done

parity: setup ## papermill's, nbclient's, nbval's and Jupyter's own tests on our engine, beside stock; needs a network
	$(BIN)/python tests/outside/parity_runs.py

exports: setup ## each export read by the tool that people open it with; needs a network
	$(BIN)/python tests/outside/export_judges.py

judge: setup ## what intake finds against texts that others annotated, where they are at hand
	$(BIN)/python benchmarks/judge/judge.py

schedules: setup ## what schedules do under Airflow and systemd themselves; needs a network and root
	$(BIN)/python tests/outside/airflow_runs.py
	$(BIN)/python tests/outside/systemd_runs.py

notebooks: setup ## execute the committed notebooks in place, after a change of evidence or code
	$(BIN)/malirussia build
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --ExecutePreprocessor.record_timing=False notebooks/*.ipynb
	$(BIN)/python -m malirussia.cli.begin.stamp notebooks

lab: setup ## JupyterLab in notebooks/
	$(BIN)/malirussia lab

lock: .venv/bin/uv ## requirements.lock anew from pyproject.toml; make lock ARGS=--upgrade for newer versions
	$(UV) pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes --no-header $(ARGS) \
	  pyproject.toml -o requirements.lock

wheel: setup ## dist/*.whl, with the tables inside
	$(BIN)/python -m hatchling build -t wheel

clean: ## what was built and cached; the environment stays
	rm -rf figures figures-log dist build .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find malirussia tests notebooks -name __pycache__ -prune -exec rm -rf {} + \
	  -o -name .ipynb_checkpoints -prune -exec rm -rf {} +

# One command a job. `make run` and `make test` do all of their own set-up, once and
# again when a lock file changes. Another Python: make run PYTHON=python3.12
PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r

# Made up, so that the checks see the settings of a production site.
PRODUCTION := SECRET_KEY=0only.for.the.checks-7f3b9d1c5e8a2f6b4d0c9e7a1b3d5f HTTPS=on ALLOWED_HOSTS=example.org

.PHONY: run plotly test browser bench check fix messages lock

run: .venv/run.stamp plotly
	$(BIN)/python manage.py quickstart --port $(PORT) $(if $(filter 0 no off,$(DEMO)),--no-demo)

# Where npm is on the machine and its registry in reach: a quarter of plotly.js, all that our charts need of it.
BASIC := node_modules/plotly.js-basic-dist-min/package.json
plotly:
	@if command -v npm >/dev/null && { [ ! -e $(BASIC) ] || [ package-lock.json -nt $(BASIC) ]; }; then \
	  timeout 60 npm ci --ignore-scripts --fetch-retries=0 --fetch-timeout=20000 >/dev/null 2>&1 \
	  && touch $(BASIC) || true; fi

test: .venv/dev.stamp
	$(BIN)/pytest -n auto --maxprocesses 4

browser: .venv/dev.stamp plotly
	$(BIN)/pytest -m browser tests/browser

bench: .venv/dev.stamp
	$(BIN)/pytest --benchmark-enable -m benchmark tests/benchmarks

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --check --lint templates
	$(PRODUCTION) $(BIN)/mypy
	$(BIN)/lint-imports
	$(PRODUCTION) $(BIN)/python manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python -m civaffairs.translations check

fix: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint --quiet --reformat templates

messages: .venv/dev.stamp
	$(BIN)/python -m civaffairs.translations update
	$(BIN)/python -m civaffairs.translations compile

COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --python-version 3.11
lock: .venv/dev.stamp
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed.")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run.stamp: .venv/made.stamp requirements.txt
	$(PIP) requirements.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	$(PIP) requirements-dev.txt
	@touch $@

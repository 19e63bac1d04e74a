# Everything runs from here: `make` alone lists what there is.

PYTEST = .venv/bin/python -m pytest
# Three on two cores: some tests mostly wait for processes they have started.
PYTEST_FLAGS ?= -n 3 --dist loadgroup
MANAGE = .venv/bin/python manage.py
CATALOGUES = $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/django.po))
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export DJANGO_SETTINGS_MODULE = hotel_agent.settings
# A user without a home (nobody, some CI) has no place for the caches of pip and uv.
ifneq ($(shell test -w "$$HOME" && echo writable),writable)
export XDG_CACHE_HOME = $(CURDIR)/.venv/cache
endif

.PHONY: help setup run browser test check openapi bench chaos pictures format lock clean
.DEFAULT_GOAL = help

help: ## This list
	@awk -F ' *## ' '/^[a-z]+:.*## / { sub(/:.*/, "", $$1); printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup: .venv/.synced $(CATALOGUES) ## The Python environment, as the lock files say, and the languages of the back office
	@mkdir -p "$${DATA_DIR:-.data}"

run: setup ## Everything at once, with a demo hotel; PORT=8000 HOST=127.0.0.1
	@exec $(MANAGE) start

test: setup browser ## All tests; PYTEST_FLAGS="-k holds" for some
	@exec $(PYTEST) $(PYTEST_FLAGS)

check: setup ## What CI runs: lint, types, import contracts, migrations, API description, tests
	.venv/bin/ruff check
	.venv/bin/ruff format --check --quiet
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) spectacular --validate --fail-on-warn --file .venv/openapi.yaml
	diff -u docs/openapi.yaml .venv/openapi.yaml || { echo "Run: make openapi" >&2; exit 1; }
	@$(MAKE) --no-print-directory test

openapi: setup ## Write docs/openapi.yaml anew
	$(MANAGE) spectacular --validate --fail-on-warn --file docs/openapi.yaml

bench: setup .venv/bench/.synced ## How fast the doors are, beside two references; BENCH_FLAGS=--quick, --json, --write
	@exec .venv/bin/python -m bench $(BENCH_FLAGS)

chaos: setup ## Kill, cut and flush what there is under guests' hands, then audit; CHAOS_FLAGS="--seed 2 --json"
	@exec $(MANAGE) chaos --minutes 10 --messages 5000 $(CHAOS_FLAGS)

pictures: setup browser ## Photograph every page of a new installation into docs/pictures; PORT=8760
	@exec .venv/bin/python -m tests.pictures

format: setup ## Let ruff put the code in order
	.venv/bin/ruff check --fix --quiet
	.venv/bin/ruff format --quiet

lock: .venv/bin/uv ## Resolve requirements/*.in again; LOCK_FLAGS=--upgrade for newer versions
	for name in uv base dev bench; do \
	  $(COMPILE) $(LOCK_FLAGS) "requirements/$$name.in" --output-file "requirements/$$name.txt" || exit 1; \
	done

clean: ## Remove the environment, the caches and the data with its databases
	@# Who starts the servers and leaves as the last one stops them, also those a killed process left.
	@if [ -d .data/postgres ] && [ -x .venv/bin/python ]; then \
	  .venv/bin/python -c 'import pathlib, hotel_agent.embedded as it; it.ensure(pathlib.Path(".data"))'; \
	fi
	@case "$$(readlink .data/postgres)" in \
	  /var/lib/hotel-agent/*) rm -rf "$$(dirname "$$(readlink .data/postgres)")" ;; \
	esac
	rm -rf .data .venv locale/*/LC_MESSAGES/*.mo .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage* htmlcov staticfiles

.venv/.synced: .venv/bin/uv requirements/dev.txt
	@# uv is fifteen times quicker, but it reads neither pip.conf nor, unasked, the system's certificates.
	@.venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements/dev.txt || { \
	  echo "uv could not fetch the packages; pip tries (about a minute)." >&2; \
	  .venv/bin/python -m pip install --quiet --require-hashes -r requirements/dev.txt; \
	}
	@touch $@

.venv/bench/.synced: requirements/bench.txt
	@.venv/bin/python -m venv --clear .venv/bench
	@.venv/bench/bin/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@

.venv/bin/uv: requirements/uv.txt
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || { \
	  for python in python3 python3.13 python3.12 python3.11 none; do \
	    $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && break; \
	  done; \
	  if [ $$python = none ]; then echo "Python 3.11, 3.12 or 3.13 is needed (no such python3 on PATH)." >&2; exit 1; fi; \
	  $$python -m venv --clear .venv || { \
	    echo "$$python has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }; \
	}
	@.venv/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	@touch $@

%.mo: %.po .venv/.synced
	@.venv/bin/pybabel --quiet compile --input-file=$< --output-file=$@

browser:
	@for browser in chromium chromium-browser google-chrome; do \
	  if command -v $$browser >/dev/null; then exit 0; fi; \
	done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && apt-get install -qq -y chromium fonts-noto-core fonts-noto-color-emoji >/dev/null && exit 0; \
	fi; \
	echo "No Chromium here: the tests that need a browser are skipped." >&2

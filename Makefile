# A newcomer needs two words: `make run` and `make test`.
# Python's compiled files are kept wherever this is run: the tests start hundreds of processes, and each would compile anew.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
# Node from the machine if there is one, else the one that comes as a Python wheel.
NPM := $(shell command -v npm >/dev/null 2>&1 && echo npm || echo $(BIN)/npm)
NODE := $(shell command -v node >/dev/null 2>&1 && echo node || echo $(BIN)/node)
HAS_NODE := $(shell command -v npm >/dev/null 2>&1 && echo yes)

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: .venv/run-ready node_modules/.ready ## set up everything and serve the demo on http://localhost:8000
	$(BIN)/fotfeste demo --port $(PORT)

test: .venv/dev-ready node_modules/.ready compiled browser ## run every test: Python, JavaScript, walks in a real browser
	+@$(MAKE) -j3 --output-sync=target READY=yes $(ALSO) test-rooms walks-nb test-js test-operation walks-en

quick: .venv/dev-ready node_modules/.ready ## what a small change needs: lint, types, floors, pure tests, those of the rooms touched
	$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	$(BIN)/mypy fotfeste tests bench setup.py
	$(BIN)/lint-imports
	$(NPM) run --silent lint
	$(NODE) --test tests/js/*.test.mjs
	$(BIN)/pytest $$($(BIN)/python tools/nearest_tests.py)

test-js: .venv/dev-ready node_modules/.ready
	$(NODE) --test tests/js/*.test.mjs

# What tests need first. Several at a time begin in the order they are named in only when nothing is left to prepare.
PREPARED := $(if $(READY),,compiled browser)

# What starts commands and servers of its own, and the rest: about as long.
STARTS_SERVERS := tests/ops tests/durability tests/http/test_disk.py

test-operation: $(PREPARED)
	$(BIN)/pytest $(STARTS_SERVERS)

test-rooms: $(PREPARED)
	$(BIN)/pytest tests --ignore=tests/walks $(STARTS_SERVERS:%=--ignore=%)

walks-nb walks-en: walks-%: $(PREPARED)
	$(BIN)/pytest tests/walks --language $*

test-postgres: $(PREPARED) ## the Python tests on the PostgreSQL that DATABASE_URL names
	$(BIN)/pytest tests --ignore=tests/walks

# PostgreSQL is asked by the tests that ask a database something of their own. Pure code is the same on either; so is what pages
# make of rows that other tests have read there. `make test-postgres` runs everything.
NO_DATABASE := tests/constellations/board $(wildcard tests/pace/test_engine_*.py tests/pace/test_bench_*.py) tests/pace/test_virtual_clients.py \
  tests/pace/test_pacing_doc.py tests/practices/test_content.py tests/practices/test_wording.py tests/ops/test_bench.py tests/tools
ONLY_PAGES := tests/constellations/session tests/constellations/language tests/constellations/replay tests/http/test_gate.py \
  tests/http/test_limits.py tests/people/test_openid_sign_in.py tests/home/test_year.py

test-on-postgres: $(PREPARED) # what asks a database, on a PostgreSQL that lives as long as the tests
	.ci/on-postgres $(BIN)/pytest tests --ignore=tests/walks $(foreach each,$(NO_DATABASE) $(ONLY_PAGES),--ignore=$(each))

compiled: .venv/dev-ready node_modules/.ready
	@$(BIN)/fotfeste messages compile

check: .venv/dev-ready node_modules/.ready ## lint, types, floors, contents, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy fotfeste tests bench setup.py
	$(BIN)/lint-imports
	$(NPM) run --silent types
	$(NPM) run --silent lint
	$(BIN)/djlint fotfeste --lint --quiet
	$(BIN)/fotfeste content check
	$(BIN)/fotfeste messages missing
	$(BIN)/fotfeste django makemigrations --check --dry-run fotfeste

check-long: .venv/dev-ready build/s3/.ready ## the long campaigns; not part of CI
	FOTFESTE_LONG=1 $(BIN)/pytest tests/ops/test_off_site.py tests/pace tests/privacy tests/durability tests/constellations tests/ops/test_backup.py

long-postgres: .venv/dev-ready ## what the long campaigns ask of a database, on a throw-away PostgreSQL
	FSYNC=on FOTFESTE_LONG=1 .ci/on-postgres $(BIN)/pytest tests/durability tests/constellations/live tests/constellations/test_stored_histories.py

bench: .venv/run-ready node_modules/.ready ## what the pages cost, beside a plain page on this machine (about five minutes)
	$(BIN)/python -m bench.load $(BENCH)

bench-beside: .venv/run-ready node_modules/.ready ## the same here and in the checkout TREE names, by turns
	$(BIN)/python -m bench.beside $(TREE) $(BENCH)

bench-pooler: .venv/run-ready node_modules/.ready ## the crowd with and without PgBouncer in transaction mode, on a throw-away PostgreSQL
	FSYNC=on .ci/on-postgres $(BIN)/python -m bench.growth.pooler $(BENCH)

bench-writer: .venv/run-ready ## how many durable transactions a second SQLite and PostgreSQL take on this disk
	FSYNC=on .ci/on-postgres $(BIN)/python -m bench.growth.writer

ROWS ?= 10000000
rows-touched: .venv/dev-ready node_modules/.ready compiled ## what pages touch of tables of ROWS rows, on a throw-away PostgreSQL (ten million: about fifteen minutes, 20 GB)
	FOTFESTE_ROWS=$(ROWS) .ci/on-postgres $(BIN)/pytest tests/growth/test_rows_touched.py -s -k "not missing"

simulate-growth: .venv/run-ready ## how long 1 to 10,000 institutes wait on a weekday evening, and on how many machines
	$(BIN)/python -m bench.growth.simulate $(BENCH)

bench-pace: .venv/run-ready ## the pacing engine on 200 virtual clients, and 100 in every harder world
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.pace --seed 105 --worlds all --clients 200 --shift-clients 100 --processes 2 $(BENCH)

bench-pace-full: .venv/run-ready ## the same on 1,000 in every world; as long as it takes
	OMP_NUM_THREADS=1 $(BIN)/python -m bench.pace --seed 105 --worlds all --clients 1000 --processes 2 $(BENCH)

bench-boards: .venv/dev-ready node_modules/.ready bench/boards/node_modules/.ready browser ## constellation boards under load, beside three peers (about six minutes)
	PATH="$$PATH:$(CURDIR)/$(BIN)" $(BIN)/python -m bench.boards $(BENCH)

walk: .venv/dev-ready node_modules/.ready browser ## walk the pages and keep pictures in docs/pictures and var/walk
	FOTFESTE_PICTURES=1 $(BIN)/pytest tests/walks/test_pictures.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Fotfeste needs Python 3.11 or newer (PYTHON=/path/to/python3.11 make run)."; exit 1; }
	$(PYTHON) -m venv .venv || { echo "Python has no venv here. On Debian: apt install python3-venv"; exit 1; }

# Compiled texts belong to a checkout that runs; a package brings its own.
.venv/run-ready: .venv/installed $(wildcard fotfeste/*/locale/*/LC_MESSAGES/django.po)
	@$(BIN)/fotfeste messages compile
	@touch $@

.venv/installed: .venv/bin/python requirements.txt pyproject.toml setup.py
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --config-settings editable_mode=compat -e .
	@touch $@

.venv/dev-ready: .venv/installed requirements-dev.txt | .venv/run-ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/node-ready: .venv/bin/python requirements-node.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt
	@touch $@

audit: build/audit/.ready ## known holes in what we stand on; asks the network, so it is not part of check
	PATH="$(CURDIR)/$(BIN):$$PATH" build/audit/bin/python tools/audit.py

build/audit/.ready: requirements-audit.txt .venv/bin/python $(if $(HAS_NODE),,.venv/node-ready)
	$(BIN)/python -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.txt
	@touch $@

# What an earlier build left in build/lib would come along, also after it was taken out of the source.
DIST ?= dist
build/s3/.ready: requirements-s3.txt .venv/bin/python # a storage like S3 on this machine, for one long test
	$(BIN)/python -m venv build/s3
	build/s3/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-s3.txt
	@touch $@

dist: .venv/run-ready node_modules/.ready ## a wheel with all it needs, and the lock of what it stands on, in dist/
	@rm -rf build/lib build/bdist.* $(DIST)/fotfeste-*.whl
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir $(DIST) .
	@cp requirements.txt $(DIST)/

try-image: dist ## as root, with mmdebstrap: the image's own steps in an empty Debian, and all that compose starts; not in CI
	$(BIN)/python tools/try_image.py

node_modules/.ready: package.json package-lock.json $(if $(HAS_NODE),,.venv/node-ready)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

bench/boards/node_modules/.ready: bench/boards/package.json bench/boards/package-lock.json $(if $(HAS_NODE),,.venv/node-ready)
	cd bench/boards && PATH="$(CURDIR)/$(BIN):$$PATH" $(if $(HAS_NODE),$(NPM),$(CURDIR)/$(NPM)) ci --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

.PHONY: audit dist try-image quick browser compiled test-js test-rooms test-operation walks-nb walks-en test-on-postgres run test test-postgres check check-long long-postgres bench bench-beside bench-pace bench-pace-full bench-boards bench-pooler bench-writer rows-touched simulate-growth walk help
browser: .venv/dev-ready
	@command -v chromium chromium-browser google-chrome >/dev/null || $(BIN)/playwright install chromium

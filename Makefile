# The README's commands. CI calls the same ones.
.PHONY: run test test-fast test-exhaustive screenshots check fix sync lock eval bench bench-server bench-search bench-kept bench-maps bench-crowding bench-journeys bench-growth bench-sync bench-api bench-api-reads chaos

# The newest installed Python that is new enough.
PYTHON := $(shell for python in python3.14 python3.13 python3.12 python3.11 python3 python; do \
	$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
BIN := .venv/bin
# Images for containers often set this. Each process would then compile all modules again: 10 seconds.
unexport PYTHONDONTWRITEBYTECODE

run: export RUN_STARTED := $(shell date +%s)
run: .venv/portal
	@exec $(BIN)/python manage.py run

# Three processes for two cores: one of them often waits for a program that it started.
test: .venv/dev
	@$(BIN)/python -m pytest -m "not exhaustive" $(or $(ARGS),--numprocesses 3)

test-fast: .venv/dev
	@$(BIN)/python -m pytest -m "not exhaustive and not browser and not processes" $(or $(ARGS),--numprocesses 2)

# Only the long loops: `make test` has at least one case of each kind.
test-exhaustive: .venv/dev
	@$(BIN)/python -m pytest -m exhaustive $(or $(ARGS),--numprocesses 3)

# Pictures of every page in every state, in var/screenshots.
screenshots: .venv/dev
	@SCREENSHOTS=1 $(BIN)/python -m pytest tests/browser/test_pages.py -k answers_as_what_it_is $(ARGS)

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --check --quiet templates
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py describe_api --check
	@# Without a database it warns that it cannot compare with one; only the models matter here.
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	SECRET_KEY=$$(head -c 64 /dev/urandom | base64 | tr -d '\n') ALLOWED_HOSTS=myositis.example.org DEBUG=false \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	@mkdir -p var
	$(BIN)/python deploy/packages.py > var/sbom.json
	$(BIN)/python deploy/packages.py --advisories

fix: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint --reformat --quiet templates

sync: .venv/portal
	@$(BIN)/python manage.py sync_trials $(ARGS)

# The programs that we compare with are not requirements: they get their own environment, which sees the portal's.
BENCH := var/bench/bin/python
bench: bench-server bench-search bench-kept bench-maps bench-crowding

# The labeled records are beside the project.
eval: .venv/portal
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/readings.py $(ARGS)

bench-server: var/bench/ready
	@$(BIN)/python bench/machine.py
	@$(BENCH) bench/web_server.py $(ARGS)

# Thousands of odd requests, made from the API's own description.
bench-api: var/bench/ready
	@$(BIN)/python bench/machine.py
	@$(BENCH) bench/api.py $(ARGS)

# How many kept API responses per second, compared with an empty view.
bench-api-reads: .venv/portal
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/api_reads.py $(ARGS)

bench-search: var/bench/ready
	@$(BIN)/python bench/machine.py
	@$(BENCH) bench/search.py $(ARGS)

# These measure only our code, so they need nothing more.
bench-kept: .venv/portal
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/kept_pages.py $(ARGS)

bench-maps: .venv/portal
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/maps.py $(ARGS)

bench-crowding: .venv/portal
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/crowding.py $(ARGS)

# Breaks a real portal on purpose: the database, the disk, the clock, the registry, syncs, nodes.
chaos: .venv/dev
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/chaos $(ARGS)

bench-journeys: .venv/portal
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/journeys.py $(ARGS)

bench-growth: .venv/portal
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/growth.py $(ARGS)

bench-sync: .venv/portal
	@$(BIN)/python bench/machine.py
	@$(BIN)/python bench/sync.py $(ARGS)

var/bench/ready: .venv/portal bench/requirements.txt
	@$(BIN)/python -m venv var/bench
	@var/bench/bin/python -m pip install --quiet -r bench/requirements.txt
	@echo "$(CURDIR)"/.venv/lib/python3*/site-packages > "$$(echo var/bench/lib/python3*/site-packages)"/portal.pth
	@touch $@

lock: .venv/dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
		--upgrade --custom-compile-command "make lock" -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
		--upgrade --custom-compile-command "make lock" --constraint requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile --group pyproject.toml:mcp --universal --python-version 3.11 --generate-hashes --no-annotate --quiet \
		--upgrade --custom-compile-command "make lock" --constraint requirements-dev.txt -o requirements-mcp.txt

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, with its venv module (on Debian and Ubuntu:" \
		"apt install python3-venv)."; exit 1; }
	@echo "Setting up .venv with $(PYTHON) …"
	@$(PYTHON) -m venv .venv

# The files name every package with its hash, so pip has nothing to resolve; Python compiles what it
# imports, a quarter of all files.
INSTALLED := --require-hashes --no-deps --no-compile

.venv/portal: requirements.txt | .venv/bin/python
	@echo "Installing what the portal needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(INSTALLED) -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/portal
	@echo "Installing what its tests and checks need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(INSTALLED) -r requirements-dev.txt
	@touch $@

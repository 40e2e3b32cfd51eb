# The commands of this project. They need Python 3.11 or newer, git and make; `make check` needs Node.js as well.
# Everything else is installed into .venv, from lock files with hashes.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PEERS_VENV := .venv-bench
RUN := $(VENV)/bin/python
IMPORTABLE := PYTHONPATH=.:site
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
# In the order of the folders: the longest files have few tests, and would come last otherwise.
PYTEST := $(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
COVERED := --cov=monitoring --cov=graphql_api
COVERAGE_FLOOR := --cov-report=term:skip-covered --cov-fail-under=95
# What a browser, the script alone, a document, a setting, a header, the demo or a whole plant shows does not depend on the
# database: one each is enough. Deployments bring their own PostgreSQL.
ON_SQLITE_ONLY := $(addprefix --ignore=tests/,access browser contracts deploy monitor_script monitoring/demo \
  graphql_api/compiled/shapes graphql_api/compiled/test_without_the_folder.py graphql_api/live graphql_api/transport \
  $(patsubst %,config/test_%.py,client_address env errors headers language log pages production server whole_bodies worker_threads))
ON_POSTGRESQL_ONLY := $(addprefix --ignore=tests/,attacks end_to_end graphql_api/compiled/product/test_same_answers.py \
  monitoring/domain/test_assignment_json.py monitoring/test_stopped_statements.py)
# Measuring the coverage makes tests half as slow again. Of those on SQLite, these alone add to what PostgreSQL's reach.
COVERED_ON_SQLITE := tests/monitoring/demo tests/deploy/test_backup.py
# GraphQL's own tests run once more on graphql-core alone. ARGS may choose none of the smaller parts.
WITHOUT_COMPILER := tests/graphql_api --ignore=tests/graphql_api/compiled
NO_TESTS := 5
# Lock files are full of hashes, and what is built of its own sources.
NO_SECRETS_IN := ^requirements/|package-lock\.json$$|^site/static/
LOCK := $(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-strip-extras --python-version 3.11
EXPORT_SCHEMA := $(RUN) manage.py export_schema graphql_api.schema:schema --path

.PHONY: help demo test check soak bench bench-live bench-screens screenshots schema lock format frontend
.PHONY: check-style check-types check-imports check-migrations check-deployment check-schema check-frontend
.PHONY: check-secrets check-audit secrets

help: ## Say what there is.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

demo: $(VENV)/.base ## A running plant, from a bare checkout: server, simulated Monitor G5, script. ARGS="…" are passed on.
	@exec $(RUN) manage.py demo $(ARGS)

test: $(VENV)/.dev ## All tests, on SQLite and on PostgreSQL, and in a real Chromium.
	@$(RUN) -m tests.chromium
	@$(RUN) -m tests.deploy.debian_packages
	@status=0; \
	env -u DATABASE_URL $(PYTEST) $(ON_POSTGRESQL_ONLY) $(addprefix --ignore=,$(COVERED_ON_SQLITE)) $(ARGS) || status=1; \
	env -u DATABASE_URL GRAPHQL_COMPILED=False $(PYTEST) $(WITHOUT_COMPILER) $(ARGS) || [ $$? -eq $(NO_TESTS) ] || status=1; \
	env -u DATABASE_URL $(PYTEST) $(COVERED) --cov-report= $(COVERED_ON_SQLITE) $(ARGS) || [ $$? -eq $(NO_TESTS) ] || status=1; \
	$(PYTEST) -p tests.plugins.postgresql $(COVERED) --cov-append $(COVERAGE_FLOOR) $(ON_SQLITE_ONLY) $(ARGS) || status=1; \
	exit $$status

check: $(VENV)/.dev ## All that is checked without running tests.
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target check-types check-style check-imports check-migrations \
	  check-deployment check-schema check-frontend check-secrets check-audit
	@echo "make check: all passed"

check-style: $(VENV)/.dev
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

check-types: $(VENV)/.dev
	$(RUN) -m mypy --no-incremental  # its cache does not notice new settings

check-imports: $(VENV)/.dev
	$(IMPORTABLE) $(VENV)/bin/lint-imports

check-migrations: $(VENV)/.dev
	env -u DATABASE_URL $(RUN) manage.py makemigrations --check --dry-run
	$(RUN) -m tests.on_postgresql manage.py makemigrations --check --dry-run

check-deployment: $(VENV)/.dev
	DJANGO_SETTINGS_MODULE=config.settings.prod ALLOWED_HOSTS=shop.example \
	SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(50))') \
	$(RUN) manage.py check --deploy --fail-level WARNING

check-schema: $(VENV)/.dev
	@mkdir -p var
	$(EXPORT_SCHEMA) var/schema.graphql
	@diff -u schema.graphql var/schema.graphql || { echo "schema.graphql is not what the code says: run 'make schema'."; exit 1; }

check-frontend:
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' && command -v npm > /dev/null || { echo "The front end is checked with Node.js 20 or newer (npm): install it and run again."; exit 1; }
	rm -rf var/committed && mkdir -p var/committed && cp -r site/static site/frontend/src/screens/generated var/committed
	cd site/frontend && npm ci --no-audit --no-fund && npm run generate && npm run check && npm run build
	@diff -r var/committed/generated site/frontend/src/screens/generated || { echo "The documents' types are not those of schema.graphql: commit what was generated now."; exit 1; }
	@diff -r var/committed/static site/static || { echo "site/static was not built from these sources: commit what was built now."; exit 1; }

check-secrets: $(VENV)/.dev
	@git ls-files -z | xargs -0 $(VENV)/bin/detect-secrets-hook --baseline .secrets.baseline

check-audit: $(VENV)/.dev
	@$(RUN) .ci/audit.py

soak: $(VENV)/.dev ## A plant at a hundred times its pace, with 200 screens, for 10 minutes. ARGS="--minutes 60" is longer.
	@$(RUN) -m tests.soak $(ARGS)

bench: $(VENV)/.dev $(PEERS_VENV)/.bench ## Measure both doors beside other libraries, and write docs/performance.md. ARGS="--rounds 3 --seconds 1" is shorter.
	@$(RUN) -m tests.benchmarks.peers --peers-python $(PEERS_VENV)/bin/python --write $(ARGS)

bench-live: $(VENV)/.dev ## Measure live updates, and write docs/live-updates-performance.md.
	@$(RUN) -m tests.benchmarks.live_updates --write $(ARGS)

bench-screens: $(VENV)/.dev ## Measure the planning screens with 300 machines and 20,000 operations, and write docs/screens-performance.md.
	@$(RUN) -m tests.chromium
	@$(RUN) -m tests.benchmarks.screens --write $(ARGS)

screenshots: $(VENV)/.dev ## Take the pictures of the screens in docs/screenshots/.
	@$(RUN) -m tests.chromium
	@$(RUN) -m tests.browser.screenshots

schema: $(VENV)/.dev ## Write schema.graphql from the code.
	$(EXPORT_SCHEMA) schema.graphql

lock: $(VENV)/.dev ## Write requirements/ from pyproject.toml; UPGRADE=--upgrade takes newer versions.
	$(LOCK) $(UPGRADE) --output-file requirements/base.txt pyproject.toml
	$(LOCK) $(UPGRADE) --extra tracing --output-file requirements/tracing.txt pyproject.toml
	$(LOCK) $(UPGRADE) --extra dev --extra tracing --output-file requirements/dev.txt pyproject.toml
	$(LOCK) $(UPGRADE) --group bench --output-file requirements/bench.txt

secrets: $(VENV)/.dev ## Write .secrets.baseline: what looks like a secret and is none. Look at each line of the difference.
	$(VENV)/bin/detect-secrets scan --slim --exclude-files "$(NO_SECRETS_IN)" > .secrets.baseline

format: $(VENV)/.dev ## Format the Python code, and mend what can be mended.
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

frontend: ## Build the front end into site/static.
	cd site/frontend && npm ci --no-audit --no-fund && npm run generate && npm run build

$(RUN):
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; name it: make PYTHON=…" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# Stamps: older than the lock file means stale.
$(VENV)/.base: requirements/base.txt | $(RUN)
	$(PIP) requirements/base.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(RUN)
	$(PIP) requirements/dev.txt
	@touch $(VENV)/.base $@

# What the product is measured beside wants other versions of its libraries: an environment of its own.
$(PEERS_VENV)/.bench: requirements/bench.txt | $(RUN)
	$(PYTHON) -m venv $(PEERS_VENV)
	$(subst $(RUN),$(PEERS_VENV)/bin/python,$(PIP)) requirements/bench.txt
	@touch $@

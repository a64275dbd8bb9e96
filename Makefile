# Two commands matter: `make run` and `make test`. Both need Python 3.11 and nothing else.
.DEFAULT_GOAL := help
.PHONY: help run demo test check lock messages bench oracle fuzz

# Packages are installed uncompiled; whatever the machine says, Python may keep what it compiles.
export PYTHONDONTWRITEBYTECODE :=
PYTHON := .venv/bin/python
LOCK := $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--override requirements-override.txt --no-emit-index-url --custom-compile-command "make lock"

help: ## What this file can do
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name does; do \
		printf '  make %-10s %s\n' "$$name" "$$does"; done

run: ## Install, prepare and serve on http://127.0.0.1:8000/ (PORT=8001 elsewhere, DEMO=0 without the demo city)
	@bin/prepare requirements.txt
	@set -a; if [ -f .env ]; then . ./.env; fi; \
	DEMO=$(or $(DEMO),$${DEMO:-1}) PORT=$(or $(PORT),$${PORT:-8000}) exec $(PYTHON) manage.py serve

test: ## Everything that can be checked on this machine, and a line that says what was not
	@bin/prepare requirements-dev.txt
	@$(PYTHON) -m tests.tools.suite

check: ## Lint, templates, import contracts and missing migrations only: seconds
	@bin/prepare requirements-dev.txt
	@$(PYTHON) -m tests.tools.suite check

demo: ## Load the demo city into an empty database, without serving
	@bin/prepare requirements.txt
	@DEMO=1 $(PYTHON) manage.py migrate --verbosity 0
	@DEMO=1 $(PYTHON) manage.py load_demo

messages: ## Collect the sentences to translate into locale/, and compile them (needs gettext)
	@bin/prepare requirements.txt
	@$(PYTHON) manage.py makemessages --locale en --locale es --no-wrap --no-obsolete --add-location file \
		--ignore ".venv/*" --ignore "var/*" --ignore "tests/*"
	@$(PYTHON) manage.py compilemessages --locale en --locale es --ignore ".venv/*" --ignore "var/*"

lock: ## Compile requirements.txt, requirements-dev.txt and the others from their .in files
	@bin/prepare requirements-dev.txt
	@$(LOCK) requirements.in --output-file requirements.txt
	@$(LOCK) requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt
	@$(LOCK) requirements-oracle.in --output-file requirements-oracle.txt
	@$(LOCK) requirements-fuzz.in --constraint requirements-dev.txt --output-file requirements-fuzz.txt

ORACLE := var/oracle/bin/python
oracle: ## Compare our sums with other people's programs (500 MB, in var/oracle); `make bench` then measures them, too
	@bin/prepare requirements-dev.txt
	@test -x $(ORACLE) || $(PYTHON) -m venv var/oracle
	@$(ORACLE) -m pip install -qq --disable-pip-version-check --no-compile \
		--no-deps --require-hashes --requirement requirements-oracle.txt
	@$(ORACLE) -m pytest --quiet -p no:cacheprovider tests/oracle

fuzz: ## Change files in all ways that reach new lines of our parsers, SECONDS=60 each (Linux)
	@bin/prepare requirements-dev.txt
	@bin/prepare requirements-fuzz.txt
	@$(PYTHON) -m tests.fuzz $(or $(SECONDS),60)

bench: ## Measure pages, ballots and live delivery beside the floor, and write docs/benchmarks.md
	@bin/prepare requirements-dev.txt
	@$(PYTHON) -m bench

# The project's commands. `make help` lists them.

python := .venv/bin/python
manage := $(python) manage.py
# Checks that need a database use the tests' own, never the site's.
data := $(or $(DATA_DIR),.data)
templates := $(wildcard templates)

.DEFAULT_GOAL := help
.PHONY: help run test checks lint format types floors templates deploy migrations environment environment-for-tests \
	chromium requirements messages tidy bench environment-for-bench lighthouse environment-for-lighthouse

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: environment ## set up what is missing and serve the site on PORT (8000)
	@exec $(manage) serve

test: environment-for-tests chromium ## all checks, then all tests
	@$(MAKE) --no-print-directory --keep-going checks
	@exec $(python) -m pytest -n 2

checks: lint format types floors templates deploy migrations ## the checks alone

lint:
	@$(python) -m ruff check --quiet

format:
	@$(python) -m ruff format --check --quiet || { echo "Not formatted as agreed: run make tidy."; exit 1; }

types:
	@$(python) -m mypy manage.py agreements tests

floors:
	@.venv/bin/lint-imports

templates:
	@$(python) -m djlint templates --lint --quiet

deploy:
	@DATA_DIR=$(data)/test DEPLOYMENT=production ALLOWED_HOSTS=agreements.example \
		SECRET_KEY="$$($(python) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
		$(manage) check --deploy --fail-level WARNING

migrations:
	@DATA_DIR=$(data)/test $(manage) makemigrations --check --dry-run

bench: environment-for-bench ## measure pages at scale, beside their own SQL and a peer (makes 110,000 meetings first; ARGS=--million)
	@exec $(python) -m tests.bench $(ARGS)

lighthouse: environment environment-for-lighthouse chromium ## measure pages as a slow phone sees them (needs Node.js; ARGS=--all, or addresses)
	@exec $(python) -m tests.lighthouse $(ARGS)

tidy: environment-for-tests ## format the code and correct what can be corrected
	@$(python) -m ruff check --fix --quiet
	@$(python) -m ruff format --quiet

messages: environment ## gather new strings for locale/ and compile the translations (needs GNU gettext)
	@DATA_DIR=$(data)/test $(manage) makemessages --locale fr --locale es --locale ar --add-location file --no-wrap \
		--no-obsolete --ignore .venv --ignore 'agreements/admin/*' --ignore 'templates/admin/*' \
		--ignore 'templates/unfold/*' --ignore 'agreements/accounts/*' --ignore 'templates/account/*' \
		--ignore 'templates/auth/*' --ignore 'templates/mfa/*' --ignore 429.html --ignore 403_csrf.html --ignore 'tests/*'
	@sed -i.old -f locale/tidy.sed locale/*/LC_MESSAGES/django.po && rm locale/*/LC_MESSAGES/django.po.old
	@DATA_DIR=$(data)/test $(manage) compilemessages --ignore .venv

requirements: environment-for-tests ## compile the requirement files again, with hashes
	@for name in uv site local test bench; do $$(command -v uv || echo .uv/bin/uv) pip compile --quiet --universal \
		--python-version 3.12 --generate-hashes --no-emit-index-url --no-header \
		requirements/$$name.in -o requirements/$$name.txt || exit 1; done

environment:
	@./set-up.sh local

environment-for-tests:
	@./set-up.sh test

environment-for-bench:
	@./set-up.sh bench

environment-for-lighthouse:
	@command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 || \
		{ echo "Lighthouse needs Node.js 18.16 or later, with npm: install them (Debian: apt-get install nodejs npm)." >&2; exit 1; }
	@cd tests/lighthouse && { cmp -s package-lock.json node_modules/set-up || \
		{ echo "Bringing Lighthouse ..." && npm ci --loglevel=error && cp package-lock.json node_modules/set-up; }; }

chromium:
	@./.ci/chromium

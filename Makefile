# Two commands do it: `make serve` to see the site, `make test` to check everything. `make help` lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
ADDRESS ?= 127.0.0.1:8000
# A build says when it was made; two builds of one commit say the same.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 0)

# The theme announces its end of life at every build; the plan for it stands in docs/contribute/architecture.md.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true

.PHONY: help serve build zip check fix test unit links lint types bench fuzz lock clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 10

$(READY): requirements.lock pyproject.toml .ci/packages
	@sh .ci/packages $(PYTHON) venv
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the tools into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

serve: $(READY)  ## Show the site on http://127.0.0.1:8000 and reload it while you write
	@$(BIN)/mkdocs serve --livereload --dev-addr $(ADDRESS)

build: $(READY)  ## Write the finished site to site/
	@$(BIN)/mkdocs build --strict

zip: build  ## Pack the site into zhike.zip, which opens without a server
	@$(BIN)/zhike pack site zhike.zip

check: $(READY)  ## Check links, terms, translations and front matter
	@$(BIN)/zhike check

fix: $(READY)  ## Mend what needs no decision: blanks, punctuation, encodings, moved pages
	@$(BIN)/zhike fix

links: build  ## Follow every link of the built site with linkchecker
	@$(BIN)/zhike links site

test: $(READY) build  ## Run every test, those in a browser included
	@sh .ci/packages browser
	@sh .ci/packages server
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet . && $(BIN)/mypy
	@$(BIN)/zhike check
	@$(BIN)/zhike links site
	@$(BIN)/pytest

unit: $(READY)  ## Run the fast tests only
	@$(BIN)/pytest -m "not site and not browser"

lint: $(READY)  ## Format the code and check its style and types
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format . && $(BIN)/mypy

bench: $(READY)  ## Measure speed and size
	@$(BIN)/python tests/bench.py

fuzz: $(READY)  ## Look ten minutes for input that harms the checker
	@nice -n 19 $(BIN)/python tests/fuzz.py --minutes 10

lock: $(READY)  ## Refresh the pinned versions in requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --all-extras --quiet pyproject.toml -o requirements.lock

clean:  ## Delete what these commands made
	@rm -rf site .venv .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Short names for what run.py does; everything works without make too.
PYTHON ?= python3
VENV_PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup check lint test golden build serve

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## Make .venv/ and install everything into it
	$(PYTHON) run.py setup

check:  ## Run every check and every test
	$(PYTHON) run.py test

lint:  ## Run the checks alone: ruff, mypy, import-linter
	$(PYTHON) run.py lint

test: setup  ## Run the tests that need no browser
	$(VENV_PYTHON) -m pytest -q -m "not browser"

golden: setup  ## Write the golden files anew; then read the diff
	$(VENV_PYTHON) -m pytest -q tests/readers --update-golden

build:  ## Write docs/ from the seeds and build site/
	$(PYTHON) run.py build

serve:  ## Serve the site and reload it while you write
	$(PYTHON) run.py serve

PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test lint bench tools-check clean

.venv/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[crawl,serve,parquet,dev]'
	touch $@

test: .venv/ready  ## everything the tests need, then the tests
	$(BIN)/python -m pytest

lint: .venv/ready  ## ruff (lint and format) and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/ready  ## quality against its floors; DATA=folder measures public benchmark data too
	$(BIN)/python benchmarks/floors.py $(if $(DATA),--data $(DATA))

tools-check: .venv/ready  ## other programs read our captures, and we theirs (needs the network for pip, and wget)
	$(BIN)/python benchmarks/other_tools.py

demo: .venv/ready  ## crawl the demo newsroom, then search what landed
	$(BIN)/python fixtures/demo/run.py

clean:
	rm -rf .venv demo.db demo.captures

PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test lint browser bench mutate tools-check native plain clean

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[crawl,serve,parquet,dev]'
	touch $@

.venv/ready: .venv/installed native.py crawler/items.py $(wildcard crawler/extraction/*.py crawler/extraction/*/*.py)
	test -e .venv/plain || $(BIN)/python native.py build
	touch $@

browser: .venv/installed  ## the extra "browser", for the tests in Debian's Chromium; no browser is downloaded
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[browser]'

test: .venv/ready  ## everything the tests need, then the tests
	$(BIN)/python -m pytest -n auto --dist loadfile

native: .venv/installed  ## compile extraction; all of the above do so by themselves, unless `make plain` was asked for
	rm -f .venv/plain
	$(BIN)/python native.py build

plain: .venv/installed  ## extraction in plain Python, to work on its sources, until `make native`
	touch .venv/plain
	$(BIN)/python native.py remove

lint: .venv/installed  ## ruff (lint and format) and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/ready  ## quality against its floors; DATA=folder measures public benchmark data too
	$(BIN)/python benchmarks/floors.py $(if $(DATA),--data $(DATA))

mutate: plain  ## which rule of extraction does nothing guard? MODULE=dates (of one module) or ONLY="--since main" is quicker
	$(BIN)/python benchmarks/mutate.py $(if $(MODULE),--module $(MODULE)) $(ONLY)

tools-check: .venv/ready  ## other programs read our captures, and we theirs (needs the network for pip, and wget)
	$(BIN)/python benchmarks/other_tools.py

demo: .venv/ready  ## crawl the demo newsroom, then search what landed
	$(BIN)/python fixtures/demo/run.py

clean:
	$(PYTHON) native.py remove
	rm -rf .venv demo.db demo.captures

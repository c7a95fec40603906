# One spelling a task. PYTHON may name another interpreter (3.11 or later); everything lives in .venv.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
# Tests run on all cores, each file on one: what it builds once for its tests is built once.
TEST := $(BIN)/python -m pytest -n auto --dist loadfile

.PHONY: demo test check bench golden clean

demo: $(READY)
	$(BIN)/briefing build --dataset jiangbei --audience leadership --period 2018..2020 --format pdf --format pptx

test: $(READY)
	$(TEST)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TEST) -W error

bench: $(READY)
	$(BIN)/python bench/run.py
	$(BIN)/python bench/kinds.py --runs 3
	$(BIN)/python bench/charts.py --every 5
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/intake.py
	$(BIN)/python bench/rebuild.py --runs 3
	$(BIN)/python bench/due.py
	$(BIN)/python bench/batch.py

golden: $(READY)
	$(BIN)/python -m pytest tests/golden --renew

clean:
	rm -rf .venv build dist output/*

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

# mouflow: `make demo` makes the example pack, `make test` runs every test. Both install what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test lint format golden docs bench lock wheel clean system-demo system-test

help:
	@echo "make demo    generate the example pack into build/ and say what was made"
	@echo "make test    style, types and every test"
	@echo "make lint    style and types alone"
	@echo "make format  mend the style"
	@echo "make golden  rewrite the golden files from what the code gives now"
	@echo "make docs    rewrite the generated parts of the documentation"
	@echo "make bench   measure against other engines, as ratios (BENCH=--quick: a shorter run)"
	@echo "make lock    resolve the newest versions again (needs uv)"
	@echo "make wheel   build a wheel into dist/"
	@echo "make clean   drop the virtual environment and all that was made"

system-demo:
	@.ci/system-packages demo

system-test:
	@.ci/system-packages test

$(READY): pyproject.toml requirements.lock | system-demo
	@echo "Making the virtual environment in $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: system-demo $(READY)
	@$(BIN)/mouflow generate

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

test: system-demo system-test $(READY) lint
	@$(BIN)/pytest -n auto

format: $(READY)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

golden: $(READY)
	@$(BIN)/pytest -q tests/test_golden.py --update-golden

docs: $(READY)
	@$(BIN)/python -m tests.docs --write

bench: system-test $(READY)
	@$(BIN)/python -m tests.bench $(BENCH)

lock:
	uv pip compile pyproject.toml --group dev --universal --generate-hashes \
		--no-emit-index-url --no-emit-find-links --upgrade --quiet -o requirements.lock

wheel: $(READY)
	@$(BIN)/hatchling build -t wheel

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .mouflow

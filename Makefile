# make run     serve Fundscope on http://127.0.0.1:8501; the first time, prepare everything
# make test    what every change must pass: lint, types, the rule of the rooms, all tests
# make bench   the promises of speed and memory, one line each
# make format  write the code the way `make test` wants it

PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# What is installed is known by the content of the lists, so another checkout or an edited list
# installs again, and an untouched one costs nothing.
FOR_RUN := .venv/installed-run-$(shell cat requirements.txt | sha256sum | cut -c1-16)
FOR_TEST := .venv/installed-test-$(shell cat requirements.txt requirements-dev.txt | sha256sum | cut -c1-16)

.PHONY: run test bench format system-packages

run: $(FOR_RUN)
	@$(BIN)/python -m fundscope init
	@$(BIN)/python -m fundscope serve

test: $(FOR_TEST)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -n logical --maxprocesses 4 --dist loadfile

bench: $(FOR_TEST)
	@$(BIN)/python -m benchmarks

format: $(FOR_TEST)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

system-packages:
	@.ci/system-packages $(PYTHON)

$(BIN)/pip: | system-packages
	@$(PYTHON) -m venv .venv

$(FOR_RUN): | $(BIN)/pip
	@echo "Installing the packages of requirements.txt: a minute or two, this first time only."
	@rm -f .venv/installed-*
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(FOR_TEST): | $(FOR_RUN)
	@echo "Installing the packages of requirements-dev.txt."
	@rm -f .venv/installed-test-*
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@

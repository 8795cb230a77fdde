# make demo   from nothing to the findings of the sample study
# make test   from nothing to a tested tree
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed

.PHONY: demo test check pytest weights record samples bench bench-osce bench-speech bench-silence bench-memory bench-hearing bench-deid bench-extraction bench-asking bench-review lock

demo: weights
	$(BIN)/trialvoice run sample_audio

test: check weights pytest

pytest: $(INSTALLED)
	$(BIN)/python -m pytest

check: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

weights: $(INSTALLED)
	$(BIN)/trialvoice models pull

# The lock names every package, so nothing is left to resolve.
$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

# Record the real engines' answers on the sample study, which the fast tests replay.
record: weights
	$(BIN)/python tests/bench/sample_study.py --keep tests/recorded

# Make the sample study anew from its scripts; needs the speech synthesisers that make.py names.
samples: $(INSTALLED)
	$(BIN)/python sample_audio/make.py

# The figures of BENCHMARKS.md. DATA is the folder of evaluation data.
DATA ?= ../shared/data
bench: weights
	$(BIN)/python tests/bench/sample_study.py

bench-osce: weights
	$(BIN)/trialvoice evaluate speech $(DATA)/osce

bench-speech: weights
	$(BIN)/trialvoice bench speech $(DATA)/osce --repeat 3

bench-hearing: weights
	$(BIN)/python -m tests.bench.hearing $(DATA)/osce

bench-deid: weights
	$(BIN)/trialvoice evaluate deid $(DATA)

bench-extraction: weights
	$(BIN)/trialvoice bench extraction

bench-asking: weights
	$(BIN)/python -m tests.bench.grounding
	$(BIN)/python -m tests.bench.shared_prefix

# A visit of 2,000 turns and 200 findings in a browser; needs chromium.
bench-review: $(INSTALLED)
	$(BIN)/python -m tests.bench.visit_screen

bench-silence: weights
	$(BIN)/python -m tests.bench.no_speech

bench-memory: weights
	$(BIN)/python -m tests.bench.memory

# Needs uv. The lock names no index.
lock:
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --quiet --output-file requirements.lock

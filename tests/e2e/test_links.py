"""A link on the command line, as a desktop gives it: to the running application, and to one that is not running."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from test_screen import ROOT, SAMPLE, display, wait_until

from reader.place_links import PlaceLink, write_link
from reader.records import content_hash

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="an X server is needed")

__all__ = ["display"]
START = [sys.executable, "-m", "reader.app"]


@contextmanager
def running(env: dict[str, str], *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    window = subprocess.Popen([*START, *arguments], cwd=ROOT, env=env)
    try:
        yield window
        window.terminate()
        assert window.wait(timeout=20) == 0
    finally:
        if window.poll() is None:
            window.kill()
            window.wait()


def titles(env: dict[str, str]) -> str:
    """The titles of the windows: they name the page that is read."""
    command = ["xdotool", "search", "--onlyvisible", "--name", "Hakusho", "getwindowname", "%@"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False).stdout


def test_a_link_opens_the_place_in_the_running_window_and_starts_the_application(
    display: str, tmp_path: Path, data_folder: Path
) -> None:
    paper = shutil.copy(SAMPLE, tmp_path / "paper.pdf")
    log = tmp_path / "hakusho.log"
    env = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HAKUSHO_LOG": str(log),
        "HAKUSHO_DATA": str(data_folder),
        "LANG": "C.UTF-8",
    }
    content = content_hash(paper)
    with running(env, paper.as_uri()) as window:
        wait_until(lambda: log.is_file() and "first page" in log.read_text(), "page", window)
        link = write_link(PlaceLink(content, 6))
        # Until the file is known by its contents the link leads nowhere.
        wait_until((data_folder / "library" / "texts").is_dir, "library", window)
        wait_until(lambda: any((data_folder / "library" / "texts").iterdir()), "index", window)
        done = subprocess.run([*START, link], cwd=ROOT, env=env, check=False, timeout=60)
        assert done.returncode == 0
        wait_until(lambda: "p7)" in titles(env), "page 7", window)
        assert len(titles(env).splitlines()) == 1
    with running(env, write_link(PlaceLink(content, 4))) as window:
        wait_until(lambda: "p5)" in titles(env), "page 5", window)
    assert " ERROR " not in log.read_text(encoding="utf-8")

"""The real window on a real X server: a page is painted, keys arrive, and it ends cleanly."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample" / "hakusho-guide.pdf"
COVER = QColor("#214d78")
"""The colour of the band on the sample's cover, as make.py sets it."""
PROGRAMS = ("Xvfb", "xdotool", "import")
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="an X server is needed")


def wait_until(met: Callable[[], bool], what: str, process: subprocess.Popen[bytes]) -> None:
    """Asks again and again: another process gives no signal to wait for."""
    end = time.monotonic() + PATIENCE
    while not met():
        assert process.poll() is None, f"it ended with {process.returncode} before {what}"
        assert time.monotonic() < end, f"no {what} within {PATIENCE:.0f} s"
        time.sleep(0.1)


@pytest.fixture
def display() -> Iterator[str]:
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing and os.environ.get("CI"):
        pytest.fail(f"{', '.join(missing)} must be there")
    if missing:
        pytest.skip(f"{', '.join(missing)} are not on this machine")
    reading, writing = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        "1366x768x24",
        "-nolisten",
        "tcp",
    ]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(timeout=20)


class Screen:
    """What is on the display, and the keyboard in front of it."""

    def __init__(self, display: str, folder: Path) -> None:
        self._env = {**os.environ, "DISPLAY": display}
        self._picture = folder / "screen.png"

    def press(self, *keys: str) -> None:
        """Types into the window, which has to be given the focus: no window manager does.

        xdotool's own result is not looked at: the window may be gone before its keys are released.
        """
        focus = ["search", "--sync", "--onlyvisible", "--name", "Hakusho", "windowfocus", "--sync"]
        command = ["xdotool", *focus, "key", "--delay", "40", *keys]
        subprocess.run(command, env=self._env, check=False, timeout=30, stderr=subprocess.DEVNULL)

    def share(self, color: QColor) -> float:
        """The share of the screen's pixels that are of nearly this colour."""
        command = ["import", "-silent", "-window", "root", str(self._picture)]
        subprocess.run(command, env=self._env, check=True, timeout=30)
        image = QImage(str(self._picture)).convertToFormat(QImage.Format.Format_RGB32)
        wanted = (color.blue(), color.green(), color.red())
        data = bytes(image.constBits())
        near = sum(
            all(abs(data[at + part] - wanted[part]) < 12 for part in range(3))
            for at in range(0, len(data), 4 * 7)
        )
        return near / (len(data) / (4 * 7))


def test_the_window_on_a_screen(display: str, tmp_path: Path) -> None:
    log = tmp_path / "hakusho.log"
    env = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "HAKUSHO_LOG": str(log),
        "LANG": "C.UTF-8",
    }
    screen = Screen(display, tmp_path)
    window = subprocess.Popen([sys.executable, "-m", "reader.app", str(SAMPLE)], cwd=ROOT, env=env)
    try:
        wait_until(
            lambda: log.is_file() and "first page painted" in log.read_text(encoding="utf-8"),
            "first page painted",
            window,
        )
        wait_until(lambda: screen.share(COVER) > 0.05, "cover on the screen", window)
        screen.press("ctrl+g", "p", "5", "Return")
        wait_until(lambda: screen.share(COVER) < 0.02, "other page on the screen", window)
        screen.press("ctrl+q")
        assert window.wait(timeout=20) == 0
    finally:
        if window.poll() is None:
            window.kill()
            window.wait()
    assert " ERROR " not in log.read_text(encoding="utf-8")

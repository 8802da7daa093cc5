from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from small_paper import open_session

from reader.browsing import KEY, Browsing
from reader.settings import Settings

ADDRESS = "https://example.org/a?b=%20c"


class Way:
    """Browsing over a browser that only writes down what it is asked for."""

    def __init__(self, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: list[str] = []
        self.qtbot = qtbot
        self.starts = True
        monkeypatch.setattr(QDesktopServices, "openUrl", self._open)
        self.session = open_session()
        self.settings = Settings(folder / "settings.json")
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.browsing = Browsing(self.session, self.settings, self.window)

    def _open(self, url: QUrl) -> bool:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return self.starts

    def answer(self, text: str) -> None:
        box = self.window.findChild(QMessageBox)
        assert box is not None
        assert ADDRESS in box.informativeText()
        button = next(b for b in box.findChildren(QPushButton) if b.text().strip("&") == text)
        button.click()
        self.qtbot.waitUntil(lambda: self.window.findChild(QMessageBox) is None)


@pytest.fixture
def way(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Way]:
    return Way(qtbot, tmp_path, monkeypatch)


def test_the_first_time_it_asks_and_the_answer_is_kept(way: Way) -> None:
    way.browsing.open(ADDRESS)
    assert way.opened == []
    way.answer("Open")
    assert way.opened == [ADDRESS]
    assert way.settings.get(KEY) == "open"
    way.browsing.open(ADDRESS)
    assert way.opened == [ADDRESS, ADDRESS]
    way.settings.set(KEY, "ask")
    way.browsing.open(ADDRESS)
    assert len(way.opened) == 2
    way.answer("Cancel")


def test_never_is_kept_and_cancel_is_not(way: Way) -> None:
    way.browsing.open(ADDRESS)
    way.answer("Cancel")
    assert way.settings.get(KEY) == "ask"
    way.browsing.open(ADDRESS)
    way.answer("Never")
    assert way.settings.get(KEY) == "never"
    way.browsing.open(ADDRESS)
    assert way.opened == []
    assert way.window.findChild(QMessageBox) is None


@pytest.mark.parametrize(
    "address",
    [
        "mailto:a@b.example",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.example",
        "run.exe",
    ],
)
def test_nothing_else_is_ever_opened(way: Way, address: str) -> None:
    way.settings.set(KEY, "open")
    with way.qtbot.waitSignal(way.session.message) as said:
        way.browsing.open(address)
    assert "never mail, scripts, files or programs" in said.args[0]
    assert way.opened == []


def test_without_a_browser_it_says_so(way: Way) -> None:
    way.settings.set(KEY, "open")
    way.starts = False
    with way.qtbot.waitSignal(way.session.message) as said:
        way.browsing.open(ADDRESS)
    assert "browser" in said.args[0]

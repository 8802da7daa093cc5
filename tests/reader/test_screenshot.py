from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from reader import screenshot
from reader.screenshot import Screenshot
from reader.session import Session


@pytest.mark.usefixtures("qapp")
def test_a_builder_that_breaks_down_does_not_hold_up_the_picture(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshot, "LATE", 50)
    monkeypatch.setattr(screenshot, "QApplication", Mock())  # its `exit` would hold for later tests
    session = Session(Mock(), Mock())
    window = QMainWindow()
    qtbot.addWidget(window)
    picture = tmp_path / "window.png"
    taking = Screenshot(window, session, picture, window)  # type: ignore[arg-type]
    session.open([tmp_path / "a.pdf"])
    session.on_opened(0, Mock(sizes=((595.0, 842.0),), labels=("",)))
    session.build_index()

    with qtbot.waitSignal(taking.taken, timeout=5000):
        session.on_build_ended(succeeded=False)

    assert not QImage(str(picture)).isNull()

"""A file that changes or vanishes while it is open: said, offered, and nothing lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import AREA, color_of, paper
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.application import Desk
from reader.settings import Settings

LONG = 60_000


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1200, 800)
    desk.window.show()
    paper(tmp_path / "a.pdf", 6)
    with qtbot.waitSignal(desk.furnished, timeout=LONG):
        desk.open([tmp_path / "a.pdf"])
    qtbot.waitUntil(lambda: desk.furniture.keeping is not None, timeout=LONG)
    qtbot.waitUntil(lambda: bool(desk.session.documents[0].content), timeout=LONG)
    yield desk
    desk.close()


def button(desk: Desk) -> QPushButton:
    return desk.window.bars.findChildren(QPushButton)[-1]


def test_a_changed_file_is_read_again_to_the_same_place_and_its_notes_are_offered(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    view, notebook = desk.view, desk.furniture.keeping.notebook
    view.go_to(0, 3)
    place = view.position()
    notebook.add_bookmark(0, 2, 50.0)
    before = desk.session.documents[0].content
    paper(tmp_path / "b.pdf", 5, words="new")
    shutil.copy(tmp_path / "b.pdf", tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: desk.window.bars.texts() != [], timeout=LONG)
    assert desk.window.bars.texts() == ["“a.pdf” has changed since it was opened."]
    button(desk).click()
    qtbot.waitUntil(lambda: len(view.strip.pages) == 5, timeout=LONG)
    assert not any("has changed" in text for text in desk.window.bars.texts())
    qtbot.waitUntil(view.is_sharp, timeout=LONG)
    assert view.position() == pytest.approx(place)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(view.viewport_rect(0, 3, Rect(*AREA)).center()).getRgb()[:3] == (
        color_of(3)
    )
    qtbot.waitUntil(
        lambda: any("another edition" in text for text in desk.window.bars.texts()), timeout=LONG
    )
    assert notebook.items() == [], "the same spot may hold other words now"
    take_over = next(b for b in desk.window.bars.findChildren(QPushButton) if "Take" in b.text())
    take_over.click()
    qtbot.waitUntil(lambda: len(notebook.items()) == 1, timeout=LONG)
    assert desk.session.documents[0].content != before
    assert notebook.items()[0].record.page == 2


def test_a_vanished_file_can_be_read_on_and_may_come_back(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    view = desk.view

    def is_said() -> bool:
        return any("no longer there" in text for text in desk.window.bars.texts())

    (tmp_path / "a.pdf").rename(tmp_path / "elsewhere.pdf")
    qtbot.waitUntil(is_said, timeout=LONG)
    view.go_to(0, 5)
    qtbot.waitUntil(view.is_sharp, timeout=LONG)
    assert not desk.render.failure(0, 5)
    (tmp_path / "elsewhere.pdf").rename(tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: not is_said(), timeout=LONG)

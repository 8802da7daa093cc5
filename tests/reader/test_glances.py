"""What a popup said, kept in a window of its own; and the way from a popup to the side panel."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import AREA, color_of, paper
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.application import Desk
from reader.furnish import Furniture
from reader.glances import Glance, Line
from reader.overlays import Region, Style
from reader.panels.help import ShortcutSheet
from reader.panels.peek import GlanceWindow, PeekWindow
from reader.settings import Settings

LONG = 30_000
TEXT = Glance(
    "NIST", (Line("国立標準技術研究所"), Line("（ＮＩＳＴ）が公表", 1, 5), Line("p. 24", pale=True))
)


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([paper(tmp_path / "paper.pdf")])
    yield desk
    desk.close()


FIGURE = Glance("図1　四角", picture=(0, 1, Rect(*AREA)))
AT = QPoint(300, 200)


def furniture(desk: Desk) -> Furniture:
    assert desk.furniture is not None
    return desk.furniture


def test_a_pinned_text_stays_until_escape(qtbot: QtBot, desk: Desk) -> None:
    beside = furniture(desk).beside
    furniture(desk).answering.popups[desk.view].pinned.emit(TEXT, AT)
    (window,) = beside.peeks
    assert isinstance(window, GlanceWindow)
    assert window.isVisible()
    assert window.windowTitle() == "NIST"
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    texts = [label.text() for label in window.findChildren(QLabel)]
    assert texts == ["NIST", "国立標準技術研究所", "（<b>ＮＩＳＴ</b>）が公表", "p. 24"]
    desk.session.jump(0, 2)
    assert window.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not beside.peeks, timeout=LONG)


def test_a_pinned_figure_is_its_picture(qtbot: QtBot, desk: Desk) -> None:
    beside = furniture(desk).beside
    furniture(desk).answering.popups[desk.view].pinned.emit(FIGURE, AT)
    (window,) = beside.peeks
    assert isinstance(window, PeekWindow)
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    qtbot.waitUntil(lambda: window.is_sharp, timeout=LONG)
    middle = window.grab().toImage().pixelColor(window.width() // 2, window.height() // 2)
    assert middle.getRgb()[:3] == color_of(1)


def test_pinned_windows_stay_in_their_place_until_the_volume_is_closed(
    qtbot: QtBot, desk: Desk
) -> None:
    beside = furniture(desk).beside
    for glance in (TEXT, FIGURE):
        furniture(desk).answering.popups[desk.view].pinned.emit(glance, AT)
    assert [window.pos() for window in beside.peeks] == [AT, AT]
    desk.open([desk.session.documents[0].path])
    qtbot.waitUntil(lambda: not beside.peeks, timeout=LONG)


def test_pinned_windows_close_with_their_window(qtbot: QtBot, desk: Desk) -> None:
    beside = furniture(desk).beside
    furniture(desk).answering.popups[desk.view].pinned.emit(TEXT, AT)
    desk.window.close()
    qtbot.waitUntil(lambda: not beside.peeks, timeout=LONG)


@pytest.mark.parametrize("with_list", [False, True])
def test_a_popup_brings_the_side_panel_into_sight(desk: Desk, *, with_list: bool) -> None:
    parts = furniture(desk)
    desk.window.panes.right.hide()
    parts.answering.popups[desk.view].panel_wanted.emit(with_list)
    assert desk.window.panes.right.isVisible()
    assert desk.window.right_tabs.currentWidget() is parts.references


def test_the_actions_for_what_answers_are_in_the_menu(qtbot: QtBot, desk: Desk) -> None:
    actions = desk.window.actions_by_id
    assert actions["previous_use"].shortcut().toString() == "Shift+F4"
    assert actions["hints"].shortcut().toString() == "Shift+F"
    for name in ("definition", "next_use", "previous_use", "hints"):
        with qtbot.waitSignal(desk.session.message, timeout=LONG):
            actions[name].trigger()


def test_the_second_view_has_popups_and_keys_of_its_own(qtbot: QtBot, desk: Desk) -> None:
    parts = furniture(desk)
    desk.window.actions_by_id["second_view"].trigger()
    second = parts.beside.second
    assert second is not None
    answering = parts.answering
    assert answering.keys[second] is not answering.keys[desk.view]
    told: list[object] = []
    answering._by_keys(told.append)
    second.setFocus()
    qtbot.waitUntil(second.hasFocus)
    answering._by_keys(told.append)
    assert told == [answering.keys[desk.view], answering.keys[second]]
    region = Region((Rect(10, 10, 50, 20),), Style.FOCUS)
    desk.overlays.set_layer("focus", {(0, 0): [region]})
    assert not second.overlays.regions(0, 0)
    desk.window.actions_by_id["second_view"].trigger()
    qtbot.waitUntil(lambda: second not in answering.keys, timeout=LONG)
    desk.window.actions_by_id["hints"].trigger()


def test_the_shortcut_sheet_tells_of_the_keys_and_fits_a_small_screen(qtbot: QtBot) -> None:
    sheet = ShortcutSheet()
    qtbot.addWidget(sheet)
    labels = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Tab, Shift+Tab", "Shift+F", "Shift+F4", "Enter; Ctrl+Enter"} <= labels
    assert sheet.sizeHint().height() < 768

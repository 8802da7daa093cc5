"""The bar beside selected text: where it stands, what it offers, how keys walk it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader import theme
from reader.panels.context_bar import GAP, ICONS, ContextBar, beside
from reader.records import COLOURS, TEXT_KINDS
from reader.settings import Settings

ROOM = QRect(5, 5, 790, 590)
SIZE = QSize(450, 30)
EVERY = {name: name.title() for name in ICONS}


class Window(QWidget):
    """Pages with a bar over them."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.area = QWidget(self)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QVBoxLayout(self).addWidget(self.area)
        self.resize(800, 600)
        self.bar = ContextBar(self.area, settings)

    def show_bar(self, texts: dict[str, str] = EVERY) -> ContextBar:
        self.bar.offer(texts)
        self.bar.show_beside([QRect(300, 200, 80, 20)], QPoint(370, 210))
        return self.bar


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    made = Window(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.area.setFocus()
    return made


def focus_name() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


# --- where it stands ----------------------------------------------------------------------------


def test_one_line_has_it_below_the_pointer() -> None:
    line = QRect(200, 300, 300, 20)
    place = beside([line], QPoint(480, 310), SIZE, ROOM)
    assert place.top() == line.bottom() + 1 + GAP
    assert place.left() <= 480 <= place.right()


def test_upwards_it_stands_above_where_the_drag_has_ended() -> None:
    lines = [QRect(200, 300, 300, 20), QRect(100, 325, 400, 20), QRect(100, 350, 200, 20)]
    up = beside(lines, QPoint(210, 310), SIZE, ROOM)
    assert up.bottom() < lines[0].top()
    down = beside(lines, QPoint(290, 360), SIZE, ROOM)
    assert down.top() > lines[2].bottom()


def test_at_the_lower_edge_it_stands_above() -> None:
    line = QRect(200, 570, 300, 20)
    place = beside([line], QPoint(480, 580), SIZE, ROOM)
    assert place.bottom() == line.top() - GAP - 1


def test_lines_that_run_down_have_it_on_the_side_that_is_not_selected() -> None:
    lines = [QRect(600, 100, 20, 500), QRect(570, 20, 20, 200)]
    place = beside(lines, QPoint(580, 210), SIZE, ROOM)
    assert not any(place.intersects(line) for line in lines)
    assert place.top() > 210
    assert place.right() < lines[0].left()


def test_where_all_is_selected_it_is_at_the_end_far_from_the_pointer() -> None:
    everything = [QRect(0, 0, 800, 600)]
    assert beside(everything, QPoint(400, 590), SIZE, ROOM).top() == ROOM.top()
    assert beside(everything, QPoint(400, 10), SIZE, ROOM).bottom() == ROOM.bottom()


lines = st.builds(
    QRect, st.integers(0, 700), st.integers(0, 560), st.integers(10, 400), st.integers(8, 40)
)


@given(st.lists(lines, min_size=1, max_size=12), st.integers(0, 800), st.integers(0, 600))
def test_it_is_in_the_room_and_covers_nothing_that_a_free_end_of_it_would_not(
    rects: list[QRect], x: int, y: int
) -> None:
    place = beside(rects, QPoint(x, y), SIZE, ROOM)
    assert place.size() == SIZE
    assert ROOM.contains(place)
    whole = rects[0]
    for rect in rects:
        whole = whole.united(rect)
    if whole.bottom() + 2 * GAP + SIZE.height() < ROOM.bottom():
        assert not any(place.intersects(rect) for rect in rects)


def test_in_a_narrow_view_it_has_two_rows(window: Window) -> None:
    wide = window.show_bar().geometry()
    window.resize(380, 600)
    QApplication.processEvents()
    narrow = window.show_bar().geometry()
    assert narrow.width() < 380 < wide.width()
    assert wide.height() < narrow.height() < 2.2 * wide.height()
    assert window.area.rect().contains(narrow)


# --- what it offers -----------------------------------------------------------------------------


def test_it_shows_what_is_offered_and_takes_no_keys(window: Window) -> None:
    bar = window.show_bar({"underline": "Underline (Ctrl+U)", "copy": "Copy"})
    shown = {name: button for name, button in bar.buttons.items() if button.isVisible()}
    assert set(shown) == {"underline", "copy"}
    assert shown["underline"].toolTip() == "Underline (Ctrl+U)"
    assert window.area.hasFocus()
    bar.offer(EVERY, disabled=["own_name"])
    assert [name for name, button in bar.buttons.items() if not button.isEnabled()] == ["own_name"]


def test_buttons_say_their_name_and_keep_their_mark(qtbot: QtBot, window: Window) -> None:
    bar = window.show_bar()
    bar.mark("cyan", "squiggly")
    for name, button in bar.buttons.items():
        with qtbot.waitSignal(bar.pressed) as pressed:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert pressed.args == [name]
    with qtbot.waitSignal(bar.coloured) as coloured:
        QTest.mouseClick(bar.colours.buttons["red"], Qt.MouseButton.LeftButton)
    assert coloured.args == ["red"]
    assert [name for name in TEXT_KINDS if bar.buttons[name].isChecked()] == ["squiggly"]
    assert bar.colours.buttons["cyan"].isChecked()


def test_every_button_has_a_picture_in_the_colours_of_the_window(
    qapp: QApplication, window: Window
) -> None:
    bar = window.show_bar()
    before = {name: button.icon().cacheKey() for name, button in bar.buttons.items()}
    assert not any(button.icon().isNull() for button in bar.buttons.values())
    palette = qapp.palette()
    try:
        qapp.setPalette(theme.palette("dark"))
        qapp.processEvents()
        color = theme.palette("dark").color(QPalette.ColorRole.ToolTipText)
        picture = bar.buttons["underline"].icon().pixmap(20, 20).toImage()
        solid = {
            picture.pixelColor(x, y).name()
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y).alpha() == 255
        }
        assert color.name() in solid
        assert all(bar.buttons[name].icon().cacheKey() != key for name, key in before.items())
    finally:
        qapp.setPalette(palette)


# --- keys ---------------------------------------------------------------------------------------


def test_arrows_walk_around_it_and_enter_presses(qtbot: QtBot, window: Window) -> None:
    bar = window.show_bar({"underline": "Underline", "copy": "Copy", "own_name": "Term"})
    bar.offer({"underline": "Underline", "copy": "Copy", "own_name": "Term"}, ["own_name"])
    bar.mark("pink", "highlight")
    bar.take_keys()
    walked = [focus_name()]
    for _ in range(len(COLOURS) + 2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        walked.append(focus_name())
    order = [*COLOURS, "underline", "copy"]
    start = order.index("pink")
    assert walked == [*order[start:], *order[:start], "pink"]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert focus_name() == "red"
    with qtbot.waitSignal(bar.coloured) as coloured:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert coloured.args == ["red"]
    with qtbot.waitSignal(bar.coloured) as coloured:
        QTest.keyClicks(QApplication.focusWidget(), "8")
    assert coloured.args == ["green"]
    bar.buttons["copy"].setFocus()
    with qtbot.waitSignal(bar.coloured) as coloured:
        QTest.keyClicks(bar.buttons["copy"], "1")
    assert coloured.args == ["yellow"]
    with qtbot.waitSignal(bar.pressed) as pressed:
        QTest.keyClick(bar.buttons["copy"], Qt.Key.Key_Space)
    assert pressed.args == ["copy"]


def test_escape_leaves_it_and_so_does_tab_at_its_end(qtbot: QtBot, window: Window) -> None:
    bar = window.show_bar({"copy": "Copy", "delete": "Delete"})
    bar.buttons["copy"].setFocus()
    with qtbot.assertNotEmitted(bar.left):
        QTest.keyClick(bar.buttons["copy"], Qt.Key.Key_Tab)
    assert focus_name() == "delete"
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.buttons["delete"], Qt.Key.Key_Tab)
    bar.colours.buttons["yellow"].setFocus()
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(
            bar.colours.buttons["yellow"], Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier
        )
    with qtbot.waitSignal(bar.left):
        QTest.keyClick(bar.colours.buttons["yellow"], Qt.Key.Key_Escape)


def test_a_colour_is_renamed_in_the_bar_by_keys(window: Window) -> None:
    bar = window.show_bar()
    bar.take_keys()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    assert bar.colours.line.isVisible()
    assert bar.holds(QApplication.focusWidget())
    QTest.keyClick(bar.colours.line, Qt.Key.Key_Escape)
    assert bar.isVisible()
    assert focus_name() == "yellow"

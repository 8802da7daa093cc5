"""The eight colours as buttons: their names, renamed in place, and how each kind looks."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QIcon, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.colour_names import colour_name
from reader.panels.colour_bar import SWATCH, ColourBar, swatch
from reader.records import COLOURS, TEXT_KINDS
from reader.settings import Settings
from reader.theme import LINES, MARKS


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def bar(qtbot: QtBot, settings: Settings) -> ColourBar:
    made = ColourBar(settings)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def right_click(bar: ColourBar, colour: str) -> None:
    button = bar.buttons[colour]
    middle = button.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, button.mapToGlobal(middle))
    QApplication.sendEvent(button, event)


def colors(icon: QIcon) -> set[int]:
    picture = icon.pixmap(SWATCH, SWATCH).toImage()
    return {
        picture.pixel(x, y) & 0xFFFFFF
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }


def test_a_click_chooses_and_what_is_in_use_stays_marked(qtbot: QtBot, bar: ColourBar) -> None:
    bar.show_colour("red")
    with qtbot.waitSignal(bar.chosen) as chosen:
        QTest.mouseClick(bar.buttons["blue"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["blue"]
    assert [name for name, button in bar.buttons.items() if button.isChecked()] == ["red"]
    bar.show_colour("a colour of the future")
    assert not any(button.isChecked() for button in bar.buttons.values())


def test_figures_choose_by_their_number(qtbot: QtBot, bar: ColourBar) -> None:
    bar.buttons["yellow"].setFocus()
    for number, colour in enumerate(COLOURS, 1):
        with qtbot.waitSignal(bar.chosen) as chosen:
            QTest.keyClicks(bar.buttons["yellow"], str(number))
        assert chosen.args == [colour]
    with qtbot.assertNotEmitted(bar.chosen):
        QTest.keyClicks(bar.buttons["yellow"], "09")


def test_right_click_renames_in_place(bar: ColourBar, settings: Settings) -> None:
    right_click(bar, "red")
    assert bar.line.isVisible()
    assert bar.line.text() == bar.line.selectedText() == "Doubtful"
    QTest.keyClicks(bar.line, "Sources")
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert not bar.line.isVisible()
    assert colour_name(settings, "red") == "Sources"
    assert bar.buttons["red"].accessibleName() == "Sources"
    assert bar.buttons["red"].toolTip().startswith("Sources (3)")
    assert bar.buttons["red"].hasFocus()


def test_escape_leaves_the_name_and_an_empty_one_gives_back_the_first(
    bar: ColourBar, settings: Settings
) -> None:
    QTest.keyClick(bar.buttons["green"], Qt.Key.Key_F2)
    QTest.keyClicks(bar.line, "never")
    QTest.keyClick(bar.line, Qt.Key.Key_Escape)
    assert not bar.line.isVisible()
    assert colour_name(settings, "green") == "Example"
    settings.set("notes/colour_names", {"green": "例示"})
    assert bar.buttons["green"].accessibleName() == "例示"
    QTest.keyClick(bar.buttons["green"], Qt.Key.Key_F2)
    QTest.keyClick(bar.line, Qt.Key.Key_Delete)
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert colour_name(settings, "green") == "Example"
    assert settings.get("notes/colour_names") == {}


def test_what_was_typed_is_kept_when_something_else_gets_the_keys(
    bar: ColourBar, settings: Settings
) -> None:
    bar.rename("pink")
    QTest.keyClicks(bar.line, "Mine")
    bar.buttons["blue"].setFocus()
    assert not bar.line.isVisible()
    assert colour_name(settings, "pink") == "Mine"


def test_a_name_that_is_not_changed_is_not_kept(bar: ColourBar, settings: Settings) -> None:
    bar.rename("pink")
    QTest.keyClick(bar.line, Qt.Key.Key_Return)
    assert settings.get("notes/colour_names") == {}


def test_f_2_on_a_colour_is_no_key_of_the_window(bar: ColourBar) -> None:
    for key, is_taken in ((Qt.Key.Key_F2, True), (Qt.Key.Key_F3, False)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(bar.buttons["red"], event)
        assert event.isAccepted() is is_taken


def test_each_kind_looks_otherwise_in_each_colour(bar: ColourBar) -> None:
    for colour in COLOURS:
        assert MARKS[colour] in colors(swatch(colour))
        assert LINES[colour] in colors(swatch(colour, "underline"))
    pictures = [swatch("red", kind).pixmap(SWATCH, SWATCH).toImage() for kind in TEXT_KINDS]
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])
    bar.show_kind("strikeout")
    shown = bar.buttons["red"].icon().pixmap(SWATCH, SWATCH).toImage()
    assert shown == pictures[TEXT_KINDS.index("strikeout")]


def test_the_line_covers_the_colours_and_nothing_else(bar: ColourBar) -> None:
    bar.rename("cyan")
    assert bar.rect().contains(bar.line.geometry())
    assert bar.line.geometry().topLeft() == QPoint(0, 0)
    assert bar.line.width() >= bar.width()

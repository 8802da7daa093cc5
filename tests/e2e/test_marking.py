"""Text of the white paper marked with the real mouse: the bar beside it, a colour, pixels, the record, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from reader.application import Desk
from reader.keeping import Keeping
from reader.overlays import LOOKS, Style
from reader.page_view import PageView
from reader.panels.context_bar import ContextBar
from reader.records import Annotation
from reader.settings import Settings
from reader.view_bar import ViewBar

LONG = 60_000
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Person:
    """Drags over text, clicks, and looks at what is painted."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.desk = Desk(Settings(folder / "settings.json"))
        self.desk.window.resize(1366, 768)
        self.desk.window.show()
        self.desk.window.activateWindow()
        self.view: PageView = self.desk.view

    def open(self, paths: list[Path]) -> None:
        with self.qtbot.waitSignal(self.view.first_page_painted, timeout=LONG):
            self.desk.open(paths)
        furniture = self.desk.furniture
        assert furniture is not None
        self.qtbot.waitUntil(lambda: furniture.keeping is not None, timeout=LONG)
        session = self.desk.session
        named = lambda: all(each.content for each in session.documents)  # noqa: E731
        self.qtbot.waitUntil(named, timeout=LONG)

    @property
    def keeping(self) -> Keeping:
        assert self.desk.furniture is not None
        assert self.desk.furniture.keeping is not None
        return self.desk.furniture.keeping

    @property
    def shown(self) -> ViewBar:
        return self.keeping.bars.bars[self.view]

    @property
    def bar(self) -> ContextBar:
        self.qtbot.waitUntil(lambda: self.shown.is_shown, timeout=5000)
        assert self.shown.bar is not None
        return self.shown.bar

    def records(self) -> list[Annotation]:
        items = self.keeping.notebook.items()
        return [item.record for item in items if isinstance(item.record, Annotation)]

    def place(self, words: str, page: int, at: int = 0) -> QRect:
        """Where a character of the first `words` of a page is on the viewport."""
        self.desk.render.request_text(0, page)
        self.qtbot.waitUntil(lambda: self.desk.render.text(0, page) is not None, timeout=LONG)
        text = self.desk.render.text(0, page)
        assert text is not None
        return self.view.viewport_rect(0, page, text.box(text.text.index(words) + at))

    def drag(self, start: QPoint, end: QPoint) -> None:
        area = self.view.viewport()
        QTest.mousePress(area, LEFT, PLAIN, start)
        QTest.mouseMove(area, (start + end) / 2)
        QTest.mouseMove(area, end)
        QTest.mouseRelease(area, LEFT, PLAIN, end)

    def select(self, words: str, page: int = 0) -> list[QRect]:
        """Drags over `words`; where they are on the viewport."""
        first, last = self.place(words, page), self.place(words, page, len(words) - 1)
        self.drag(
            QPoint(first.left() + 1, first.center().y()), QPoint(last.right(), last.center().y())
        )
        self.qtbot.waitUntil(lambda: self.view.selected_text() == words, timeout=5000)
        return self.selected()

    def selected(self) -> list[QRect]:
        view = self.view
        return [
            view.viewport_rect(document, page, rect)
            for document, page, rects in view.selection_model.places()
            for rect in rects
        ]

    def press(self, button: QToolButton) -> None:
        QTest.mouseClick(button, LEFT, PLAIN, button.rect().center())

    def pixels(self, area: QRect, color: int) -> int:
        picture = self.view.viewport().grab(area).toImage()
        wanted = QColor.fromRgb(color)
        return sum(
            picture.pixelColor(x, y) == wanted
            for x in range(picture.width())
            for y in range(picture.height())
        )


@pytest.fixture
def person(qtbot: QtBot, white_paper: list[Path], data_folder: Path) -> Iterator[Person]:
    """At the first page of the paper's third chapter."""
    made = Person(qtbot, data_folder)
    paper = next(path for path in white_paper if path.name == "MEXT Document Jun 11 2024 (1).pdf")
    made.open([paper])
    qtbot.waitUntil(made.view.is_sharp, timeout=LONG)
    yield made
    made.desk.close()


WORDS = "第１章で見てきたように"


def test_a_drag_a_colour_and_back(person: Person) -> None:
    assert person.shown.bar is None
    rects = person.select(WORDS)
    bar = person.bar
    area = person.view.viewport().rect()
    assert area.contains(bar.geometry())
    assert not any(bar.geometry().intersects(rect) for rect in rects)
    assert person.desk.window.focusWidget() is person.view
    person.press(bar.colours.buttons["green"])
    assert not person.shown.is_shown
    assert person.view.selection_model.is_empty
    green = LOOKS[Style.GREEN].color
    assert sum(person.pixels(rect, green) for rect in rects) > 200
    (record,) = person.records()
    assert (record.quotation, record.colour, record.kind) == (WORDS, "green", "highlight")
    QTest.keyClick(person.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.qtbot.waitUntil(lambda: not person.records(), timeout=5000)
    assert sum(person.pixels(rect, green) for rect in rects) == 0


def test_a_mark_is_clicked_recoloured_deleted_and_brought_back(person: Person) -> None:
    rects = person.select(WORDS)
    person.press(person.bar.buttons["highlight"])
    yellow, pink = LOOKS[Style.YELLOW].color, LOOKS[Style.PINK].color
    assert sum(person.pixels(rect, yellow) for rect in rects) > 200
    QTest.mouseClick(person.view.viewport(), LEFT, PLAIN, rects[0].center())
    bar = person.bar
    assert bar.buttons["delete"].isVisible()
    assert not any(bar.geometry().intersects(rect) for rect in rects)
    assert bar.colours.buttons["yellow"].isChecked()
    person.press(bar.colours.buttons["pink"])
    assert sum(person.pixels(rect, pink) for rect in rects) > 200
    assert sum(person.pixels(rect, yellow) for rect in rects) == 0
    person.press(bar.buttons["delete"])
    assert sum(person.pixels(rect, pink) for rect in rects) == 0
    assert person.records() == []
    QTest.keyClick(person.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.qtbot.waitUntil(lambda: len(person.records()) == 1, timeout=5000)
    assert sum(person.pixels(rect, pink) for rect in rects) > 200
    QTest.mouseClick(person.view.viewport(), LEFT, PLAIN, rects[0].center())
    QTest.keyClick(person.view, Qt.Key.Key_Delete)
    assert person.records() == []
    assert not bar.isVisible()


def test_of_words_that_stand_twice_the_selected_ones_keep_their_surroundings(
    person: Person,
) -> None:
    session = person.desk.session
    person.qtbot.waitUntil(lambda: None not in session.structures(), timeout=LONG)
    person.place(WORDS, 0)
    text = person.desk.render.text(0, 0)
    assert text is not None
    word = "ＡＩ"
    places = [at for at in range(len(text.text)) if text.text.startswith(word, at)]
    area = person.view.viewport().rect()
    inside = [at for at in places if area.contains(person.view.viewport_rect(0, 0, text.box(at)))]
    assert len(inside) > 3
    for at in inside[1:4]:
        first, last = (person.view.viewport_rect(0, 0, text.box(each)) for each in (at, at + 1))
        person.drag(QPoint(first.left() + 1, first.center().y()), last.center() + QPoint(4, 0))
        person.qtbot.waitUntil(lambda: person.view.selected_text() == word, timeout=5000)
        person.press(person.bar.colours.buttons["cyan"])
        record = next(each for each in person.records() if each.start == at)
        assert (record.quotation, record.end) == (word, at + 2)
        following = text.text[at + 2 : at + 40].replace("\n", "").lstrip()
        assert record.suffix[:2] == following[:2]
        assert record.prefix
    assert len({(each.prefix, each.suffix) for each in person.records()}) == 3

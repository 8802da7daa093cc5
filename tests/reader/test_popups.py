from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from small_paper import CAPTION, NIST, NOTE, open_session

from index_builder.model import Rect
from reader.live_targets import LiveTargets
from reader.popups import GAP, Popups
from reader.session import Session
from reader.targets import Target


@dataclass
class At:
    document: int
    page: int
    x: float
    y: float


ON_NIST = At(0, 0, 112, 105)
ON_MARK = At(0, 0, 141, 101)
ON_REFERENCE = At(0, 0, 70, 205)
ON_MISSING = At(1, 0, 70, 405)
ON_NOTE = At(0, 0, 60, 705)
MARGIN = At(0, 0, 2, 2)


class FakeView(QWidget):
    """A page at the scale of one pixel a point; what the popups ask of `PageView`."""

    hovered = Signal(object)
    scrolled = Signal()
    clicked = Signal(object, object)
    zoom_changed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.resize(600, 840)

    def viewport(self) -> QWidget:
        return self

    def viewport_rect(self, _document: int, _page: int, rect: Rect) -> QRect:
        return QRect(round(rect.x0), round(rect.y0), round(rect.width), round(rect.height))


class Scene:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.session: Session = open_session()
        self.live = LiveTargets(self.session)
        self.live.refresh()
        self.view = FakeView()
        qtbot.addWidget(self.view)
        self.view.show()
        self.popups = Popups(self.session, self.live, self.view)  # type: ignore[arg-type]
        self.popups._opening.setInterval(1)
        self.popups._closing.setInterval(10_000)

    @property
    def popup(self) -> QWidget:
        return self.popups.popup

    def hover(self, at: At) -> list[str]:
        self.view.hovered.emit(at)
        self.qtbot.waitUntil(lambda: self.popups._shown == self.live.at(at))
        assert self.popups.popup.card is not None
        return [label.text() for label in self.popups.popup.card.findChildren(QLabel)]

    def press(self, name: str) -> None:
        assert self.popups.popup.card is not None
        button = self.popups.popup.card.findChild(QPushButton, name)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene(qtbot)


def test_an_acronym_says_its_meaning_beside_the_word(scene: Scene) -> None:
    texts = scene.hover(ON_NIST)
    assert texts[:3] == ["NIST", NIST.long_form, NIST.expansion]
    word = scene.view.viewport_rect(0, 0, NIST.place.rects[0])
    assert scene.popup.isVisible()
    assert scene.popup.height() > 60
    assert not scene.popup.geometry().intersects(word)
    assert scene.popup.geometry().top() - word.bottom() <= GAP + 1
    assert scene.view.rect().contains(scene.popup.geometry())


def test_at_the_lower_edge_it_opens_above(scene: Scene) -> None:
    scene.view.resize(600, 225)
    scene.hover(ON_REFERENCE)
    assert scene.popup.geometry().bottom() < 200
    assert scene.view.rect().contains(scene.popup.geometry())


def test_a_mark_says_its_note_and_a_reference_its_figure(scene: Scene) -> None:
    assert NOTE.text in scene.hover(ON_MARK)
    assert any(CAPTION.title in text for text in scene.hover(ON_REFERENCE))
    assert "The figure it names is in none of the open files." in scene.hover(ON_MISSING)


def test_what_the_page_says_itself_has_no_popup(scene: Scene) -> None:
    scene.view.hovered.emit(ON_NOTE)
    assert not scene.popups._opening.isActive()


def test_it_closes_when_the_pointer_goes_and_stays_while_it_is_inside(scene: Scene) -> None:
    scene.hover(ON_NIST)
    scene.view.hovered.emit(None)
    assert scene.popups._closing.isActive()
    scene.popups.popup.entered.emit()
    assert not scene.popups._closing.isActive()
    assert scene.popup.isVisible()
    scene.popups._closing.setInterval(1)
    scene.popups.popup.left.emit()
    scene.qtbot.waitUntil(lambda: not scene.popup.isVisible())


def test_passing_over_quickly_opens_nothing(scene: Scene) -> None:
    scene.popups._opening.setInterval(10_000)
    scene.view.hovered.emit(ON_NIST)
    scene.view.hovered.emit(MARGIN)
    assert not scene.popups._opening.isActive()
    assert not scene.popup.isVisible()


def test_escape_scrolling_and_a_click_close_it(scene: Scene) -> None:
    scene.hover(ON_NIST)
    scene.qtbot.keyClick(scene.view, Qt.Key.Key_Escape)
    assert not scene.popup.isVisible()
    scene.hover(ON_NIST)
    scene.view.scrolled.emit()
    assert not scene.popup.isVisible()
    scene.hover(ON_NIST)
    scene.view.clicked.emit(ON_NIST, Qt.KeyboardModifier.NoModifier)
    assert not scene.popup.isVisible()


def test_its_buttons_lead_to_the_place_and_to_the_panel(scene: Scene, qtbot: QtBot) -> None:
    scene.hover(ON_MARK)
    with qtbot.waitSignal(scene.session.jump_requested) as jumped:
        scene.press("go")
    assert jumped.args[0].rect == NOTE.place.rects[0]
    assert not scene.popup.isVisible()
    scene.hover(ON_NIST)
    scene.press("details")
    assert isinstance(scene.session.target, Target)
    assert scene.session.target.kind == "term"


def test_a_target_that_is_gone_closes_it(scene: Scene, qtbot: QtBot) -> None:
    scene.hover(ON_NIST)
    with qtbot.waitSignal(scene.live.changed):
        scene.session.structure_changed.emit()
    assert not scene.popup.isVisible()
    assert scene.popup.pos() != QPoint(-1, -1)

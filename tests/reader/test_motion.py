"""Wheel, touch and keys in each layout: by pixels, by pages, with the pointer at rest."""

from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QNativeGestureEvent,
    QPointingDevice,
    QScrollEvent,
    QScrollPrepareEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScroller
from pytestqt.qtbot import QtBot

from reader.geometry import Arrangement, FitMode, Layout, PageRef
from reader.overlays import Overlays
from reader.page_view import PageView
from reader.render import RenderService

PLAIN = Qt.KeyboardModifier.NoModifier
SINGLE, FACING = Arrangement(Layout.SINGLE), Arrangement(Layout.FACING)
Key = Qt.Key


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    """Ten pages that nobody draws, at 100 %: 267 × 400 pixels in a view of 500 × 500."""
    service = RenderService()
    service._channel = Mock(request="busy")
    made = PageView(service, Overlays())
    qtbot.addWidget(made)
    made.resize(500, 500)
    made.show()
    made.set_pages([PageRef(0, number, 200, 300, 0) for number in range(10)])
    made.set_zoom(1.0)
    made.verticalScrollBar().setValue(0)
    return made


def turn(view: PageView, pixels: QPoint, angle: QPoint) -> None:
    middle = QPointF(view.viewport().rect().center())
    place = view.viewport().mapToGlobal(middle)
    phase = Qt.ScrollPhase.NoScrollPhase
    buttons = Qt.MouseButton.NoButton
    event = QWheelEvent(middle, place, pixels, angle, buttons, PLAIN, phase, False)
    QApplication.sendEvent(view.viewport(), event)


def top(view: PageView) -> int:
    return view.offset()[1]


def pages_in_sight(view: PageView) -> list[int]:
    height = view.viewport().height()
    return list(view.strip.visible(top(view), top(view) + height))


def test_a_touchpad_scrolls_to_the_pixel(view: PageView) -> None:
    turn(view, QPoint(0, -7), QPoint(0, -56))
    assert top(view) == 7
    turn(view, QPoint(0, -1), QPoint(0, -8))
    assert top(view) == 8


def test_parts_of_a_notch_add_up(view: PageView) -> None:
    for _ in range(120):
        turn(view, QPoint(), QPoint(0, -1))
    fine = top(view)
    view.verticalScrollBar().setValue(0)
    turn(view, QPoint(), QPoint(0, -120))
    assert fine == top(view) == 144


def test_lines_by_arrows_and_by_j_and_k(view: PageView) -> None:
    QTest.keyClick(view, Key.Key_Down)
    by_arrow = top(view)
    QTest.keyClick(view, Key.Key_Up)
    assert (by_arrow, top(view)) == (48, 0)
    QTest.keyClick(view, Key.Key_J)
    assert top(view) == by_arrow
    QTest.keyClick(view, Key.Key_K)
    assert top(view) == 0


def test_keys_of_shortcuts_are_left_alone(view: PageView) -> None:
    QTest.keyClick(view, Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert top(view) == 0


def test_one_page_at_a_time_by_keys(view: PageView) -> None:
    view.set_arrangement(SINGLE)
    assert pages_in_sight(view) == [0]
    for key, page in (
        (Key.Key_Space, 1),
        (Key.Key_PageDown, 2),
        (Key.Key_Right, 3),
        (Key.Key_Left, 2),
        (Key.Key_PageUp, 1),
        (Key.Key_End, 9),
        (Key.Key_PageDown, 9),
        (Key.Key_Home, 0),
        (Key.Key_PageUp, 0),
    ):
        QTest.keyClick(view, key)
        assert pages_in_sight(view) == [page], key
        assert view.current_page() == (0, page)


def test_a_high_page_is_scrolled_to_its_foot_before_the_next_comes(view: PageView) -> None:
    view.set_arrangement(SINGLE)
    view.set_zoom(2.0)
    view.go_to(0, 3)
    first = top(view)
    steps = []
    while pages_in_sight(view) == [3]:
        QTest.keyClick(view, Key.Key_Space)
        steps.append(top(view))
    box, height = view.strip.box(3), view.viewport().height()
    assert steps[0] > first
    assert steps[-2] == box.top + box.height + view.strip.gap - height
    assert pages_in_sight(view) == [4]
    QTest.keyClick(view, Key.Key_PageUp)
    assert top(view) == steps[-2]


def test_a_notch_turns_a_page_and_a_touchpad_has_to_pull(view: PageView) -> None:
    view.set_arrangement(SINGLE)
    turn(view, QPoint(), QPoint(0, -120))
    assert pages_in_sight(view) == [1]
    for _ in range(11):
        turn(view, QPoint(0, -10), QPoint(0, -80))
    assert pages_in_sight(view) == [1]
    turn(view, QPoint(0, -10), QPoint(0, -80))
    assert pages_in_sight(view) == [2]


def test_the_slider_of_single_pages_never_shows_two(view: PageView) -> None:
    view.set_arrangement(SINGLE)
    for value in range(0, view.verticalScrollBar().maximum(), 37):
        view.verticalScrollBar().setValue(value)
        assert len(pages_in_sight(view)) == 1


def test_facing_pages_by_keys(view: PageView) -> None:
    view.set_arrangement(FACING)
    view.set_fit(FitMode.PAGE)
    QTest.keyClick(view, Key.Key_Right)
    assert view.current_page() == (0, 1)
    QTest.keyClick(view, Key.Key_Right)
    assert view.current_page() == (0, 3)
    view.set_arrangement(Arrangement(Layout.FACING, leftwards=True))
    QTest.keyClick(view, Key.Key_Right)
    assert view.current_page() == (0, 1)


def test_sideways_moves_a_wide_page(view: PageView) -> None:
    view.set_zoom(4.0)
    left = view.offset()[0]
    QTest.keyClick(view, Key.Key_Right)
    assert view.offset()[0] == left + 48


@pytest.mark.parametrize("arrangement", [Arrangement(), SINGLE, FACING])
@pytest.mark.parametrize("place", [QPointF(250, 40), QPointF(250, 460), QPointF(180, 250)])
def test_a_pinch_zooms_at_its_place(
    view: PageView, arrangement: Arrangement, place: QPointF
) -> None:
    view.set_arrangement(arrangement)
    view.go_to(0, 5)
    before = view.nearest_point(place)
    device = QPointingDevice.primaryPointingDevice()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    at = view.viewport().mapToGlobal(place)
    event = QNativeGestureEvent(kind, device, 2, place, place, at, 1.5, QPointF())
    QApplication.sendEvent(view.viewport(), event)
    assert view.zoom == pytest.approx(2.5)
    after = view.nearest_point(place)
    assert before is not None
    assert after is not None
    assert after.page == before.page
    if arrangement is not SINGLE:
        assert after.y == pytest.approx(before.y, abs=1)


def test_fingers_scroll_in_pixels_of_the_window(view: PageView) -> None:
    assert QScroller.hasScroller(view.viewport())
    asked = QScrollPrepareEvent(QPointF(100, 100))
    QApplication.sendEvent(view.viewport(), asked)
    assert asked.isAccepted()
    bar = view.verticalScrollBar()
    assert asked.contentPosRange() == QRectF(0, 0, 0, bar.maximum())
    assert asked.viewportSize() == QSizeF(view.viewport().size())
    moved = QScrollEvent(QPointF(0, 333.4), QPointF(), QScrollEvent.ScrollState.ScrollUpdated)
    QApplication.sendEvent(view.viewport(), moved)
    assert top(view) == 333


@pytest.mark.parametrize(("button", "way"), [("BackButton", -1), ("ForwardButton", 1)])
def test_the_mouse_s_own_buttons_ask_for_history(
    qtbot: QtBot, view: PageView, button: str, way: int
) -> None:
    with qtbot.waitSignal(view.history_asked) as asked:
        QTest.mouseClick(view.viewport(), getattr(Qt.MouseButton, button), PLAIN, QPoint(250, 90))
    assert asked.args == [way]

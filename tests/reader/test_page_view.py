"""The page view: real pixels at their place, position, zoom, keys, mouse, selection."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from papers import AREA, color_of, paper
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.geometry import FitMode, PageRef
from reader.history import Position
from reader.overlays import LOOKS, Overlays, Region, Style
from reader.page_view import PageView
from reader.pictures import PictureKey
from reader.render import DocumentInfo, RenderService
from reader.text_selection import PagePoint

TIMEOUT = 20_000
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
Show = Callable[..., PageView]


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[RenderService]:
    made = RenderService()
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.pid == 0)


@pytest.fixture
def show(qtbot: QtBot, service: RenderService, tmp_path: Path) -> Show:
    def make(pages: int = 3, size: tuple[float, float] = (200, 300), words: str = "") -> PageView:
        view = PageView(service, Overlays())
        qtbot.addWidget(view)
        view.resize(500, 500)
        view.show()
        with qtbot.waitSignal(service.opened, timeout=TIMEOUT) as opened:
            service.open([paper(tmp_path / "a.pdf", pages, size, words)])
        view.set_pages(refs(opened.args[1]))
        view.set_zoom(1.0)
        view.verticalScrollBar().setValue(0)
        qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
        return view

    return make


def refs(info: DocumentInfo, document: int = 0) -> list[PageRef]:
    return [
        PageRef(document, number, *size, info.rotations[number])
        for number, size in enumerate(info.sizes)
    ]


def center_of_area(view: PageView, page: int) -> QPoint:
    return view.viewport_rect(0, page, Rect(*AREA)).center()


def color_at(view: PageView, point: QPoint) -> tuple[int, int, int]:
    color = view.viewport().grab().toImage().pixelColor(point)
    return color.red(), color.green(), color.blue()


class Paints(QObject):
    """How often the pages were painted."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self.count = 0
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_only_marks_in_sight_have_the_pages_painted_again(qtbot: QtBot, show: Show) -> None:
    view = show(pages=6)
    mark = Region((Rect(20, 20, 60, 40),), Style.HIT)
    QApplication.processEvents()
    paints = Paints(view)
    view.overlays.set_layer("marks", {(0, 5): [mark]})
    QApplication.processEvents()
    assert paints.count == 0
    view.overlays.set_layer("marks", {(0, 5): [mark], (0, 0): [mark]})
    qtbot.waitUntil(lambda: paints.count > 0)
    assert color_at(view, view.viewport_rect(0, 0, mark.rects[0]).center()) != (255, 255, 255)


def test_pages_are_painted_where_geometry_says(show: Show) -> None:
    view = show()
    area = view.viewport_rect(0, 0, Rect(*AREA))
    assert color_at(view, area.center()) == color_of(0)
    assert color_at(view, area.topLeft() + QPoint(1, 1)) == color_of(0)
    assert color_at(view, area.topLeft() - QPoint(3, 3)) == (255, 255, 255)
    assert area.width() == round(40 * 96 / 72)


def test_the_first_picture_is_told_once_and_only_after_it_was_painted(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    view = PageView(service, Overlays())
    qtbot.addWidget(view)
    told: list[bool] = []
    view.first_page_painted.connect(lambda: told.append(True))
    early: list[bool] = []

    def paint(_key: PictureKey) -> None:
        view.viewport().grab()
        early.extend(told)

    service.drawn.connect(paint)
    view.show()
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT) as opened:
        service.open([paper(tmp_path / "a.pdf")])
    assert not told
    with qtbot.waitSignal(view.first_page_painted, timeout=TIMEOUT):
        view.set_pages(refs(opened.args[1]))
    assert not early
    view.go_to(0, 2)
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    view.viewport().grab()
    assert told == [True]


def test_going_to_a_page_and_coming_back(qtbot: QtBot, show: Show) -> None:
    view = show()
    start = view.position()
    assert start is not None
    with qtbot.waitSignal(view.page_changed) as changed:
        view.go_to(0, 2)
    assert changed.args == [0, 2]
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    assert color_at(view, center_of_area(view, 2)) == color_of(2)
    view.restore(start)
    assert view.position() == pytest.approx(start)


def test_a_place_that_is_gone_to_stands_comfortably_in_sight(show: Show) -> None:
    view = show()
    rect = Rect(20, 250, 80, 262)
    view.go_to(0, 1, rect)
    place = view.viewport_rect(0, 1, rect)
    height = view.viewport().height()
    assert height * 0.1 < place.top() < height * 0.6
    before = view.verticalScrollBar().value()
    view.go_to(0, 1, rect)
    assert view.verticalScrollBar().value() == before
    view.go_to(5, 1, rect)
    assert view.verticalScrollBar().value() == before


def test_the_place_stays_when_pages_come_before_it(show: Show) -> None:
    view = show(pages=4)
    info = [PageRef(0, number, 200, 300, 0) for number in range(4)]
    view.restore(Position(0, 2, 0.0, 120.0))
    view.set_pages([PageRef(1, number, 400, 100, 0) for number in range(7)] + info)
    position = view.position()
    assert position is not None
    assert position[:2] == (0, 2)
    assert position.y == pytest.approx(120, abs=1)


def test_zoom_keeps_the_point_under_the_pointer(qtbot: QtBot, show: Show) -> None:
    view = show()
    at = QPointF(center_of_area(view, 0))
    before = view.point_at(at)
    assert before is not None
    with qtbot.waitSignal(view.zoom_changed):
        view.set_zoom(3.0, at)
    after = view.point_at(at)
    assert after is not None
    assert (after.x, after.y) == pytest.approx((before.x, before.y), abs=0.5)
    assert view.fit_mode is FitMode.NONE
    view.set_zoom(99)
    assert view.zoom == 8.0


def test_ctrl_wheel_zooms_and_the_wheel_scrolls(show: Show) -> None:
    view = show()

    def turn(steps: int, modifiers: Qt.KeyboardModifier) -> None:
        center = QPointF(view.viewport().rect().center())
        event = QWheelEvent(
            center,
            view.viewport().mapToGlobal(center),
            QPoint(),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)

    turn(1, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(1.2)
    turn(-1, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(1.0)
    before = view.verticalScrollBar().value()
    turn(-1, PLAIN)
    assert view.verticalScrollBar().value() > before


def test_fitting_follows_the_size_of_the_view(qtbot: QtBot, show: Show) -> None:
    view = show()
    view.set_fit(FitMode.WIDTH)
    zoom = view.zoom
    with qtbot.waitSignal(view.zoom_changed):
        view.resize(700, 500)
    assert view.zoom > zoom
    view.set_fit(FitMode.PAGE)
    page = view.viewport_rect(0, 0, Rect(0, 0, 200, 300))
    assert page.height() <= view.viewport().height()


def test_keys(show: Show) -> None:
    view = show(pages=6)
    bar = view.verticalScrollBar()
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert bar.value() == bar.pageStep()
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert bar.value() == bar.pageStep()
    QTest.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert bar.value() < bar.maximum()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_turning(qtbot: QtBot, show: Show) -> None:
    view = show()
    view.rotate(90)
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    page = view.viewport_rect(0, 0, Rect(0, 0, 200, 300))
    assert page.width() > page.height()
    assert color_at(view, center_of_area(view, 0)) == color_of(0)
    point = view.point_at(QPointF(center_of_area(view, 0)))
    assert point is not None
    assert (point.x, point.y) == pytest.approx((40, 40), abs=1)


def test_a_click_tells_the_point_of_the_page(qtbot: QtBot, show: Show) -> None:
    view = show()
    at = center_of_area(view, 0)
    with qtbot.waitSignal(view.clicked) as clicked:
        QTest.mouseClick(view.viewport(), LEFT, PLAIN, at)
    point = clicked.args[0]
    assert isinstance(point, PagePoint)
    assert (point.document, point.page) == (0, 0)
    assert (point.x, point.y) == pytest.approx((40, 40), abs=1)
    with qtbot.assertNotEmitted(view.clicked):
        QTest.mouseClick(view.viewport(), LEFT, PLAIN, QPoint(2, 250))


def test_hovering_tells_the_point_and_leaving_tells_none(qtbot: QtBot, show: Show) -> None:
    view = show()
    told: list[object] = []
    view.hovered.connect(told.append)
    QTest.mouseMove(view.viewport(), center_of_area(view, 0))
    qtbot.waitUntil(lambda: any(isinstance(point, PagePoint) for point in told))
    QTest.mouseMove(view.viewport(), QPoint(2, 250))
    qtbot.waitUntil(lambda: told[-1] is None)


def test_a_drag_selects_text_and_marks_it(qtbot: QtBot, show: Show, service: RenderService) -> None:
    view = show(words="NIST")
    with qtbot.waitSignal(service.text_arrived, timeout=TIMEOUT):
        service.request_text(0, 0)
    line = view.viewport_rect(0, 0, Rect(20, 88, 110, 100))
    start, end = QPoint(line.left(), line.center().y()), QPoint(line.right() + 9, line.center().y())
    with qtbot.waitSignal(view.selection_changed):
        QTest.mousePress(view.viewport(), LEFT, PLAIN, start)
        QTest.mouseMove(view.viewport(), end - QPoint(5, 0))
        QTest.mouseMove(view.viewport(), end)
    with qtbot.assertNotEmitted(view.clicked):
        QTest.mouseRelease(view.viewport(), LEFT, PLAIN, end)
    assert view.selected_text() == "第1頁 NIST"
    ((document, page, rects),) = view.selection_model.places()
    assert (document, page, view.selection_model.text()) == (0, 0, "第1頁 NIST")
    image = view.viewport().grab().toImage()
    marked = view.viewport_rect(0, 0, rects[0])
    tint = LOOKS[Style.SELECTION].color
    assert image.pixel(marked.left() + 1, marked.top() + 1) & 0xFFFFFF == tint
    view.selection_model.clear()
    assert view.selection_model.places() == []
    assert view.selected_text() == ""


def test_a_selection_reaches_over_pages(qtbot: QtBot, show: Show, service: RenderService) -> None:
    view = show(pages=3)
    view.set_zoom(0.5)
    for page in range(2):
        with qtbot.waitSignal(service.text_arrived, timeout=TIMEOUT):
            service.request_text(0, page)
    start = view.viewport_rect(0, 0, Rect(18, 88, 60, 100)).center()
    end = view.viewport_rect(0, 1, Rect(18, 88, 90, 100))
    QTest.mousePress(view.viewport(), LEFT, PLAIN, QPoint(start.x() - 20, start.y()))
    QTest.mouseMove(view.viewport(), QPoint(end.right() - 5, end.center().y()))
    QTest.mouseMove(view.viewport(), QPoint(end.right(), end.center().y()))
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, QPoint(end.right(), end.center().y()))
    assert view.selected_text() == "第1頁\n第2頁"


def test_a_double_click_selects_a_word(qtbot: QtBot, show: Show, service: RenderService) -> None:
    view = show(words="NIST")
    with qtbot.waitSignal(service.text_arrived, timeout=TIMEOUT):
        service.request_text(0, 0)
    text = service.text(0, 0)
    assert text is not None
    box = text.box(text.text.index("NIST") + 1)
    QTest.mouseDClick(view.viewport(), LEFT, PLAIN, view.viewport_rect(0, 0, box).center())
    assert view.selected_text() == "NIST"


def test_overlays_are_painted_over_the_page(show: Show) -> None:
    view = show()
    rect = Rect(100, 150, 140, 170)
    view.overlays.set_layer("hits", {(0, 0): [Region((rect,), Style.CURRENT_HIT)]})
    color = color_at(view, view.viewport_rect(0, 0, rect).center())
    assert color == tuple(LOOKS[Style.CURRENT_HIT].color.to_bytes(3, "big"))


def test_a_page_that_cannot_be_drawn_says_so_and_is_tried_again_on_a_click(
    qtbot: QtBot, show: Show, service: RenderService, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = show()
    blank = view.viewport().grab().toImage()
    retried: list[tuple[int, int]] = []
    failing = {(0, 0): "Page 1 is damaged."}
    monkeypatch.setattr(service, "failure", lambda d, p: failing.get((d, p), ""))
    monkeypatch.setattr(service, "retry", lambda d, p: retried.append((d, p)))
    service.page_failed.emit(0, 0, "Page 1 is damaged.")
    assert view.viewport().grab().toImage() != blank
    with qtbot.assertNotEmitted(view.clicked):
        QTest.mouseClick(view.viewport(), LEFT, PLAIN, center_of_area(view, 0))
    assert retried == [(0, 0)]


def test_a_large_page_is_drawn_within_the_cap(
    qtbot: QtBot, show: Show, service: RenderService
) -> None:
    view = show(pages=1, size=(1000, 1400))
    drawn: list[PictureKey] = []
    service.drawn.connect(drawn.append)
    view.set_zoom(8.0)
    qtbot.waitUntil(lambda: bool(drawn), timeout=TIMEOUT)
    assert drawn[-1].area[2] * drawn[-1].area[3] <= 2480 * 3508 * 1.01
    view.go_to(0, 0, Rect(*AREA))
    assert color_at(view, center_of_area(view, 0)) == color_of(0)


def test_zooming_in_asks_for_parts_and_never_shows_white(
    qtbot: QtBot, show: Show, service: RenderService
) -> None:
    """Under the pointer is the coloured rectangle: whatever stands in for it has its colour."""
    view = show(pages=1, size=(600, 800))
    drawn: list[PictureKey] = []
    service.drawn.connect(drawn.append)
    view.go_to(0, 0, Rect(*AREA))
    at = QPointF(center_of_area(view, 0))
    for zoom in (2.0, 4.0, 5.0, 8.0, 6.0, 3.5, 8.0):
        view.set_zoom(zoom, at)
        assert color_at(view, at.toPoint()) == color_of(0)
    view.go_to(0, 0, Rect(*AREA))
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    assert color_at(view, center_of_area(view, 0)) == color_of(0)
    edge = view.viewport_rect(0, 0, Rect(*AREA)).topLeft()
    assert color_at(view, edge + QPoint(1, 1)) == color_of(0)
    assert color_at(view, edge - QPoint(2, 2)) == (255, 255, 255)
    parts = [key for key in drawn if not key.whole]
    assert parts
    assert all(max(key.area[2:]) <= 1024 for key in parts)
    assert service.cache.bytes < 120 << 20


def test_parts_that_left_the_screen_are_dropped(
    qtbot: QtBot, show: Show, service: RenderService
) -> None:
    view = show(pages=2, size=(1200, 1600))
    view.set_zoom(8.0)
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    drawn: list[PictureKey] = []
    service.drawn.connect(drawn.append)
    bar = view.verticalScrollBar()
    for value in range(0, bar.maximum(), bar.maximum() // 40):
        bar.setValue(value)
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    assert len(drawn) < 10, "what was flown over is not drawn"


@pytest.mark.parametrize("size", [(1, 1), (14400, 14400), (3, 14400), (14400, 3)])
def test_pages_of_any_size(
    qtbot: QtBot, show: Show, service: RenderService, size: tuple[float, float]
) -> None:
    """The largest page that can be written is 5 m; a user unit makes it larger."""
    view = show(pages=3, size=size)
    for zoom in (0.1, 1.0, 8.0):
        view.set_zoom(zoom)
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
        qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
        view.viewport().grab()
    assert not service.failure(0, 0)
    view.set_fit(FitMode.PAGE)
    view.rotate(90)
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)

"""Two views of one volume: what the reader does happens in the one that was clicked last."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import AREA, paper
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader import theme
from reader.application import Desk
from reader.geometry import FitMode, Layout
from reader.page_view import PageView
from reader.settings import Settings

TIMEOUT = 30_000
PAGES = 12


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1600, 800)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=TIMEOUT):
        desk.open([paper(tmp_path / "paper.pdf", PAGES, words="NIST")])
    yield desk
    desk.close()


def do(desk: Desk, name: str) -> None:
    desk.window.actions_by_id[name].trigger()


def click(view: PageView) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


@pytest.fixture
def second(desk: Desk) -> PageView:
    """The second view, clicked."""
    do(desk, "second_view")
    assert desk.furniture is not None
    view = desk.furniture.beside.second
    assert view is not None
    assert desk.window.views.active is desk.view
    click(view)
    assert desk.window.views.active is view
    return view


def test_zoom_turn_and_fit_are_those_of_the_view_clicked_last(desk: Desk, second: PageView) -> None:
    zoom = desk.view.zoom
    do(desk, "actual_size")
    do(desk, "zoom_in")
    do(desk, "rotate_right")
    assert (second.zoom, second.rotation) == (1.1, 90)
    assert (desk.view.zoom, desk.view.rotation) == (zoom, 0)
    assert desk.window.status._zoom.text() == "110%"
    do(desk, "fit_page")
    assert (second.fit_mode, desk.view.fit_mode) == (FitMode.PAGE, FitMode.WIDTH)
    click(desk.view)
    assert desk.window.status._zoom.text() == f"{zoom:.0%}"
    do(desk, "rotate_left")
    assert (second.rotation, desk.view.rotation) == (90, 270)


def test_selecting_copying_and_the_menu_are_those_of_the_view_clicked_last(
    qtbot: QtBot, desk: Desk, second: PageView
) -> None:
    second.go_to(0, 4)
    do(desk, "select_all")
    qtbot.waitUntil(lambda: bool(second.selected_text()), timeout=TIMEOUT)
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT):
        do(desk, "copy")
    assert QGuiApplication.clipboard().text() == "第5頁 NIST"
    assert desk.view.selection_model.is_empty
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT):
        do(desk, "copy_citation")
    assert "PDF p. 5" in QGuiApplication.clipboard().text()
    second.context_requested.emit(None, QPoint(0, 0))
    offered = [a.objectName() for menu in desk.window.findChildren(QMenu) for a in menu.actions()]
    assert "copy" in offered
    do(desk, "copy_picture")
    QTest.mousePress(second.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseMove(second.viewport(), QPoint(90, 90))
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT):
        QTest.mouseRelease(second.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(90, 90))
    assert not QGuiApplication.clipboard().image().isNull()


def test_jumps_and_the_way_back_are_those_of_the_view_clicked_last(
    desk: Desk, second: PageView
) -> None:
    session = desk.session
    session.jump(0, 6)
    assert (second.current_page(), desk.view.current_page()) == ((0, 6), (0, 0))
    assert session.position is not None
    assert session.position.page == 6
    click(desk.view)
    assert session.position.page == 0
    assert not session.can_go_back
    session.jump(0, 9)
    session.go_back()
    assert (second.current_page(), desk.view.current_page()) == ((0, 6), (0, 0))
    click(second)
    assert not session.can_go_forward
    session.go_back()
    assert second.current_page() == (0, 0)
    second.history_asked.emit(1)
    assert second.current_page() == (0, 6)
    do(desk, "second_view")
    assert desk.window.views.active is desk.view
    assert session.can_go_forward
    assert session.position.page == 0


def test_layout_colours_and_ruler_hold_for_both_views(desk: Desk, second: PageView) -> None:
    do(desk, "layout_facing")
    do(desk, "ruler")
    desk.settings.set("view/paper", "sepia")
    for view in (desk.view, second):
        assert view.arrangement.layout is Layout.FACING
        assert view._painter.paper is theme.PAPERS["sepia"]
    assert all(ruler.isVisible() for ruler in desk.modes._rulers.values())
    do(desk, "second_view")
    do(desk, "second_view")
    assert desk.furniture is not None
    third = desk.furniture.beside.second
    assert third is not None
    assert third.arrangement.layout is Layout.FACING
    assert third._painter.paper is theme.PAPERS["sepia"]
    desk.settings.set("view/paper", "white")
    assert third._painter.paper is theme.PAPERS["white"]


def test_hits_are_marked_beside_both_views(qtbot: QtBot, desk: Desk, second: PageView) -> None:
    qtbot.waitUntil(lambda: bool(desk.session.documents[0].structure), timeout=TIMEOUT)
    desk.finder.search("NIST")
    qtbot.waitUntil(lambda: len(desk.view.bar.rows()) == PAGES, timeout=TIMEOUT)
    qtbot.waitUntil(lambda: len(second.bar.rows()) == PAGES, timeout=TIMEOUT)


def test_a_line_says_which_of_two_views_is_read_in(desk: Desk, second: PageView) -> None:
    def has_line(view: PageView) -> bool:
        image = view.viewport().grab().toImage()
        return image.pixelColor(9, 0) == theme.ACTIVE == image.pixelColor(9, 1)

    assert (has_line(desk.view), has_line(second)) == (False, True)
    click(desk.view)
    assert (has_line(desk.view), has_line(second)) == (True, False)
    do(desk, "second_view")
    assert not has_line(desk.view)


def test_the_view_clicked_last_is_presented_alone(desk: Desk, second: PageView) -> None:
    second.go_to(0, 3)
    do(desk, "presentation")
    assert second.isVisible()
    assert not desk.view.isVisible()
    assert second.arrangement.layout is Layout.SINGLE
    do(desk, "presentation")
    assert desk.view.isVisible()
    assert second.arrangement.layout is Layout.CONTINUOUS


def test_another_volume_begins_in_the_first_view_without_a_way_back(
    qtbot: QtBot, desk: Desk, second: PageView, tmp_path: Path
) -> None:
    desk.session.jump(0, 6)
    click(desk.view)
    desk.session.jump(0, 3)
    click(second)
    desk.open([paper(tmp_path / "other.pdf", 5)])
    qtbot.waitUntil(lambda: len(second.strip.pages) == 5, timeout=TIMEOUT)
    assert desk.window.views.active is desk.view
    assert not desk.session.can_go_back
    click(second)
    assert not desk.session.can_go_back
    assert second.viewport_rect(0, 0, Rect(*AREA)).isValid()

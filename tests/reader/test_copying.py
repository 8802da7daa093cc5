"""What goes to the clipboard: text with and without its source, and parts of pages as pictures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import AREA, color_of, paper
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.application import Desk
from reader.copying import DPI, MOST_PIXELS, picture_request
from reader.settings import Settings

TIMEOUT = 20_000
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1200, 800)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=TIMEOUT):
        desk.open([paper(tmp_path / "paper.pdf", words="NIST")])
    desk.view.set_zoom(1.0)
    desk.view.go_to(0, 0)
    with qtbot.waitSignal(desk.render.text_arrived, timeout=TIMEOUT):
        desk.render.request_text(0, 0)
    QGuiApplication.clipboard().clear()
    yield desk
    desk.close()


def trigger(desk: Desk, name: str) -> None:
    desk.window.actions_by_id[name].trigger()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_the_whole_page_is_selected_and_copied(qtbot: QtBot, desk: Desk) -> None:
    trigger(desk, "select_all")
    with qtbot.waitSignal(desk.session.message) as said:
        trigger(desk, "copy")
    assert clipboard() == "第1頁 NIST"
    assert "8" in said.args[0]


def test_without_a_selection_nothing_is_copied_and_it_is_said(qtbot: QtBot, desk: Desk) -> None:
    for name in ("copy", "copy_citation"):
        with qtbot.waitSignal(desk.session.message) as said:
            trigger(desk, name)
        assert clipboard() == ""
        assert "selected" in said.args[0]


def test_a_citation_is_in_the_style_that_is_set(qtbot: QtBot, desk: Desk) -> None:
    for style, citation in (
        ("plain", "“paper”, PDF p. 1"),
        ("sist02", "paper. PDF p. 1."),
    ):
        desk.settings.set("copy/citation", style)
        trigger(desk, "select_all")
        with qtbot.waitSignal(desk.session.message):
            trigger(desk, "copy_citation")
        assert clipboard() == f"第1頁 NIST\n{citation}"
        trigger(desk, "copy_source")
        assert clipboard() == citation
        desk.view.selection_model.clear()
        desk.view.go_to(0, 2)
        _, page = desk.view.current_page()
        assert page > 0
        trigger(desk, "copy_source")
        assert clipboard() == citation.replace("p. 1", f"p. {page + 1}")
        desk.view.go_to(0, 0)


def test_the_styles_stand_in_the_menu_of_copying(desk: Desk) -> None:
    (menu,) = (
        action.menu()
        for top in desk.window.menuBar().actions()[1:2]
        for action in top.menu().actions()
        if action.text() == "Citation style"
    )
    names = [action.text() for action in menu.actions()]
    assert names == ["Plain text", "SIST 02", "APA", "BibTeX"]
    menu.actions()[2].trigger()
    assert desk.settings.get("copy/citation") == "apa"


def test_the_wishes_are_kept(desk: Desk, data_folder: Path) -> None:
    trigger(desk, "copy_ruby")
    kept = Settings(data_folder / "settings.json")
    assert kept.get("copy/ruby") is True
    assert kept.get("copy/marks") is False


def test_a_copied_picture_outlives_the_window_and_python(qtbot: QtBot, desk: Desk) -> None:
    assert desk.furniture is not None
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged, timeout=TIMEOUT):
        desk.furniture._copying.copy_part(0, 0, Rect(*AREA))
    made, picture = QGuiApplication.clipboard().mimeData(), QGuiApplication.clipboard().image()
    desk.furniture._copying.close()
    assert QGuiApplication.clipboard().mimeData() is not made
    assert QGuiApplication.clipboard().image() == picture


@pytest.mark.parametrize("turn", [0, 90])
def test_a_rectangle_is_copied_as_a_picture_at_300_dpi(qtbot: QtBot, desk: Desk, turn: int) -> None:
    view = desk.view
    view.rotate(turn)
    view.set_zoom(1.0)
    trigger(desk, "copy_picture")
    assert view.viewport().cursor().shape() is Qt.CursorShape.CrossCursor
    area = view.viewport_rect(0, 0, Rect(*AREA))
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged, timeout=TIMEOUT):
        QTest.mousePress(view.viewport(), LEFT, PLAIN, area.topLeft())
        QTest.mouseMove(view.viewport(), area.center())
        QTest.mouseMove(view.viewport(), area.topLeft() + QPoint(area.width(), area.height()))
        QTest.mouseRelease(
            view.viewport(), LEFT, PLAIN, area.topLeft() + QPoint(area.width(), area.height())
        )
    assert view.viewport().cursor().shape() is not Qt.CursorShape.CrossCursor
    picture = QGuiApplication.clipboard().image()
    sides = [(AREA[2] - AREA[0]) * DPI / 72, (AREA[3] - AREA[1]) * DPI / 72]
    wanted = sides if turn == 0 else sides[::-1]
    assert [picture.width(), picture.height()] == pytest.approx(wanted, abs=5)
    for x, y in ((0.1, 0.1), (0.5, 0.5), (0.9, 0.9)):
        color = picture.pixelColor(int(x * picture.width()), int(y * picture.height()))
        assert color.getRgb()[:3] == color_of(0)
    data = QGuiApplication.clipboard().mimeData().data("image/png")
    read = QImage.fromData(data, "PNG")
    assert read.size() == picture.size()
    assert read.dotsPerMeterX() == round(DPI / 0.0254)
    assert desk.view.selection_model.is_empty


def test_escape_gives_the_mouse_back(desk: Desk) -> None:
    trigger(desk, "copy_picture")
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.view.viewport().cursor().shape() is not Qt.CursorShape.CrossCursor
    line = desk.view.viewport_rect(0, 0, Rect(20, 88, 110, 100))
    QTest.mousePress(desk.view.viewport(), LEFT, PLAIN, QPoint(line.left(), line.center().y()))
    QTest.mouseMove(desk.view.viewport(), line.center())
    QTest.mouseMove(desk.view.viewport(), QPoint(line.right(), line.center().y()))
    QTest.mouseRelease(desk.view.viewport(), LEFT, PLAIN, line.center())
    assert not desk.view.selection_model.is_empty


def test_a_picture_of_a_huge_page_is_coarser_and_none_reaches_beyond_the_page() -> None:
    page = ((5000.0, 4000.0), 0, 0)
    request = picture_request(0, 0, Rect(-50, -50, 6000, 6000), page)
    left, top, width, height = request.area
    assert (left, top) == (0, 0)
    assert width * height <= MOST_PIXELS * 1.001
    assert width / height == pytest.approx(5 / 4, abs=0.01)
    small = picture_request(0, 3, Rect(100, 100, 172, 136), ((595.0, 842.0), 90, 0))
    assert small.area[2:] == (150, 300)
    assert small.scale == pytest.approx(DPI / 72)

"""Layout, fit and direction in the real window: by actions, kept in the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import AREA, color_of, paper
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader import theme
from reader.application import Desk
from reader.geometry import FitMode, Layout
from reader.settings import Settings

LONG = 30_000


@pytest.fixture
def make_desk(qtbot: QtBot, data_folder: Path) -> Iterator[object]:
    made: list[Desk] = []

    def make(path: Path) -> Desk:
        desk = Desk(Settings(data_folder / "settings.json"))
        made.append(desk)
        desk.window.resize(1200, 800)
        desk.window.show()
        with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
            desk.open([path])
        return desk

    yield make
    for desk in made:
        desk.close()


def test_layout_comes_back_and_fit_for_new_volumes(make_desk, tmp_path: Path) -> None:
    first = make_desk(paper(tmp_path / "a.pdf", 5))
    actions = first.window.actions_by_id
    assert actions["layout_continuous"].isChecked()
    actions["layout_facing"].trigger()
    assert first.view.arrangement.layout is Layout.FACING
    first.window.close()
    second = make_desk(tmp_path / "a.pdf")
    assert second.view.arrangement.layout is Layout.FACING
    assert second.window.actions_by_id["layout_facing"].isChecked()
    second.window.actions_by_id["fit_page"].trigger()
    second.modes.keep()
    second.view.set_zoom(1.5)
    second.modes.keep()
    third = make_desk(paper(tmp_path / "b.pdf", words="another volume"))
    assert third.view.fit_mode is FitMode.PAGE


def test_settings_of_another_version_count_as_default(make_desk, tmp_path, data_folder) -> None:
    data_folder.mkdir()
    (data_folder / "settings.json").write_text('{"view/layout": "spiral", "view/fit": "x"}')
    desk = make_desk(paper(tmp_path / "a.pdf"))
    assert desk.view.arrangement.layout is Layout.CONTINUOUS


def test_turning_by_action(make_desk, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf"))
    desk.window.actions_by_id["rotate_right"].trigger()
    assert desk.view.rotation == 90
    desk.window.actions_by_id["rotate_left"].trigger()
    desk.window.actions_by_id["rotate_left"].trigger()
    assert desk.view.rotation == 270


def test_the_column_of_text_fills_the_width(make_desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf", words="NIST and others"))
    with qtbot.waitSignal(desk.view.zoom_changed, timeout=LONG):
        desk.window.actions_by_id["fit_text"].trigger()
    text = desk.render.text(0, 0)
    assert text is not None
    first, last = text.box(0), text.box(len(text.text.rstrip()) - 1)
    left = desk.view.viewport_rect(0, 0, first).left()
    right = desk.view.viewport_rect(0, 0, last).right()
    width = desk.view.viewport().width()
    assert 0 <= left < 20
    assert width - 25 < right <= width
    desk.window.resize(1000, 800)
    assert 0 <= desk.view.viewport_rect(0, 0, first).left() < 20
    width = desk.view.viewport().width()
    assert width - 25 < desk.view.viewport_rect(0, 0, last).right() <= width


def test_the_line_that_is_read_stays_when_its_column_fills_the_width(
    make_desk, qtbot: QtBot, shared: Path
) -> None:
    path = shared / "corpus" / "japanese" / "paper-jsai2021-twocolumn.pdf"
    desk = make_desk(path)
    view = desk.view
    view.go_to(0, 1, Rect(60, 40, 200, 60))
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() - 30)
    assert view.current_page() == (0, 1)
    place = view._placement.read_point(view.offset())
    desk.window.actions_by_id["fit_text"].trigger()
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0, timeout=LONG)
    qtbot.waitUntil(view.is_sharp, timeout=LONG)
    assert view.current_page() == (0, 1)
    assert view._placement.read_point(view.offset())[2] == pytest.approx(place[2], abs=1.5)
    column = view._placement.column
    assert column is not None
    shown = view.viewport_rect(0, 1, column[1])
    assert shown.left() == pytest.approx(10, abs=2)
    assert shown.width() == pytest.approx(view.viewport().width() - 20, abs=3)


def test_a_book_whose_lines_run_down_faces_the_other_way(
    make_desk, qtbot: QtBot, shared: Path, tmp_path: Path
) -> None:
    upright = shared / "corpus" / "japanese" / "mhlw-kokuji-wmode1-000602944.pdf"
    desk = make_desk(upright)
    assert not desk.view.arrangement.leftwards
    desk.window.actions_by_id["layout_facing"].trigger()
    qtbot.waitUntil(lambda: desk.view.arrangement.leftwards, timeout=LONG)
    desk.settings.set("view/direction", "rightwards")
    assert not desk.view.arrangement.leftwards
    desk.settings.set("view/direction", "")
    assert desk.view.arrangement.leftwards
    desk.open([paper(tmp_path / "a.pdf", size=(595, 842), words="NIST " * 12)])
    qtbot.waitUntil(lambda: not desk.view.arrangement.leftwards, timeout=LONG)


def colours(desk: Desk, qtbot: QtBot) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Of the paper, and of its surround, once the page is there."""
    qtbot.waitUntil(desk.view.is_sharp, timeout=LONG)
    image = desk.view.viewport().grab().toImage()
    page = desk.view.viewport_rect(0, 0, Rect(0, 0, 8, 8))
    return image.pixelColor(page.center()).getRgb()[:3], image.pixelColor(1, 1).getRgb()[:3]


def test_night_and_back_to_the_colours_of_the_day(make_desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf"))
    assert colours(desk, qtbot) == ((255, 255, 255), (0xD5, 0xD7, 0xDA))
    desk.settings.set("view/paper", "sepia")
    assert colours(desk, qtbot)[0] == (0xF1, 0xE5, 0xCB)
    night = desk.window.actions_by_id["night"]
    night.trigger()
    assert night.isChecked()
    ground, surround = colours(desk, qtbot)
    assert max(ground) < 40
    assert surround == theme.PAPERS["night"].surround.getRgb()[:3]
    night.trigger()
    assert colours(desk, qtbot)[0] == (0xF1, 0xE5, 0xCB)
    assert desk.settings.get("view/paper") == "sepia"


def test_at_night_no_page_is_white_while_it_is_waited_for(make_desk, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf", 40))
    desk.settings.set("view/paper", "night")
    desk.view.go_to(0, 35)
    image = desk.view.viewport().grab().toImage()
    page = desk.view.viewport_rect(0, 35, Rect(0, 0, 8, 8))
    assert not desk.view.is_sharp()
    assert image.pixelColor(page.center()).getRgb()[:3] == (0x1B, 0x1C, 0x1E)


def test_the_menu_follows_the_colours(make_desk, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf"))
    choices = {
        action.text(): action
        for action in desk.window.findChildren(type(desk.window.actions_by_id["night"]))
        if action.actionGroup() is not None
    }
    assert choices["As printed"].isChecked()
    desk.window.actions_by_id["night"].trigger()
    assert choices["Night"].isChecked()
    choices["Sepia"].trigger()
    assert desk.settings.get("view/paper") == "sepia"


def test_the_memory_for_pictures_is_chosen_in_the_menu(make_desk, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf"))
    cache = desk.render.cache
    assert cache.budget == 256 << 20
    assert cache.at_hand == 16 << 20
    menus = [menu for menu in desk.window.findChildren(QMenu) if "pictures" in menu.title()]
    texts = [action.text() for action in menus[0].actions()]
    assert texts[0] == "36 MiB (sparing)"
    menus[0].actions()[texts.index("1024 MiB")].trigger()
    assert cache.budget == 1 << 30
    assert make_desk(tmp_path / "a.pdf").render.cache.budget == 1 << 30


def test_the_ruler_follows_the_pointer(make_desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf"))
    viewport = desk.view.viewport()
    qtbot.waitUntil(desk.view.is_sharp, timeout=LONG)
    plain = viewport.grab().toImage()
    desk.window.actions_by_id["ruler"].trigger()
    point, no = QPointF(300, 200), Qt.MouseButton.NoButton
    kind, plain_keys = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    moved = QMouseEvent(kind, point, viewport.mapToGlobal(point), no, no, plain_keys)
    QApplication.sendEvent(viewport, moved)
    ruled = viewport.grab().toImage()
    changed = {y for y in range(viewport.height()) if ruled.pixel(300, y) != plain.pixel(300, y)}
    assert changed == {210, 211, 212}
    assert desk.settings.get("view/ruler")
    desk.window.actions_by_id["ruler"].trigger()
    assert viewport.grab().toImage() == plain


def test_a_presentation_and_the_way_back(make_desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf", 5))
    window, view = desk.window, desk.view
    view.set_zoom(1.5)
    view.go_to(0, 2)
    shown = [window.menuBar(), window.statusBar(), window.left_tabs]
    assert all(part.isVisible() for part in shown)
    window.actions_by_id["presentation"].trigger()
    assert window.isFullScreen()
    assert not any(part.isVisible() for part in shown)
    qtbot.waitUntil(view.is_sharp, timeout=LONG)
    assert view.current_page() == (0, 2)
    image = view.viewport().grab().toImage()
    assert image.pixelColor(1, 1).getRgb()[:3] == (0, 0, 0)
    place = view.viewport_rect(0, 2, Rect(*AREA))
    assert image.pixelColor(place.center()).getRgb()[:3] == color_of(2)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.current_page() == (0, 3)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert all(part.isVisible() for part in shown)
    assert (view.arrangement.layout, view.zoom) == (Layout.CONTINUOUS, 1.5)
    assert view.current_page() == (0, 3)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert desk.settings.get("view/layout") == "continuous"


def test_a_presentation_ends_by_its_own_key(make_desk, tmp_path: Path) -> None:
    desk = make_desk(paper(tmp_path / "a.pdf", 5))
    QTest.keyClick(desk.window, Qt.Key.Key_F5)
    assert desk.window.isFullScreen()
    QTest.keyClick(desk.window, Qt.Key.Key_F5)
    assert not desk.window.isFullScreen()


def test_odd_printed_pages_stand_on_the_right(make_desk, qtbot: QtBot, white_paper) -> None:
    desk = make_desk(next(path for path in white_paper if path.name.endswith("(2).pdf")))
    desk.window.actions_by_id["layout_facing"].trigger()
    view = desk.view
    desk.view.go_to(0, 5)
    qtbot.waitUntil(lambda: desk.session.printed_label(0, 0) == "40", timeout=LONG)
    qtbot.waitUntil(lambda: list(view.strip.row(0)) == [0, 1], timeout=LONG)
    middle = view.strip.width / 2
    for page in range(6):
        is_right = view.strip.box(page).left > middle - 10
        assert is_right is bool(int(desk.session.printed_label(0, page)) % 2)
    assert 5 in view._visible()
    desk.settings.set("view/direction", "leftwards")
    assert view.strip.box(1).left < middle - 10 < view.strip.box(0).left
    assert list(view.strip.row(0)) == [0, 1]

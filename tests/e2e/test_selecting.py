"""Text selected with the real mouse and keys, and what it looks like: pixels, not geometry, are the witness."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from index_builder.pdf import Pdf
from index_builder.structure import extract
from reader.geometry import PageRef
from reader.overlays import LOOKS, Overlays, Style
from reader.page_view import PageView
from reader.render import RenderService

TIMEOUT = 20_000
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
RED, GREEN = 0xFF0000, 0x00FF00
LINES = ("国立標準技術研", "究所は、生成", "ＡＩの指針を")
NEIGHBOURS = ("右の段の一行目", "右の段の二行", "右の段の三行")


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[RenderService]:
    made = RenderService()
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.pid == 0)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Two columns on each of two pages, a red and a green one; the file's content goes row by row."""
    path = tmp_path / "columns.pdf"
    document = pymupdf.open()
    for _ in range(2):
        page = document.new_page(width=230, height=300)
        for row, (left, right) in enumerate(zip(LINES, NEIGHBOURS, strict=True)):
            y = 60 + 20 * row
            page.insert_text((20, y), left, fontname="japan", fontsize=12, color=(1, 0, 0))
            page.insert_text((125, y), right, fontname="japan", fontsize=12, color=(0, 1, 0))
    document.save(path)
    return path


@pytest.fixture
def view(qtbot: QtBot, service: RenderService, paper: Path) -> PageView:
    made = shown(qtbot, service, paper)
    made.resize(900, 1000)
    return made


def shown(qtbot: QtBot, service: RenderService, path: Path) -> PageView:
    view = PageView(service, Overlays())
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT) as opened:
        service.open([path])
    info = opened.args[1]
    view.set_pages([PageRef(0, n, *size, info.rotations[n]) for n, size in enumerate(info.sizes)])
    for page in range(min(len(info.sizes), 2)):
        with qtbot.waitSignal(service.text_arrived, timeout=TIMEOUT):
            service.request_text(0, page)
    return view


def stand(qtbot: QtBot, view: PageView, zoom: float, turn: int) -> None:
    """Show the first page at this zoom and turn, sharp."""
    view.set_zoom(zoom)
    view.rotate(turn)
    view.go_to(0, 0)
    view.set_zoom(zoom)
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)


def colors(view: PageView) -> list[int]:
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return [pixel & 0xFFFFFF for pixel in memoryview(image.constBits()).cast("B").cast("I")]


def ink(view: PageView, color: int) -> list[int]:
    """Where the viewport has pixels that are wholly of a colour, as positions in its rows."""
    return [at for at, pixel in enumerate(colors(view)) if pixel == color]


def box(view: PageView, places: list[int]) -> tuple[int, int, int, int]:
    width = view.viewport().width()
    xs, ys = [at % width for at in places], [at // width for at in places]
    return min(xs), min(ys), max(xs), max(ys)


def drag(
    view: PageView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = PLAIN
) -> None:
    QTest.mousePress(view.viewport(), LEFT, modifiers, start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), LEFT, modifiers, end)


def under_marker(color: int) -> int:
    """A colour of the page under the colour of a selection."""
    marker = LOOKS[Style.SELECTION].color
    parts = ((color >> shift & 0xFF) * (marker >> shift & 0xFF) // 255 for shift in (16, 8, 0))
    red, green, blue = parts
    return red << 16 | green << 8 | blue


@pytest.mark.parametrize("turn", [0, 90])
@pytest.mark.parametrize("zoom", [1.0, 2.5])
def test_a_selected_column_is_covered_glyph_by_glyph_and_its_neighbour_is_not(
    qtbot: QtBot, view: PageView, zoom: float, turn: int
) -> None:
    stand(qtbot, view, zoom, turn)
    own = [at for at in ink(view, RED) if at // view.viewport().width() < first_page_end(view)]
    neighbour = ink(view, GREEN)
    assert len(own) > 100
    assert len(neighbour) > 100
    x0, y0, x1, y1 = box(view, own)
    near = round(4 * zoom)
    corners = {
        0: (QPoint(x0 - near, y0 + near), QPoint(x1 + near, y1 - near)),
        90: (QPoint(x1 - near, y0 - near), QPoint(x0 + near, y1 + near)),
    }
    drag(view, *corners[turn])
    assert view.selected_text() == "".join(LINES)
    after = colors(view)
    assert {after[at] for at in own} == {under_marker(RED)}
    assert {after[at] for at in neighbour} == {GREEN}


def first_page_end(view: PageView) -> int:
    return view.viewport_rect(0, 1, Rect(0, 0, 230, 300)).top()


def place_of(view: PageView, word: str, page: int = 0) -> QPoint:
    """The middle of the first character of `word` on the viewport."""
    text = view._service.text(0, page)
    assert text is not None
    return view.viewport_rect(0, page, text.box(text.text.index(word))).center()


def test_a_selection_over_pages_takes_the_end_of_one_and_the_start_of_the_next(
    qtbot: QtBot, view: PageView
) -> None:
    stand(qtbot, view, 1.0, 0)
    drag(
        view,
        place_of(view, "右の段の三行") - QPoint(6, 0),
        place_of(view, "究所", 1) - QPoint(6, 0),
    )
    assert view.selected_text().split("\n") == [NEIGHBOURS[2], LINES[0]]
    tinted = ink(view, LOOKS[Style.SELECTION].color)
    x0, y0, _, y1 = box(view, tinted)
    assert y0 < first_page_end(view) < y1
    assert x0 < place_of(view, "国立", 1).x()


def test_words_are_those_of_the_dictionary_once_it_is_there(qtbot: QtBot, view: PageView) -> None:
    stand(qtbot, view, 1.0, 0)
    at = place_of(view, "究所")
    QTest.mouseDClick(view.viewport(), LEFT, PLAIN, at)
    assert view.selected_text() == "究所"
    with qtbot.waitSignal(view.selection_changed, timeout=TIMEOUT):
        pass
    assert view.selected_text() == "技術研究所"


def test_a_third_click_takes_the_line_and_a_drag_from_there_goes_on_by_lines(
    qtbot: QtBot, view: PageView
) -> None:
    stand(qtbot, view, 1.0, 0)
    usual = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(60_000)
    try:
        at = place_of(view, "標準")
        QTest.mouseDClick(view.viewport(), LEFT, PLAIN, at)
        QTest.mousePress(view.viewport(), LEFT, PLAIN, at)
        assert view.selected_text() == LINES[0]
        QTest.mouseMove(view.viewport(), place_of(view, "究所") + QPoint(0, 1))
        QTest.mouseMove(view.viewport(), place_of(view, "究所"))
        assert view.selected_text() == LINES[0] + LINES[1]
        QTest.mouseRelease(view.viewport(), LEFT, PLAIN, place_of(view, "究所"))
    finally:
        QApplication.setDoubleClickInterval(usual)


def test_shift_extends_by_click_and_by_keys(qtbot: QtBot, view: PageView) -> None:
    stand(qtbot, view, 1.0, 0)
    drag(view, place_of(view, "標準") - QPoint(6, 0), place_of(view, "技術") - QPoint(6, 0))
    assert view.selected_text() == "標準"
    with qtbot.assertNotEmitted(view.clicked):
        QTest.mouseClick(view.viewport(), LEFT, SHIFT, place_of(view, "所は") - QPoint(6, 0))
    assert view.selected_text() == "標準技術研究"
    for key, taken in (
        (Qt.Key.Key_Right, "標準技術研究所"),
        (Qt.Key.Key_Left, "標準技術研究"),
        (Qt.Key.Key_Down, "標準技術研究所は、生成Ａ"),
        (Qt.Key.Key_Up, "標準技術研究"),
        (Qt.Key.Key_End, "標準技術研究所は、生成"),
        (Qt.Key.Key_Home, "標準技術研"),
    ):
        QTest.keyClick(view, key, SHIFT)
        assert view.selected_text() == taken, key


def test_arrows_mean_what_they_show_on_a_turned_page(qtbot: QtBot, view: PageView) -> None:
    stand(qtbot, view, 1.0, 90)
    drag(view, place_of(view, "標準") - QPoint(0, 6), place_of(view, "技術") - QPoint(0, 6))
    assert view.selected_text() == "標準"
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.selected_text() == "標準技"
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert view.selected_text().startswith("標準技術研究所")


def test_keys_go_on_over_the_end_of_a_page(qtbot: QtBot, view: PageView) -> None:
    stand(qtbot, view, 1.0, 0)
    drag(view, place_of(view, "三行") - QPoint(6, 0), place_of(view, "三行") + QPoint(5, 0))
    taken = [view.selected_text()]
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
        taken.append(view.selected_text())
    assert taken == ["三", "三行", "三行", "三行\n国"]


def test_a_drag_beyond_the_edge_scrolls_and_goes_on(qtbot: QtBot, view: PageView) -> None:
    stand(qtbot, view, 2.5, 0)
    view.resize(700, 300)
    view.go_to(0, 0)
    before = view.verticalScrollBar().value()
    start = place_of(view, "国立")
    below = QPoint(start.x(), view.viewport().height() + 60)
    QTest.mousePress(view.viewport(), LEFT, PLAIN, start)
    QTest.mouseMove(view.viewport(), below - QPoint(0, 30))
    QTest.mouseMove(view.viewport(), below)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > before + 200, timeout=TIMEOUT)
    assert LINES[1] in view.selected_text()
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, below)
    rests = view.verticalScrollBar().value()
    qtbot.wait(100)
    assert view.verticalScrollBar().value() == rests


def test_columns_of_the_white_paper_stay_apart(
    qtbot: QtBot, service: RenderService, white_paper: list[Path]
) -> None:
    path = next(path for path in white_paper if path.name == "MEXT Document Jun 11 2024 (1).pdf")
    with Pdf(path) as pdf:
        structure = extract(pdf.texts(), fallback_title="")
    view = shown(qtbot, service, path)
    view.resize(1000, 1300)
    view.selection_model.attach_structures(lambda _document: structure)
    stand(qtbot, view, 1.0, 0)
    drag(
        view,
        place_of(view, "第１章で見て") - QPoint(4, 0),
        place_of(view, "図）。 ") + QPoint(30, 0),
    )
    taken = view.selected_text()
    assert taken.startswith("第１章で見てきたように、ＡＩ研究はブームを繰り返して")
    assert taken.endswith("米中２強という状況になりつつあります（第１-３-２図）。")
    assert "同時に、誤情報" not in taken
    assert "\n" not in taken
    _, _, right, _ = box(view, ink(view, LOOKS[Style.SELECTION].color))
    assert right < place_of(view, "懸念から").x()

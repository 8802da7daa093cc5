"""The whole window on the real white paper: search, the highlighted pixels, an acronym, its definition, and back."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.answers import heading_text
from reader.application import Desk
from reader.overlays import LOOKS, Style
from reader.settings import Settings
from reader.theme import asset

LONG = 120_000
"""Milliseconds: the index of nine files is built meanwhile."""


@pytest.fixture
def desk(qtbot: QtBot, white_paper: list[Path], library: Path, data_folder: Path) -> Iterator[Desk]:
    """The window on the nine files, with pages, structures and links there."""
    shutil.copytree(library, data_folder)
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([white_paper[0].parent])
    session = desk.session
    qtbot.waitUntil(
        lambda: session.links is not None and None not in session.structures(), timeout=LONG
    )
    yield desk
    desk.close()


def texts(widget: QWidget) -> str:
    return "\n".join(
        label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)
    )


def pixels(desk: Desk, area: object, color: int) -> int:
    """How many pixels of `area` of the view have the colour of the paper under a marker of `color`."""
    picture = desk.view.viewport().grab(area).toImage()
    wanted = QColor.fromRgb(color)
    return sum(
        picture.pixelColor(x, y) == wanted
        for x in range(picture.width())
        for y in range(picture.height())
    )


def click(qtbot: QtBot, desk: Desk, document: int, page: int, rect: Rect) -> None:
    area = desk.view.viewport_rect(document, page, rect)
    qtbot.mouseClick(desk.view.viewport(), Qt.MouseButton.LeftButton, pos=area.center())


def test_from_a_search_to_an_acronym_to_its_definition_and_back(qtbot: QtBot, desk: Desk) -> None:
    session, window = desk.session, desk.window
    assert desk.furniture is not None

    window.search_box.box.setFocus()
    finder = desk.finder
    with qtbot.waitSignal(finder.results_changed, timeout=5000):
        qtbot.keyClicks(window.search_box.box, "nist")
    exact = len(finder.results)
    qtbot.waitUntil(lambda: len(finder.details) >= exact, timeout=5000)
    hits = [finder.details[number].hit for number in range(exact)]
    printed = [
        number
        for number, hit in enumerate(hits)
        if hit.snippet[hit.start : hit.end] == "ＮＩＳＴ" and hit.snippet[hit.end] in "）の"
    ]
    assert len(printed) == 2
    last = printed[-1]
    finder.go(last)
    hit = replace(hits[last], document=finder.document_of(last))
    place = hit.places[0]
    area = desk.view.viewport_rect(hit.document, place.page, place.rects[0])
    assert desk.view.viewport().rect().contains(area)
    marker = LOOKS[Style.CURRENT_HIT].color
    qtbot.waitUntil(lambda: pixels(desk, area, marker) > area.width() * area.height() / 4)

    before = desk.view.position()
    click(qtbot, desk, hit.document, place.page, place.rects[0])
    panel = desk.furniture.references
    qtbot.waitUntil(
        lambda: "National Institute of Standards and Technology" in texts(panel), timeout=5000
    )
    assert "国立標準技術研究所" in texts(panel)

    window.actions_by_id["definition"].trigger()
    assert session.position is not None
    assert session.printed_label(session.position.document, session.position.page) == "26"
    window.actions_by_id["back"].trigger()
    assert desk.view.position() == before


def test_a_footnote_mark_a_figure_and_a_page_number(qtbot: QtBot, desk: Desk) -> None:
    session, view = desk.session, desk.view
    window = desk.window
    window.page_box.box.setFocus()
    window.page_box.box.setText("24")
    qtbot.keyClick(window.page_box.box, Qt.Key.Key_Return)
    assert session.position is not None
    document, page = session.position.document, session.position.page
    assert session.documents[document].path.name == "MEXT Document Jun 11 2024 (1).pdf"
    assert page == 0

    structure = session.structures()[document]
    assert structure is not None
    note = next(note for note in structure.footnotes if note.place.page == 0 and note.label == "2")
    mark = note.marks[0]
    view.go_to(document, 0, mark.place.rects[0])
    click(qtbot, desk, document, 0, mark.place.rects[0])
    assert desk.furniture is not None
    panel = desk.furniture.references
    qtbot.waitUntil(lambda: "Association for the Advancement" in texts(panel), timeout=5000)

    reference = next(
        each for each in structure.references if each.number == "1-3-2" and each.places[0].page == 0
    )
    rect = reference.places[0].rects[0]
    view.go_to(document, 0, rect)
    click(qtbot, desk, document, 0, rect)
    assert session.position.page == 1
    caption = next(each for each in structure.captions if each.number == "1-3-2")
    area = view.viewport_rect(document, 1, caption.place.rects[0])
    assert view.viewport().rect().contains(area)


def test_bookmark_and_highlight_are_there_after_a_restart(
    qtbot: QtBot, desk: Desk, white_paper: list[Path], data_folder: Path
) -> None:
    session, view = desk.session, desk.view
    assert desk.furniture is not None
    furniture = desk.furniture
    qtbot.waitUntil(lambda: furniture.keeping is not None, timeout=5000)
    assert furniture.keeping is not None
    document = session.order[0]
    desk.window.actions_by_id["bookmark"].trigger()
    start = view.viewport_rect(document, 0, Rect(60, 130, 60, 130)).center()
    _select(qtbot, desk, start, start + QPoint(120, 0))
    desk.window.actions_by_id["highlight"].trigger()
    qtbot.waitUntil(lambda: len(furniture.keeping.notebook.items()) == 2, timeout=5000)
    session.jump(session.order[2], 0)
    corner = session.corner
    assert corner is not None
    desk.close()

    again = Desk(Settings(data_folder / "settings.json"))
    again.window.resize(1366, 768)
    again.window.show()
    with qtbot.waitSignal(again.view.first_page_painted, timeout=LONG):
        again.open(white_paper)
    qtbot.waitUntil(
        lambda: (
            again.furniture is not None
            and again.furniture.keeping is not None
            and len(again.furniture.keeping.notebook.items()) == 2
            and again.session.corner is not None
            and again.session.corner[:2] == corner[:2]
        ),
        timeout=20_000,
    )
    again.close()


def test_a_bookmark_at_the_top_of_a_page_is_named_after_the_heading_there(
    qtbot: QtBot, desk: Desk
) -> None:
    session = desk.session
    chapters = [
        (document, heading)
        for document in session.order
        if (structure := session.structures()[document]) is not None
        for heading in structure.headings
        if heading.label.startswith("第") and 40 < heading.place.top < 120
    ]
    assert chapters
    furniture = desk.furniture
    assert furniture is not None
    qtbot.waitUntil(lambda: furniture.keeping is not None, timeout=5000)
    assert furniture.keeping is not None
    for document, heading in chapters:
        session.jump(document, heading.place.page)
        desk.window.actions_by_id["bookmark"].trigger()
        newest = furniture.keeping.notebook.items()
        assert heading_text(heading) in [each.record.title for each in newest]


def _select(qtbot: QtBot, desk: Desk, start: QPoint, end: QPoint) -> None:
    viewport = desk.view.viewport()
    document, page = desk.session.order[0], 0
    desk.render.request_text(document, page)
    qtbot.waitUntil(lambda: desk.render.text(document, page) is not None, timeout=5000)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, start + QPoint(30, 0))
    qtbot.mouseMove(viewport, end)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    qtbot.waitUntil(lambda: bool(desk.view.selected_text()), timeout=5000)


def test_the_real_window_under_an_x_server_shows_a_page(tmp_path: Path) -> None:
    server = shutil.which("xvfb-run")
    if server is None:
        if os.environ.get("CI"):
            pytest.fail("xvfb-run is not installed")
        pytest.skip("xvfb-run is not installed")
    picture = tmp_path / "window.png"
    command = [sys.executable, "-m", "reader.app", "--screenshot", picture]
    subprocess.run(
        [
            server,
            "-a",
            "-s",
            "-screen 0 1366x768x24",
            *command,
            asset("sample", "hakusho-guide.pdf"),
        ],
        env=os.environ | {"QT_QPA_PLATFORM": "xcb"},
        check=True,
        timeout=120,
    )
    image = QImage(str(picture))
    assert image.width() > 1000
    middle = image.copy(image.rect().adjusted(300, 120, -400, -120))
    colors = {
        middle.pixel(x, y)
        for x in range(0, middle.width(), 2)
        for y in range(0, middle.height(), 2)
    }
    assert len(colors) > 20

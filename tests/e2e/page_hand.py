"""A hand that holds tools over the pages of a window: what the tests of notes on pages have in common."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.application import Desk
from reader.keeping import Keeping
from reader.note_shapes import frame_of
from reader.note_tools import NoteTools
from reader.notebook import Item
from reader.page_editor import PageEditor
from reader.page_view import PageView
from reader.records import Annotation
from reader.settings import Settings

TIMEOUT = 20_000
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
LINE = "国立標準技術研究所の指針"
PLACE = Rect(60, 110, 130, 150)
"""Bare paper below the line of text."""

ACTIONS = {"area": "mark_area", "text": "text_box", "ink": "ink", "note": "sticky_note"}


def opened(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """The window on a paper of two pages, ready for notes."""
    path = tmp_path / "paper.pdf"
    document = pymupdf.open()
    for _ in range(2):
        page = document.new_page(width=200, height=260)
        page.insert_text((20, 60), LINE, fontname="japan", fontsize=12)
    document.save(path)
    made = Desk(Settings(data_folder / "settings.json"))
    made.window.resize(1400, 1000)
    made.window.show()
    with qtbot.waitSignal(made.view.first_page_painted, timeout=TIMEOUT):
        made.open([path])
    qtbot.waitUntil(lambda: made.furniture is not None and made.furniture.keeping is not None)
    qtbot.waitUntil(lambda: bool(made.session.documents[0].content), timeout=TIMEOUT)
    with qtbot.waitSignal(made.render.text_arrived, timeout=TIMEOUT):
        made.render.request_text(0, 0)
    made.window.panes.left.hide()
    made.window.panes.right.hide()
    stand(qtbot, made.view, 1.0, 0)
    yield made
    made.close()


def keeping(desk: Desk) -> Keeping:
    assert desk.furniture is not None
    assert desk.furniture.keeping is not None
    return desk.furniture.keeping


def tools(desk: Desk) -> NoteTools:
    return keeping(desk).tools


def stand(qtbot: QtBot, view: PageView, zoom: float, turn: int) -> None:
    """Show the first page at this zoom and turn, sharp."""
    view.rotate(turn)
    view.set_zoom(zoom)
    view.go_to(0, 0, PLACE)
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)


def items(desk: Desk) -> list[Item]:
    return keeping(desk).notebook.items()


def only(desk: Desk) -> Annotation:
    (item,) = items(desk)
    assert isinstance(item.record, Annotation)
    return item.record


def trigger(desk: Desk, name: str) -> None:
    desk.window.actions_by_id[name].trigger()


def pixel(view: PageView, x: float, y: float) -> QPoint:
    """Where a point of the first page is."""
    return view.viewport_rect(0, 0, Rect(x, y, x, y)).topLeft()


def drag(view: PageView, *way: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, PLAIN, way[0])
    for point in way[1:]:
        QTest.mouseMove(view.viewport(), point)
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, way[-1])


def click(view: PageView, at: QPoint) -> None:
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, at)


def make(qtbot: QtBot, desk: Desk, kind: str) -> Annotation:
    """Have a note made at PLACE as a person does; nothing is chosen then."""
    view = desk.view
    trigger(desk, ACTIONS[kind])
    corner, end = pixel(view, PLACE.x0, PLACE.y0), pixel(view, PLACE.x1, PLACE.y1)
    match kind:
        case "note":
            click(view, corner)
        case "ink":
            drag(view, corner, pixel(view, 90, 140), pixel(view, 110, 115), end)
            QTest.keyClick(view, Qt.Key.Key_Return)
            QTest.keyClick(view, Qt.Key.Key_Escape)
        case _:
            drag(view, corner, (corner + end) / 2, end)
    if kind in {"text", "note"}:
        QTest.keyClicks(editor(desk), "memo")
        QTest.keyClick(editor(desk), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(items(desk)) == 1)
    tools(desk).choosing.choose(None)
    assert not desk.window.actions_by_id[ACTIONS[kind]].isChecked()
    return only(desk)


def editor(desk: Desk) -> PageEditor:
    (found,) = (e for e in desk.view.viewport().findChildren(PageEditor) if e.isVisible())
    return found


def picture(qtbot: QtBot, view: PageView) -> QImage:
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    return view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def differing(one: QImage, other: QImage) -> list[tuple[int, int]]:
    width = one.width()
    a, b = (memoryview(i.constBits()).cast("B").cast("I") for i in (one, other))
    return [divmod(at, width)[::-1] for at in range(len(a)) if a[at] != b[at]]


def step(qtbot: QtBot, desk: Desk, name: str) -> None:
    """Undo or redo, to its end."""
    with qtbot.waitSignal(keeping(desk).notebook.changed, timeout=TIMEOUT):
        trigger(desk, name)


def assert_painted_at(view: PageView, record: Annotation, pixels: list[tuple[int, int]]) -> None:
    frame = view.viewport_rect(0, 0, frame_of(record)).adjusted(-4, -4, 4, 4)
    assert len(pixels) > 20
    assert all(frame.contains(x, y) for x, y in pixels)
    xs, ys = [x for x, _ in pixels], [y for _, y in pixels]
    assert max(xs) - min(xs) > 0.8 * (frame.width() - 8)
    assert max(ys) - min(ys) > 0.8 * (frame.height() - 8)

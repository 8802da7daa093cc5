"""Annotations that a file has itself: read, found by a search, not stored until they are taken over."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from highlighted import highlight
from papers import paper
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from index_builder.query import parse
from reader.application import Desk
from reader.embedded_notes import EmbeddedNotes
from reader.exchange.embedded import is_embedded
from reader.exchange.sheaf import Incoming
from reader.note_search import find_notes
from reader.notebook import Notebook
from reader.records import Annotation
from reader.render import Priority
from reader.settings import Settings
from reader.text_selection import PagePoint

TIMEOUT = 30_000


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    path = tmp_path / "annotated.pdf"
    with pymupdf.open(paper(tmp_path / "plain.pdf")) as document:
        for number, note in ((1, "ＮＩＳＴについて"), (0, "枠組み")):
            page = document[number]
            made = page.add_rect_annot(pymupdf.Rect(10, 20, 60, 90))
            made.set_info(content=note, title="鈴木")
            made.update()
        document.save(path)
    return path


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, annotated: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(900, 700)
    desk.window.show()
    desk.open([annotated])
    qtbot.waitUntil(lambda: bool(parts(desk) and parts(desk)[1].items()), timeout=TIMEOUT)
    yield desk
    desk.close()


def parts(desk: Desk) -> tuple[Notebook, EmbeddedNotes] | tuple[()]:
    furniture = desk.furniture
    if furniture is None or furniture.keeping is None or furniture.keeping is None:
        return ()
    return furniture.keeping.notebook, furniture.keeping.embedded


def notes(embedded: EmbeddedNotes) -> list[str]:
    records = (item.record for item in embedded.items())
    return [record.note for record in records if isinstance(record, Annotation)]


def test_what_a_file_has_is_read_and_searched_and_not_stored(desk: Desk) -> None:
    notebook, embedded = parts(desk)
    assert notes(embedded) == ["枠組み", "ＮＩＳＴについて"]
    assert all(is_embedded(item.record) for item in embedded.items())
    assert notebook.items() == []
    _, hits = find_notes(embedded.items(), parse("nist"))
    assert [hit.places[0].page for hit in hits] == [1]


def test_it_is_taken_over_once_and_undone(qtbot: QtBot, desk: Desk, annotated: Path) -> None:
    before = annotated.read_bytes()
    notebook, embedded = parts(desk)
    told: list[Incoming] = []
    first, second = embedded.items()
    embedded.take_over([first], told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=TIMEOUT)
    assert (told[0].new, told[0].known) == (1, 0)
    assert [item.record.id for item in notebook.items()] == [first.record.id.removeprefix("pdf:")]
    assert embedded.items() == [second]
    embedded.take_over([first, second], told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=TIMEOUT)
    assert (told[1].new, told[1].known) == (1, 1)
    assert embedded.items() == []
    with qtbot.waitSignal(embedded.changed, timeout=TIMEOUT):
        notebook.undo()
    assert embedded.items() == [second]
    assert annotated.read_bytes() == before


def click(desk: Desk, page: int, x: float, y: float) -> None:
    """A real click on a point of a page."""
    view = desk.view
    view.go_to(0, page)
    at = view.viewport_rect(0, page, Rect(x, y, x + 1, y + 1)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def shown_menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=TIMEOUT)
    return QApplication.activePopupWidget()


def test_a_click_says_whose_it_is_and_takes_it_over(qtbot: QtBot, desk: Desk) -> None:
    notebook, embedded = parts(desk)
    click(desk, 0, 30, 60)
    menu = shown_menu(qtbot)
    said, one, every = menu.actions()
    assert said.text() == "In the file itself, by 鈴木: 枠組み"
    assert not said.isEnabled()
    assert every.text() == "Take over all 2 of this file"
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT) as told:
        one.trigger()
    menu.close()
    assert told.args[0].startswith("1 annotations")
    (item,) = notebook.items()
    assert item.record.author == "鈴木"
    assert notes(embedded) == ["ＮＩＳＴについて"]
    click(desk, 0, 30, 60)
    panel = desk.furniture.keeping.notes
    assert panel.editor.items == [item], "now it is one's own, and opens as those do"
    notebook.edit(item, note="自分の枠組み", colour="red")
    assert [each.record.note for each in notebook.items()] == ["自分の枠組み"]


def test_all_of_a_file_are_one_gesture_and_never_taken_twice(qtbot: QtBot, desk: Desk) -> None:
    notebook, embedded = parts(desk)
    taking = desk.furniture.keeping.taking_over
    items = embedded.items()
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT) as told:
        desk.window.actions_by_id["take_over"].trigger()
    assert told.args[0].startswith("2 annotations")
    assert len(notebook.items()) == 2
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT) as told:
        taking.take_over(items)
    assert "yours already" in told.args[0]
    with qtbot.waitSignal(desk.session.message, timeout=TIMEOUT) as told:
        desk.window.actions_by_id["take_over"].trigger()
    assert "yours already" in told.args[0]
    assert len(notebook.items()) == 2
    with qtbot.waitSignal(embedded.changed, timeout=TIMEOUT):
        desk.window.actions_by_id["undo"].trigger()
    assert notebook.items() == []
    assert embedded.items() == items


def test_ones_own_over_it_is_what_a_click_opens(desk: Desk) -> None:
    notebook, _ = parts(desk)
    highlight(notebook, 0, 0, (Rect(10, 20, 60, 90),), "枠組み")
    click(desk, 0, 30, 60)
    assert desk.furniture.keeping.notes.editor.items == notebook.items()
    assert QApplication.activePopupWidget() is None


def test_the_menu_at_the_pointer_offers_it(desk: Desk) -> None:
    taking = desk.furniture.keeping.taking_over
    menu = QMenu()
    taking._add_to_context(PagePoint(0, 1, 30, 60), menu)
    assert [a.text() for a in menu.actions()][1:3] == ["Take over", "Take over all 2 of this file"]
    for beside in (PagePoint(0, 1, 150, 200), PagePoint(0, 2, 30, 60), None):
        empty = QMenu()
        taking._add_to_context(beside, empty)
        assert empty.actions() == []


def test_another_file_has_others(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    _, embedded = parts(desk)
    opened: Callable[[], bool] = lambda: bool(desk.session.documents[0].content)  # noqa: E731
    desk.open([paper(tmp_path / "other.pdf", words="other")])
    assert embedded.items() == []
    qtbot.waitUntil(opened, timeout=TIMEOUT)
    assert embedded.items() == []


def frame(desk: Desk, page: int) -> tuple[int, int, int]:
    """The colour in the middle of the left side of the rectangle, as the file's page is drawn."""
    key = desk.render.key(0, page, 2.0)
    desk.render.want("test", Priority.VISIBLE, [key])
    picture = desk.render.picture(key)
    colour = (
        picture.pixelColor(20, 110) if picture is not None and key in desk.render.cache else None
    )
    return (-1, -1, -1) if colour is None else (colour.red(), colour.green(), colour.blue())


def test_what_is_taken_over_is_drawn_by_the_file_no_more(qtbot: QtBot, desk: Desk) -> None:
    notebook, embedded = parts(desk)
    red = (255, 0, 0)
    qtbot.waitUntil(lambda: frame(desk, 0) == frame(desk, 1) == red, timeout=TIMEOUT)
    first, _ = embedded.items()
    embedded.take_over([first], lambda _: None)
    qtbot.waitUntil(lambda: frame(desk, 0) not in {red, (-1, -1, -1)}, timeout=TIMEOUT)
    assert frame(desk, 1) == red

    with qtbot.waitSignal(desk.render.worker_restarted, timeout=TIMEOUT):
        os.kill(desk.render.pid, signal.SIGKILL)
    desk.render.cache.clear()
    qtbot.waitUntil(lambda: frame(desk, 0) not in {red, (-1, -1, -1)}, timeout=TIMEOUT)
    qtbot.waitUntil(lambda: frame(desk, 1) == red, timeout=TIMEOUT)

    notebook.undo()
    qtbot.waitUntil(lambda: frame(desk, 0) == red, timeout=TIMEOUT)

"""The reader's annotations over the pages: painted at once, and only where something has changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_once import AtOnce
from highlighted import highlight
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from small_paper import open_session

from index_builder.model import Rect
from reader.note_layer import LAYER, NotebookLayer, style_of
from reader.notebook import Item, Notebook
from reader.overlays import Overlays
from reader.userdata import UserData

QUOTE = "国立標準技術研究所"
BOXES = (Rect(50, 100, 110, 110),)


class Desk:
    def __init__(self, folder: Path) -> None:
        self.session = open_session()
        self.data = UserData(folder)
        self.notebook = Notebook(self.session, self.data, AtOnce())  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    del qtbot
    made = Desk(tmp_path / "data")
    yield made
    made.data.close()


def test_highlights_are_painted_with_their_colour(desk: Desk) -> None:
    overlays = Overlays()
    layer = NotebookLayer(desk.notebook, overlays)
    highlight(desk.notebook, 0, 0, BOXES, QUOTE, colour="pink")
    (region,) = overlays.at(0, 0, 60, 105)
    assert (region.rects, region.style) == (BOXES, style_of("pink"))
    assert isinstance(region.payload, Item)
    desk.notebook.remove(region.payload)
    assert overlays.at(0, 0, 60, 105) == []
    assert layer.objectName() == ""
    assert LAYER == "annotations"
    assert style_of("a colour of the future") == style_of("yellow")


def test_a_gesture_touches_its_page_alone(desk: Desk) -> None:
    overlays = Overlays()
    layer = NotebookLayer(desk.notebook, overlays)
    highlight(desk.notebook, 0, 0, BOXES, QUOTE)
    highlight(desk.notebook, 0, 1, BOXES, "頁")
    first, second = overlays.regions(0, 0), overlays.regions(0, 1)
    touched: list[object] = []
    desk.notebook.pages_changed.connect(touched.append)
    (item,) = desk.notebook.items_on(0, 1)
    desk.notebook.edit(item, colour="green")
    assert touched == [{(0, 1)}]
    assert overlays.regions(0, 0)[0] is first[0]
    assert overlays.regions(0, 1)[0] != second[0]
    desk.notebook.edit(item, note="要確認")
    desk.notebook.undo()
    desk.notebook.undo()
    assert touched[1:] == [{(0, 1)}] * 3
    assert overlays.regions(0, 1) == second
    desk.notebook.correct([])
    assert len(touched) == 4
    assert layer.objectName() == ""


def test_what_is_made_is_painted_before_it_is_on_the_disk(tmp_path: Path) -> None:
    class Full(UserData):
        def retry(self) -> None:
            raise AssertionError("the disk is waited for")

    class Queue:
        """A thread that has not begun with what it was asked for."""

        def submit(self, *_work: object) -> None:
            pass

    data = Full(tmp_path)
    notebook = Notebook(open_session(), data, Queue())  # type: ignore[arg-type]
    overlays = Overlays()
    layer = NotebookLayer(notebook, overlays)
    highlight(notebook, 0, 0, BOXES, QUOTE)
    assert len(overlays.at(0, 0, 60, 105)) == 1
    assert len(data.pending) == 1
    assert layer.objectName() == ""


def test_items_are_those_of_the_volume_that_is_open_now(desk: Desk) -> None:
    highlight(desk.notebook, 0, 0, BOXES, QUOTE)
    (item,) = desk.notebook.items()
    assert desk.notebook.item(item.record.id) == item
    touched: list[object] = []
    desk.notebook.pages_changed.connect(touched.append)
    known = desk.session.volume.documents
    desk.session.volume = replace(desk.session.volume, documents=known[::-1])
    assert [item.document for item in desk.notebook.items()] == [1]
    desk.session.volume_changed.emit()
    assert touched == [{(0, 0), (1, 0)}]
    desk.session.volume = replace(desk.session.volume, documents=known[1:])
    assert desk.notebook.items() == []
    assert desk.notebook.items_on(0, 0) == ()
    assert desk.notebook.item(item.record.id) is None

"""The list of notes in the real window: chosen, filtered, edited, tagged, linked, deleted, exported with mouse and keys."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.annotating import annotation, quoting
from reader.application import Desk
from reader.keeping import Keeping
from reader.models import NOTES
from reader.note_list import Entry
from reader.notebook import Item
from reader.panels.notes import Notes
from reader.place_links import PlaceLink
from reader.records import Annotation, Bookmark
from reader.settings import Settings
from reader.targets import Kind, Target

PAPER = "MEXT Document Jun 11 2024 (1)"
LONG = 60_000
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Reader:
    """A person before the window with one file of the ministry open, and the notes in sight."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        assert desk.furniture is not None
        keeping = desk.furniture.keeping
        assert keeping is not None
        self.qtbot, self.desk = qtbot, desk
        self.keeping: Keeping = keeping
        self.panel: Notes = keeping.notes
        desk.window.right_tabs.setCurrentWidget(self.panel)

    def make(self) -> None:
        """Eight notes on the places of passages and a figure."""
        known = self.desk.session.documents[0]
        structure = known.structure
        assert structure is not None
        colours = ("yellow", "red", "green", "red", "blue", "yellow")
        notes = ("**要確認**：出典", "", "", "次回の会議で使う", "", "")
        long = [passage for passage in structure.passages if len(passage.text) > 60]
        items = []
        for n, (colour, note) in enumerate(zip(colours, notes, strict=True)):
            passage = long[n * (len(long) // 6)]
            page = passage.page_at(0)
            made = annotation(known.content, page, [Rect(60, 100, 300, 112)], colour=colour)
            made = quoting(replace(made, note=note), structure, passage.text[:30])
            items.append(Item(0, made))
        caption = structure.captions[0]
        assert caption.area is not None
        area = annotation(known.content, caption.place.page, [caption.area], kind="area")
        items.append(Item(0, replace(area, tags=("図",))))
        self.keeping.notebook.add(items)
        self.keeping.notebook.add_bookmark(0, 1, 0.0, "しおりの頁")
        self.shows(8)

    def entries(self) -> list[Entry]:
        rows = self.panel.rows.bands.rows
        return [band.item for band in rows if isinstance(band.item, Entry)]

    def shows(self, count: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.entries()) == count, timeout=LONG)

    def click(self, number: int, modifier: Qt.KeyboardModifier | None = None) -> Entry:
        rows = self.panel.rows
        entry = self.entries()[number]
        row = next(n for n, band in enumerate(rows.bands.rows) if band.item is entry)
        index = rows.bands.index(row)
        rows.scrollTo(index)
        none = Qt.KeyboardModifier.NoModifier
        self.qtbot.mouseClick(
            rows.viewport(), LEFT, modifier or none, rows.visualRect(index).center()
        )
        return entry

    def record(self, entry: Entry) -> Annotation:
        found = [i.record for i in self.keeping.notebook.items() if i.record.id == entry.id]
        (record,) = found
        assert isinstance(record, Annotation)
        return record


@pytest.fixture
def reader(qtbot: QtBot, white_paper: list[Path], data_folder: Path) -> Iterator[Reader]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    path = next(path for path in white_paper if path.stem == PAPER)
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([path])
    qtbot.waitUntil(
        lambda: desk.furniture is not None and desk.furniture.keeping is not None, timeout=LONG
    )
    qtbot.waitUntil(lambda: desk.session.links is not None, timeout=LONG)
    made = Reader(qtbot, desk)
    made.make()
    yield made
    desk.close()


def test_notes_are_filtered_chosen_recoloured_deleted_and_brought_back(reader: Reader) -> None:
    panel, qtbot = reader.panel, reader.qtbot
    assert panel.filters.isVisible()
    before = reader.desk.view.position()
    reader.click(6)
    assert reader.desk.view.position() != before

    qtbot.keyClicks(panel.filter, "-zzz")
    reader.shows(8)
    panel.filter.setText("要確認")
    reader.shows(1)
    qtbot.keyClick(panel.filter, Qt.Key.Key_Escape)
    reader.shows(8)

    reader.click(0)
    reader.click(2, SHIFT)
    reader.click(4, CTRL)
    chosen = panel.rows.chosen()
    assert len(chosen) == 4
    marks = [each for each in chosen if not isinstance(each.item.record, Bookmark)]
    qtbot.mouseClick(panel.editor.colours.buttons["purple"], LEFT)
    assert {reader.record(each).colour for each in marks} == {"purple"}
    qtbot.keyClick(panel.rows, Qt.Key.Key_Delete)
    reader.shows(4)
    qtbot.mouseClick(panel._undo.button, LEFT)
    reader.shows(8)
    reader.desk.window.actions_by_id["undo"].trigger()
    reader.shows(4)
    reader.desk.window.actions_by_id["undo"].trigger()
    reader.shows(8)
    reader.desk.window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: all(reader.record(each).colour != "purple" for each in marks))


def test_the_arrows_show_notes_in_passing(reader: Reader) -> None:
    panel, qtbot, desk = reader.panel, reader.qtbot, reader.desk
    reader.click(0)
    before = desk.view.position()
    for _ in range(5):
        qtbot.keyClick(panel.rows, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: desk.view.position() != before, timeout=LONG)
    assert not panel._rest.isActive()
    qtbot.keyClick(panel.rows, Qt.Key.Key_Escape)
    assert desk.view.position() == before
    assert desk.window.focusWidget() is desk.view
    panel.rows.setFocus()
    qtbot.keyClick(panel.rows, Qt.Key.Key_Up)
    qtbot.keyClick(panel.rows, Qt.Key.Key_Return)
    assert desk.view.position() != before
    desk.window.actions_by_id["back"].trigger()
    assert desk.view.position() == before


def test_a_note_is_typed_tagged_and_linked(reader: Reader) -> None:
    panel, qtbot, desk = reader.panel, reader.qtbot, reader.desk
    entry = reader.click(len(reader.entries()) - 1)
    note = panel.editor.note
    qtbot.keyClick(panel.rows, Qt.Key.Key_F2)
    assert note.currentWidget() is note.edit
    qtbot.keyClicks(note.edit, "**see** ")
    names = [choice for choice in reader.keeping.note_links.terms() if choice.text == "NIST"]
    note.insert_link(names[0])
    qtbot.keyClicks(panel.editor.tags.line, "Policy")
    qtbot.keyClick(panel.editor.tags.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: reader.record(entry).tags == ("Policy",))
    assert reader.record(entry).note == f"**see** [NIST]({names[0].address})"

    reader.click(0)
    qtbot.waitUntil(lambda: reader.entries()[-1].item.record == reader.record(entry))
    reader.click(len(reader.entries()) - 1)
    assert note.currentWidget() is note.view
    assert note.view.toPlainText() == "see NIST"
    view = note.view
    spots = (QPoint(x, y) for y in range(0, 60, 4) for x in range(0, 90, 4))
    at = next(spot for spot in spots if view.anchorAt(spot))
    qtbot.mouseClick(view.viewport(), LEFT, pos=at)
    target = desk.session.target
    assert isinstance(target, Target)
    assert target.kind is Kind.TERM
    assert desk.window.right_tabs.currentIndex() == 0


def test_a_link_to_a_note_chooses_it(reader: Reader) -> None:
    entry = reader.entries()[3]
    reader.desk.window.right_tabs.setCurrentIndex(0)
    record = entry.item.record
    reader.keeping.note_links.go(PlaceLink(record.content, record.page, record.id))
    assert reader.panel.isVisible()
    assert [each.id for each in reader.panel.rows.chosen()] == [record.id]
    position = reader.desk.session.position
    assert position is not None
    assert abs(position.page - record.page) <= 1


def test_areas_are_shown_as_pictures(reader: Reader) -> None:
    panel = reader.panel
    number = next(n for n, e in enumerate(reader.entries()) if e.kind == "area")
    reader.click(number)
    cut = panel._cut
    assert cut is not None
    reader.qtbot.waitUntil(lambda: bool(cut._wanted), timeout=LONG)
    reader.qtbot.waitUntil(
        lambda: all(cut.picture(key) is not None for key in cut._wanted), timeout=LONG
    )
    rows = panel.rows
    box = rows.visualRect(rows.currentIndex())
    rows.setFocus()
    row = rows.viewport().grab(box).toImage()
    colours = {row.pixel(x, y) for x in range(40, 110, 2) for y in range(8, 60, 2)}
    assert len(colours) > 20
    panel.hide()
    assert cut._wanted == []


def test_notes_are_counted_on_the_outline_and_marked_beside_the_pages(reader: Reader) -> None:
    desk = reader.desk
    assert desk.furniture is not None
    outline = desk.furniture.outline
    model = outline.model

    def total() -> int:
        return sum(int(model.index(r, NOTES).data() or 0) for r in range(model.rowCount()))

    reader.qtbot.waitUntil(lambda: total() == 8, timeout=LONG)
    assert not outline.tree.isColumnHidden(NOTES)
    reader.qtbot.waitUntil(lambda: len(desk.view.bar._notes) == 8, timeout=LONG)
    reader.click(0)
    reader.qtbot.keyClick(reader.panel.rows, Qt.Key.Key_A, CTRL)
    reader.qtbot.keyClick(reader.panel.rows, Qt.Key.Key_Delete)
    reader.qtbot.waitUntil(lambda: total() == 0, timeout=LONG)
    reader.qtbot.waitUntil(lambda: desk.view.bar._notes == (), timeout=LONG)
    assert outline.tree.isColumnHidden(NOTES)


def test_the_chosen_notes_alone_are_exported(reader: Reader, tmp_path: Path) -> None:
    panel, files = reader.panel, reader.keeping._note_files
    entry = reader.click(0)
    with reader.qtbot.waitSignal(panel.export_asked) as asked:
        panel.export_chosen()
    (dialog,) = reader.desk.window.findChildren(QFileDialog)
    dialog.close()
    target = tmp_path / "some.hakusho.json"
    with reader.qtbot.waitSignal(reader.desk.session.message, timeout=LONG):
        files.export(target, "hakusho.json", asked.args[0])
    written = json.loads(target.read_text("utf-8"))
    (record,) = [*written["annotations"], *written["bookmarks"]]
    assert record["id"] == entry.id

"""The panel of notes with a person before it."""

from typing import Any

from msgspec.structs import replace
from note_desk import Desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.annotating import annotation
from reader.note_list import Entry
from reader.notebook import Item
from reader.panels.notes import Notes
from reader.records import Bookmark
from reader.settings import Settings

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def says(entry: Entry) -> str:
    record = entry.item.record
    return record.title if isinstance(record, Bookmark) else record.quotation or record.note


class Panel:
    """A person before the panel."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.settings = Settings(desk.folder / "settings.json")
        self.widget = Notes(desk.session, desk.notebook, self.settings)
        qtbot.addWidget(self.widget)
        self.widget.resize(320, 600)
        self.widget.show()
        self.widget.refresh()

    @property
    def editor(self) -> Any:
        return self.widget.editor

    def rows(self) -> dict[str, list[str]]:
        """The words of the rows under their titles."""
        found: dict[str, list[str]] = {}
        title = ""
        for band in self.widget.rows.bands.rows:
            if isinstance(band.item, Entry):
                found[title].append(says(band.item))
            else:
                title = band.text
                found[title] = []
        return found

    def words(self) -> list[str]:
        return [word for words in self.rows().values() for word in words]

    def click(self, number: int, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Clicks the note of that number, counted over all titles."""
        self.widget.refresh()
        rows = self.widget.rows
        notes = [n for n, band in enumerate(rows.bands.rows) if band.item is not None]
        index = rows.bands.index(notes[number])
        rows.scrollTo(index)
        at = rows.visualRect(index).center()
        none = Qt.KeyboardModifier.NoModifier
        self.qtbot.mouseClick(rows.viewport(), LEFT, modifier or none, at)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.widget.rows, key)

    def press(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, LEFT)

    def until(self, *words: str) -> None:
        self.qtbot.waitUntil(lambda: self.words() == list(words))


def several(desk: Desk) -> None:
    """Five more notes of some kinds, colours and tags."""
    made = [
        ("highlight", "green", "", ("引用",), 0, 200.0, "ＮＩＳＴの枠組み"),
        ("underline", "red", "NIST を調べる", (), 0, 300.0, "第一"),
        ("note", "blue", "# 見出し", ("要確認", "引用"), 0, 400.0, ""),
        ("highlight", "red", "", (), 1, 90.0, "予算"),
        ("area", "cyan", "", (), 1, 120.0, ""),
    ]
    items = []
    for n, (kind, colour, note, tags, document, y, quotation) in enumerate(made):
        content = desk.session.documents[document].content
        rects = [Rect(50, y, 90, y + 10)]
        record = annotation(content, 0, rects, kind=kind, colour=colour, note=note)
        moment = f"2026-11-0{n + 1}T03:00:00.000000+00:00"
        record = replace(
            record, quotation=quotation, tags=tags, created=moment, modified=moment, id=f"{n:032x}"
        )
        items.append(Item(document, record))
    desk.notebook.add(items)


EVERY = ("ＮＩＳＴの枠組み", "第一", "# 見出し", "予算", "")


def choose(button: Any, value: str) -> str:
    """Ticks a value in the menu of a filter; the text of its row."""
    menu: QMenu = button.menu()
    menu.aboutToShow.emit()
    (action,) = [action for action in menu.actions() if action.data() == value]
    text = action.text()
    action.trigger()
    return text

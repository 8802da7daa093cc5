"""Edits what is chosen in the list of notes: note, tags and colour of one, tags and colour of several."""

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.excerpts import shortened
from reader.note_list import spelled_as, with_tag
from reader.notebook import Item, Notebook
from reader.panels.colour_bar import ColourBar
from reader.panels.flow import FlowLayout
from reader.panels.note_tags import TagLine
from reader.panels.note_text import NoteText
from reader.records import Annotation, Note
from reader.settings import Settings

PAUSE_MILLISECONDS = 800
"""Without a key for so long, what was typed is kept."""

SHORTENED = 90


class NoteEditor(QFrame):
    """Below the list; hidden while nothing is chosen.

    Attributes:
        title: the name of a bookmark.
        note, tags, colours: of annotations.
        link, take_over, delete: the buttons.

    Signals:
        take_over_asked(list of Item): annotations of the file shall become the reader's own.
    """

    take_over_asked = Signal(object)

    def __init__(
        self, notebook: Notebook, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._items: list[Item] = []
        self._is_locked = self._was_typed = False
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(self.tr("Name of the bookmark"))
        self.note = NoteText(self)
        self.tags = TagLine(self)
        self.says = QLabel(self)
        self.says.setWordWrap(True)
        self.says.setTextFormat(Qt.TextFormat.PlainText)
        self.says.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.colours = ColourBar(settings, self)
        self.link = self._button(self.tr("Link"), self.tr("Insert a link into the note"))
        self.take_over = self._button(
            self.tr("Take over"), self.tr("Make it your own; the file stays as it is")
        )
        self.delete = self._button(self.tr("Delete"), self.tr("Delete (Del)"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.keep)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def items(self) -> list[Item]:
        """The records that are edited."""
        return list(self._items)

    def show_items(self, items: Sequence[Item], *, locked: bool = False) -> None:
        """Edits `items`; what was typed for others is kept first. `locked` ones can be read only."""
        self.keep()
        self._items, self._is_locked = list(items), locked
        if not items:
            self.hide()
            return
        self._show()
        self.show()

    def keep_up_with(self, items: Sequence[Item]) -> None:
        """The records are other ones: those that are gone are let go, those that changed elsewhere shown anew."""
        if not self._items:
            return
        ids = {item.record.id for item in self._items}
        same = [item for item in items if item.record.id in ids]
        if not same:
            self._was_typed = False
            self.show_items([])
        elif same != self._items:
            self._items = same
            if not self._was_typed:
                self._show()

    def keep(self) -> None:
        """Hands what was typed to the notebook; nothing typed is no gesture."""
        self._pause.stop()
        was_typed, self._was_typed = self._was_typed, False
        if not was_typed or len(self._items) != 1 or self._is_locked:
            return
        (item,) = self._items
        if isinstance(item.record, Annotation):
            self._notebook.edit(item, note=self.note.text)
        else:
            self._notebook.edit(item, title=self.title.text())

    def begin(self) -> None:
        """The keyboard goes to what can be typed."""
        if len(self._items) != 1:
            self.tags.line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(self._items[0].record, Annotation):
            self.note.begin()
        else:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
            self.title.selectAll()

    def set_link_menu(self, menu: QMenu) -> None:
        """What the button for links offers."""
        self.link.setMenu(menu)
        self.link.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        return button

    def _lay_out(self) -> None:
        buttons = QWidget(self)
        flow = FlowLayout(buttons)
        flow.setContentsMargins(0, 0, 0, 0)
        for button in (self.colours, self.link, self.take_over, self.delete):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        for part in (self.says, self.title, self.note, self.tags):
            column.addWidget(part)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.title.textEdited.connect(self._on_typed)
        self.title.editingFinished.connect(self.keep)
        self.note.changed.connect(self._on_typed)
        self.note.left.connect(self.keep)
        self.tags.added.connect(self._add_tag)
        self.tags.removed.connect(self._remove_tag)
        self.colours.chosen.connect(self._on_colour)
        self.take_over.clicked.connect(lambda _checked: self.take_over_asked.emit(self.items))
        self.delete.clicked.connect(lambda _checked: self._on_delete())

    def _show(self) -> None:
        records = [item.record for item in self._items]
        marked = [record for record in records if isinstance(record, Annotation)]
        first, is_one = records[0], len(records) == 1
        is_open = bool(marked) and not self._is_locked
        self.note.setVisible(bool(marked) and is_one)
        self.title.setVisible(not marked and is_one)
        for part in (self.tags, self.colours):
            part.setVisible(is_open)
        self.link.setVisible(is_open and is_one)
        self.delete.setVisible(not self._is_locked)
        self.take_over.setVisible(self._is_locked)
        text = (
            self.tr("{0} notes are chosen.").format(len(records)) if not is_one else _quoted(first)
        )
        self.says.setText(text)
        self.says.setVisible(bool(text))
        if isinstance(first, Annotation) and is_one:
            self.note.set_text(first.note, locked=self._is_locked)
        elif is_one and not isinstance(first, Annotation) and self.title.text() != first.title:
            with QSignalBlocker(self.title):
                self.title.setText(first.title)
        if marked:
            self._show_marks(marked)

    def _show_marks(self, records: Sequence[Annotation]) -> None:
        """The colour and the tags that all of them have."""
        first = records[0]
        shared = {record.colour for record in records}
        self.colours.show_colour(first.colour if len(shared) == 1 else "")
        common = set(first.tags).intersection(*(record.tags for record in records))
        self.tags.show_tags([tag for tag in first.tags if tag in common])

    def _on_typed(self) -> None:
        self._was_typed = True
        self._pause.start()

    def _on_colour(self, colour: str) -> None:
        self.keep()
        self._notebook.edit(*self._items, colour=colour)

    def _add_tag(self, tag: str) -> None:
        self.keep()
        tag = spelled_as(tag, self.tags.known())
        self._notebook.alter(self._items, lambda record: _tagged(record, tag))

    def _remove_tag(self, tag: str) -> None:
        self.keep()
        self._notebook.alter(self._items, lambda record: _untagged(record, tag))

    def _on_delete(self) -> None:
        items, self._items = self._items, []
        self._pause.stop()
        self._was_typed = False
        self.hide()
        self._notebook.remove(*items)


def _tagged(record: Note, tag: str) -> Note:
    return (
        replace(record, tags=with_tag(record.tags, tag))
        if isinstance(record, Annotation)
        else record
    )


def _untagged(record: Note, tag: str) -> Note:
    if not isinstance(record, Annotation):
        return record
    return replace(record, tags=tuple(each for each in record.tags if each != tag))


def _quoted(record: Note) -> str:
    text = record.quotation if isinstance(record, Annotation) else ""
    return shortened(text, SHORTENED)

"""The notes of every document that has any, whether its file is there or not, in one list that can be filtered."""

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from index_builder.text import fold
from reader.note_layer import style_of
from reader.overlays import LOOKS
from reader.panels.rows import Group, Row, RowView, group_of
from reader.records import Annotation, Bookmark, Note

TYPING = 120
"""Milliseconds without a key after which the list is filtered."""


class NotedDocument(Struct, frozen=True):
    """A document and its notes in the order of its pages; `path` is "" when no file is there any more."""

    title: str
    path: str
    notes: tuple[Note, ...]


class AllNotesDialog(QDialog):
    """Signals:
    chosen(NotedDocument, note): the reader wants to see it on its page.
    """

    chosen = Signal(object, object)

    def __init__(self, documents: Sequence[NotedDocument], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("All notes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 560)
        self._documents = [
            (document, [fold(text_of(note)).text for note in document.notes])
            for document in documents
        ]
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("Words in the notes"))
        self.words.setClearButtonEnabled(True)
        self.view = RowView(parent=self)
        self.says = QLabel(self)
        self.says.setWordWrap(True)
        self._soon = QTimer(self, singleShot=True, interval=TYPING)
        self._soon.timeout.connect(self.refresh)
        self.words.textChanged.connect(self._soon.start)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        column.addWidget(self.says)
        self.refresh()

    def refresh(self) -> None:
        """Shows the notes that hold each of the typed words."""
        words = [fold(word).text for word in self.words.text().split()]
        groups = [
            group
            for document, folded in self._documents
            if (group := self._group(document, folded, words)) is not None
        ]
        self.view.set_groups(groups)
        if not self._documents:
            self.says.setText(self.tr("There are no notes yet."))
        else:
            self.says.setText(self.tr("Notes: {0}").format(sum(group.count for group in groups)))

    def _group(
        self, document: NotedDocument, folded: Sequence[str], words: Sequence[str]
    ) -> Group | None:
        rows = [
            self._row(document, note)
            for note, text in zip(document.notes, folded, strict=True)
            if all(word in text for word in words)
        ]
        title = document.title or self.tr("A document without a name")
        if not document.path:
            title = self.tr("{0} — the file is not there").format(title)
        return group_of(title, rows) if rows else None

    def _row(self, document: NotedDocument, note: Note) -> Row:
        label = self.tr("p. {0}").format(note.page + 1)
        text = text_of(note) or self.tr("(no text)")
        bold = len(note.note) if isinstance(note, Annotation) else len(note.title)
        colour = _colour(note) if isinstance(note, Annotation) else ""
        return Row(label, text, 0, bold, partial(self._choose, document, note), colour)

    def _choose(self, document: NotedDocument, note: Note) -> None:
        if document.path:
            self.chosen.emit(document, note)
        else:
            self.says.setText(
                self.tr(
                    "The file of “{0}” is not where it was; its notes are kept all the same."
                ).format(document.title)
            )


def text_of(note: Note) -> str:
    """What a note says, and what it is about."""
    if isinstance(note, Bookmark):
        return note.title
    return "　".join(part for part in (note.note, note.quotation) if part)


def _colour(note: Annotation) -> str:
    return QColor.fromRgb(LOOKS[style_of(note.colour)].color).name()

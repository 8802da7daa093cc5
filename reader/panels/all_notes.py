"""The notes of every document that has any, whether its file is there or not, in one list that can be filtered."""

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from index_builder.text import fold
from reader.exchange.sheaf import NotedDocument
from reader.note_layer import style_of
from reader.overlays import LOOKS
from reader.panels.rows import Group, Row, RowView, group_of
from reader.records import Annotation, Bookmark, Note

TYPING = 120
"""Milliseconds without a key after which the list is filtered."""


class AllNotesDialog(QDialog):
    """Signals:
    chosen(NotedDocument, note): the reader wants to see it on its page.
    export_asked(list of NotedDocument): what is listed shall be written into a file.
    """

    chosen = Signal(object, object)
    export_asked = Signal(object)

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
        self.export = QPushButton(self.tr("&Export…"), self)
        self.export.setAutoDefault(False)
        self.export.clicked.connect(lambda: self.export_asked.emit(self.listed()))
        below = QHBoxLayout()
        below.addWidget(self.says, 1)
        below.addWidget(self.export)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.view, 1)
        column.addLayout(below)
        self.refresh()

    def listed(self) -> list[NotedDocument]:
        """The documents with those of their notes that hold each of the typed words."""
        words = [fold(word).text for word in self.words.text().split()]
        found = []
        for document, folded in self._documents:
            notes = (
                note
                for note, text in zip(document.notes, folded, strict=True)
                if all(word in text for word in words)
            )
            found.append(replace(document, notes=tuple(notes)))
        return [document for document in found if document.notes]

    def refresh(self) -> None:
        """Shows them."""
        listed = self.listed()
        self.view.set_groups([self._group(document) for document in listed])
        self.export.setEnabled(bool(listed))
        if not self._documents:
            self.says.setText(self.tr("There are no notes yet."))
        else:
            self.says.setText(self.tr("Notes: {0}").format(sum(len(d.notes) for d in listed)))

    def _group(self, document: NotedDocument) -> Group:
        title = document.title or self.tr("A document without a name")
        if not document.path:
            title = self.tr("{0} — the file is not there").format(title)
        return group_of(title, [self._row(document, note) for note in document.notes])

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

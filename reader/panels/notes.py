"""The panel of one's own notes: bookmarks and highlights of the volume in reading order, to go to and to edit."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from index_builder.model import Rect
from reader.answers import CHAPTER_LEVEL, heading_text
from reader.note_layer import style_of
from reader.notebook import Item, Notebook
from reader.overlays import LOOKS
from reader.panels.colour_bar import ColourBar
from reader.panels.rows import Group, Row, RowView, group_of
from reader.records import Annotation, Bookmark, Note
from reader.session import Session
from reader.settings import Settings

UNDO_MILLISECONDS = 10_000
"""How long a deletion offers its undo."""

PAUSE_MILLISECONDS = 800
"""Without a key for so long, what was typed is kept."""

Start = tuple[int, int, float]


class Notes(QWidget):
    """The panel.

    Attributes:
        view: the list.
        editor: below it, for the chosen record.
    """

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notebook = notebook
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._says = QLabel(self)
        self._says.setObjectName("says")
        self._says.setWordWrap(True)
        self._says.setContentsMargins(10, 8, 10, 8)
        self.view = RowView(parent=self)
        self.editor = NoteEditor(notebook, settings, self)
        self._undo = UndoBar(notebook, self)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._says)
        column.addWidget(self.view, 1000)
        column.addStretch(1)
        column.addWidget(self.editor)
        column.addWidget(self._undo)
        notebook.changed.connect(self._soon.start)
        session.structure_changed.connect(self._soon.start)
        session.volume_changed.connect(self._soon.start)
        self.refresh()

    def refresh(self) -> None:
        """Shows what the notebook holds now."""
        items = self._notebook.items()
        self._says.setVisible(not items)
        self._says.setText(self._nothing_text() if not items else "")
        self.view.setVisible(bool(items))
        self.view.set_groups(self._groups(items))
        self.editor.keep_up_with(items)

    def put_above(self, part: QWidget) -> None:
        """Something that is to be seen before the list."""
        self._column.insertWidget(0, part)

    def show_item(self, item: Item) -> None:
        """Opens the editor on `item`, as if it had been chosen in the list; the page stays where it is."""
        self.editor.show_item(item)

    def _nothing_text(self) -> str:
        if not self._session.documents:
            return self.tr("Open a paper, and your bookmarks and highlights appear here.")
        return self.tr(
            "No bookmarks or highlights yet. Ctrl+D keeps this place, Ctrl+H highlights the "
            "selected text."
        )

    def _groups(self, items: Sequence[Item]) -> list[Group]:
        starts, titles = self._chapters()
        groups: dict[int, list[Row]] = {}
        rank = {document: number for number, document in enumerate(self._session.order)}
        for item in items:
            here = (rank.get(item.document, len(rank)), item.record.page, _top(item.record))
            chapter = bisect_right(starts, here) - 1
            groups.setdefault(chapter, []).append(self._row(item))
        return [
            group_of(titles[chapter] if chapter >= 0 else self.tr("Before the first chapter"), rows)
            for chapter, rows in groups.items()
        ]

    def _chapters(self) -> tuple[list[Start], list[str]]:
        """Where the chapters of the volume start, in reading order, and what they are called."""
        starts: list[Start] = []
        titles: list[str] = []
        for rank, document in enumerate(self._session.order):
            known = self._session.documents[document]
            headings = known.structure.headings if known.structure else ()
            chapters = [heading for heading in headings if heading.level <= CHAPTER_LEVEL]
            if not chapters or chapters[0].place.page > 0:
                starts.append((rank, -1, 0.0))
                titles.append(known.title)
            for heading in chapters:
                top = heading.place.rects[0].y0 if heading.place.rects else 0.0
                starts.append((rank, heading.place.page, top))
                titles.append(heading_text(heading))
        return starts, titles

    def _row(self, item: Item) -> Row:
        record = item.record
        label = self._session.printed_label(item.document, record.page) or str(record.page + 1)
        choose = partial(self._choose, item)
        if isinstance(record, Bookmark):
            return Row(self.tr("p. {0}").format(label), record.title, 0, len(record.title), choose)
        text = f"{record.note}　{record.quotation}" if record.note else record.quotation
        return Row(
            self.tr("p. {0}").format(label),
            text or self.tr("(no text)"),
            0,
            len(record.note),
            choose,
            _colour(record.colour).name(),
        )

    def _choose(self, item: Item) -> None:
        record = item.record
        self.editor.show_item(item)
        if isinstance(record, Annotation) and record.rects:
            self._session.jump(item.document, record.page, record.rects[0])
        else:
            top = _top(record)
            self._session.jump(item.document, record.page, _line_at(top))


class NoteEditor(QFrame):
    """Edits the chosen record in place: the note and colour of a highlight, the title of a bookmark."""

    def __init__(
        self, notebook: Notebook, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._item: Item | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = QLineEdit(self)
        self.title.setPlaceholderText(self.tr("Name of the bookmark"))
        self.note = QPlainTextEdit(self)
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(5 * self.fontMetrics().lineSpacing())
        self._quotation = QLabel(self)
        self._quotation.setWordWrap(True)
        self._quotation.setTextFormat(Qt.TextFormat.PlainText)
        self.colours = ColourBar(settings, self)
        self.delete = QPushButton(self.tr("Delete"), self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.keep)
        self._lay_out()
        self.title.textEdited.connect(self._pause.start)
        self.title.editingFinished.connect(self.keep)
        self.note.textChanged.connect(self._pause.start)
        self.note.installEventFilter(self)
        self.colours.chosen.connect(self._on_colour)
        self.delete.clicked.connect(self._on_delete)
        self.hide()

    @property
    def item(self) -> Item | None:
        """The record that is edited."""
        return self._item

    def show_item(self, item: Item) -> None:
        """Edits `item`; what was typed for another one is kept first."""
        self.keep()
        self._item = item
        self._show(item.record)
        self.show()

    def keep_up_with(self, items: Sequence[Item]) -> None:
        """The records are other ones: one that is gone is let go, one that changed elsewhere shown anew."""
        if self._item is None:
            return
        same = [item for item in items if item.record.id == self._item.record.id]
        if not same:
            self._pause.stop()
            self._item = None
            self.hide()
        elif same[0] != self._item:
            typing = self._pause.isActive()
            self._item = same[0]
            if not typing:
                self._show(same[0].record)

    def keep(self) -> None:
        """Hands what was typed to the notebook; nothing typed is no gesture."""
        self._pause.stop()
        if self._item is None:
            return
        if isinstance(self._item.record, Annotation):
            self._notebook.edit(self._item, note=self.note.toPlainText())
        else:
            self._notebook.edit(self._item, title=self.title.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the note keeps it; Esc leaves it."""
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.note.clearFocus()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.colours)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addWidget(self._quotation)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addLayout(buttons)

    def _show(self, record: Note) -> None:
        is_annotation = isinstance(record, Annotation)
        for part in (self.note, self.colours, self._quotation):
            part.setVisible(is_annotation)
        self.title.setVisible(not is_annotation)
        with QSignalBlocker(self.note), QSignalBlocker(self.title):
            if isinstance(record, Annotation):
                self._quotation.setText(_shortened(record.quotation))
                self.colours.show_colour(record.colour)
                if self.note.toPlainText() != record.note:
                    self.note.setPlainText(record.note)
            elif self.title.text() != record.title:
                self.title.setText(record.title)

    def _on_colour(self, colour: str) -> None:
        self.keep()
        if self._item is not None:
            self._notebook.edit(self._item, colour=colour)

    def _on_delete(self) -> None:
        item, self._item = self._item, None
        self._pause.stop()
        self.hide()
        if item is not None:
            self._notebook.remove(item)


class UndoBar(QFrame):
    """Offers for a while to bring back what was deleted."""

    def __init__(self, notebook: Notebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._items: list[Item] = []
        self._over = QTimer(self, singleShot=True, interval=UNDO_MILLISECONDS)
        self._over.timeout.connect(self.hide)
        self._text = QLabel(self)
        self.button = QPushButton(self.tr("Undo"), self)
        self.button.clicked.connect(self._on_undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 8, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        notebook.removed.connect(self._on_removed)
        self.hide()

    def _on_removed(self, items: list[Item]) -> None:
        self._items = items
        bookmarks = sum(isinstance(item.record, Bookmark) for item in items)
        if len(items) > 1:
            text = self.tr("{0} notes deleted.").format(len(items))
        else:
            text = self.tr("Bookmark deleted.") if bookmarks else self.tr("Annotation deleted.")
        self._text.setText(text)
        self.show()
        self._over.start()

    def _on_undo(self) -> None:
        self._over.stop()
        self.hide()
        self._notebook.add(self._items)


def _top(record: Note) -> float:
    if isinstance(record, Bookmark):
        return record.y
    return record.rects[0].y0 if record.rects else 0.0


def _line_at(y: float) -> Rect:
    """A line across the page, for the view to scroll to."""
    return Rect(0.0, y, 1.0, y + 1.0)


def _colour(name: str) -> QColor:
    return QColor.fromRgb(LOOKS[style_of(name)].color)


def _shortened(text: str, length: int = 90) -> str:
    return text if len(text) <= length else f"{text[:length]}…"

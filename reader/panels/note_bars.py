"""The way to bring back what was deleted from the list of notes."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from reader.notebook import Item, Notebook
from reader.records import Bookmark

UNDO_MILLISECONDS = 10_000
"""How long a deletion offers its undo."""


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

"""What stands around the list of notes: the colours as buttons, and the way to bring back what was deleted."""

from functools import partial

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from reader.colour_names import KEY, colour_name
from reader.notebook import Item, Notebook
from reader.panels.note_icons import EDGE, swatch
from reader.records import COLOURS, Bookmark
from reader.settings import Settings

UNDO_MILLISECONDS = 10_000
"""How long a deletion offers its undo."""


class ColourBar(QWidget):
    """The eight colours as buttons.

    Signals:
        chosen(str): a colour of `COLOURS`.
    """

    chosen = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: dict[str, QToolButton] = {}
        for colour in COLOURS:
            button = QToolButton(self)
            button.setCheckable(True)
            button.setAutoRaise(True)
            button.setIcon(swatch(colour))
            button.setIconSize(QSize(EDGE, EDGE))
            button.clicked.connect(partial(self._on_clicked, colour))
            row.addWidget(button)
            self.buttons[colour] = button
        settings.changed.connect(self._on_setting_changed)
        self._on_setting_changed(KEY)

    def show_colour(self, colour: str) -> None:
        """Marks the colour that is in use, none for ""."""
        for name, button in self.buttons.items():
            button.setChecked(name == colour)

    def _on_setting_changed(self, key: str) -> None:
        if key != KEY:
            return
        for colour, button in self.buttons.items():
            name = colour_name(self._settings, colour)
            button.setToolTip(name)
            button.setAccessibleName(name)

    def _on_clicked(self, colour: str, _checked: bool = False) -> None:
        self.show_colour(colour)
        self.chosen.emit(colour)


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

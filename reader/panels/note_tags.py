"""The tags of notes as chips, and a line for another one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton, QWidget

from reader.panels.flow import FlowLayout
from reader.panels.folding_completer import FoldingCompleter

ENDS = ",、，"
"""Signs that end a tag as Enter does."""

LINE = 96
"""Width of the line, in device-independent pixels."""


class _Line(QLineEdit):
    """Keeps Enter for itself, whatever is offered."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.returnPressed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class TagLine(QWidget):
    """Shows tags; adding and taking away is told, and shown when it is done.

    Attributes:
        line: where another one is typed.
        known: the tags to complete with.

    Signals:
        added(str), removed(str): a tag.
    """

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.known: Callable[[], Sequence[str]] = list
        self._tags: tuple[str, ...] = ()
        self.line = _Line(self)
        self.line.setPlaceholderText(self.tr("Add a tag"))
        self.line.setAccessibleName(self.tr("Add a tag"))
        self.line.setFixedWidth(LINE)
        self.line.setFrame(False)
        self._completer = FoldingCompleter(self.line)
        self._completer.picked.connect(self._add)
        self.line.textEdited.connect(self._on_typed)
        self.line.returnPressed.connect(self._on_return)
        self.line.installEventFilter(self)
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.addWidget(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def tags(self) -> tuple[str, ...]:
        """Those that are shown."""
        return self._tags

    def show_tags(self, tags: Sequence[str]) -> None:
        """Shows `tags` in place of those before."""
        if tuple(tags) == self._tags:
            return
        self._tags = tuple(tags)
        while self._flow.count():
            taken = self._flow.takeAt(0)
            chip = taken.widget() if taken is not None else None
            if chip is not None and chip is not self.line:
                chip.deleteLater()
        for tag in tags:
            chip = QToolButton(self)
            chip.setText(f"#{tag} ×")
            chip.setToolTip(self.tr("Take this tag away"))
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(partial(self._remove, tag))
            chip.show()
            self._flow.addWidget(chip)
        self._flow.addWidget(self.line)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down offers all tags; Backspace in an empty line takes the last one away."""
        if watched is self.line and isinstance(event, QKeyEvent) and not self.line.text():
            if event.type() != QEvent.Type.KeyPress:
                return False
            if event.key() == Qt.Key.Key_Down:
                self._offer("")
                return True
            if event.key() == Qt.Key.Key_Backspace and self._tags:
                self.removed.emit(self._tags[-1])
                return True
        return super().eventFilter(watched, event)

    def _on_typed(self, text: str) -> None:
        if text and text[-1] in ENDS:
            self._add(text[:-1])
        elif text:
            self._offer(text)
        else:
            self._completer.close()

    def _offer(self, typed: str) -> None:
        shown = set(self._tags)
        choices = [tag for tag in self.known() if tag not in shown]
        if self._completer.narrow(choices, typed.lstrip("#＃")):
            self._completer.complete()
        else:
            self._completer.close()

    def _on_return(self) -> None:
        """Adds the tag that the arrows are on, else what was typed."""
        self._add(self._completer.chosen() or self.line.text())

    def _add(self, text: str) -> None:
        self._completer.close()
        self.line.clear()
        if text.strip():
            self.added.emit(text.strip())

    def _remove(self, tag: str, _checked: bool = False) -> None:
        self.removed.emit(tag)

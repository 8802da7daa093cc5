"""A sentence in place of what cannot be shown, how far it is, and a button for what helps."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget


class Says(Struct, frozen=True):
    """`text` alone, or with `done` of `pages`, or with a button that says `action` and does `do`."""

    text: str = ""
    done: int = 0
    pages: int = 0
    action: str = ""
    do: Callable[[], None] | None = None


class Saying(QWidget):
    """Shows a `Says`; hides when there is nothing to say.

    Attributes:
        label, bar, button: its parts.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setObjectName("says")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.button = QPushButton(self)
        self.button.setObjectName("says_action")
        self.button.clicked.connect(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(8)
        column.addWidget(self.label)
        column.addWidget(self.bar)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._says = Says()
        self.hide()

    def say(self, says: Says) -> None:
        """Shows `says` in place of what was said before."""
        if says == self._says:
            return
        self._says = says
        self.label.setText(says.text)
        self.bar.setVisible(bool(says.pages))
        self.bar.setRange(0, says.pages)
        self.bar.setValue(says.done)
        self.button.setVisible(bool(says.action))
        self.button.setText(says.action)
        self.setVisible(bool(says.text))

    def _act(self) -> None:
        if self._says.do is not None:
            self._says.do()

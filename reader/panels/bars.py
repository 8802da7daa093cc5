"""Bars above the pages: one clear sentence about what went wrong, and the question for a password."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader import theme

MOST_BARS = 4
"""Older bars than these are shown when a newer one is closed."""


class Bar(QFrame):
    """One line with a closing cross; further widgets stand before the cross.

    Signals:
        closed: the reader has closed it.
    """

    closed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        color = self.palette().color(QPalette.ColorRole.ToolTipText)
        sign = QLabel(self)
        ratio = self.devicePixelRatioF()
        sign.setPixmap(theme.icon("warning", color, ratio).pixmap(theme.ICON))
        self.label = QLabel(text, self)
        self.label.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QToolButton(self)
        close.setIcon(theme.icon("close", color, ratio))
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Close"))
        close.clicked.connect(self.closed)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(10, 3, 4, 3)
        self.row.addWidget(sign)
        self.row.addWidget(self.label, 1)
        self.row.addWidget(close)

    def insert(self, widget: QWidget) -> None:
        self.row.insertWidget(self.row.count() - 1, widget)

    def add_button(self, label: str, action: Callable[[], object]) -> QPushButton:
        """A button for what can be done about it."""
        button = QPushButton(label, self)
        button.clicked.connect(lambda _checked=False: action())
        self.insert(button)
        return button


class PasswordBar(Bar):
    """Asks for the password of one document.

    Signals:
        entered(str): what was typed.
    """

    entered = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.box = QLineEdit(self)
        self.box.setEchoMode(QLineEdit.EchoMode.Password)
        self.box.setPlaceholderText(self.tr("Password"))
        self.box.setMinimumWidth(160)
        button = QPushButton(self.tr("Open"), self)
        self.insert(self.box)
        self.insert(button)
        self.box.returnPressed.connect(self._on_entered)
        button.clicked.connect(self._on_entered)

    def _on_entered(self) -> None:
        self.entered.emit(self.box.text())


class Bars(QWidget):
    """The bars of a window, newest last; a key (a document number) has one bar at a time.

    Signals:
        password_entered(document, str)
    """

    password_entered = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[tuple[int, Bar]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def texts(self) -> list[str]:
        """The sentences shown, oldest first."""
        return [bar.label.text() for _, bar in self._bars]

    def say(self, key: int, text: str) -> None:
        """Shows a sentence in place of what `key` said before; −1 for one that stands by itself."""
        self._add(key, Bar(text, self))

    def offer(self, key: int, text: str, label: str, action: Callable[[], object]) -> Bar:
        """Says a sentence as `say` does, with a button for what can be done about it."""
        bar = Bar(text, self)
        bar.add_button(label, action)
        self._add(key, bar)
        return bar

    def take_back(self, key: int) -> None:
        """What `key` said does not hold any more."""
        for other, bar in list(self._bars):
            if other == key:
                self._remove(bar)

    def ask_password(self, document: int, text: str) -> PasswordBar:
        """Asks for a password; the answer is `password_entered`."""
        bar = PasswordBar(text, self)
        bar.entered.connect(lambda word: self._on_password(document, bar, word))
        self._add(document, bar)
        bar.box.setFocus()
        return bar

    def clear(self) -> None:
        for _, bar in list(self._bars):
            self._remove(bar)

    def _on_password(self, document: int, bar: Bar, word: str) -> None:
        self._remove(bar)
        self.password_entered.emit(document, word)

    def _add(self, key: int, bar: Bar) -> None:
        if key >= 0:
            self.take_back(key)
        bar.closed.connect(lambda: self._remove(bar))
        self._bars.append((key, bar))
        self._column.addWidget(bar)
        self._show_last()

    def _remove(self, bar: Bar) -> None:
        self._bars = [(key, other) for key, other in self._bars if other is not bar]
        self._column.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self._show_last()

    def _show_last(self) -> None:
        for number, (_, bar) in enumerate(self._bars):
            bar.setVisible(number >= len(self._bars) - MOST_BARS)
        self.setVisible(bool(self._bars))

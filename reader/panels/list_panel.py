"""What the glossary and the list of figures have in common: a box to filter, choices, a sentence, the list, buttons."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.panels.banded import MARGIN, BandDelegate, BandedList
from reader.session import Session


class Sentences(Struct, frozen=True):
    """What is said in place of rows: with nothing open, while files are read ({0} of {1} pages), when
    nothing was found, and before anything is read.
    """

    closed: str
    coming: str
    nothing: str
    unread: str


class ListPanel(QWidget):
    """A list under a filter; the keys lead from one to the other and back to the pages.

    Attributes:
        filter: the box.
        list: the rows.
        column: what stands below one another.
        says: the sentence above them, hidden while it is empty.

    Signals:
        looked_at: it has come into sight.
        left: the reader wants to go on with the pages.
    """

    looked_at = Signal()
    left = Signal()

    def __init__(
        self, session: Session, delegate: BandDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.filter = QLineEdit(self)
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.refill)
        self.list = self.make_list()
        delegate.setParent(self.list)
        self.list.setItemDelegate(delegate)
        self.says = QLabel(self)
        self.says.setObjectName("says")
        self.says.setWordWrap(True)
        self.says.setContentsMargins(MARGIN, 4, MARGIN, 4)
        self._choices = QHBoxLayout()
        self._buttons = QHBoxLayout()
        self._lay_out()
        self.setFocusProxy(self.filter)
        self.list.left.connect(self.left)
        self.list.topped.connect(self.take_focus)

    def make_list(self) -> BandedList:
        """The list; a panel may have one that can do more."""
        return BandedList(self)

    def _lay_out(self) -> None:
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(4, 4, 4, 4)
        head.setSpacing(4)
        head.addWidget(self.filter)
        head.addLayout(self._choices)
        self._choices.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.says)
        column.addWidget(self.list, 1)
        self._buttons.setContentsMargins(2, 2, 2, 2)
        self._buttons.setSpacing(0)
        column.addLayout(self._buttons)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def take_focus(self) -> None:
        """The keyboard goes to the box."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def refill(self) -> None:
        """Shows what the filter lets through."""
        raise NotImplementedError

    def sentence(self, says: Sentences, *, found: bool, ready: bool) -> str:
        """What is missing in a list of the volume, or why it is empty; "" when there is nothing to say."""
        session, progress = self._session, self._session.progress
        if not session.documents:
            return says.closed
        if progress.running and progress.pages:
            return says.coming.format(progress.done, progress.pages)
        if found:
            return ""
        if not any(session.structures()):
            return says.unread
        return says.nothing if ready else self.tr("The list is being made…")

    def say(self, text: str) -> None:
        """The sentence above the list; none for ""."""
        self.says.setText(text)
        self.says.setVisible(bool(text))

    def add_choice(
        self, name: str, tip: str, choices: Sequence[tuple[str, str]], chosen: Callable[[], None]
    ) -> QComboBox:
        """A box to choose one of (value, text) in; `tip` says what for."""
        box = QComboBox(self)
        box.setObjectName(name)
        box.setToolTip(tip)
        box.setAccessibleName(tip)
        for value, text in choices:
            box.addItem(text, value)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.currentIndexChanged.connect(lambda _index: chosen())
        self._choices.addWidget(box, 1)
        return box

    def add_button(self, name: str, text: str, tip: str, do: Callable[[], None]) -> QToolButton:
        """A button under the list."""
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        button.clicked.connect(lambda _checked: do())
        self._buttons.addWidget(button)
        return button

    def add_stretch(self) -> None:
        """The buttons after this stand at the right."""
        self._buttons.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.looked_at.emit()

    def event(self, event: QEvent) -> bool:
        """Ctrl+F in here is for this list, whatever it does elsewhere in the window."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Find)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.take_focus()
        elif event.key() == Qt.Key.Key_Escape:
            if self.filter.text():
                self.filter.clear()
            else:
                self.left.emit()
        elif self.filter.hasFocus() and event.key() in {
            Qt.Key.Key_Down,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        }:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.moved.emit(self.list.current)
        else:
            super().keyPressEvent(event)

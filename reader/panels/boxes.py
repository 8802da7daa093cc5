"""The boxes of the tool bar: where one is, and what one searches."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from reader import failures
from reader.finding import Finder
from reader.pacing import Paced
from reader.panels.query_edit import QueryEdit
from reader.results import place_in
from reader.search_settings import Scope
from reader.session import Session

TYPING_PAUSE = 40
"""Milliseconds without a key after which the query is searched: its first hits are there within 100."""


class PageBox(QWidget):
    """Shows the printed page and its place in the volume; takes "24" (printed), "p3" (PDF page) or "2:5" (file and page).

    Signals:
        left: the reader is done typing.
    """

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.box = QLineEdit(self)
        self.box.setFixedWidth(64)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setToolTip(
            self.tr(
                "Page: “24” as printed, “p3” for the third page of the volume, "
                "“2:5” for the fifth page of the second file"
            )
        )
        self.total = QLabel(self)
        self.total.setMinimumWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self.box)
        row.addWidget(self.total)
        self.box.returnPressed.connect(self._on_entered)
        self.box.editingFinished.connect(self.refresh)
        self._passing = Paced(self.refresh, self)
        session.position_changed.connect(self._passing.ask)
        session.volume_changed.connect(self.refresh)
        session.structure_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows the present page, unless the reader is typing."""
        position = self._session.position
        volume = self._session.volume
        self.setEnabled(bool(volume.page_count))
        if position is None or not volume.page_count or position.document not in volume.order:
            self.box.clear()
            self.total.clear()
            return
        number = volume.number_of(position.document, position.page) + 1
        label = self._session.printed_label(position.document, position.page)
        self.total.setText(self.tr("{0} of {1}").format(f"p{number}", volume.page_count))
        text = label or f"p{number}"
        if text != self.box.text() and not (self.box.hasFocus() and self.box.isModified()):
            # What is typed next takes the place of a number that was chosen whole.
            is_chosen = self.box.selectedText() == self.box.text()
            self.box.setText(text)
            if is_chosen and self.box.hasFocus():
                self.box.selectAll()

    def _on_entered(self) -> None:
        text = self.box.text()
        found = self._session.find_page(text)
        self.box.setModified(False)
        if found is None:
            self._session.message.emit(self.tr("There is no page “{0}”.").format(text))
            self.refresh()
            return
        self._session.jump(*found)
        self.left.emit()


class SearchBox(QWidget):
    """The query and how many hits it has; Enter and Shift+Enter walk, Down leads into the list, Escape clears.

    An input method's unfinished text is not part of `QLineEdit.text`, so it is never searched.

    Signals:
        left: the reader is done searching.
        list_wanted: the keyboard is to lead through the hits.
    """

    left = Signal()
    list_wanted = Signal()

    def __init__(self, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._walk_when_found = 0
        self.box = QueryEdit(self)
        # What clears the box is of use once something has stood in it, and slow to be made.
        self.box.textChanged.connect(lambda: self.box.setClearButtonEnabled(True))
        self.box.setMinimumWidth(150)
        self.box.setMaximumWidth(280)
        self.box.installEventFilter(self)
        self.count = QLabel(self)
        self.count.setMinimumWidth(64)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self.box)
        row.addWidget(self.count)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self._search)
        self.box.textChanged.connect(self._on_text_changed)
        finder.asked.connect(self._on_asked)
        finder.results_changed.connect(self._on_results_changed)
        finder.selected.connect(self._say_count)
        self._say_scope()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                    self.walk(-1 if shift else 1)
                    return True
                case Qt.Key.Key_Down:
                    self.list_wanted.emit()
                    return True
                case Qt.Key.Key_Escape:
                    self.box.clear()
                    self.left.emit()
                    return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A closed window searches no more."""
        self._pause.stop()
        super().hideEvent(event)

    def walk(self, step: int) -> None:
        """To the next or previous hit; of a query that is not searched yet, when it has been."""
        if self._pause.isActive() or self.box.text() != self._finder.text:
            self._walk_when_found = step
            self._search()
        elif self._finder.is_waiting:
            self._walk_when_found = step
        else:
            self._finder.walk(step)

    def _on_text_changed(self, text: str) -> None:
        if text == self._finder.text:
            self._pause.stop()
            self._mark()
            return
        self._walk_when_found = 0
        self.box.mark(-1)
        if text:
            self._pause.start()
        else:
            self._search()

    def _search(self) -> None:
        self._pause.stop()
        self._finder.search(self.box.text())

    def _on_asked(self) -> None:
        """Shows a query that was not typed here, and where one cannot be understood."""
        self._say_scope()
        if self._pause.isActive():
            return
        if self.box.text() != self._finder.text:
            self.box.setText(self._finder.text)
        self._mark()

    def _mark(self) -> None:
        failure = self._finder.failure
        sentence = failures.sentence(failure) if failure is not None else ""
        self.box.mark(self._finder.mistake, sentence)

    def _on_results_changed(self) -> None:
        self._say_count()
        step, self._walk_when_found = self._walk_when_found, 0
        if step:
            QTimer.singleShot(0, self, lambda: self._finder.walk(step))

    def _say_scope(self) -> None:
        match self._finder.scope:
            case Scope.DOCUMENT:
                text = self.tr("Search this file")
            case Scope.VOLUME:
                text = self.tr("Search the volume")
            case Scope.LIBRARY:
                text = self.tr("Search the library")
            case Scope.NOTES:
                text = self.tr("Search my notes")
        self.box.setPlaceholderText(text)

    def _say_count(self, _number: int = -1) -> None:
        finder = self._finder
        numbers = finder.numbers()
        if not finder.text.strip() or finder.failure is not None:
            self.count.clear()
        elif finder.current >= 0:
            place = place_in(numbers, finder.current)
            self.count.setText(f"{place + 1} / {len(numbers)}")
        else:
            self.count.setText(self.tr("{0} hits").format(len(numbers)))

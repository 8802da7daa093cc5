"""The words of a note: Markdown, shown as it is meant, and typed as plain text.

Nothing is fetched: pictures are replaced by their names, HTML is shown as it is typed, and what a
link does is another's business.
"""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QTextBrowser, QWidget

from reader.note_links import LinkChoice
from reader.panels.folding_completer import ENDING, FoldingCompleter

LINES = 5
"""Lines of a note that are in sight."""

LONGEST_LINK = 60
"""Characters of what is typed behind [[ that are looked for."""

_OPEN = re.compile(r"\[\[([^\[\]\n]*)$")
_FENCE = re.compile(r"\s*(?:```|~~~)")

Choices = Callable[[], Sequence[LinkChoice]]


def with_line_breaks(markdown: str) -> str:
    """Markdown in which each line that was typed stays one, as people who type notes expect."""
    lines, is_code = [], False
    for line in markdown.split("\n"):
        is_fence = _FENCE.match(line) is not None
        is_code ^= is_fence
        ends = is_code or is_fence or not line.strip() or line.endswith("  ")
        lines.append(line if ends else f"{line}  ")
    return "\n".join(lines)


def link_text(choice: LinkChoice) -> str:
    """The Markdown of a link."""
    name = re.sub(r"([\[\]\\])", r"\\\1", " ".join(choice.text.split()))
    return f"[{name}]({choice.address})"


class NoteView(QTextBrowser):
    """A note as it is meant.

    Signals:
        edit_asked: it was clicked beside its links, or Enter or F2 pressed.
    """

    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(4)

    def show_markdown(self, text: str) -> None:
        """Shows a note; whatever it says, nothing is fetched."""
        github = QTextDocument.MarkdownFeature.MarkdownDialectGitHub
        plain = QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setMarkdown(with_line_breaks(text), github | plain)
        self._name_pictures()
        self._lower_headings()

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Neither files nor the network are looked at."""
        return None

    def _name_pictures(self) -> None:
        """Puts the names of pictures in their places."""
        cursor = QTextCursor(self.document())
        while not (found := self.document().find("\ufffc", cursor)).isNull():
            picture = found.charFormat().toImageFormat()
            name = picture.property(QTextFormat.Property.ImageAltText) or picture.name()
            found.insertText(f"[{name}]", QTextCharFormat())
            cursor = found

    def _lower_headings(self) -> None:
        """Headings a little larger than the words: the room is that of a few lines."""
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                size = QTextCharFormat()
                size.setProperty(QTextFormat.Property.FontSizeAdjustment, int(level == 1))
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(size)
            block = block.next()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        is_link = bool(self.anchorAt(event.position().toPoint()))
        if not is_link and not self.textCursor().hasSelection():
            self.edit_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in keys and not self.textCursor().hasSelection():
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)


class _Edit(QPlainTextEdit):
    """A note as it is typed; while choices are in sight, Enter and Tab take one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.completer = FoldingCompleter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        completer = self.completer
        if completer.is_open and event.key() in ENDING:
            choice = completer.chosen() or completer.first()
            completer.close()
            completer.picked.emit(choice)
            event.accept()
        elif completer.is_open and event.key() == Qt.Key.Key_Escape:
            completer.close()
            event.accept()
        else:
            super().keyPressEvent(event)


class NoteText(QStackedWidget):
    """Shows a note, and edits it.

    Attributes:
        view, edit: the two faces.
        terms, notes, here: what [[ can be completed with.

    Signals:
        changed: something was typed.
        left: typing is over.
        link_activated(str): a link was clicked.
    """

    changed = Signal()
    left = Signal()
    link_activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.terms: Choices = list
        self.notes: Choices = list
        self.here: Callable[[], LinkChoice | None] = lambda: None
        self._offered: dict[str, LinkChoice] = {}
        self._sources: tuple[Choices, ...] = ()
        self.view = NoteView(self)
        self.edit = _Edit(self)
        self.edit.setPlaceholderText(
            self.tr("Note: **bold**, *italic*, - list, # heading, [[ for a link")
        )
        self.edit.setTabChangesFocus(True)
        self.addWidget(self.view)
        self.addWidget(self.edit)
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 12)
        self._completer = self.edit.completer
        self._completer.picked.connect(self._on_chosen)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._show_if_left)
        self.view.edit_asked.connect(self.begin)
        self.view.anchorClicked.connect(self._on_anchor)
        self.edit.textChanged.connect(self._on_changed)
        self.edit.installEventFilter(self)

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def set_text(self, text: str, *, locked: bool = False) -> None:
        """Shows `text`; one that is `locked` cannot be typed in."""
        is_same = text == self.edit.toPlainText() and locked == self.edit.isReadOnly()
        self.edit.setReadOnly(locked)
        if is_same and self.edit.hasFocus():
            return
        with QSignalBlocker(self.edit):
            self.edit.setPlainText(text)
        self._show()

    def begin(self) -> None:
        """Types on at the end."""
        if self.edit.isReadOnly():
            return
        self.setCurrentWidget(self.edit)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert_link(self, choice: LinkChoice) -> None:
        """Puts a link where the cursor is."""
        self.begin()
        self.edit.insertPlainText(link_text(choice))

    def ask_link(self, source: Choices) -> None:
        """Opens [[ and offers what `source` has."""
        self.begin()
        self._sources = (source,)
        self.edit.insertPlainText("[[")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the note shows it; Esc leaves it."""
        if watched is self.edit and event.type() == QEvent.Type.FocusOut:
            self._rest.start()
        if (
            watched is self.edit
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if self._completer.is_open:
            # The list at the cursor is asked first what these keys mean.
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.edit.clearFocus()
            self.left.emit()
            return True
        return False

    def _show_if_left(self) -> None:
        if self.edit.hasFocus() or self._completer.is_open:
            return
        self.left.emit()
        self._show()

    def _show(self) -> None:
        """The note as it is meant; one that is empty waits to be typed in."""
        text = self.edit.toPlainText()
        self.view.show_markdown(text)
        is_shown = bool(text.strip()) or self.edit.isReadOnly()
        self.setCurrentWidget(self.view if is_shown else self.edit)

    def _on_changed(self) -> None:
        self.changed.emit()
        self._offer()

    def _offer(self) -> None:
        """Offers what can stand behind an open [[."""
        found = self._typed()
        if found is None or len(found) > LONGEST_LINK or not self.edit.hasFocus():
            self._completer.close()
            if found is None:
                self._sources = ()
            return
        here = self.here()
        offered = [here] if here is not None and not self._sources else []
        offered += [
            each for source in self._sources or (self.terms, self.notes) for each in source()
        ]
        self._offered = {choice.text: choice for choice in reversed(offered)}
        if not self._completer.narrow([choice.text for choice in offered], found):
            self._completer.close()
            return
        place = self.edit.cursorRect()
        place.setWidth(self.edit.viewport().width() - 8)
        place.moveLeft(4)
        self._completer.complete(place)

    def _typed(self) -> str | None:
        """What stands between an open [[ and the cursor, None without one."""
        cursor = self.edit.textCursor()
        match = _OPEN.search(cursor.block().text()[: cursor.positionInBlock()])
        return match[1] if match else None

    def _on_chosen(self, text: str) -> None:
        typed, choice = self._typed(), self._offered.get(text)
        if typed is None or choice is None:
            return
        cursor = self.edit.textCursor()
        length = len(typed) + len("[[")
        for _ in range(length):
            cursor.deletePreviousChar()
        self._sources = ()
        cursor.insertText(link_text(choice))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_anchor(self, address: QUrl) -> None:
        self.link_activated.emit(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))

"""Typing on a page: an editor that lies over a place of it, and goes with it when the view scrolls or zooms."""

from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPalette,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from index_builder.model import Rect

if TYPE_CHECKING:
    from reader.page_view import PageView

LEAST = QSize(60, 20)
SHEET = QSize(240, 96)
"""Device-independent pixels: of an editor on the page, and of one that hangs beside a sticky note."""

BORROWED = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
"""The keys come back from a menu and from another window."""


class Letters(Struct, frozen=True):
    """Their size, the room around the text and the way from line to line, in points."""

    size: float
    padding: float
    line: float


class PageEditor(QTextEdit):
    """Ends with Escape or a click elsewhere; Enter is a new line.

    Signals:
        kept(str): what is written, once.
    """

    kept = Signal(str)

    def __init__(
        self,
        view: "PageView",
        place: tuple[int, int, Rect],
        text: str,
        ground: QColor,
        *,
        letters: Letters | None = None,
    ) -> None:
        """`letters` are those on the page; without any it is a sheet with the window's, beside `place`."""
        super().__init__(view.viewport())
        self._view = view
        self._place = place
        self._letters = letters
        self._is_done = False
        self.setFrameShape(QFrame.Shape.Box)
        self.setLineWidth(1)
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if letters is not None:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Base, ground)
        colours.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
        self.setPalette(colours)
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.textChanged.connect(self._lie_down)
        for signal in (view.scrolled, view.laid_out, view.zoom_changed):
            signal.connect(self._lie_down)
        self._lie_down()
        self.show()
        self.setFocus()

    def keep(self) -> None:
        """Ends the typing."""
        if self._is_done:
            return
        self._is_done = True
        had_focus = self.hasFocus()
        self.hide()
        self.deleteLater()
        if had_focus:
            self._view.setFocus()
        self.kept.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keep()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in BORROWED:
            self.keep()

    def _lie_down(self, _what: object = None) -> None:
        if self._is_done:
            return
        try:
            box = self._beside() if self._letters is None else self._over(self._letters)
        except KeyError:  # the page is no longer shown
            self.keep()
        else:
            self.setGeometry(box)

    def _over(self, letters: Letters) -> QRect:
        """On the place, and as much longer as the text is."""
        view = self._view
        scale = view.strip.scale / view.devicePixelRatioF()
        size = max(1, round(letters.size * scale))
        if self.font().pixelSize() != size:
            self._resize_letters(letters, size, scale)
        box = view.viewport_rect(*self._place).adjusted(-1, -1, 1, 1)
        box.setSize(box.size().expandedTo(LEAST))
        self.resize(box.size())  # lines break by the width there is
        box.setHeight(max(box.height(), ceil(self.document().size().height()) + 2))
        return box

    def _resize_letters(self, letters: Letters, size: int, scale: float) -> None:
        font = self.font()
        font.setPixelSize(size)
        self.setFont(font)
        self.document().setDocumentMargin(letters.padding * scale)
        line = QTextBlockFormat()
        line.setLineHeight(letters.line * scale, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        every = QTextCursor(self.document())
        every.select(QTextCursor.SelectionType.Document)
        every.mergeBlockFormat(line)

    def _beside(self) -> QRect:
        """Below the place, within the view as long as that is in sight."""
        view = self._view
        icon, area = view.viewport_rect(*self._place), view.viewport().rect()
        box = QRect(icon.bottomLeft() + QPoint(0, 4), SHEET)
        if area.intersects(icon):
            box.moveRight(min(box.right(), area.right() - 4))
            if box.bottom() > area.bottom() - 4:
                box.moveBottom(icon.top() - 4)
        return box

"""Typing on a page: an editor that lies over a place of it, and goes with it when the view scrolls or zooms."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPalette, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from index_builder.model import Rect

if TYPE_CHECKING:
    from reader.page_view import PageView

LEAST = QSize(60, 20)
SHEET = QSize(240, 96)
"""Device-independent pixels: of an editor on the page, and of one that hangs beside a sticky note."""

BORROWED = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
"""The keys come back from a menu and from another window."""


class PageEditor(QPlainTextEdit):
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
        letters: tuple[float, float] | None = None,
    ) -> None:
        """`letters` are the size of the text and the room around it in points, None for those of the window beside `place`."""
        super().__init__(view.viewport())
        self._view = view
        self._place = place
        self._letters = letters
        self._is_done = False
        self.setFrameShape(QFrame.Shape.Box)
        self.setLineWidth(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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

    def _over(self, letters: tuple[float, float]) -> QRect:
        """On the place, and as much longer as the text is."""
        view = self._view
        scale = view.strip.scale / view.devicePixelRatioF()
        font = self.font()
        size = max(1, round(letters[0] * scale))
        if font.pixelSize() != size:
            font.setPixelSize(size)
            self.setFont(font)
            self.document().setDocumentMargin(letters[1] * scale)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = view.viewport_rect(*self._place).adjusted(-1, -1, 1, 1)
        box.setSize(box.size().expandedTo(LEAST))
        self.resize(box.size())  # lines break by the width there is
        lines = self.document().size().height() * self.fontMetrics().lineSpacing()
        box.setHeight(max(box.height(), round(lines + 2 * letters[1] * scale) + 2))
        return box

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

"""A list of thousands of rows of a few heights, filtered by a box above; rows may be titles, and unfold.

A QListView asks every row for its height, or gives all the same; here a row's height follows from
its kind, so that a list opens and filters in a blink. Knows nothing of documents.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegion,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from index_builder.text import units

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
MARGIN = 8
"""Device-independent pixels left and right of a row's text."""

FOLD = 18
"""Width of the strip at the left in which a row that unfolds has its arrow."""


class Role(IntEnum):
    """What the model tells of a row."""

    BAND = Qt.ItemDataRole.UserRole


class Band(Struct, frozen=True, gc=False):
    """One row.

    Attributes:
        height: in device-independent pixels.
        item: what it stands for; None for a title, which is a lesser one at `depth` 1.
        text: the words of a title.
        parts: rows that it can show below itself.
        is_open: whether it does.
        depth: 1 for such a row.
    """

    height: int
    item: object = None
    text: str = ""
    parts: int = 0
    is_open: bool = False
    depth: int = 0


class Bands(QAbstractListModel):
    """The rows, and where each begins.

    Attributes:
        describe: a row in full, as it is read aloud and shown when the pointer rests on it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Band] = ()
        self.tops: list[int] = [0]
        self.describe: Callable[[Band], str] = lambda band: band.text

    def set_rows(self, rows: Sequence[Band]) -> None:
        """Shows `rows` in place of those before."""
        self.beginResetModel()
        self.rows = rows
        self.tops = list(accumulate((row.height for row in rows), initial=0))
        self.endResetModel()

    @property
    def height(self) -> int:
        return self.tops[-1]

    def row_at(self, y: int) -> int:
        """The row that has the pixel line `y` of the whole list, −1 beyond its ends."""
        return bisect_right(self.tops, y) - 1 if 0 <= y < self.height else -1

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        band = self.rows[index.row()]
        if role == Role.BAND:
            return band
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return band.text if band.item is None else self.describe(band)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].item is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


class BandedList(QAbstractItemView):
    """The view: arrows walk over titles, Right and Left fold, Enter and a double click enter a row.

    Signals:
        moved(int): the keys have made another row the current one.
        picked(int): a row was clicked.
        entered_row(int): Enter was pressed on a row, or it was clicked twice.
        fold_asked(int, bool): a row shall show its parts, or hide them.
        left(): Escape was pressed.
        topped(): Up was pressed in the first row.
    """

    moved = Signal(int)
    picked = Signal(int)
    entered_row = Signal(int)
    fold_asked = Signal(int, bool)
    left = Signal()
    topped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bands = Bands(self)
        self.setModel(self.bands)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(False)

    def set_rows(self, rows: Sequence[Band], current: int = -1, top: int | None = None) -> None:
        """Shows `rows` from the line `top` of the list on, `current` chosen, if there is such a row."""
        bar = self.verticalScrollBar()
        value = bar.value() if top is None else top
        self.bands.set_rows(rows)
        self.updateGeometries()
        bar.setValue(value)
        if 0 <= current < len(rows):
            self.choose(current)
        self.viewport().update()

    def choose(self, row: int) -> None:
        """Makes `row` the current one, without telling of it."""
        index = self.bands.index(row)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    @property
    def current(self) -> int:
        """The row that is chosen, −1 for none."""
        return self.currentIndex().row()

    def band(self, row: int) -> Band | None:
        rows = self.bands.rows
        return rows[row] if 0 <= row < len(rows) else None

    def visible_rows(self) -> range:
        """The rows of which a part is in sight."""
        top = self.verticalOffset()
        first = self.bands.row_at(top)
        if first < 0:
            return range(0)
        last = self.bands.row_at(min(top + self.viewport().height(), self.bands.height) - 1)
        return range(first, last + 1)

    # --- what a view must answer ------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:
        band = self.band(index.row()) if index.isValid() else None
        if band is None:
            return QRect()
        top = self.bands.tops[index.row()] - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), band.height)

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect, room, bar = self.visualRect(index), self.viewport().height(), self.verticalScrollBar()
        if rect.isNull():
            return
        if hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - room // 2)
        elif rect.top() < 0:
            bar.setValue(bar.value() + rect.top() - self._title_above(index.row()))
        elif rect.bottom() > room:
            bar.setValue(bar.value() + rect.bottom() + 1 - room)

    def _title_above(self, row: int) -> int:
        """The height of the title right above a row, which is shown with it."""
        band = self.band(row - 1)
        return band.height if band is not None and band.item is None else 0

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.bands.row_at(point.y() + self.verticalOffset())
        return self.bands.index(row) if row >= 0 else QModelIndex()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        keys = QAbstractItemView.CursorAction
        page = max(self.viewport().height() // 2, 1)
        count, row = len(self.bands.rows), self.current
        if action in {keys.MoveDown, keys.MoveNext}:
            return self._item_from(row + 1, 1)
        if action in {keys.MoveUp, keys.MovePrevious}:
            return self._item_from(row - 1, -1)
        if action is keys.MoveHome:
            return self._item_from(0, 1)
        if action is keys.MoveEnd:
            return self._item_from(count - 1, -1)
        if action in {keys.MovePageDown, keys.MovePageUp} and count:
            step = 1 if action is keys.MovePageDown else -1
            y = self.bands.tops[max(row, 0)] + step * page
            return self._item_from(self.bands.row_at(min(max(y, 0), self.bands.height - 1)), step)
        return self.currentIndex()

    def _item_from(self, row: int, step: int) -> QModelIndex:
        """The first row from `row` on that is no title; where there is none the current one."""
        while (band := self.band(row)) is not None:
            if band.item is not None:
                return self.bands.index(row)
            row += step
        return self.currentIndex()

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.topLeft())
        chosen = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region = region.united(self.visualRect(index))
        return region

    def updateGeometries(self) -> None:
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self.bands.height - room, 0))
        bar.setPageStep(room)
        bar.setSingleStep(24)
        super().updateGeometries()

    # --- what is painted, and what the reader does ------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        focused, chosen = self.hasFocus(), self.selectionModel()
        for row in self.visible_rows():
            index = self.bands.index(row)
            option.rect = self.visualRect(index)
            if not option.rect.intersects(event.rect()):
                continue
            option.state = QStyle.StateFlag.State_Enabled
            if focused:
                option.state |= QStyle.StateFlag.State_Active
            if self.bands.rows[row].item is not None and chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            self.itemDelegate().paint(painter, option, index)
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        band = self.band(row)
        if event.button() is not Qt.MouseButton.LeftButton or band is None or band.item is None:
            return
        if band.parts and event.position().x() < FOLD:
            self.fold_asked.emit(row, not band.is_open)
        else:
            self.picked.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if (band := self.band(row)) is not None and band.item is not None:
            self.entered_row.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, band = self.current, self.band(self.current)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and band is not None:
            self.entered_row.emit(row)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right} and band is not None:
            self._fold(row, band, wanted=event.key() == Qt.Key.Key_Right)
        elif event.key() == Qt.Key.Key_Up and not self._item_above(row):
            self.topped.emit()
        else:
            super().keyPressEvent(event)
            if self.current != row:
                self.moved.emit(self.current)

    def _fold(self, row: int, band: Band, *, wanted: bool) -> None:
        if band.parts and band.is_open != wanted:
            self.fold_asked.emit(row, wanted)
        elif band.depth and not wanted:
            while (above := self.band(row)) is not None and above.depth:
                row -= 1
            self.choose(row)
            self.moved.emit(row)

    def _item_above(self, row: int) -> bool:
        return self._item_from(row - 1, -1).row() not in {row, -1}

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current < 0 and self.bands.rows:
            self.setCurrentIndex(self._item_from(0, 1))


class BandDelegate(QStyledItemDelegate):
    """Paints titles, grounds and arrows; a subclass paints what stands in a row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        band = index.data(Role.BAND)
        painter.save()
        if band.item is None:
            self.paint_title(painter, option, band)
        else:
            self._paint_ground(painter, option, band)
            self.paint_item(painter, option, band)
        painter.restore()

    def paint_title(self, painter: QPainter, option: QStyleOptionViewItem, band: Band) -> None:
        palette: QPalette = option.palette
        rect: QRect = option.rect
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        role = QPalette.ColorRole.PlaceholderText if band.depth else QPalette.ColorRole.WindowText
        if not band.depth:
            painter.fillRect(rect, palette.color(QPalette.ColorRole.Midlight))
        painter.setPen(palette.color(role))
        room = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        text = painter.fontMetrics().elidedText(
            band.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def paint_item(self, painter: QPainter, option: QStyleOptionViewItem, band: Band) -> None:
        """Paints what stands in a row, on its ground."""
        raise NotImplementedError

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, band: Band) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            active = bool(option.state & QStyle.StateFlag.State_Active)
            ground = option.palette.color(QPalette.ColorRole.Highlight)
            if not active:
                ground.setAlphaF(0.22)
            painter.fillRect(option.rect, ground)
        if band.parts:
            self._paint_arrow(painter, option, is_open=band.is_open)

    @staticmethod
    def _paint_arrow(painter: QPainter, option: QStyleOptionViewItem, *, is_open: bool) -> None:
        arrow = QStyleOptionViewItem(option)
        arrow.rect = QRect(option.rect.left() + 3, option.rect.top() + 6, 12, 12)
        element = QStyle.PrimitiveElement
        shape = element.PE_IndicatorArrowDown if is_open else element.PE_IndicatorArrowRight
        arrow.state = QStyle.StateFlag.State_Enabled
        option.widget.style().drawPrimitive(shape, arrow, painter, option.widget)

    def pen(self, option: QStyleOptionViewItem, role: QPalette.ColorRole) -> QColor:
        """The colour of `role`, on the ground that the row has."""
        strong = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active
        is_lit = option.state & strong == strong
        palette: QPalette = option.palette
        return palette.color(QPalette.ColorRole.HighlightedText if is_lit else role)

    @staticmethod
    def paint_line(
        painter: QPainter,
        rect: QRect,
        text: str,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """One line at the top of `rect`, with an ellipsis where it does not fit; its width."""
        shown = painter.fontMetrics().elidedText(text, mode, rect.width())
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), shown)
        return painter.fontMetrics().horizontalAdvance(shown)

    @staticmethod
    def paint_right(painter: QPainter, rect: QRect, text: str) -> int:
        """A few words in the upper right corner of `rect`; their width."""
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, int(flags), text)
        return painter.fontMetrics().horizontalAdvance(text)

    @staticmethod
    def paint_wrapped(
        painter: QPainter, rect: QRect, text: str, lines: int, bold: tuple[int, int] = (0, 0)
    ) -> None:
        """Up to `lines` lines from the top of `rect`, `text[bold[0]:bold[1]]` bold."""
        layout = _wrapped(text, painter.font(), rect.width(), lines, bold)
        last = layout.lineAt(layout.lineCount() - 1)
        shown = last.textStart() + last.textLength() if last.isValid() else 0
        if shown < units(text):
            cut = text[: max(shown - 2, 0)].rstrip() + "…"
            layout = _wrapped(cut, painter.font(), rect.width(), lines, bold)
        layout.draw(painter, QPointF(rect.topLeft()))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        band = index.data(Role.BAND)
        return QSize(0, band.height if band is not None else 0)


def line_height(font: QFont) -> int:
    """Device-independent pixels of a line that holds Japanese, whichever font that comes from."""
    return _line_height(font.toString())


@lru_cache(8)
def _line_height(name: str) -> int:
    font = QFont()
    font.fromString(name)
    return math.ceil(_wrapped("国Ag", font, 1000, 1, (0, 0)).boundingRect().height())


def _wrapped(text: str, font: QFont, width: int, lines: int, bold: tuple[int, int]) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if bold[1] > bold[0]:
        strong = QTextLayout.FormatRange()
        strong.start, strong.length = units(text[: bold[0]]), units(text[bold[0] : bold[1]])
        made = QTextCharFormat()
        made.setFontWeight(QFont.Weight.Bold)
        strong.format = made
        layout.setFormats([strong])
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 20))
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout

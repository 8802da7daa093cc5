"""The rows of the list of notes: how high they are, how they are drawn, and several chosen at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from reader.note_list import OF_FILE, Entry, Group, first_line, tags_of
from reader.page_cuts import Cut
from reader.panels.banded import MARGIN, Band, BandDelegate, BandedList, line_height
from reader.panels.note_icons import EDGE, line_color, paint_icon
from reader.pictures import PictureKey
from reader.records import Annotation, Bookmark, Note
from reader.theme import PAPERS

PADDING = 5
STRIP = 24
"""Width of what stands left of the words: the sign, and a line in the colour."""

BAR = 3
MOST_KEPT = 50_000
"""Rows of records that are kept, those of changed ones among them."""

WIDTH, HEIGHT = 84, 60
"""The room for the picture of an area, in device-independent pixels."""

LATIN_SHARE = 0.55
"""Of the width of a Japanese character, that of a Latin one."""

Keys = QKeySequence.StandardKey


class NoteBands:
    """Makes the rows of the list, each once for a record, a font and a width."""

    def __init__(self) -> None:
        self._made: dict[int, Band] = {}
        self._key: tuple[int, int] = (0, 0)

    def of(
        self, groups: Sequence[Group], title: Callable[[Group], str], line: int, width: int
    ) -> list[Band]:
        """The rows of `groups` under their titles in lines `line` high, in a list of `width`."""
        room = max(int((width - STRIP - 2 * MARGIN - 3 * line) / line * 1.25), 4)
        if self._key != (line, room) or len(self._made) > MOST_KEPT:
            self._key, self._made = (line, room), {}
        known, made = self._made.get, self._make
        bands: list[Band] = []
        for group in groups:
            bands.append(Band(line + 2 * PADDING, text=title(group)))
            bands += [known(id(entry.item.record)) or made(entry) for entry in group.entries]
        return bands

    def _make(self, entry: Entry) -> Band:
        """A row, which keeps its record alive, so that no other one comes to its address."""
        line, room = self._key
        band = Band(_height(entry.item.record, line, room), entry)
        self._made[id(entry.item.record)] = band
        return band


def _height(record: Note, line: int, room: int) -> int:
    """Of a row: one line or two of what is quoted, one for note and tags."""
    text, more = _says(record)
    is_long = len(text) * (LATIN_SHARE if text.isascii() else 1) > room
    lines = 1 + is_long + bool(more or tags_of(record))
    height = lines * line + 2 * PADDING
    if isinstance(record, Annotation) and record.kind == "area":
        height = max(height, HEIGHT + 2 * PADDING)
    return height


def _says(record: Note) -> tuple[str, str]:
    """What a row says first, and what below it."""
    if isinstance(record, Bookmark):
        return record.title, ""
    if record.quotation.strip():
        return record.quotation, record.note
    return record.note, ""


class NoteDelegate(BandDelegate):
    """Draws a note: its sign and colour, what it quotes, the page, what is written to it, its tags.

    Attributes:
        ground: the colour of paper without a picture.
        cut: the pictures of areas, None without any.
    """

    def __init__(self, page_name: Callable[[int, int], str], kinds: Callable[[str], str]) -> None:
        super().__init__()
        self._page_name = page_name
        self._kind_name = kinds
        self.cut: Cut | None = None
        self.ground = PAPERS["white"].ground

    def key(self, entry: Entry, ratio: float) -> PictureKey | None:
        """The picture of an area for a screen of `ratio` device pixels per pixel; None of what is none."""
        record = entry.item.record
        if self.cut is None or not isinstance(record, Annotation) or record.kind != "area":
            return None
        area = next(iter(record.rects), None)
        across, down = self.cut.size(entry.item.document, record.page, area)
        if area is None or across <= 0 or down <= 0:
            return None
        width = max(round(min(WIDTH, HEIGHT * across / down) * ratio), 1)
        return self.cut.key(entry.item.document, record.page, area, width)

    def paint_item(self, painter: QPainter, option: QStyleOptionViewItem, band: Band) -> None:
        entry = band.item
        if not isinstance(entry, Entry):
            return
        record = entry.item.record
        line = line_height(option.font)
        rect: QRect = option.rect.adjusted(STRIP + MARGIN, PADDING, -MARGIN, -PADDING)
        self._paint_sign(painter, option, rect.top() + (line - EDGE) / 2, record)
        if isinstance(record, Annotation):
            bar = QRect(option.rect.left() + STRIP, rect.top(), BAR, rect.height())
            painter.fillRect(bar, line_color(record.colour))
            if record.kind == "area":
                self._paint_picture(painter, option, rect, entry)
                rect.setLeft(rect.left() + WIDTH + MARGIN)
        pale = self.pen(option, QPalette.ColorRole.PlaceholderText)
        painter.setPen(pale)
        page = self._page_name(entry.item.document, record.page)
        width = self.paint_right(painter, rect, page)
        self._paint_words(painter, option, rect, width + MARGIN, entry)

    @staticmethod
    def _paint_sign(
        painter: QPainter, option: QStyleOptionViewItem, top: float, record: Note
    ) -> None:
        """The sign of the kind; in a chosen row on the ground of the others, for its colour's sake."""
        left = option.rect.left() + 5
        strong = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active
        if option.state & strong == strong:
            ground = QRectF(left - 2, top - 2, EDGE + 4, EDGE + 4)
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(option.palette.color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(ground, 3, 3)
            painter.restore()
        paint_icon(painter, left, top, record)

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        taken: int,
        entry: Entry,
    ) -> None:
        """What is quoted in front of the page's number, which is `taken` wide; note and tags below."""
        record, line = entry.item.record, line_height(option.font)
        text, more = _says(record)
        tags = " ".join(f"#{tag}" for tag in tags_of(record))
        lines = max(rect.height() // line - bool(more or tags), 1)
        role = QPalette.ColorRole
        first = text if record_quotes(record) else first_line(text)
        painter.setPen(self.pen(option, role.Text if first else role.PlaceholderText))
        words = first or self._kind_name(record.kind if isinstance(record, Annotation) else "")
        narrow = rect.adjusted(0, 0, -taken, 0)
        if lines == 1:
            self.paint_line(painter, narrow, words)
        else:
            self.paint_wrapped(painter, narrow, words, min(lines, 2))
        below = rect.adjusted(0, min(lines, 2) * line, 0, 0)
        painter.setPen(self.pen(option, role.PlaceholderText))
        if entry.whose == OF_FILE and not tags:
            return self._paint_note(painter, option, below, more)
        if tags and more:
            room = below.adjusted(below.width() // 2, 0, 0, 0)
            shown = painter.fontMetrics().elidedText(
                tags, Qt.TextElideMode.ElideRight, room.width()
            )
            below.setRight(below.right() - self.paint_right(painter, room, shown) - MARGIN)
        elif tags:
            self.paint_line(painter, below, tags)
        return self._paint_note(painter, option, below, more)

    def _paint_note(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, note: str
    ) -> None:
        if note:
            bold = QFont(option.font)
            bold.setBold(True)
            painter.setFont(bold)
            painter.setPen(self.pen(option, QPalette.ColorRole.Text))
            self.paint_line(painter, rect, first_line(note))

    def _paint_picture(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, entry: Entry
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = self.key(entry, ratio)
        picture = self.cut.picture(key) if key is not None and self.cut is not None else None
        width, height = (
            (key.area[2] / ratio, key.area[3] / ratio) if key is not None else (WIDTH, HEIGHT)
        )
        paper = QRect(rect.left(), rect.top(), round(width), round(min(height, HEIGHT)))
        paper.translate(round((WIDTH - width) / 2), 0)
        if picture is None:
            painter.fillRect(paper, self.ground)
        else:
            painter.drawImage(paper, picture)
        painter.setPen(option.palette.color(QPalette.ColorRole.Mid))
        painter.drawRect(paper)


def record_quotes(record: Note) -> bool:
    """Whether what a row says first is not Markdown."""
    return isinstance(record, Bookmark) or bool(record.quotation.strip())


class NoteListView(BandedList):
    """Rows of which several can be chosen: with Ctrl, Shift, and all at once.

    Signals:
        chosen_changed: other rows are chosen.
        delete_asked, edit_asked, copy_asked: the key for it was pressed.
        abandoned: the keyboard has gone elsewhere.
    """

    chosen_changed = Signal()
    delete_asked = Signal()
    edit_asked = Signal()
    copy_asked = Signal()
    abandoned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)

    def chosen(self) -> list[Entry]:
        """The entries of the chosen rows from the top down, each once."""
        rows = sorted(
            row
            for part in list(self.selectionModel().selection())  # type: ignore[call-overload]
            for row in range(part.top(), part.bottom() + 1)
        )
        found = (self.bands.rows[row].item for row in rows if row < len(self.bands.rows))
        return list({entry.id: entry for entry in found if isinstance(entry, Entry)}.values())

    def choose_ids(self, ids: set[str], current: str = "") -> None:
        """Chooses the rows of these records, `current` being the one the keys start from."""
        rows = [
            row
            for row, band in enumerate(self.bands.rows)
            if isinstance(band.item, Entry) and band.item.id in ids
        ]
        selection = QItemSelection()
        for first, last in _runs(rows):
            selection.select(self.bands.index(first), self.bands.index(last))
        at = next((row for row in rows if self._id(row) == current), rows[0] if rows else -1)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flag.ClearAndSelect)
        if at >= 0:
            self.selectionModel().setCurrentIndex(self.bands.index(at), flag.NoUpdate)

    def _id(self, row: int) -> str:
        item = self.bands.rows[row].item
        return item.id if isinstance(item, Entry) else ""

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Rows from the one at the upper edge of `rect` to that at the lower, whatever is in sight."""
        rect, offset = rect.normalized(), self.verticalOffset()
        last = self.bands.height - 1
        ends = (min(max(y + offset, 0), last) for y in (rect.top(), rect.bottom()))
        top, bottom = (self.bands.row_at(y) for y in ends)
        chosen = QItemSelection()
        if 0 <= top <= bottom:
            chosen.select(self.bands.index(top), self.bands.index(bottom))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """What is painted anew: all that is in sight, however many rows are chosen."""
        return QRegion(self.viewport().rect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choosing further rows goes nowhere."""
        several = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & several:
            QAbstractItemView.mouseReleaseEvent(self, event)
        else:
            super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """With the mouse another row is about to be chosen: nothing is chosen beside it."""
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            QAbstractItemView.focusInEvent(self, event)
        else:
            super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        }:
            self.abandoned.emit()

    def event(self, event: QEvent) -> bool:
        """These keys are for the list, whatever they do elsewhere in the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            mine = (Keys.SelectAll, Keys.Copy, Keys.Delete)
            if any(event.matches(key) for key in mine) or event.key() == Qt.Key.Key_F2:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(Keys.SelectAll):
            self.selectAll()
        elif event.matches(Keys.Copy):
            self.copy_asked.emit()
        elif event.matches(Keys.Delete):
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of rows without a gap."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = runs[-1][0], row
        else:
            runs.append((row, row))
    return runs

"""A reader's own notes on paper: colours and numbers on the pages, what they say on sheets behind them."""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPainter,
    QPolygonF,
    QTextLayout,
    QTextOption,
)

from reader import theme
from reader.excerpts import shortened
from reader.geometry import PageTransform
from reader.note_layer import region_of
from reader.notebook import Item
from reader.overlays import paint_regions
from reader.print_job import Sheets
from reader.records import Annotation

RIBBON_SIZE = (14.0, 7.0)
"""Width and height of the mark of a bookmark, in points."""

NUMBER_SIZE = 6.5
"""Points of the number of a note on its page; small enough for the space between two lines."""

TEXT_SIZE, TITLE_SIZE = 9.5, 13.0
"""Points of letters on the sheets."""

MARGIN = 48.0
"""Points around the text of a sheet, the paper's own margins included or not."""

INDENT = 22.0
"""Points by which what a note says stands in from its number."""

LEAST_LINES = 4
"""A note begins on the next sheet when fewer lines have room on this one."""

LONGEST_QUOTATION = 120
"""Characters; a longer one is cut, the page has the rest."""

INCH = 72


class Numbered(Struct, frozen=True):
    """Something with words, and the number under which it stands on its page and on the sheets."""

    number: int
    item: Item


def numbered(items: Sequence[Item], pages: Sequence[tuple[int, int]]) -> tuple[Numbered, ...]:
    """What says something on these pages (document, page), numbered page by page from the top."""
    places = {page: place for place, page in enumerate(pages)}
    speaking = [
        (places[item.document, item.record.page], _top(item), item)
        for item in items
        if (item.document, item.record.page) in places and words(item)
    ]
    speaking.sort(key=lambda each: each[:2])
    return tuple(Numbered(number, item) for number, (_, _, item) in enumerate(speaking, 1))


def words(item: Item) -> str:
    """What its reader has written to it: the text of a note, the title of a bookmark."""
    record = item.record
    return (record.note if isinstance(record, Annotation) else record.title).strip()


def _top(item: Item) -> float:
    record = item.record
    if isinstance(record, Annotation):
        return min((rect.y0 for rect in record.rects), default=0.0)
    return record.y


class OwnMarks:
    """Paints what a reader has marked on a page: highlights, ribbons of bookmarks, the numbers of notes."""

    def __init__(self, items: Sequence[Item], notes: Sequence[Numbered] = ()) -> None:
        self._items = list(items)
        self._numbers = {note.item.record.id: note.number for note in notes}

    def __call__(
        self, painter: QPainter, document: int, page: int, transform: PageTransform
    ) -> None:
        here = [
            item for item in self._items if (item.document, item.record.page) == (document, page)
        ]
        for item in here:
            record = item.record
            if isinstance(record, Annotation):
                paint_regions(painter, [region_of(document, record)], transform)
            else:
                _paint_ribbon(painter, record.y, transform)
        for item in here:
            number = self._numbers.get(item.record.id)
            if number is not None:
                _paint_number(painter, number, _number_place(item, transform), transform.scale)


def _number_place(item: Item, transform: PageTransform) -> tuple[float, float]:
    """Where the left lower corner of a number stands: at the end of what is marked, on its upper edge."""
    record = item.record
    if not isinstance(record, Annotation):
        x, y = transform.to_view(RIBBON_SIZE[0] + 1, record.y + RIBBON_SIZE[1])
        return x, y
    if not record.rects:
        return transform.to_view(RIBBON_SIZE[0], 0)
    last = transform.rect_to_view(record.rects[-1])
    return last.x1, last.y0 + NUMBER_SIZE * transform.scale / 2


def _paint_number(painter: QPainter, number: int, place: tuple[float, float], scale: float) -> None:
    font = QFont()
    font.setBold(True)
    font.setPixelSize(max(1, round(NUMBER_SIZE * scale)))
    painter.save()
    painter.setFont(font)
    text = str(number)
    box = QRectF(painter.fontMetrics().tightBoundingRect(text))
    pad = NUMBER_SIZE * scale / 5
    box.moveBottomLeft(QPointF(place[0] + pad, place[1]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.NUMBER_GROUND)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawRoundedRect(box.adjusted(-pad, -pad, pad, pad), pad, pad)
    painter.setPen(theme.RIBBON)
    painter.drawText(box.adjusted(-pad, -pad, pad, pad), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _paint_ribbon(painter: QPainter, y: float, transform: PageTransform) -> None:
    width, height = RIBBON_SIZE
    corners = (
        (0, y),
        (width, y),
        (width - height / 2, y + height / 2),
        (width, y + height),
        (0, y + height),
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.RIBBON)
    painter.drawPolygon(QPolygonF([QPointF(*transform.to_view(*each)) for each in corners]))
    painter.restore()


def note_sheets(
    notes: Sequence[Numbered], title: str, page_name: Callable[[int, int], str]
) -> Sheets | None:
    """Sheets under a title with what the notes say; None when there is nothing to say.

    `page_name` names a page by document and page.
    """
    if not notes:
        return None

    def paint(painter: QPainter, device: QPagedPaintDevice) -> Iterator[bool]:
        flow = _Flow(painter, device)
        yield from flow.write(title, TITLE_SIZE, bold=True)
        for note in notes:
            yield from flow.begin_note()
            record = note.item.record
            place = page_name(note.item.document, record.page)
            yield from flow.write(f"{note.number}　{place}", TEXT_SIZE, bold=True)
            if isinstance(record, Annotation) and record.quotation.strip():
                yield from flow.write(f"「{_short(record.quotation)}」", TEXT_SIZE, indent=INDENT)
            yield from flow.write(words(note.item), TEXT_SIZE, indent=INDENT)

    return paint


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), LONGEST_QUOTATION)


class _Flow:
    """Lines of text down a sheet and on to the next; each step of its iterators is a short piece of work."""

    def __init__(self, painter: QPainter, device: QPagedPaintDevice) -> None:
        self._painter = painter
        self._device = device
        self._unit = device.logicalDpiY() / INCH
        self._top = MARGIN * self._unit
        self._bottom = device.height() - self._top
        self._y = self._top

    def begin_note(self) -> Iterator[bool]:
        """A little room, or another sheet."""
        line = 1.5 * TEXT_SIZE * self._unit
        self._y += line / 2
        if self._y + LEAST_LINES * line > self._bottom:
            self._y = self._top
            yield True

    def write(
        self, text: str, size: float, *, bold: bool = False, indent: float = 0.0
    ) -> Iterator[bool]:
        """Paragraphs of letters of `size` points."""
        font = QFont()
        font.setPointSizeF(size)
        font.setBold(bold)
        left = MARGIN * self._unit
        left, width = left + indent * self._unit, self._device.width() - 2 * left
        for paragraph in text.splitlines() or [""]:
            layout = QTextLayout(paragraph, font, self._device)
            layout.setTextOption(_wrapped())
            layout.beginLayout()
            lines = []
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width - indent * self._unit)
                lines.append(line)
            layout.endLayout()
            for line in lines:
                if self._y + line.height() > self._bottom:
                    self._y = self._top
                    yield True
                line.draw(self._painter, QPointF(left, self._y))
                self._y += line.height()
            yield False


def _wrapped() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option

"""The reading view: the volume's text as one column, of which only the pages near the reader are laid out."""

from collections import deque

from msgspec import Struct
from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from index_builder.model import Structure
from reader.corrections import Cited
from reader.live_targets import LiveTargets
from reader.page_cuts import Cut
from reader.pictures import PictureKey
from reader.placement import READING_LINE
from reader.reading_column import Column
from reader.reading_text import PICTURES, Block, Kind, ReadingText
from reader.session import Session
from reader.settings import Settings
from reader.theme import Paper

BEFORE = 4
"""Pages of text that are laid out in front of the one that is shown."""

NEAR = 2
"""Screens below what is in sight that are laid out, and whose pictures are drawn, as those above."""

SLICE = 6
"""Milliseconds of laying out at a time; between two slices the window answers."""

SMALLEST, LARGEST = 11, 40
"""Sizes of the letters in device-independent pixels."""

KEPT_TEXTS = 8
"""Documents whose running text is kept: those near the reader."""

EDGE = 24
"""Device-independent pixels beside the column at least."""


class ColumnPlace(Struct, frozen=True):
    """What is at the reading line: character `offset` of a block of a document, `part` (0 … 1) down it."""

    document: int
    block: Block
    offset: int
    part: float


class ReadingView(QTextBrowser):
    """Signals:
    read_on(ColumnPlace): the reader has scrolled.
    built: the page that `show_page` was asked for is laid out; it can be scrolled to.
    """

    read_on = Signal(object)
    built = Signal()

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        cut: Cut,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._cut = cut
        self._settings = settings
        self._column = Column(self.document())
        self._texts: dict[int, tuple[Structure, Cited, ReadingText]] = {}
        self._waiting: deque[tuple[int, Block]] = deque()
        self._blocks: list[tuple[int, Block]] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._keys: dict[int, PictureKey] = {}
        self._drawn: set[int] = set()
        self._first = self._end = 0
        self._wanted = -1
        self._is_led = False
        self.setReadOnly(True)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill)
        self._asking = QTimer(self, singleShot=True, interval=30)
        self._asking.timeout.connect(self._ask_pictures)
        self._renewing = QTimer(self, singleShot=True, interval=50)
        self._renewing.timeout.connect(self.renew)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        cut.drawn.connect(self._on_drawn)
        session.volume_changed.connect(self._renewing.start)
        session.document_changed.connect(self._on_document_changed)
        live.changed.connect(self._on_corrected)
        settings.changed.connect(self._on_setting_changed)

    # --- what is asked for ------------------------------------------------------------------

    def show_page(self, document: int, page: int) -> None:
        """Lays out the text around a page; `built` follows, at once when it is there."""
        if document not in self._session.order:
            return
        number = self._session.volume.number_of(document, page)
        if self._wanted >= 0 and self._first <= number <= self._wanted + BEFORE:
            self._wanted = number  # what is being laid out leads there
        elif self._wanted < 0 and self._first <= number < self._end:
            self.built.emit()
        else:
            self._begin(number)

    def renew(self) -> None:
        """Lays everything out again where the reader is: the text, its size or the volume is another one."""
        position = self._session.position
        self._texts = {
            document: known
            for document, known in self._texts.items()
            if self._structure(document) is known[0] and self._cited(document) == known[1]
        }
        if position is not None and position.document in self._session.order and self.isVisible():
            self._begin(self._session.volume.number_of(position.document, position.page))

    def text(self, document: int) -> ReadingText | None:
        """The running text of a document, None before the index has it."""
        structure = self._structure(document)
        if structure is None:
            return None
        if document not in self._texts:
            if len(self._texts) == KEPT_TEXTS:
                self._texts.pop(next(iter(self._texts)))
            cited = self._cited(document)
            self._texts[document] = structure, cited, ReadingText(structure, cited)
        return self._texts[document][2]

    def holds(self, document: int, passage: int) -> bool:
        """Whether a passage is laid out as text."""
        return (document, passage) in self._numbers

    def scroll_to_text(self, document: int, passage: int, offset: int) -> None:
        """Puts a character of a passage that is laid out at the reading line."""
        number = self._numbers[document, passage]
        where = self.document().findBlockByNumber(number)
        top = self._top(where)
        line = where.layout().lineForTextPosition(self._blocks[number][1].shown_at(offset))
        self._lead(top + (line.y() if line.isValid() else 0.0))

    def scroll_to_picture(self, document: int, page: int, y: float, height: float) -> bool:
        """Puts height `y` of a page of `height` points, as a picture shows it, at the reading line."""
        for number, (owner, block) in enumerate(self._blocks):
            if owner != document or block.page != page or block.kind not in PICTURES:
                continue
            top, bottom = (block.area.y0, block.area.y1) if block.area else (0.0, height)
            if top <= y <= bottom and bottom > top:
                where = self.document().findBlockByNumber(number)
                tall = self.document().documentLayout().blockBoundingRect(where).height()
                self._lead(self._top(where) + (y - top) / (bottom - top) * tall)
                return True
        return False

    def place(self) -> ColumnPlace | None:
        """What is at the reading line; None when nothing is laid out."""
        y = self.verticalScrollBar().value() + self._line()
        layout = self.document().documentLayout()
        hit = layout.hitTest(QPointF(EDGE, y), Qt.HitTestAccuracy.FuzzyHit)
        where = self.document().findBlock(max(hit, 0))
        if not 0 <= where.blockNumber() < len(self._blocks):
            return None
        document, block = self._blocks[where.blockNumber()]
        height = layout.blockBoundingRect(where).height()
        part = (y - self._top(where)) / height if height else 0.0
        offset = block.offset_at(hit - where.position())
        return ColumnPlace(document, block, offset, min(max(part, 0.0), 1.0))

    def set_paper(self, paper: Paper) -> None:
        """Shows text and pictures in the colours of the pages; the window's own where those are as printed."""
        if paper.tone is None:
            self.setPalette(QPalette())
        else:
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.Base, paper.ground)
            palette.setColor(QPalette.ColorRole.AlternateBase, paper.ground.lighter(107))
            palette.setColor(QPalette.ColorRole.Text, QColor(paper.tone.ink))
            palette.setColor(QPalette.ColorRole.PlaceholderText, paper.quiet)
            self.setPalette(palette)
        self._cut.tone = paper.tone
        self._renewing.start()

    # --- building ---------------------------------------------------------------------------

    def _begin(self, number: int) -> None:
        self._wanted = number
        self._first = self._end = max(number - BEFORE, 0)
        self._waiting.clear()
        self._blocks.clear()
        self._numbers.clear()
        self._keys.clear()
        self._drawn.clear()
        self._column.palette = self.palette()
        self._column.size = self._settings.get("reading/size")
        self._is_led = True
        self.setUpdatesEnabled(False)
        self._column.clear()
        self._set_margins()
        self._is_led = False
        self._filling.start()

    def _fill(self) -> None:
        """Lays out a little more, and comes again until there is enough."""
        volume = self._session.volume
        watch = QElapsedTimer()
        watch.start()
        self._is_led = True
        while self._is_short() and watch.elapsed() < SLICE:
            if self._waiting:
                self._write(*self._waiting.popleft())
            else:
                document, page = volume.page_at(self._end)
                self._waiting.extend(
                    (document, block) for block in self._page_blocks(document, page)
                )
                self._end += 1
        self._is_led = False
        if self._wanted >= 0 and not self._is_short():
            self._wanted = -1
            self.built.emit()
            self.setUpdatesEnabled(True)
        if self._is_short():
            self._filling.start()
        self._ask_soon()

    def _is_short(self) -> bool:
        """Whether more must be laid out: the page that is waited for with a screen below it, or what is near."""
        if not self._waiting and self._end >= self._session.volume.page_count:
            return False
        bar, screen = self.verticalScrollBar(), self.viewport().height()
        below = bar.maximum() - bar.value()
        if self._wanted >= 0:
            return self._end <= self._wanted + 1 or below < screen
        return below < NEAR * screen

    def _ask_soon(self) -> None:
        if not self._asking.isActive():
            self._asking.start()

    def _page_blocks(self, document: int, page: int) -> list[Block]:
        text = self.text(document)
        if text is None:
            words = self.tr("This page has not been read yet: here is its picture.")
            return [Block(Kind.SMALL, page, words), Block(Kind.PAGE, page)]
        blocks = text.blocks(page)
        if text.is_doubtful(page):
            words = self.tr("The text of this page is doubtful: here is its picture.")
            return [Block(Kind.SMALL, page, words), *blocks]
        return blocks

    def _write(self, document: int, block: Block) -> None:
        number = len(self._blocks)
        self._blocks.append((document, block))
        if block.passage >= 0:
            self._numbers[document, block.passage] = number
        if block.kind not in PICTURES:
            self._column.write(block)
            return
        across, down = self._cut.size(document, block.page, block.area)
        room = self.viewport().width() - 2 * EDGE
        width = min(room, round(across * 96 / 72)) if block.kind is Kind.FIGURE else room
        size = QSize(max(width, 1), max(round(down * width / across), 1) if across else 1)
        self._column.write(block, f"cut:{number}", size)
        key = self._cut.key(
            document, block.page, block.area, round(size.width() * self.devicePixelRatioF())
        )
        if key is not None:
            self._keys[number] = key

    # --- pictures ---------------------------------------------------------------------------

    def loadResource(self, kind: int, name: object) -> object:
        """Empty room until the picture is drawn."""
        del kind, name
        return _nothing()

    def _ask_pictures(self) -> None:
        if not self.isVisible():
            self._cut.want([])
            return
        screen = self.viewport().height()
        top = self.verticalScrollBar().value() - screen
        bottom = top + (2 + NEAR) * screen
        layout = self.document().documentLayout()
        wanted = []
        for number in self._keys:
            box = layout.blockBoundingRect(self.document().findBlockByNumber(number))
            if box.bottom() >= top and box.top() <= bottom:
                wanted.append(number)
        self._cut.want([self._keys[number] for number in wanted])
        for number in self._drawn.difference(wanted):
            self._column.show_picture(number, f"cut:{number}", _nothing())
        self._drawn.intersection_update(wanted)
        for number in wanted:
            self._show_picture(number)

    def _on_drawn(self, key: PictureKey) -> None:
        for number, known in self._keys.items():
            if known == key:
                self._show_picture(number)

    def _show_picture(self, number: int) -> None:
        picture = self._cut.picture(self._keys[number])
        if picture is not None and number not in self._drawn:
            self._drawn.add(number)
            self._column.show_picture(number, f"cut:{number}", picture)

    # --- scrolling --------------------------------------------------------------------------

    def _line(self) -> float:
        return self.viewport().height() * READING_LINE

    def _top(self, where: QTextBlock) -> float:
        return self.document().documentLayout().blockBoundingRect(where).top()

    def _lead(self, y: float) -> None:
        """Scrolls without this being the reader's doing."""
        self._is_led = True
        self.verticalScrollBar().setValue(round(y - self._line()))
        self._is_led = False
        self._ask_soon()
        self._filling.start()

    def _on_scrolled(self, value: int) -> None:
        if self._is_led or self._wanted >= 0:
            return
        self._ask_soon()
        self._filling.start()
        place = self.place()
        if place is not None:
            self.read_on.emit(place)
            if value == 0 and self._first > 0:
                self._begin(self._first)

    # --- events -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_margins()
            self._renewing.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._cut.want([])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._renewing.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the letters grow, as a page does."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.resize_letters(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resize_letters(self, step: int) -> None:
        """Larger or smaller letters, by pixels."""
        size = self._settings.get("reading/size") + step
        self._settings.set("reading/size", min(max(size, SMALLEST), LARGEST))

    def _set_margins(self) -> None:
        """Keeps the column at its measure, in the middle."""
        measure = self._settings.get("reading/measure") * self._settings.get("reading/size")
        bar = self.verticalScrollBar().width()
        side = max(0, (self.width() - bar - measure - 2 * EDGE) // 2)
        self.document().setDocumentMargin(EDGE)
        self.setViewportMargins(side, 0, side, 0)

    def _on_setting_changed(self, key: str) -> None:
        if key.startswith("reading/"):
            self._renewing.start()

    def _on_document_changed(self, document: int) -> None:
        known = self._texts.get(document)
        if self._structure(document) is not (known[0] if known else None):
            self._renewing.start()

    def _on_corrected(self) -> None:
        if any(self._cited(document) != known[1] for document, known in self._texts.items()):
            self._renewing.start()

    def _cited(self, document: int) -> Cited:
        return self._live.corrected.cited.get(document, {})

    def _structure(self, document: int) -> Structure | None:
        documents = self._session.documents
        return documents[document].structure if document < len(documents) else None


def _nothing() -> QImage:
    empty = QImage(1, 1, QImage.Format.Format_ARGB32)
    empty.fill(Qt.GlobalColor.transparent)
    return empty

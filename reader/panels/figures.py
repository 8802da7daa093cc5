"""Figures, tables and photographs of the volume with small pictures, sources, and who refers to them.

Pictures are asked for only for what is in sight, after everything that the pages need.
"""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from index_builder.model import Location, bounds
from reader.excerpts import Snippet
from reader.figures import KINDS, Figure, chosen
from reader.listings import Listings
from reader.live_targets import LiveTargets
from reader.page_cuts import Cut
from reader.panels.banded import Band
from reader.panels.figure_rows import (
    FigureBands,
    FigureDelegate,
    FigureItem,
    ReferrerItem,
    row_of,
)
from reader.panels.list_panel import ListPanel, Sentences
from reader.session import Session
from reader.targets import Kind, Target
from reader.theme import Paper

ASKING = 30
"""Milliseconds after scrolling until pictures are asked for."""

REST = 60
"""Milliseconds that the keys must rest on a figure before the side panel shows it."""


class FiguresPanel(ListPanel):
    """Signals:
    shown: the side panel shows a figure that was chosen here with the mouse.
    peek_asked(document, Caption): it shall be kept in sight.
    picture_asked(document, page, Rect), caption_asked(document, Caption): shall be copied.
    """

    shown = Signal()
    peek_asked = Signal(int, object)
    picture_asked = Signal(int, int, object)
    caption_asked = Signal(int, object)

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        listings: Listings,
        cut: Cut,
        parent: QWidget | None = None,
    ) -> None:
        delegate = FigureDelegate(cut, self._snippet, session.page_name)
        super().__init__(session, delegate, parent)
        self.delegate = delegate
        self._live = live
        self._listings = listings
        self._cut = cut
        cut.setParent(self)
        self._opened: set[tuple[int, int]] = set()
        self._bands = FigureBands()
        self._build()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._show_current)
        self._asking = QTimer(self, singleShot=True, interval=ASKING)
        self._asking.timeout.connect(self._ask)
        self._connect()
        self._say()
        self._enable()

    def _build(self) -> None:
        self.filter.setPlaceholderText(self.tr("Label, title or source"))
        kinds = (
            ("", self.tr("All kinds")),
            (KINDS[0], self.tr("Figures")),
            (KINDS[1], self.tr("Tables")),
            (KINDS[2], self.tr("Photographs")),
        )
        self._kind = self.add_choice("kind", self.tr("Kind"), kinds, self._on_kind)
        self.list.setAccessibleName(self.tr("Figures and tables"))
        add = self.add_button
        copy = add("copy", self.tr("Copy"), self.tr("Copy the picture or the caption"), self._idle)
        copy.setMenu(self._menu_of_copies())
        copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        go = add("go", self.tr("Go there"), self.tr("Go to the figure (Enter)"), self._go)
        keep = self.tr("Show it in a window of its own")
        peek = add("peek", self.tr("Keep in sight"), keep, self.peek)
        self._needing = (go, peek, copy)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)

    def _menu_of_copies(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Copy the picture"), self.copy_picture)
        menu.addAction(self.tr("Copy the caption with its source"), self.copy_caption)
        return menu

    def _connect(self) -> None:
        rows = self.list
        rows.bands.describe = self._describe
        rows.picked.connect(self._on_picked)
        rows.moved.connect(self._on_moved)
        rows.entered_row.connect(self._enter)
        rows.fold_asked.connect(self._fold)
        rows.verticalScrollBar().valueChanged.connect(self._ask_soon)
        self._cut.drawn.connect(self._on_drawn)
        self._cut.failed.connect(self._on_drawn)
        self._listings.changed.connect(self.refill)
        self._session.progress_changed.connect(self._say)
        self._session.closed.connect(self._on_closed)

    def set_paper(self, paper: Paper) -> None:
        """Shows the pictures in the colours of the pages."""
        self._cut.tone = paper.tone
        self.delegate.ground, self.delegate.quiet = paper.ground, paper.quiet
        self._ask_soon()
        self.list.viewport().update()

    # --- what is shown ----------------------------------------------------------------------

    def refill(self) -> None:
        """Shows the figures that kind and filter let through; the chosen one stays chosen."""
        figures = self._listings.figures
        found = chosen(figures, self._kind.currentData(), self.filter.text())
        before = self.list.band(self.list.current)
        bands = self._bands.of(figures, found, self._opened, self.list.font())
        self.list.set_rows(bands, row_of(bands, before.item if before is not None else None))
        self._say()
        self._enable()
        self._ask_soon()

    def _snippet(self, item: ReferrerItem) -> Snippet:
        return self._live.answers.snippet(item.document, item.reference.range)

    def _describe(self, band: Band) -> str:
        item = band.item
        if isinstance(item, FigureItem):
            count = len(item.figure.referrers)
            referred = self.tr("Referred to from {0} places").format(count) if count else ""
            said = (item.figure.text, item.figure.caption.source, referred)
            return "\n".join(text for text in said if text)
        return self._snippet(item).text if isinstance(item, ReferrerItem) else band.text

    def _say(self) -> None:
        self.say(self._sentence())

    def _sentence(self) -> str:
        figures = self._listings.figures
        if figures and not self.list.bands.rows:
            return self.tr("No figure or table fits.")
        says = Sentences(
            self.tr("Open a paper, and its figures and tables are listed here."),
            self.tr("Figures come in as files are read: {0} of {1} pages so far."),
            self.tr("No captions of figures or tables were found in these files."),
            self.tr("These files have not been read for figures and tables yet."),
        )
        return self.sentence(says, found=bool(figures), ready=self._listings.is_ready)

    # --- pictures ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._cut.want([])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask_soon()

    def _ask_soon(self) -> None:
        self._asking.start()

    def _ask(self) -> None:
        """Asks for the pictures of the rows in sight."""
        if not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        bands = (self.list.band(row) for row in self.list.visible_rows())
        keys = (
            self.delegate.key(band.item.figure, ratio)
            for band in bands
            if band is not None and isinstance(band.item, FigureItem)
        )
        self._cut.want([key for key in keys if key is not None])

    def _on_drawn(self, *_picture: object) -> None:
        self.list.viewport().update()

    def _on_closed(self) -> None:
        self._opened = set()
        self._cut.want([])
        self.list.set_rows([], top=0)

    # --- what the reader does ---------------------------------------------------------------

    def _current_item(self) -> object:
        band = self.list.band(self.list.current)
        return band.item if band is not None else None

    def _figure(self) -> Figure | None:
        """The chosen one, as long as the volume still has it."""
        item = self._current_item()
        figure = item.figure if isinstance(item, FigureItem | ReferrerItem) else None
        if figure is None:
            return None
        structure = self._live.answers.structure(figure.document)
        known = structure.captions if structure is not None else ()
        return figure if figure.caption in known else None

    def _enable(self) -> None:
        for button in self._needing:
            button.setEnabled(self._figure() is not None)

    def _on_kind(self) -> None:
        self.list.set_rows([], top=0)
        self.refill()

    def _on_picked(self, _row: int) -> None:
        self._show_current()
        item = self._current_item()
        if isinstance(item, ReferrerItem):
            self._live.go(Location(item.document, item.reference.places[0]))
        else:
            self.shown.emit()

    def _on_moved(self, _row: int) -> None:
        self._enable()
        self._rest.start()

    def _show_current(self) -> None:
        """The side panel shows the chosen figure; the pages stay where they are."""
        self._enable()
        figure = self._figure()
        if figure is not None and isinstance(self._current_item(), FigureItem):
            place = figure.caption.place
            self._session.show_target(
                Target(Kind.CAPTION, figure.document, place.page, place.rects, figure.index)
            )

    def _enter(self, row: int) -> None:
        self._rest.stop()
        band = self.list.band(row)
        if band is not None and isinstance(band.item, ReferrerItem):
            self._live.go(Location(band.item.document, band.item.reference.places[0]))
        else:
            self._show_current()
            self._go()

    def _go(self) -> None:
        figure = self._figure()
        if figure is not None:
            self._live.go(Location(figure.document, figure.caption.place))

    def _fold(self, row: int, wanted: bool) -> None:
        band = self.list.band(row)
        if band is None or not isinstance(band.item, FigureItem):
            return
        key = band.item.figure.document, band.item.figure.index
        self._opened = self._opened | {key} if wanted else self._opened - {key}
        self.list.choose(row)
        self.refill()
        rows = self.list.bands
        if wanted:
            self.list.scrollTo(rows.index(min(row + band.parts, row + 3, len(rows.rows) - 1)))
        self.list.scrollTo(rows.index(row))

    def peek(self) -> None:
        """Keeps the chosen figure in sight."""
        if (figure := self._figure()) is not None:
            self.peek_asked.emit(figure.document, figure.caption)

    def copy_picture(self) -> None:
        """Copies the picture of the chosen figure, the caption alone where its place is not known."""
        if (figure := self._figure()) is not None:
            caption = figure.caption
            rect = caption.area or bounds(caption.place.rects)
            self.picture_asked.emit(figure.document, caption.place.page, rect)

    def copy_caption(self) -> None:
        """Copies the caption of the chosen figure and where it stands."""
        if (figure := self._figure()) is not None:
            self.caption_asked.emit(figure.document, figure.caption)

    def _idle(self) -> None:
        """The button opens its menu."""

    def _show_menu(self, point: QPoint) -> None:
        row = self.list.indexAt(point).row()
        band = self.list.band(row)
        if band is None or not isinstance(band.item, FigureItem):
            return
        self.list.choose(row)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Go there"), self._go)
        menu.addAction(self.tr("Keep in sight"), self.peek)
        if band.parts:
            wanted = not band.is_open
            text = self.tr("List who refers to it") if wanted else self.tr("Hide who refers to it")
            menu.addAction(text, lambda: self._fold(row, wanted))
        menu.addSeparator()
        menu.addAction(self.tr("Copy the picture"), self.copy_picture)
        menu.addAction(self.tr("Copy the caption with its source"), self.copy_caption)
        menu.popup(self.list.viewport().mapToGlobal(point))

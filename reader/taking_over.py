"""Makes annotations that a file has itself the reader's own: one, or all of the file. The file stays as it is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from index_builder.model import Rect
from reader.embedded_notes import EmbeddedNotes
from reader.excerpts import shortened
from reader.exchange.sheaf import Incoming
from reader.live_targets import LiveTargets
from reader.main_window import MainWindow
from reader.notebook import Item
from reader.page_view import PageView
from reader.records import Annotation
from reader.session import Session
from reader.text_selection import PagePoint

LONGEST = 40
"""Characters of a note in the menu."""


class TakingOver(QObject):
    """What a click, the menu at the pointer and the menu of notes do with them."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        embedded: EmbeddedNotes,
        live: LiveTargets,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._embedded = embedded
        self._live = live
        window.context_parts.append(self._add_to_context)
        window.connect_action("take_over", self._take_over_present)
        for view in window.views:
            self._listen_to(view)
        window.views.added.connect(self._listen_to)

    def at(self, point: PagePoint) -> Item | None:
        """The file's own annotation under a point, of several the smallest."""
        found = [
            (min(rect.width * rect.height for rect in item.record.rects), number, item)
            for number, item in enumerate(self._embedded.on_page(point.document, point.page))
            if isinstance(item.record, Annotation)
            and any(rect.contains(point.x, point.y) for rect in item.record.rects)
        ]
        return min(found)[2] if found else None

    def take_over(self, items: Sequence[Item]) -> None:
        """Makes annotations the reader's own, as one gesture; those that are already stay as they are."""
        self._embedded.take_over(items, self._on_taken)

    def of_file(self, document: int) -> list[Item]:
        """What a file has itself and the reader has not taken over."""
        return [item for item in self._embedded.items() if item.document == document]

    def fill_menu(self, menu: QMenu, item: Item) -> None:
        """Says whose `item` is, and offers it with the others of its file."""
        menu.addAction(self._said(item)).setEnabled(False)
        every = self.of_file(item.document)
        one = menu.addAction(self.tr("Take over"))
        one.triggered.connect(partial(self._take, [item]))
        if len(every) > 1:
            all_of_them = menu.addAction(
                self.tr("Take over all {0} of this file").format(len(every))
            )
            all_of_them.triggered.connect(partial(self._take, every))

    def _listen_to(self, view: PageView) -> None:
        view.clicked.connect(self._on_clicked)

    def _on_clicked(self, point: PagePoint, _modifiers: Qt.KeyboardModifier) -> None:
        """A click on one opens the small menu, unless something live or the reader's own lies there."""
        view = self._window.views.active
        regions = view.overlays.at(point.document, point.page, point.x, point.y)
        own = any(isinstance(region.payload, Item) for region in regions)
        item = self.at(point)
        if item is None or own or self._live.at(point) is not None:
            return
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, item)
        here = Rect(point.x, point.y, point.x, point.y)
        corner = view.viewport_rect(point.document, point.page, here).bottomLeft()
        menu.popup(view.viewport().mapToGlobal(corner))

    def _add_to_context(self, point: object, menu: QMenu) -> None:
        item = self.at(point) if isinstance(point, PagePoint) else None
        if item is not None:
            self.fill_menu(menu, item)
            menu.addSeparator()

    def _said(self, item: Item) -> str:
        record = item.record
        if not isinstance(record, Annotation):
            return ""
        by = self.tr("In the file itself, by {0}").format(record.author)
        text = by if record.author else self.tr("In the file itself")
        note = " ".join((record.note or record.quotation).split())
        if note:
            text = f"{text}: {shortened(note, LONGEST)}"
        return text.replace("&", "&&")

    def _take(self, items: Sequence[Item], _checked: bool = False) -> None:
        self.take_over(items)

    def _take_over_present(self) -> None:
        """All of the file being read."""
        position = self._session.position
        items = self.of_file(position.document) if position is not None else []
        if items:
            self.take_over(items)
        else:
            self._session.message.emit(
                self.tr("This file has no annotations of its own that are not yours already.")
            )

    def _on_taken(self, found: Incoming) -> None:
        if found.new:
            text = self.tr("{0} annotations of the file are yours now. Ctrl+Z gives them back.")
            self._session.message.emit(text.format(found.new))
        else:
            self._session.message.emit(self.tr("These annotations are yours already."))

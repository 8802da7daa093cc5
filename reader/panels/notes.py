"""The panel of notes: bookmarks and annotations of the volume, filtered, sorted, several at once, and edited below."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from index_builder.errors import QueryError
from index_builder.model import Rect
from reader.approach import Approach, Way
from reader.colour_names import KEY, colour_name
from reader.failures import sentence
from reader.note_links import LinkChoice, NoteLinks
from reader.note_list import (
    OF_FILE,
    OWN,
    Choice,
    Entry,
    Facet,
    Group,
    NoteList,
    Sort,
    as_text,
    grouped,
    tags_in_use,
)
from reader.note_pages import rect_of
from reader.note_words import kind_name
from reader.notebook import Item, Notebook
from reader.page_cuts import Cut
from reader.panels.banded import Band, line_height
from reader.panels.list_panel import ListPanel
from reader.panels.note_bars import UndoBar
from reader.panels.note_editor import NoteEditor
from reader.panels.note_filters import NoteFilters
from reader.panels.note_link_menu import LinkMenu, note_choices
from reader.panels.note_menu import NoteMenu
from reader.panels.note_rows import NoteBands, NoteDelegate, NoteListView
from reader.place_links import link_to
from reader.records import Annotation
from reader.session import Session
from reader.settings import Settings
from reader.theme import PAPERS
from reader.volume import Failure

PAPER = "view/paper"
REST = 60
"""Milliseconds that the keys must rest on a note before the pages show it."""

ASKING = 30
"""Milliseconds after scrolling until pictures are asked for."""

SOON = 30
"""Milliseconds after a change until the list shows it: the pages do first."""

SLICE = 400
"""Notes whose texts are made comparable in one go, while nothing else is to be done."""


class Notes(ListPanel):
    """The panel.

    Attributes:
        filters: what the list keeps to, beside the text.
        editor: below the list, for what is chosen.

    Signals:
        export_asked(list of Item): these shall be written into a file.
        take_over_asked(list of Item): annotations of the file shall become the reader's own.
    """

    export_asked = Signal(object)
    take_over_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        self.delegate = NoteDelegate(session.page_name, kind_name)
        super().__init__(session, self.delegate, parent)
        self._notebook = notebook
        self._settings = settings
        self._notes = NoteList()
        self._bands = NoteBands()
        self._approach = Approach(session)
        self._of_file: Callable[[], Sequence[Item]] = list
        self._links: NoteLinks | None = None
        self._cut: Cut | None = None
        self._is_stale = self._is_filling = False
        self._named: list[LinkChoice] | None = None
        self._build()
        self._timers()
        self._connect()
        self.refresh()

    # --- parts ------------------------------------------------------------------------------

    def make_list(self) -> NoteListView:
        """The list of this panel lets several rows be chosen."""
        self.rows = NoteListView(self)
        return self.rows

    def _build(self) -> None:
        self.filter.setPlaceholderText(self.tr('Filter: words, "phrase", -without'))
        self.list.setAccessibleName(self.tr("Notes"))
        self.filters = NoteFilters(self._settings, self._counts, self)
        self._choices.addWidget(self.filters)
        self.editor = NoteEditor(self._notebook, self._settings, self)
        self._undo = UndoBar(self._notebook, self)
        self.menu = NoteMenu(self, self._settings)
        column = self.column
        column.addWidget(self.editor)
        column.addWidget(self._undo)
        self.editor.tags.known = lambda: tags_in_use(self._notes.entries)
        self.editor.note.notes = self._note_choices

    def _timers(self) -> None:
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.refresh)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._preview)
        self._asking = QTimer(self, singleShot=True, interval=ASKING)
        self._asking.timeout.connect(self._ask)
        self._folding = QTimer(self, interval=0)
        self._folding.timeout.connect(self._fold)
        self._widening = QTimer(self, singleShot=True, interval=ASKING)
        self._widening.timeout.connect(self.refill)

    def _connect(self) -> None:
        rows, session = self.rows, self._session
        rows.bands.describe = self._describe
        rows.chosen_changed.connect(self._on_chosen)
        rows.picked.connect(self._on_picked)
        rows.entered_row.connect(self._go_to_row)
        rows.moved.connect(lambda _row: self._rest.start())
        rows.left.disconnect(self.left)
        rows.left.connect(self._on_left)
        rows.abandoned.connect(self._approach.settle)
        rows.delete_asked.connect(self.delete_chosen)
        rows.edit_asked.connect(self.editor.begin)
        rows.copy_asked.connect(self.copy_chosen)
        rows.verticalScrollBar().valueChanged.connect(self._asking.start)
        rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows.customContextMenuRequested.connect(self._show_menu)
        self.filters.changed.connect(self._on_filters)
        self.filters.cleared.connect(self.show_all)
        self.editor.take_over_asked.connect(self.take_over_asked)
        self.editor.note.link_activated.connect(self._follow)
        self._notebook.changed.connect(self._soon.start)
        session.structure_changed.connect(self._soon.start)
        session.volume_changed.connect(self._soon.start)
        session.closing.connect(self.editor.keep)
        session.closed.connect(self._on_closed)
        self._settings.changed.connect(self._on_setting_changed)

    def put_above(self, part: QWidget) -> None:
        """Something that is to be seen before the list."""
        self.column.insertWidget(0, part)

    def attach_file_notes(self, items: Callable[[], Sequence[Item]]) -> None:
        """Lists what the files have themselves, too; tell of changes with `refresh_soon`."""
        self._of_file = items
        self.refresh_soon()

    def attach_pictures(self, cut: Cut) -> None:
        """Shows areas as pictures."""
        self._cut = self.delegate.cut = cut
        cut.setParent(self)
        cut.drawn.connect(lambda _key: self.list.viewport().update())
        self._on_setting_changed(PAPER)

    def attach_links(self, links: NoteLinks) -> None:
        """Follows links in notes, and offers what can be linked to."""
        self._links = links
        self.editor.set_link_menu(LinkMenu(self.editor.note, links))
        self.editor.note.terms = links.terms
        self.editor.note.here = links.here
        links.note_wanted.connect(self.go_to_item)

    # --- what is shown ----------------------------------------------------------------------

    def refresh_soon(self) -> None:
        """There are other notes."""
        self._soon.start()

    def refresh(self) -> None:
        """Shows what there is now; while nobody looks, that waits."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        own, of_file = self._notebook.items(), self._of_file()
        self._notes.set_items(self._session.volume, own, of_file)
        self._named = None
        self.refill()
        self.editor.keep_up_with([*own, *of_file] if self.editor.items else [])
        self._folding.start()

    def refill(self) -> None:
        """Shows the notes that the filters let through; those that were chosen stay chosen."""
        choice, failure = self._choice(), ""
        try:
            found = self._notes.find(choice)
        except QueryError as error:
            found, failure = [], sentence(Failure(error.message, error.hint))
        self._fill(grouped(found, self.filters.sort))
        self.filters.refresh(text=choice.text)
        self.say(failure or self._sentence(len(found), choice))
        self._asking.start()

    def _fill(self, groups: Sequence[Group]) -> None:
        font, rows = self.list.font(), self.rows
        chosen = {entry.id for entry in rows.chosen()}
        band = rows.band(rows.current)
        current = band.item.id if band is not None and isinstance(band.item, Entry) else ""
        width = rows.width() - rows.verticalScrollBar().sizeHint().width()
        bands = self._bands.of(groups, self._title, line_height(font), width)
        self._is_filling = True
        rows.set_rows(bands)
        if chosen or current:
            rows.choose_ids(chosen, current)
        self._is_filling = False

    def _choice(self) -> Choice:
        return Choice(self.filter.text(), self.filters.choice.values)

    def _counts(self, facet: Facet) -> Mapping[str, int]:
        try:
            return self._notes.counts(self._choice(), facet)
        except QueryError:
            return {}

    def _title(self, group: Group) -> str:
        key, sort = group.key, self.filters.sort
        if isinstance(key, int):
            title = self._notes.chapters[key] if key >= 0 else self.tr("Before the first chapter")
        elif sort is Sort.COLOUR:
            title = colour_name(self._settings, key) if key else self.tr("Bookmarks")
        elif sort is Sort.TAG:
            title = f"#{key}" if key else self.tr("Without tags")
        else:
            day = QDate.fromString(key, Qt.DateFormat.ISODate)
            title = QLocale().toString(day, QLocale.FormatType.LongFormat) if day.isValid() else key
        return f"{title} ({len(group.entries)})"

    def _sentence(self, found: int, choice: Choice) -> str:
        count = len(self._notes.entries)
        if not self._session.documents:
            return self.tr("Open a paper, and your bookmarks and highlights appear here.")
        if not count:
            return self.tr(
                "No bookmarks or highlights yet. Ctrl+D keeps this place, Ctrl+H highlights the "
                "selected text."
            )
        if choice.is_open:
            return ""
        if not found and choice.text.strip():
            return self.tr("None of the {0} notes fits “{1}” and what else is filtered.").format(
                count, choice.text.strip()
            )
        if not found:
            return self.tr("None of the {0} notes fits these filters together.").format(count)
        return self.tr("{0} of {1} notes").format(found, count)

    def _describe(self, band: Band) -> str:
        if not isinstance(band.item, Entry):
            return band.text
        item = band.item.item
        record, page = item.record, self._session.page_name(item.document, item.record.page)
        kind = kind_name(band.item.kind)
        if isinstance(record, Annotation):
            kind = f"{kind}, {colour_name(self._settings, record.colour)}"
        return f"{kind}\n{as_text(record, page)}"

    def show_all(self) -> None:
        """Takes all filters off."""
        self.filters.clear()
        if self.filter.text():
            self.filter.clear()
        else:
            self.refill()

    def _fold(self) -> None:
        """Gets the texts ready before the first key asks for them."""
        if not self._notes.fold_some(SLICE):
            self._folding.stop()

    def _on_filters(self) -> None:
        self.list.verticalScrollBar().setValue(0)
        self.refill()

    def _on_closed(self) -> None:
        self.editor.show_items([])
        self._approach.forget()
        self.filters.clear()

    def _on_setting_changed(self, key: str) -> None:
        if key == KEY:
            self.refill()
        if key == PAPER and self._cut is not None:
            paper = PAPERS.get(self._settings.get(key), PAPERS["white"])
            self._cut.tone, self.delegate.ground = paper.tone, paper.ground
            self._asking.start()
            self.list.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()
        self._asking.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._folding.stop()
        self._approach.settle()
        if self._cut is not None:
            self._cut.want([])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widening.start()

    def _ask(self) -> None:
        """Asks for the pictures of the rows in sight."""
        if self._cut is None or not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        bands = (self.list.band(row) for row in self.list.visible_rows())
        entries = (band.item for band in bands if band is not None)
        keys = (self.delegate.key(each, ratio) for each in entries if isinstance(each, Entry))
        self._cut.want([key for key in keys if key is not None])

    # --- what the reader does ---------------------------------------------------------------

    def chosen(self, whose: str = "") -> list[Item]:
        """The items of the chosen rows, own ones or the files' alone where `whose` says so."""
        return [
            entry.item
            for entry in self.rows.chosen()
            if isinstance(entry.item, Item) and whose in {"", entry.whose}
        ]

    def show_item(self, item: Item) -> None:
        """Chooses a note, as if it had been clicked in the list; the page stays where it is."""
        if self._is_stale:
            self.refresh()
        self.rows.choose_ids({item.record.id}, item.record.id)
        if self.rows.current >= 0:
            self.rows.scrollTo(self.rows.currentIndex())
        if not self.chosen():
            self.editor.show_items([item])

    def go_to_item(self, item: Item) -> None:
        """Goes to a note, and chooses it."""
        self._show_on_page(item, Way.GO)
        self.show_item(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the filters off before it leads back to the pages."""
        is_escape = event.key() == Qt.Key.Key_Escape
        if is_escape and not self.filter.text() and not self.filters.choice.is_open:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def _on_chosen(self) -> None:
        if self._is_filling:
            return
        own = self.chosen(OWN)
        self.editor.show_items(own or self.chosen(OF_FILE), locked=not own)

    def _item_at(self, row: int) -> Item | None:
        band = self.rows.band(row)
        item = band.item.item if band is not None and isinstance(band.item, Entry) else None
        return item if isinstance(item, Item) else None

    def _go_to_row(self, row: int) -> None:
        self._rest.stop()
        if (item := self._item_at(row)) is not None:
            self._show_on_page(item, Way.GO)

    def _on_left(self) -> None:
        """Back to where previewing began, before the keyboard goes to the pages."""
        self._approach.put_back()
        self.left.emit()

    def _on_picked(self, row: int) -> None:
        """Goes to the only one that is chosen; choosing several goes nowhere."""
        if len(self.rows.chosen()) == 1:
            self._go_to_row(row)

    def _preview(self) -> None:
        """The pages show the note that the keys rest on; Escape brings them back."""
        if (item := self._item_at(self.rows.current)) is not None:
            self._show_on_page(item, Way.PREVIEW)

    def _show_on_page(self, item: Item, way: Way) -> None:
        record = item.record
        rect = rect_of(record) or Rect(0.0, 0.0, 1.0, 1.0)
        self._approach.show(way, item.document, record.page, rect)

    def go_to_chosen(self) -> None:
        self._go_to_row(self.rows.current)

    def delete_chosen(self) -> None:
        """Deletes the chosen notes of one's own, as one gesture."""
        items = self.chosen(OWN)
        if items:
            self.editor.show_items([])
            self._notebook.remove(*items)

    def colour_chosen(self, colour: str) -> None:
        """Gives all chosen annotations a colour."""
        self.editor.keep()
        self._notebook.edit(*self.chosen(OWN), colour=colour)

    def tag_chosen(self, tag: str) -> None:
        """Gives all chosen annotations a tag."""
        self.editor.tags.added.emit(tag)

    def copy_chosen(self) -> None:
        """Copies the chosen notes: quotations, places, notes and tags."""
        page = self._session.page_name
        texts = [
            as_text(item.record, page(item.document, item.record.page)) for item in self.chosen()
        ]
        if texts:
            QGuiApplication.clipboard().setText("\n\n".join(texts))

    def copy_link(self) -> None:
        """Copies a link that leads to the chosen note."""
        for item in self.chosen(OWN)[:1]:
            QGuiApplication.clipboard().setText(link_to(item.record))

    def export_chosen(self) -> None:
        """Asks where the chosen notes shall be written to."""
        self.export_asked.emit(self.chosen(OWN))

    def export_shown(self) -> None:
        """As above, all that the filters let through."""
        bands = self.rows.bands.rows
        entries = {b.item.id: b.item for b in bands if isinstance(b.item, Entry)}
        items = [each.item for each in entries.values() if each.whose == OWN]
        self.export_asked.emit(items)

    def take_over_chosen(self) -> None:
        """Makes the chosen annotations of the file the reader's own."""
        self.take_over_asked.emit(self.chosen(OF_FILE))

    def known_tags(self) -> list[str]:
        """The tags in use, the most used first."""
        return tags_in_use(self._notes.entries)

    def _show_menu(self, point: QPoint) -> None:
        if self._item_at(self.list.indexAt(point).row()) is not None:
            self.menu.open(self.list.viewport().mapToGlobal(point))

    def _follow(self, address: str) -> None:
        if self._links is not None:
            self.editor.keep()
            self._links.follow(address)

    def _note_choices(self) -> Sequence[LinkChoice]:
        """What a note can link to among the others."""
        if self._named is None:
            self._named = note_choices(self._notes.entries, self._session.page_name)
        edited = {link_to(item.record) for item in self.editor.items}
        return [choice for choice in self._named if choice.address not in edited]

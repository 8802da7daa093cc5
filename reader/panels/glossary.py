"""The glossary: the short names of the volume or of the library, their meanings, uses, and the way to them."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from reader import failures
from reader.excerpts import Snippet
from reader.glossary import Glossary, Order, Sense, Term, term_target
from reader.listings import Listings
from reader.live_targets import LiveTargets
from reader.panels.banded import Band
from reader.panels.glossary_rows import (
    GlossaryBands,
    GlossaryDelegate,
    Item,
    PlaceItem,
    Telling,
    TermItem,
    UseItem,
)
from reader.panels.list_panel import ListPanel, Sentences
from reader.session import Progress, Session
from reader.targets import Kind, Target
from reader.visits import Visits
from reader.volume import FileFailure

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
"""What no file system takes in a name."""

VOLUME, LIBRARY = "volume", "library"
REST = 60
"""Milliseconds that the keys must rest on a name before the side panel shows it."""


class GlossaryPanel(ListPanel):
    """Signals:
    shown: the side panel shows a name that was chosen here with the mouse.
    """

    shown = Signal()

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        listings: Listings,
        visits: Visits,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, GlossaryDelegate(self._tell, self._context), parent)
        self._live = live
        self._listings = listings
        self._opened: set[str] = set()
        self._bands = GlossaryBands(self._parts)
        self._visits = visits
        self._build()
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._show_current)
        self._connect()
        self._say()
        self._enable()

    def _build(self) -> None:
        self.filter.setPlaceholderText(self.tr("Name, meaning or reading"))
        scopes = ((VOLUME, self.tr("This volume")), (LIBRARY, self.tr("Library")))
        orders = (
            (Order.ABC, self.tr("ABC")),
            (Order.KANA, self.tr("By reading")),
            (Order.FIRST, self.tr("First use")),
            (Order.COUNT, self.tr("Most used")),
        )
        self._scope = self.add_choice("scope", self.tr("Where from"), scopes, self._on_scope)
        self._order = self.add_choice("order", self.tr("Order"), orders, self._on_order)
        self.list.setAccessibleName(self.tr("Glossary"))
        add = self.add_button
        go = self.tr("Definition")
        self._go = add("go", go, self.tr("Go to the definition (Enter)"), self._enter_current)
        uses = self.tr("Uses")
        self._uses = add("uses", uses, self.tr("List the uses (Right)"), self._toggle_uses)
        step = self._step
        self._back = add("previous", "‹", self.tr("Previous use"), partial(step, -1))
        self._forth = add("next", "›", self.tr("Next use"), partial(step, 1))
        self.add_stretch()
        more = add("more", "…", self.tr("Export"), self.ask_export)
        menu = QMenu(more)
        menu.addAction(self.tr("Export…"), self.ask_export)
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _connect(self) -> None:
        listings, rows = self._listings, self.list
        rows.bands.describe = self._describe
        rows.picked.connect(self._on_picked)
        rows.moved.connect(self._on_moved)
        rows.entered_row.connect(self._enter)
        rows.fold_asked.connect(self._fold)
        listings.changed.connect(self._on_changed)
        listings.library_changed.connect(self.refill)
        listings.wrote.connect(self._on_wrote)
        listings.not_written.connect(self._on_not_written)
        self._session.progress_changed.connect(self._on_progress)
        self._session.closed.connect(self._on_closed)

    # --- what is shown ----------------------------------------------------------------------

    @property
    def is_of_library(self) -> bool:
        return bool(self._scope.currentData() == LIBRARY)

    @property
    def glossary(self) -> Glossary:
        """The one that is shown."""
        shown = self._listings.library if self.is_of_library else self._listings.glossary
        return shown or Glossary()

    def refill(self) -> None:
        """Shows the names that the filter lets through; the chosen one stays chosen."""
        query = self.filter.text()
        order = Order(self._order.currentData())
        found = self.glossary.rows(order, query)
        letters = not query.strip() and order in {Order.ABC, Order.KANA}
        bands = self._bands.of(
            self.glossary, found, self._opened, self.list.font(), lettered=letters
        )
        chosen = self.list.band(self.list.current)
        self.list.set_rows(bands, _place_of(bands, chosen))
        self._say()
        self._enable()

    def _parts(self, term: Term) -> Sequence[Item]:
        if term.index < 0:
            return [PlaceItem(term, known) for known in term.places]
        at = self._entry(term)
        if at < 0:
            return []
        answers = self._live.answers
        groups = answers.uses(answers.entry(at))
        return [UseItem(term, at, item) for group in groups for item in group.items]

    def _entry(self, term: Term) -> int:
        return self._listings.entry_of(term.index, term.name)

    def _tell(self, item: Item) -> Telling:
        if isinstance(item, UseItem):
            if self._entry(item.term) != item.index:
                return Telling("", Snippet("", 0, 0))
            document, use = self._live.answers.entry(item.index).uses[item.item]
            snippet = self._live.answers.snippet(document, use.range)
            return Telling(self._session.page_name(document, use.places[0].page), snippet)
        if isinstance(item, PlaceItem):
            shelf = self._listings.shelf
            content, label = item.known.content, item.known.label
            title, volume = shelf.titles.get(content, ""), shelf.volume_of(content)[0]
            whole = f"{title} — {volume}" if volume and volume != title else title
            page = self.tr("p. {0}").format(label) if label else ""
            return Telling(page, Snippet(whole, 0, 0))
        return Telling("", Snippet(item.term.name, 0, 0))

    def _context(self, term: Term) -> str:
        """Where a name without a meaning is used first."""
        if term.index < 0 and term.places:
            return self._tell(PlaceItem(term, term.places[0])).snippet.text
        at = self._entry(term)
        uses = self._live.answers.entry(at).uses if at >= 0 else ()
        return self._live.answers.snippet(uses[0][0], uses[0][1].range).text if uses else ""

    def _describe(self, band: Band) -> str:
        item = band.item
        if isinstance(item, TermItem):
            said = [sense.text for sense in item.term.senses]
            return "\n".join((item.term.name, *said))
        if isinstance(item, UseItem | PlaceItem):
            told = self._tell(item)
            return f"{told.label} {told.snippet.text}".strip()
        return band.text

    def _say(self) -> None:
        self.say(self._sentence())

    def _sentence(self) -> str:
        """What is missing in the list, or why it is empty; "" when there is nothing to say."""
        if self.glossary.terms and self.filter.text().strip() and not self.list.bands.rows:
            return self.tr("Nothing fits “{0}”.").format(self.filter.text().strip())
        return self._library_sentence() if self.is_of_library else self._volume_sentence()

    def _volume_sentence(self) -> str:
        says = Sentences(
            self.tr("Open a paper, and its acronyms and short names are listed here."),
            self.tr("Names come in as files are read: {0} of {1} pages so far."),
            self.tr("No acronyms or short names were found in these files."),
            self.tr("These files have not been read for acronyms and short names yet."),
        )
        found = bool(self.glossary.terms)
        return self.sentence(says, found=found, ready=self._listings.is_ready)

    def _library_sentence(self) -> str:
        listings = self._listings
        if listings.failure is not None:
            return failures.sentence(listings.failure)
        if listings.library is None:
            return self.tr("Reading the library…")
        if not listings.library.terms:
            return self.tr("The library has no acronyms or short names yet.")
        item = self._current_item()
        if isinstance(item, PlaceItem) and not self._visits.is_open(item.known):
            return self.tr("This document is not open: Enter opens it at this place.")
        return ""

    # --- what the reader does ---------------------------------------------------------------

    def _on_scope(self) -> None:
        self._opened = set()
        if self.is_of_library:
            self._listings.read_library()
        self._on_order()

    def _on_order(self) -> None:
        self.list.set_rows([], top=0)
        self.refill()

    def _on_closed(self) -> None:
        self._opened = set()

    def _on_progress(self, progress: Progress) -> None:
        self._say()
        if self.is_of_library and not progress.running:
            self._listings.read_library()

    def _on_changed(self) -> None:
        if not self.is_of_library:
            self.refill()

    def _current_item(self) -> object:
        band = self.list.band(self.list.current)
        return band.item if band is not None else None

    def _current_term(self) -> Term | None:
        item = self._current_item()
        return item.term if isinstance(item, TermItem | UseItem | PlaceItem) else None

    def _enable(self) -> None:
        term = self._current_term()
        here = term is not None and term.index >= 0
        self._go.setEnabled(term is not None)
        self._uses.setEnabled(term is not None and term.count > 0)
        for button in (self._back, self._forth):
            button.setEnabled(here and term is not None and term.count > 0)

    def _on_picked(self, _row: int) -> None:
        self._show_current()
        item = self._current_item()
        if isinstance(item, UseItem):
            self._go_to_use(item)
        elif isinstance(item, TermItem) and item.term.index >= 0:
            self.shown.emit()

    def _on_moved(self, _row: int) -> None:
        self._enable()
        self._rest.start()

    def _show_current(self) -> None:
        """The side panel shows the chosen name; the pages stay where they are."""
        self._enable()
        self._say()
        item = self._current_item()
        if isinstance(item, TermItem):
            target = self._target(item.term)
            if target is not None:
                self._session.show_target(target)

    def _target(self, term: Term) -> Target | None:
        at = self._entry(term)
        if term.index < 0 or at < 0:
            return None
        sense = term.senses[0] if term.senses else None
        return term_target(at, sense, self._live.answers)

    def _enter_current(self) -> None:
        self._enter(self.list.current)

    def _enter(self, row: int) -> None:
        """Goes to the definition, the use, or the other volume that the row names."""
        self._rest.stop()
        band = self.list.band(row)
        item = band.item if band is not None else None
        if isinstance(item, UseItem):
            self._go_to_use(item)
        elif isinstance(item, PlaceItem):
            self._visits.go(item.known)
        elif isinstance(item, TermItem):
            if item.term.index < 0:
                self._visit_first(item.term)
            else:
                self._show_current()
                self._go_to_definition(item.term)

    def _go_to_definition(self, term: Term) -> None:
        sense = term.senses[0] if term.senses else None
        if sense is not None and sense.meaning is not None:
            self._live.go(sense.meaning.location)
        elif term.count:
            self._step(1)

    def _go_to_use(self, item: UseItem) -> None:
        if self._entry(item.term) == item.index:
            self._live.go_to_use(item.index, item.item)

    def _toggle_uses(self) -> None:
        term = self._current_term()
        if term is not None:
            row = _place_of(self.list.bands.rows, Band(0, TermItem(term)))
            self._fold(row, term.name not in self._opened)

    def _fold(self, row: int, wanted: bool) -> None:
        band = self.list.band(row)
        if band is None or not isinstance(band.item, TermItem):
            return
        name = band.item.term.name
        self._opened = self._opened | {name} if wanted else self._opened - {name}
        self.list.choose(row)
        self.refill()
        last = min(row + band.parts, len(self.list.bands.rows) - 1)
        if wanted:
            self.list.scrollTo(self.list.bands.index(min(last, row + 3)))
        self.list.scrollTo(self.list.bands.index(row))

    def _step(self, by: int) -> None:
        """The use after or before the one that was gone to last, around the end."""
        term = self._current_term()
        at = self._entry(term) if term is not None else -1
        if at < 0:
            return
        answers = self._live.answers
        order = [item for group in answers.uses(answers.entry(at)) for item in group.items]
        if not order:
            return
        target = self._session.target
        same = isinstance(target, Target) and target.kind is Kind.TERM and target.index == at
        item = target.item if same and isinstance(target, Target) else -1
        place = order.index(item) + by if item in order else (0 if by > 0 else -1)
        self._live.go_to_use(at, order[place % len(order)])

    def _visit_first(self, term: Term) -> None:
        """To the open volume if it has the name; of several others the reader chooses one."""
        here = [known for known in term.places if self._visits.is_open(known)]
        if here or len(term.places) == 1:
            self._visits.go((here or list(term.places))[0])
        else:
            self._toggle_uses()

    # --- files ------------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Asks where the glossary shall go; its format follows from the end of the name."""
        if not self.glossary.terms:
            self._session.message.emit(self.tr("There is nothing to export yet."))
            return
        dialog = QFileDialog(self.window(), self.tr("Export the glossary"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {
            self.tr("Table for spreadsheets (*.csv)"): "csv",
            self.tr("Markdown (*.md)"): "md",
            self.tr("JSON (*.json)"): "json",
            self.tr("TermBase eXchange (*.tbx)"): "tbx",
        }
        dialog.setNameFilters(list(filters))
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(filters[name]))
        title = self.tr("Glossary") if self.is_of_library else self._title()
        if self._session.documents:
            dialog.setDirectory(str(self._session.documents[0].path.parent))
        dialog.selectFile(_FORBIDDEN.sub("_", title)[:80])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, path: Path) -> None:
        """Writes the whole glossary that is shown, whatever the filter lets through."""
        from reader.glossary_export import FORMATS, export_rows  # noqa: PLC0415 - when first used

        glossary, title, where = self.glossary, self._title(), self._where()
        form = FORMATS.get(path.suffix.lower().lstrip("."), FORMATS["csv"])
        self._listings.write(path, lambda: form(export_rows(glossary, where), title))

    def _title(self) -> str:
        session = self._session
        if self.is_of_library or not session.order:
            return self.tr("Library")
        return session.title or session.documents[session.order[0]].title

    def _where(self) -> Callable[[Term, Sense | None], tuple[str, str]]:
        """File and printed page of a term's sense, told on another thread: of records only."""
        volume, titles = self._session.volume, self._listings.shelf.titles
        answers = self._listings.answers

        def where(term: Term, sense: Sense | None) -> tuple[str, str]:
            if sense is not None and sense.known is not None:
                return titles.get(sense.known.content, ""), sense.known.label
            if sense is not None and sense.meaning is not None:
                document, page = sense.meaning.location.document, sense.definition.place.page
            else:
                document, use = answers.entry(term.index).uses[0]
                page = use.places[0].page
            known = volume.documents[document]
            return known.path.name, known.label(page)

        return where

    def _on_wrote(self, path: Path) -> None:
        self._session.message.emit(self.tr("The glossary is in “{0}”.").format(path.name))

    def _on_not_written(self, failure: FileFailure) -> None:
        self._session.failed.emit(-1, failure)


def _place_of(bands: Sequence[Band], band: Band | None) -> int:
    """The row of the same thing in other rows, −1 for none: of a use, its name where it is folded."""
    item = band.item if band is not None else None
    if not isinstance(item, TermItem | UseItem | PlaceItem):
        return -1
    found = -1
    for row, other in enumerate(bands):
        if not isinstance(other.item, TermItem | UseItem | PlaceItem):
            continue
        if other.item.term.name == item.term.name:
            if other.item == item:
                return row
            if isinstance(other.item, TermItem):
                found = row
    return found

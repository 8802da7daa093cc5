"""What the bars of the page views and the menu at the pointer offer for selected text and for notes on the page."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu

from index_builder.model import Rect
from reader.colour_names import colour_name
from reader.exchange.embedded import is_embedded
from reader.i18n import QT_TRANSLATE_NOOP
from reader.main_window import MainWindow
from reader.marking import Marking
from reader.note_words import KINDS
from reader.notebook import Item, Notebook
from reader.page_view import PageView
from reader.panels.colour_bar import swatch
from reader.records import COLOURS, TEXT_KINDS, Annotation
from reader.session import Session
from reader.settings import Settings
from reader.text_selection import PagePoint
from reader.view_bar import SHOWN, ViewBar

if TYPE_CHECKING:
    from reader.panels.context_bar import ContextBar

LONGEST_NAME = 60
"""Characters of a selection that may be a short name."""

ON_SELECTION = {
    "note": QT_TRANSLATE_NOOP("ContextBars", "Highlight with a note"),
    "bookmark": QT_TRANSLATE_NOOP("ContextBars", "Bookmark"),
    "copy": QT_TRANSLATE_NOOP("ContextBars", "Copy"),
    "copy_citation": QT_TRANSLATE_NOOP("ContextBars", "Copy with citation"),
    "search": QT_TRANSLATE_NOOP("ContextBars", "Search"),
    "own_name": QT_TRANSLATE_NOOP("ContextBars", "Add as a term"),
}
ON_NOTE = {
    "note": QT_TRANSLATE_NOOP("ContextBars", "Open the note"),
    "copy": QT_TRANSLATE_NOOP("ContextBars", "Copy the text"),
    "delete": QT_TRANSLATE_NOOP("ContextBars", "Delete"),
}
ACTIONS = {
    "underline": "underline",
    "squiggly": "squiggly",
    "strikeout": "strikeout",
    "note": "note_on_selection",
    "copy": "copy",
    "copy_citation": "copy_citation",
    "own_name": "own_name",
}
"""The actions that buttons for the selection stand for."""


class ContextBars(QObject):
    """A bar for each view.

    Signals:
        note_wanted(Item): the note of an annotation is to be opened for writing.
        chosen(Item, PagePoint): an annotation was clicked.
    """

    note_wanted = Signal(object)
    chosen = Signal(object, object)

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        notebook: Notebook,
        marking: Marking,
        settings: Settings,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._notebook = notebook
        self._marking = marking
        self._settings = settings
        self._last: tuple[tuple[str, ...], str] = ((), "")
        self.bars: dict[PageView, ViewBar] = {}
        for view in window.views:
            self._listen_to(view)
        window.views.added.connect(self._listen_to)
        window.context_parts.insert(0, self._offer)
        notebook.changed.connect(self._on_notes_changed)
        window.connect_action("to_note_bar", self._take_keys)
        switch = window.actions_by_id["note_bar"]
        switch.setChecked(settings.get(SHOWN))
        switch.triggered.connect(self._on_switched)
        settings.changed.connect(self._on_setting_changed)

    def _listen_to(self, view: PageView) -> None:
        # What the first view shows ends with the desk, before the view does.
        parent = self if view is self._window.view else view
        bar = ViewBar(view, self._settings, self._fill, parent)
        bar.coloured.connect(partial(self._colour, bar))
        bar.pressed.connect(partial(self._do, bar))
        view.clicked.connect(partial(self._on_clicked, bar))
        view.destroyed.connect(partial(self._forget, view))
        self.bars[view] = bar

    def _forget(self, view: PageView, _view: object = None) -> None:
        self.bars.pop(view, None)

    def _on_switched(self, on: bool) -> None:
        self._settings.set(SHOWN, on)

    def _on_setting_changed(self, key: str) -> None:
        if key == SHOWN:
            self._window.actions_by_id["note_bar"].setChecked(self._settings.get(SHOWN))

    def _take_keys(self) -> None:
        if not self.bars[self._window.views.active].take_keys():
            self._say(self.tr("Nothing is selected: drag over the text first."))

    # --- what it offers -----------------------------------------------------------------------

    def _fill(self, shown: ViewBar, bar: "ContextBar") -> None:
        item = shown.item
        if item is None:
            bar.offer(self._texts_for_selection(), self._not_for(shown.view))
            bar.mark(self._marking.colour, self._marking.kind)
        elif isinstance(item.record, Annotation):
            record = item.record
            bar.offer(_texts_for(record), () if record.quotation else ("copy",))
            bar.mark(record.colour, record.kind, is_drawn=record.kind in TEXT_KINDS)

    def _texts_for_selection(self) -> dict[str, str]:
        texts = {kind: _kind_name(kind) for kind in TEXT_KINDS}
        texts |= {name: _translated(text) for name, text in ON_SELECTION.items()}
        keys = {name: self._keys(action) for name, action in ACTIONS.items()}
        keys.setdefault(self._marking.kind, self._keys("highlight"))
        return {
            name: f"{text} ({keys[name]})" if keys.get(name) else text
            for name, text in texts.items()
        }

    def _keys(self, action: str) -> str:
        native = QKeySequence.SequenceFormat.NativeText
        return self._window.actions_by_id[action].shortcut().toString(native)

    @staticmethod
    def _not_for(view: PageView) -> list[str]:
        """What does not fit the selection: a short name lies in one paragraph."""
        selection = view.selection_model
        found = selection.stretches() if len(selection.pages) == 1 else []
        fits = len(found) == 1 and len(found[0][3].text.strip()) <= LONGEST_NAME
        return [] if fits else ["own_name"]

    # --- what it does -------------------------------------------------------------------------

    def _colour(self, shown: ViewBar, colour: str) -> None:
        self._window.views.activate(shown.view)
        if shown.item is None:
            self._marking.mark(colour=colour)
        else:
            self._notebook.edit(shown.item, colour=colour)

    def _do(self, shown: ViewBar, name: str) -> None:
        self._window.views.activate(shown.view)
        item = shown.item
        if item is not None:
            if name not in TEXT_KINDS:
                shown.close()
            self._do_with(item, name)
            return
        shown.close()
        match name:
            case "highlight":
                self._marking.mark(name)
            case "bookmark":
                self._marking.bookmark()
            case "search":
                self._marking.search()
            case _:
                self._window.actions_by_id[ACTIONS[name]].trigger()

    def _do_with(self, item: Item, name: str) -> None:
        """Does something with a note on the page."""
        match name:
            case "note":
                self.note_wanted.emit(item)
            case "copy" if isinstance(item.record, Annotation):
                text = item.record.quotation
                QGuiApplication.clipboard().setText(text)
                self._say(self.tr("{0} characters copied").format(len(text)))
            case "delete":
                self._notebook.remove(item)
                self._say(self.tr("Annotation deleted; Ctrl+Z brings it back."))
            case _:
                self._notebook.edit(item, kind=name)

    def _say(self, text: str) -> None:
        self._session.message.emit(text)

    # --- notes on the page --------------------------------------------------------------------

    def _on_clicked(self, shown: ViewBar, point: PagePoint, _modifiers: object = None) -> None:
        """The smallest annotation at a point is chosen, with another click the next larger one.

        Those of the file itself cannot be changed, and have no bar.
        """
        items = items_at(shown.view, point)
        ids = tuple(item.record.id for item in items)
        if not items:
            self._last = (), ""
            return
        before, last = self._last
        at = (ids.index(last) + 1) % len(ids) if before == ids else 0
        self._last = ids, ids[at]
        if self._settings.get(SHOWN) and not is_embedded(items[at].record):
            spot = Rect(point.x, point.y, point.x, point.y)
            pointer = shown.view.viewport_rect(point.document, point.page, spot).topLeft()
            shown.show_item(items[at], pointer)
        self.chosen.emit(items[at], point)

    def _on_notes_changed(self) -> None:
        """What a bar is about has become another one, or is no more."""
        for bar in [bar for bar in self.bars.values() if bar.item is not None]:
            name = bar.item.record.id if bar.item is not None else ""
            same = [item for item in self._notebook.items() if item.record.id == name]
            if same:
                bar.keep_up_with(same[0])
            else:
                bar.close()

    # --- the menu at the pointer --------------------------------------------------------------

    def _offer(self, point: object, menu: QMenu) -> None:
        view = self._window.views.active
        if not view.selection_model.is_empty:
            self._offer_marks(menu)
        elif isinstance(point, PagePoint):
            items = [item for item in items_at(view, point) if not is_embedded(item.record)]
            if items:
                self._offer_changes(items[0], menu)

    def _offer_marks(self, menu: QMenu) -> None:
        """All that can be made of the selection."""
        colours = menu.addMenu(self.tr("Mark the selection"))
        for colour in COLOURS:
            action = colours.addAction(swatch(colour, self._marking.kind), self._named(colour))
            action.triggered.connect(partial(self._mark_later, colour))
        for name in (*TEXT_KINDS[1:], "note_on_selection"):
            menu.addAction(self._window.actions_by_id[name])
        menu.addAction(self.tr("Search for the selection"), self._marking.search)
        menu.addAction(self.tr("Bookmark the selection"), self._marking.bookmark)
        menu.addSeparator()

    def _offer_changes(self, item: Item, menu: QMenu) -> None:
        """All that can be done with an annotation."""
        record = item.record
        if not isinstance(record, Annotation):
            return
        texts = _texts_for(record)
        if any(kind in texts for kind in TEXT_KINDS):
            kinds = menu.addMenu(self.tr("Kind"))
            for kind in TEXT_KINDS:
                self._add(kinds, texts[kind], item, kind=kind, chosen=record.kind)
        colours = menu.addMenu(self.tr("Colour"))
        for colour in COLOURS:
            text = self._named(colour)
            icon = swatch(colour, record.kind if record.kind in TEXT_KINDS else TEXT_KINDS[0])
            self._add(colours, text, item, icon, colour=colour, chosen=record.colour)
        for name in ON_NOTE:
            if name in texts and (name != "copy" or record.quotation):
                menu.addAction(texts[name], partial(self._do_with, item, name))
        menu.addSeparator()

    def _add(
        self,
        menu: QMenu,
        text: str,
        item: Item,
        icon: QIcon | None = None,
        *,
        chosen: str,
        **values: str,
    ) -> None:
        """A choice that gives the annotation `values`."""
        action = menu.addAction(icon or QIcon(), text)
        action.setCheckable(True)
        action.setChecked(chosen in values.values())
        action.triggered.connect(partial(self._edit_later, item, values))

    def _edit_later(self, item: Item, values: dict[str, str], _on: bool = False) -> None:
        self._notebook.edit(item, **values)

    def _mark_later(self, colour: str, _on: bool = False) -> None:
        self._marking.mark(colour=colour)

    def _named(self, colour: str) -> str:
        return colour_name(self._settings, colour).replace("&", "&&")


def items_at(view: PageView, point: PagePoint) -> list[Item]:
    """The annotations at a point of a page, the smallest first; of equal ones the uppermost."""
    regions = view.overlays.at(point.document, point.page, point.x, point.y)
    found = [region for region in regions if isinstance(region.payload, Item)]
    found.sort(key=lambda region: sum(rect.width * rect.height for rect in region.rects))
    return [region.payload for region in found if isinstance(region.payload, Item)]


def _texts_for(record: Annotation) -> dict[str, str]:
    """What can be done with an annotation."""
    kinds = TEXT_KINDS if record.kind in TEXT_KINDS else ()
    others = {name: _translated(text) for name, text in ON_NOTE.items()}
    return {kind: _kind_name(kind) for kind in kinds} | others


def _kind_name(kind: str) -> str:
    return QCoreApplication.translate("NoteWords", KINDS[kind])


def _translated(text: str) -> str:
    return QCoreApplication.translate("ContextBars", text)

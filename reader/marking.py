"""What a reader makes of selected text: marks of four kinds in eight colours, a note, a bookmark, a search."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject, Signal

from reader.annotating import annotation
from reader.excerpts import shortened
from reader.finding import Finder
from reader.main_window import MainWindow
from reader.notebook import Item, Notebook
from reader.records import COLOURS, TEXT_KINDS
from reader.selected_quotes import quoting_selected
from reader.settings import Settings

KIND, COLOUR = "notes/kind", "notes/colour"

LONGEST_TITLE = 40
"""Characters of the selected text that a bookmark is called by."""

LONGEST_QUERY = 100
"""Characters of the selected text that are searched."""

PLAIN_QUERY = re.compile(r"[^\s\"“”:：/\-]+")
"""What the query language takes for one word and nothing else."""

OPERATORS = {"OR", "NEAR"}


class Marking(QObject):
    """The actions on the text that is selected in the view that is read in.

    Signals:
        note_wanted(Item): the note of an annotation is to be written.
    """

    note_wanted = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        finder: Finder,
        notebook: Notebook,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._finder = finder
        self._session = finder.session
        self._notebook = notebook
        self._settings = settings
        window.connect_action("highlight", self.mark)
        window.connect_action("note_on_selection", self.mark_with_note)
        for kind in TEXT_KINDS[1:]:
            window.connect_action(kind, partial(self.mark, kind))

    @property
    def kind(self) -> str:
        """The kind of the last mark."""
        kind = self._settings.get(KIND)
        return kind if kind in TEXT_KINDS else TEXT_KINDS[0]

    @property
    def colour(self) -> str:
        """The colour of the last mark."""
        colour = self._settings.get(COLOUR)
        return colour if colour in COLOURS else COLOURS[0]

    def mark(self, kind: str = "", colour: str = "") -> Sequence[Item]:
        """Marks the selection, as one gesture; what is not said is as it was the last time."""
        kind, colour = kind or self.kind, colour or self.colour
        items = self._marks(kind, colour)
        if not items:
            self._session.message.emit(self.tr("Nothing is selected: drag over the text first."))
            return ()
        self._notebook.add(items)
        self._window.views.active.selection_model.clear()
        self._settings.set(KIND, kind)
        self._settings.set(COLOUR, colour)
        return items

    def mark_with_note(self) -> None:
        """Marks the selection and asks for its note."""
        items = self.mark()
        if items:
            self.note_wanted.emit(items[0])

    def bookmark(self) -> None:
        """Keeps the place where the selection begins, by its words."""
        pieces = self._window.views.active.selection_model.stretches()
        if pieces:
            document, page, rects, stretch = pieces[0]
            title = shortened(" ".join(stretch.text.split()), LONGEST_TITLE)
            self._notebook.add_bookmark(document, page, rects[0].y0 if rects else 0.0, title)
            self._session.message.emit(self.tr("Bookmark kept"))

    def search(self) -> None:
        """Searches for the selected words; of several paragraphs for the first."""
        pieces = self._window.views.active.selection_model.stretches()
        words = " ".join(pieces[0][3].text.split()) if pieces else ""
        if words:
            self._finder.search(query_for(words[:LONGEST_QUERY]))
            self._window.show_hits()

    def _marks(self, kind: str, colour: str) -> list[Item]:
        """An annotation for each page with selected text."""
        selection = self._window.views.active.selection_model
        items = []
        for (document, page, rects), found in groupby(
            selection.stretches(), key=lambda each: each[:3]
        ):
            known = self._session.documents[document]
            record = quoting_selected(
                annotation(known.content, page, rects, kind=kind, colour=colour),
                [stretch for *_, stretch in found],
                known.structure,
                partial(selection.paragraphs, document, page),
            )
            items.append(Item(document, record))
        return items


def query_for(words: str) -> str:
    """A query that looks for `words` as they stand, whatever they would mean in the query language."""
    if PLAIN_QUERY.fullmatch(words) and words not in OPERATORS:
        return words
    if '"' not in words:
        return f'"{words}"'
    curled = words.replace("”", " ")
    return f"“{curled}”"

"""Offers to take over the notes of another edition of what is open, and keeps the list of doubtful ones.

Nothing is taken over unasked. Documents are compared off the main thread, with the library, which is
opened there; the user's data are read and written on the thread that stores them.
"""

import logging
from array import array
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from index_builder.errors import HakushoError
from reader.carrying import (
    LOST,
    UNSURE,
    Carried,
    Copy,
    KnownDocument,
    KnownVolume,
    is_plausible,
    look_for,
    related,
    settled,
)
from reader.edition_text import Edition, EditionText
from reader.note_pages import top_of
from reader.notebook import Item, Notebook
from reader.panels.bars import Bars
from reader.records import Annotation, Bookmark, Note
from reader.session import Session
from reader.tasks import TaskThread

if TYPE_CHECKING:
    from index_builder.library import Library

log = logging.getLogger(__name__)
T = TypeVar("T")

KEY = 1 << 22
"""The key of this bar; documents, notes and changed files have smaller ones."""


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on its thread only."""

    def known_documents(self) -> list[KnownDocument]: ...
    def known_volumes(self) -> list[KnownVolume]: ...
    def bookmarks(self, contents: Collection[str]) -> list[Bookmark]: ...
    def annotations(self, contents: Collection[str]) -> list[Annotation]: ...
    def carried(self, contents: Collection[str]) -> list[Carried]: ...
    def take_over(self, copies: Sequence[Copy]) -> None: ...
    def settle(self, carried: Sequence[Carried]) -> None: ...


class Offer(Struct, frozen=True):
    """Notes of `old` documents that could be taken over to the documents `new`, by content."""

    new: tuple[str, ...]
    old: tuple[KnownDocument, ...]
    notes: tuple[Note, ...]


class Doubt(Struct, frozen=True):
    """A note of another edition that was not surely found: `title` names that edition's document.

    Attributes:
        items: its copies, none when it was not found at all.
    """

    carried: Carried
    note: Note
    title: str
    items: tuple[Item, ...] = ()


class _Told(Struct, frozen=True):
    """What the store says of the open documents."""

    offer: Offer
    doubtful: tuple[tuple[Carried, Note, str], ...]


class Editions(QObject):
    """What becomes of notes of other editions of the open volume.

    `open_library` opens the library on the thread that compares.

    Signals:
        changed: `doubts()` are other ones.
        doubts_wanted: the reader wants to see them.
    """

    changed = Signal()
    doubts_wanted = Signal()

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        bars: Bars,
        store: Store,
        storing: TaskThread,
        *,
        open_library: "Callable[[], Library]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notebook = notebook
        self._bars = bars
        self._store = store
        self._storing = storing
        self._open_library = open_library
        self._comparing = TaskThread("editions", self)
        self._asked: tuple[str, ...] = ()
        self._doubtful: tuple[tuple[Carried, Note, str], ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        session.structure_changed.connect(self._soon.start)
        session.volume_changed.connect(self._soon.start)
        session.document_changed.connect(self._on_document_changed)
        session.closed.connect(self._on_closed)
        notebook.changed.connect(self.changed)
        self._soon.start()

    def close(self) -> None:
        """Lets a comparison end."""
        self._comparing.drop_waiting()
        self._comparing.close()

    def doubts(self) -> list[Doubt]:
        """The notes that are at a doubtful place or were not found, until their reader has decided."""
        found = []
        for carried, note, title in self._doubtful:
            there = map(self._notebook.item, carried.copies)
            copies = tuple(item for item in there if item is not None)
            if copies or carried.state == LOST:
                found.append(Doubt(carried, note, title, copies))
        return found

    def accept(self, doubt: Doubt) -> None:
        """The place is right, or its reader has seen that the note was not found."""
        self._settle([doubt.carried])

    def reject(self, doubt: Doubt) -> None:
        """The place is wrong: the copies go, the note stays with its own edition."""
        self._notebook.remove(*doubt.items)
        self._settle([doubt.carried])

    def look_again(self) -> None:
        """Asks anew: what is kept of the open documents has become something else."""
        self._asked = ()
        self._soon.start()

    # --- the offer --------------------------------------------------------------------------

    def _on_closed(self) -> None:
        self._bars.take_back(KEY)
        self._asked, self._doubtful = (), ()

    def _on_document_changed(self, _document: int) -> None:
        self._soon.start()

    def _ask(self) -> None:
        """Asks for notes of other editions, once all that is open has been read."""
        session = self._session
        every = [session.documents[number] for number in session.order]
        documents = [document for document in every if document.failure is None]
        contents = tuple(document.content for document in documents)
        read = all(document.structure is not None for document in documents)
        if not contents or not read or contents == self._asked:
            return
        self._asked = contents
        opened = [KnownDocument(d.content, str(d.path.resolve()), d.title) for d in documents]
        title = session.title or documents[0].title
        self._storing.submit(lambda: self._tell(opened, title), self._on_told, self._on_trouble)

    def _tell(self, opened: Sequence[KnownDocument], title: str) -> _Told:
        """On the storing thread."""
        store = self._store
        known = {document.content: document for document in store.known_documents()}
        counted = [
            KnownDocument(d.content, d.path, d.title, known[d.content].notes)
            if d.content in known
            else d
            for d in opened
        ]
        contents = [document.content for document in opened]
        carried = store.carried(contents)
        done = {each.source for each in carried}
        old = related(counted, title, list(known.values()), store.known_volumes())
        notes = [note for note in self._notes([d.content for d in old]) if note.id not in done]
        with_notes = {note.content for note in notes}
        offer = Offer(
            tuple(document.content for document in counted if not document.notes),
            tuple(document for document in old if document.content in with_notes),
            tuple(notes),
        )
        return _Told(offer, self._doubtful_of(carried, known))

    def _doubtful_of(
        self, carried: Sequence[Carried], known: dict[str, KnownDocument]
    ) -> tuple[tuple[Carried, Note, str], ...]:
        wanted = {each.source: each for each in carried if each.state in {UNSURE, LOST}}
        if not wanted:
            return ()
        notes = self._notes([document.content for document in known.values() if document.notes])
        return tuple(
            (wanted[note.id], note, known[note.content].title)
            for note in notes
            if note.id in wanted
        )

    def _notes(self, contents: Collection[str]) -> list[Note]:
        """In reading order, file by file."""
        notes: list[Note] = [*self._store.annotations(contents), *self._store.bookmarks(contents)]
        rank = {content: number for number, content in enumerate(contents)}
        return sorted(notes, key=lambda note: (rank[note.content], note.page, top_of(note)))

    def _on_told(self, told: _Told) -> None:
        self._doubtful = told.doubtful
        self.changed.emit()
        offer = told.offer
        if not offer.notes or not offer.new:
            return
        self._comparing.submit(
            lambda: self._compare(offer, lambda texts: is_plausible(offer.notes, texts.new)),
            lambda plausible: self._show(offer) if plausible else None,
            self._on_trouble,
        )

    def _show(self, offer: Offer) -> None:
        if not set(offer.new) <= set(self._asked):
            return  # another volume is open by now
        text = self.tr("This looks like another edition of “{0}”, in which you have notes ({1}).")
        bar = self._bars.offer(
            KEY,
            text.format(offer.old[0].title or self.tr("a file"), len(offer.notes)),
            self.tr("Take over the notes"),
            lambda: self._take_over(offer),
        )
        bar.add_button(self.tr("Do not ask again"), lambda: self._decline(offer))

    # --- taking over ------------------------------------------------------------------------

    def _take_over(self, offer: Offer) -> None:
        self._bars.say(KEY, self.tr("The places of your notes are looked for…"))
        self._comparing.submit(
            lambda: self._compare(
                offer, lambda texts: look_for(offer.notes, texts.new, texts.old, texts.pages)
            ),
            lambda copies: self._keep(offer, copies),
            lambda error: self._on_refused(offer, error),
        )

    def _keep(self, offer: Offer, copies: Sequence[Copy]) -> None:
        self._storing.submit(
            lambda: self._store.take_over(copies),
            lambda _none: self._on_kept(offer, copies),
            lambda error: self._on_refused(offer, error),
        )

    def _on_kept(self, offer: Offer, copies: Sequence[Copy]) -> None:
        states = [copy.carried.state for copy in copies]
        unsure, lost = states.count(UNSURE), states.count(LOST)
        title = offer.old[0].title or self.tr("a file")
        text = self.tr("Notes taken over from “{0}”: {1} found, {2} not sure, {3} not found.")
        text = text.format(title, len(states) - unsure - lost, unsure, lost)
        if unsure or lost:
            self._bars.offer(KEY, text, self.tr("Show"), self.doubts_wanted.emit)
        else:
            self._bars.say(KEY, text)
        self._notebook.read_again()
        self.look_again()

    def _on_refused(self, offer: Offer, error: HakushoError) -> None:
        """Nothing was taken over; the offer stands."""
        self._show(offer)
        self._on_trouble(error)

    def _decline(self, offer: Offer) -> None:
        self._bars.take_back(KEY)
        declined = [settled(note, offer.new[0]) for note in offer.notes]
        self._storing.submit(
            lambda: self._store.take_over(declined), lambda _none: None, self._on_trouble
        )

    def _compare(self, offer: Offer, work: "Callable[[_Texts], T]") -> T:
        """On the comparing thread."""
        library = self._open_library()
        try:
            return work(_Texts(library, offer))
        finally:
            library.close()

    def _settle(self, carried: Sequence[Carried]) -> None:
        gone = {each.source for each in carried}
        self._doubtful = tuple(each for each in self._doubtful if each[0].source not in gone)
        self.changed.emit()
        self._storing.submit(
            lambda: self._store.settle(carried), lambda _none: None, self._on_trouble
        )

    def _on_trouble(self, error: HakushoError) -> None:
        log.warning("%s", error)
        self._bars.say(-1, str(error))


class _Texts:
    """The texts of an offer, as the library has them."""

    def __init__(self, library: "Library", offer: Offer) -> None:
        self._library = library
        self._offer = offer
        self.new = EditionText([self._edition(content) for content in offer.new])

    @cached_property
    def old(self) -> EditionText | None:
        """None when the library has forgotten the other edition."""
        contents = [d.content for d in self._offer.old if self._library.holds(d.content)]
        return EditionText([self._edition(content) for content in contents]) if contents else None

    @cached_property
    def pages(self) -> dict[str, int]:
        """How many pages each document of the other edition has, as far as that is known."""
        editions = self.old.editions if self.old else ()
        return {edition.content: len(edition.structure.labels) for edition in editions}

    def _edition(self, content: str) -> Edition:
        return Edition(content, self._library.structure(content), _Boxes(self._library, content))


class _Boxes:
    """The boxes of a document's pages, read when they are asked for."""

    def __init__(self, library: "Library", content: str) -> None:
        self._library = library
        self._content = content
        self._pages: dict[int, array[float]] = {}

    def __getitem__(self, page: int, /) -> "array[float]":
        if page not in self._pages:
            self._pages[page] = self._library.boxes(self._content, page)
        return self._pages[page]

"""How the papers of the open volume are cited: guessed, corrected by the reader, in the style that is set. No widgets."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from index_builder.errors import HakushoError
from reader.citing import STYLES, CitedPlace, Source, section_of
from reader.records import day_of, timestamp
from reader.session import Session
from reader.settings import Settings
from reader.sources import corrected, guessed
from reader.tasks import TaskThread

STYLE = "copy/citation"
"""The setting that names the style."""

T = TypeVar("T")

Page = tuple[int, int]
"""(document, page)."""


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on its thread only."""

    def sources(self, contents: Collection[str]) -> dict[str, Source]: ...
    def save_source(self, contents: Collection[str], source: Source | None) -> None: ...


class Citations(QObject):
    """Guesses alone until `attach` gives what the reader has said.

    Signals:
        changed: a paper is cited otherwise.
    """

    changed = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._store: Store | None = None
        self._storing: TaskThread | None = None
        self._kept: dict[str, Source] = {}
        self._asked: frozenset[str] = frozenset()
        session.document_changed.connect(self._on_document_changed)
        settings.changed.connect(self._on_setting_changed)

    def attach(self, store: Store, storing: TaskThread) -> None:
        """The user's data are there."""
        self._store, self._storing = store, storing
        self._on_document_changed()

    @property
    def style(self) -> str:
        """A name of `citing.STYLES`."""
        name: str = self._settings.get(STYLE)
        return name if name in STYLES else next(iter(STYLES))

    def preview(self, page: Page, said: Source) -> str:
        """A page as it would be cited if its publication were `said`."""
        source = _on_this_day(corrected(self.guess(page[0]), said))
        return STYLES[self.style](source, self._place(page, page, None))

    def source(self, document: int) -> Source:
        """What is said of a document: by the reader, of it or of another part of its publication, else guessed."""
        guess = self.guess(document)
        documents = self._session.documents
        parts = [documents[document], *(documents[n] for n in self._parts(document))]
        said = next(
            (self._kept[each.content] for each in parts if each.content in self._kept), None
        )
        return _on_this_day(corrected(guess, said) if said is not None else guess)

    def sources(self) -> dict[int, Source]:
        """Of every document."""
        return {number: self.source(number) for number in range(len(self._session.documents))}

    def guess(self, document: int) -> Source:
        """What the paper itself tells."""
        return guessed(self._session.volume, document)

    def correct(self, document: int, source: Source | None) -> None:
        """The reader says how a publication is cited; None takes that back."""
        documents = self._session.documents
        contents = {documents[n].content for n in self._parts(document)} - {""}
        for content in contents:
            if source is None:
                self._kept.pop(content, None)
            else:
                self._kept[content] = source
        self.changed.emit()
        store = self._store
        if store is not None and contents:
            self._submit(lambda: store.save_source(contents, source), lambda _none: None)

    def cite(self, first: Page, last: Page, top: float | None) -> str:
        """A place, from the line at `top` of the first page to the last page."""
        return STYLES[self.style](self.source(first[0]), self._place(first, last, top))

    def _place(self, first: Page, last: Page, top: float | None) -> CitedPlace:
        """Pages by their printed numbers, by their places in the file where one has none."""
        session = self._session
        labels = [session.printed_label(*page) for page in (first, last)]
        is_printed = "" not in labels
        names = labels if is_printed else [str(page + 1) for _, page in (first, last)]
        pages = names[0] if names[0] == names[1] else "–".join(names)
        above = [each.heading for each in session.headings_above(*first, top)]
        return CitedPlace(pages, is_printed, section_of(above))

    def _parts(self, document: int) -> Sequence[int]:
        """The documents of a publication; of the whole volume while that is not known."""
        known = self._session.volume.publications
        every = range(len(self._session.documents))
        return [n for n in every if not known or known[n] == known[document]]

    def _on_document_changed(self, _document: int = -1) -> None:
        store = self._store
        contents = frozenset(each.content for each in self._session.documents if each.content)
        if store is None or contents == self._asked:
            return
        self._asked = contents
        self._submit(lambda: store.sources(contents), self._on_read)

    def _on_read(self, kept: dict[str, Source]) -> None:
        self._kept.update(kept)
        self.changed.emit()

    def _on_setting_changed(self, key: str) -> None:
        if key == STYLE:
            self.changed.emit()

    def _submit(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._storing is not None:
            self._storing.submit(work, done, self._on_trouble)

    def _on_trouble(self, error: HakushoError) -> None:
        self._session.message.emit(str(error))


def _on_this_day(source: Source) -> Source:
    """With the day on which its address is told, as SIST 02 asks for."""
    return replace(source, accessed=day_of(timestamp())) if source.url else source

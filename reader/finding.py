"""The search of a window: query, scope and options, the results, the chosen hit, and the way from hit to hit.

No widgets. The index answers through the `on_…` slots, which `application` connects; what a
newer query has overtaken is dropped by its ticket.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from index_builder.errors import QueryError
from index_builder.model import Part, Rect
from reader.approach import Approach, Way
from reader.placing import Placing
from reader.requests import Requests
from reader.results import Detail, Results, Section, Shelf, place_in, results_of
from reader.search_settings import Scope, keep_options, keep_scope, kept_options, kept_scope
from reader.session import Session
from reader.settings import Settings
from reader.volume import Failure, FileFailure

if TYPE_CHECKING:
    from index_builder.found import Answer, Found, Headings, Options
    from index_builder.query import Query
    from reader.searching import NoteSearch, OwnNames, Questions

COMPLETION = 150
"""Milliseconds after the exact hits before word forms and other names are looked for: a next key comes first."""


class Finder(QObject):
    """One search at a time.

    Attributes:
        session: whose volume is searched.
        text: the query as typed.
        scope, part: where is searched; `part` is the only one shown, None for all.
        results, details: what was found; details by the hit's number, as far as they are there.
        headings: of the documents of the results, as far as they are there.
        current: the number of the chosen hit, −1 for none.
        is_waiting: the answer has not come yet; `results` are those of the query before.
        failure, mistake: why there is no answer, and where in the query that is (−1: nowhere).
        lacks_words: other forms of the words could not be looked up.
        is_outdated: the library has got more documents since it was searched.
        came_for_hit: the open volume was opened to show a hit.

    Signals:
        asked: there is another query, scope, option, or a failure.
        results_changed: `results` or `part` are others; the numbers of hits start anew.
        results_grown: sections or suggestions were added to `results`.
        details_came(numbers): of these hits.
        headings_came: of documents for which they were asked.
        placed: the documents of the hits are counted anew, for another volume was opened.
        selected(int): a hit was chosen.
    """

    asked = Signal()
    results_changed = Signal()
    results_grown = Signal()
    details_came = Signal(object)
    headings_came = Signal()
    placed = Signal()
    selected = Signal(int)

    def __init__(
        self,
        session: Session,
        index: "Questions",
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._index = index
        self._settings = settings
        self._notes: NoteSearch | None = None
        self._names: OwnNames = tuple
        self._ticket = 0
        self._query: Query | None = None
        self._options: Options | None = None
        self._contents: tuple[str, ...] | None = ()
        self._document = -1
        self._placing = Placing(session)
        self._requests = Requests()
        self._shelf = Shelf()
        self._arriving: tuple[int, Way] | None = None
        self._visit = -1
        self._is_visiting = False
        self._approach = Approach(session)
        self._completion = QTimer(self, singleShot=True, interval=COMPLETION)
        self._completion.timeout.connect(self.complete)
        self.text = ""
        self.scope = kept_scope(settings)
        self.part: Part | None = None
        self.results = Results()
        self.details: dict[int, Detail] = {}
        self.headings: dict[int, Headings] = {}
        self.current = -1
        self.is_waiting = False
        self.failure: FileFailure | None = None
        self.mistake = -1
        self.lacks_words = self.is_outdated = False
        self.came_for_hit = False
        self._follow(session)

    def _follow(self, session: Session) -> None:
        session.closed.connect(self._on_closed)
        session.structure_changed.connect(self._on_structure_changed)
        session.volume_changed.connect(self._on_documents_changed)
        session.document_changed.connect(self._on_documents_changed)

    # --- the question -----------------------------------------------------------------------

    def search(self, text: str) -> None:
        """Searches; an older search is dropped. The answer is `results_changed`."""
        if text != self.text:
            self.part = None
        self.text = text
        self._document = self.session.position.document if self.session.position else 0
        self._ask()

    def set_scope(self, scope: Scope) -> None:
        """Searches elsewhere, now and from now on."""
        if scope is not self.scope:
            self.scope, self.part = scope, None
            keep_scope(self._settings, scope)
            self.search(self.text)

    @property
    def options(self) -> "Options":
        """How is searched."""
        if self._options is None:
            self._options = kept_options(self._settings)
        return self._options

    def set_options(self, options: "Options") -> None:
        """Searches in another way, now and from now on."""
        if options != self.options:
            self._options = options
            keep_options(self._settings, options)
            self.search(self.text)

    def set_part(self, part: Part | None) -> None:
        """Shows and walks the hits of one part of the page only."""
        if part is self.part:
            return
        self.part = part
        if self.current >= 0 and place_in(self.numbers(), self.current) < 0:
            self.current = -1
        self.results_changed.emit()

    def attach_notes(self, search: "NoteSearch") -> None:
        """The reader's notes can be searched."""
        self._notes = search
        self.on_notes_changed()

    def attach_names(self, names: "OwnNames") -> None:
        """What the reader says that short names stand for is searched for, not what was found."""
        self._names = names

    @property
    def is_of_notes(self) -> bool:
        """Whether the results are the reader's own notes."""
        return self.scope is Scope.NOTES or (self._query is not None and self._query.in_notes)

    def _ask(self) -> None:
        self._ticket += 1
        self._completion.stop()
        self._requests.clear()
        self._arriving, self._visit = None, -1
        self.lacks_words = self.is_outdated = False
        self._index.cancel_search()
        self._parse()
        self._contents = self._wanted()
        query = self._query
        searched = query is not None and not self.is_of_notes and self._contents != ()
        self.is_waiting = searched
        self.asked.emit()
        if query is None or (not searched and not self.is_of_notes):
            self._take(Results(), {})
        elif searched:
            self._index.search(self._ticket, self._contents, query, self.options)
        else:
            self._find_notes(query)

    def _parse(self) -> None:
        """Takes the query apart; one that asks for nothing is none."""
        self._query, self.failure, self.mistake = None, None, -1
        if not self.text.strip():
            return
        from index_builder.query import parse  # noqa: PLC0415 - after the first page

        try:
            query = parse(self.text)
        except QueryError as error:
            self._refuse(error)
        else:
            self._query = None if query.is_empty and not query.in_notes else query

    def _refuse(self, error: QueryError) -> None:
        self.failure = Failure(error.message, error.hint, type(error).__name__)
        self.mistake = error.position

    def _wanted(self) -> tuple[str, ...] | None:
        """The documents to search, as content hashes; None for all of the library."""
        if self.scope is Scope.LIBRARY:
            return None
        volume = self.session.volume
        if self.scope is not Scope.DOCUMENT:
            return volume.indexed()
        if not 0 <= self._document < len(volume.documents):
            return ()
        document = volume.documents[self._document]
        return () if document.structure is None else (document.content,)

    def _find_notes(self, query: "Query") -> None:
        try:
            found, hits = self._notes(query) if self._notes is not None else (None, [])
        except QueryError as error:
            self._refuse(error)
            found, hits = None, []
        if found is None:
            self._take(Results(), {})
            return
        paths = tuple(str(document.path) for document in self.session.documents)
        label = self.session.printed_label
        details = {
            number: Detail(hit, label(hit.document, hit.places[0].page))
            for number, hit in enumerate(hits)
        }
        self._take(Results(paths, (Section(found, is_flat=True),)), details)

    def complete(self) -> None:
        """Looks for what is wanted beyond the exact hits."""
        options, sections, query = self.options, self.results.sections, self._query
        wants_more = options.forms or options.synonyms or options.readings
        if query is None or not sections or self.is_waiting or not wants_more:
            return
        options = replace(options, names=self._names())
        exact = sections[0].found
        self._index.complete(self._ticket, self.results.contents, query, exact, options)

    # --- answers of the index ---------------------------------------------------------------

    def on_shelved(self, ticket: int, shelf: Shelf) -> None:
        """What the library holds."""
        if ticket == self._ticket:
            self._shelf = shelf

    def on_found(self, ticket: int, contents: Sequence[str], answer: "Answer") -> None:
        """The answer to a search, or more of it; stale ones are dropped."""
        if ticket != self._ticket:
            return
        results = results_of(contents, (answer.exact, *answer.others), answer.suggestions)
        if not self.is_waiting:
            self.results = results
            self.headings = {**answer.headings, **self.headings}
            self.results_grown.emit()
            self._plan()
            return
        self._take(results, {}, answer.headings)
        self._completion.start()

    def on_words_missing(self, ticket: int) -> None:
        """Other forms of the words cannot be looked up."""
        if ticket == self._ticket:
            self.lacks_words = True

    def on_detailed(
        self, ticket: int, found: "Found", rows: Sequence[int], details: Sequence[Detail]
    ) -> None:
        """What is shown of some rows."""
        section = next((s for s in self.results.sections if s.found is found), None)
        if ticket != self._ticket or section is None:
            return
        came = [section.first + row for row in rows[: len(details)]]
        self.details.update(zip(came, details, strict=True))
        self.details_came.emit(came)
        self._requests.answered()
        self._fetch()
        self._arrive_if_known()

    def on_headings(self, ticket: int, headings: "dict[int, Headings]") -> None:
        """The headings of some documents."""
        if ticket == self._ticket:
            self.headings.update(headings)
            self.headings_came.emit()

    def on_located(self, ticket: int, paths: Sequence[Path]) -> None:
        """The files of the volume that holds the chosen hit: it is opened."""
        if ticket != self._ticket or self._visit < 0:
            return
        if not paths:
            self._visit = -1
            text = QCoreApplication.translate("Finder", "The files of this document have gone.")
            self.session.message.emit(text)
            return
        self._is_visiting = True
        self.session.open(paths)
        self._is_visiting = False
        self.came_for_hit = True

    def on_failed(self, ticket: int, failure: FileFailure, position: int) -> None:
        """There is no answer."""
        if ticket != self._ticket:
            return
        self.failure, self.mistake = failure, position
        self._requests.clear()
        waiting, self.is_waiting = self.is_waiting, False
        self.asked.emit()
        if waiting:
            self._take(Results(), {})
        self._arrive_if_known(known=True)

    def on_notes_changed(self) -> None:
        """The reader has made, changed or removed a note."""
        if self.text.strip() and self.is_of_notes:
            self._ask()

    def _take(
        self,
        results: Results,
        details: dict[int, Detail],
        headings: "dict[int, Headings] | None" = None,
    ) -> None:
        """Puts an answer in place of the one before; the chosen hit stays chosen if it is in both."""
        chosen = self.results.key(self.current) if self.current >= 0 else None
        self.is_waiting = False
        self.results, self.details, self.headings = results, details, dict(headings or {})
        self.current = results.find(chosen) if chosen is not None else -1
        if self.part not in results.parts:
            self.part = None
        self._placing.take(results, is_counted=self.is_of_notes)
        self._approach.begin_walk()
        self.results_changed.emit()
        self._plan()

    # --- hits -------------------------------------------------------------------------------

    def numbers(self) -> Sequence[int]:
        """The hits that are walked: those of the chosen hit's section, else of the first that has any."""
        if self.current >= 0:
            return self.results.section_of(self.current).numbers(self.part)
        for section in self.results.sections:
            if numbers := section.numbers(self.part):
                return numbers
        return ()

    def is_shown(self, number: int) -> bool:
        """Whether a hit is of the part of the page that is shown."""
        return self.part is None or self.results.part(number) is self.part

    def rows_by_page(self) -> dict[tuple[int, int], list[int]]:
        """The shown hits of the open volume by document, as the session counts it, and page."""
        return self._placing.rows_by_page(self.results, self.part)

    def document_of(self, number: int) -> int:
        """The session's number of a hit's document, −1 where that is not open."""
        return self._placing.number(self.results.document(number))

    def label(self, number: int) -> str:
        """The printed page of a hit, "" where it is not known."""
        detail = self.details.get(number)
        document = self.document_of(number)
        if detail is not None and detail.label:
            return detail.label
        return (
            self.session.printed_label(document, self.results.page(number)) if document >= 0 else ""
        )

    def document_title(self, document: int) -> str:
        """The title of a document of the results."""
        number = self._placing.number(document)
        if number >= 0:
            return self.session.documents[number].title
        return self._shelf.titles.get(self.results.contents[document], "")

    def volume_title(self, document: int) -> str:
        """The title of the volume a document of the results belongs to."""
        if self.scope is not Scope.LIBRARY or self.is_of_notes:
            return self.session.title or self.document_title(document)
        title, _ = self._shelf.volume_of(self.results.contents[document])
        return title or self.document_title(document)

    def want(self, numbers: Sequence[int]) -> None:
        """Fetches the details of hits that are looked at, before all others."""
        self._requests.want(number for number in numbers if number not in self.details)
        self._fetch()

    def want_headings(self, documents: Sequence[int]) -> None:
        """Fetches the headings of some documents of the results."""
        self._index.headings(self._ticket, self.results.contents, documents)

    def _plan(self) -> None:
        self._requests.plan(self.results)
        self._fetch()

    def _fetch(self) -> None:
        request = self._requests.next(self.results, self.details)
        if request is not None:
            section, rows = request
            self._index.details(self._ticket, self.results.contents, section.found, rows)

    # --- from hit to hit --------------------------------------------------------------------

    def preview(self, number: int) -> None:
        """Shows a hit without leaving the place: `put_back` returns to where previewing began."""
        self._choose(number, Way.PREVIEW)

    def go(self, number: int) -> None:
        """Goes to a hit; IndexError when there is no such hit."""
        self._choose(number, Way.GO)

    def walk(self, step: int) -> None:
        """To the next (`step` 1) or previous (−1) hit, around the end; the first from where one reads."""
        numbers = self.numbers()
        if not numbers:
            return
        if self.current < 0:
            nearest = self._placing.nearest(self.results, numbers)
            at = nearest if step > 0 else nearest - 1
        else:
            at = place_in(numbers, self.current) + step
        self._choose(numbers[at % len(numbers)], Way.WALK)

    def put_back(self) -> None:
        """Ends previewing where it began."""
        self._arriving = None
        self._approach.put_back()

    def settle(self) -> None:
        """Ends previewing here, unless a hit is being gone to; the way back leads to where it began."""
        if self._arriving is not None and self._arriving[1] is Way.PREVIEW:
            self._arriving = None
        if self._arriving is None:
            self._approach.settle()

    def _choose(self, number: int, way: Way) -> None:
        self.results.section_of(number)
        self.current = number
        self._arriving = (number, way)
        self.selected.emit(number)
        self.want([number])
        self._arrive_if_known()

    def _arrive_if_known(self, *, known: bool = False) -> None:
        if self._arriving is None or not (known or self._arriving[0] in self.details):
            return
        number, way = self._arriving
        self._arriving = None
        document = self.document_of(number)
        if document in self.session.order:
            self._approach.show(way, document, *self._place(number))
        elif way is Way.PREVIEW:
            text = QCoreApplication.translate("Finder", "Enter opens “{0}”.")
            title = self.volume_title(self.results.document(number))
            self.session.message.emit(text.format(title))
        else:
            self._visit = number
            content = self.results.contents[self.results.document(number)]
            self._index.locate(self._ticket, self._shelf.volume_of(content)[1])

    def _place(self, number: int) -> tuple[int, Rect | None]:
        detail = self.details.get(number)
        if detail is None:
            return self.results.page(number), None
        place = detail.hit.places[0]
        return place.page, place.rects[0] if place.rects else None

    # --- what the session tells -------------------------------------------------------------

    def _on_closed(self) -> None:
        self._approach.forget()
        self.came_for_hit = False
        if self.text and not self._is_visiting:
            self.search("")

    def _on_structure_changed(self) -> None:
        """More can be searched; a list of the library's hits is left as it is until the reader asks."""
        if self._query is None or self.is_of_notes:
            return
        wanted = self._wanted()
        if wanted != self._contents if wanted is not None else not len(self.results):
            self._ask()
        elif wanted is None:
            self.is_outdated = True
            self.asked.emit()

    def _on_documents_changed(self, _document: int = -1) -> None:
        if not len(self.results):
            return
        if self._placing.renumber():
            self.placed.emit()
        if self._visit >= 0 and self.document_of(self._visit) in self.session.order:
            self._arriving, self._visit = (self._visit, Way.GO), -1
            QTimer.singleShot(0, self, self._arrive_if_known)

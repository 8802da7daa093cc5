"""The actions that write notes into files and take them from files, off the main thread."""

import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QStandardPaths

from index_builder.annotations import PageBox
from index_builder.errors import HakushoError
from index_builder.model import Structure
from reader.citations import Citations
from reader.colour_names import colour_names
from reader.exchange import forms
from reader.exchange.sheaf import Incoming, NotedDocument, papers_of, sheaf_of, sheaf_of_all
from reader.failures import sentence
from reader.note_io import Original, Written, read_notes, write_notes
from reader.note_pictures import Pictures, take_pictures
from reader.note_words import filters, read_filter, words
from reader.notebook import Item, Notebook
from reader.panels.note_dialogs import ask_source, ask_target
from reader.records import Note, timestamp
from reader.render_messages import Answer, BoxesRead, ReadBoxes
from reader.searching import open_library
from reader.settings import Settings
from reader.tasks import TaskThread
from reader.volume import Failure

if TYPE_CHECKING:
    from reader.main_window import MainWindow
    from reader.render import RenderService
    from reader.session import Session

log = logging.getLogger(__name__)

Boxes = dict[int, tuple[PageBox, ...]]
PROPOSED = "-notes"

WHOLE = tuple(form for form in forms.FORMS if form not in forms.PER_PAPER)
"""Forms that may be about many documents."""


class NoteFiles(QObject):
    """Export and import."""

    def __init__(
        self,
        window: "MainWindow",
        session: "Session",
        notebook: Notebook,
        render: "RenderService",
        *,
        settings: Settings,
        citations: Citations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._notebook = notebook
        self._render = render
        self._citations = citations
        self._settings = settings
        self._thread = TaskThread("note files", self)
        window.connect_action("export_notes", self.choose_target)
        window.connect_action("import_notes", self.choose_source)

    def close(self) -> None:
        """Lets what is being written end."""
        self._thread.close()

    # --- out --------------------------------------------------------------------------------

    def choose_target(self, chosen: Sequence[Item] | None = None) -> None:
        """Asks where the notes of the volume go, if there are some, or the `chosen` ones alone."""
        items = self._items(chosen)
        if not items:
            self._say(self.tr("There are no notes to export yet."))
            return
        path = self._session.documents[items[0][0]].path
        proposed = path.with_name(f"{path.stem}{PROPOSED}.{forms.FORMS[0]}")
        title = self.tr("Export notes")
        done = partial(self.export, chosen=chosen)
        ask_target(self._window, title, filters(), proposed, done)

    def export(self, path: Path, form: str, chosen: Sequence[Item] | None = None) -> None:
        """Writes the notes to `path`, in the form that its ending asks for, else in `form`."""
        path, form = _target(path, form, forms.FORMS)
        items, volume = self._items(chosen), self._session.volume
        texts = words(self._citations.style, colour_names(self._settings))
        sources = self._citations.sources()
        concerned = sorted({number for number, _ in items})

        def with_all(pictures: Pictures, boxes: Boxes) -> None:
            def work() -> Written:
                papers = papers_of(volume, boxes, sources)
                originals = [
                    Original(volume.documents[n].path, papers[n], passwords[n]) for n in concerned
                ]
                sheaf = sheaf_of(volume, items, papers, timestamp())
                sheaf = replace(sheaf, pictures=pictures)
                return write_notes(path, form, sheaf, texts, originals)

            self._thread.submit(work, self._on_written, self._on_trouble)

        def with_pictures(pictures: Pictures) -> None:
            boxed = concerned if form in forms.PER_PAPER else []
            self._with_boxes(boxed, partial(with_all, pictures))

        passwords = {number: self._session.password(number) for number in concerned}
        pictured = items if form in forms.PICTURED else []
        take_pictures(pictured, self._render, self._thread, with_pictures, self)

    def choose_target_of_all(self, documents: Sequence[NotedDocument]) -> None:
        """Asks where the notes of these documents go, whether their files are there or not."""
        offered = {form: text for form, text in filters().items() if form in WHOLE}
        home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = Path(home) / f"{self.tr('All notes')}.{forms.FORMS[0]}"
        done = partial(self.export_all, documents)
        ask_target(self._window, self.tr("Export notes"), offered, proposed, done)

    def export_all(self, documents: Sequence[NotedDocument], path: Path, form: str) -> None:
        """Writes them to `path`, in the form that its ending asks for, else in `form`."""
        path, form = _target(path, form, WHOLE)
        texts = words(self._citations.style, colour_names(self._settings))
        title = self.tr("All notes")

        def work() -> Written:
            known = _indexed({each.content for each in documents})
            sheaf = sheaf_of_all(title, documents, known, timestamp())
            return write_notes(path, form, sheaf, texts, ())

        self._thread.submit(work, self._on_written, self._on_trouble)

    def _items(self, chosen: Sequence[Item] | None) -> list[tuple[int, Note]]:
        """The records whose document has a name by now, in reading order; of the `chosen` ones if there are any."""
        every = self._notebook.items()
        ids = {item.record.id for item in (every if chosen is None else chosen)}
        return [
            (item.document, item.record)
            for item in every
            if item.record.content and item.record.id in ids
        ]

    def _on_written(self, written: Written) -> None:
        first, *others = written.files
        if others:
            text = self.tr("{0} notes written to {1} files in “{2}”.")
            text = text.format(written.notes, len(written.files), first.parent.name)
        else:
            text = self.tr("{0} notes written to “{1}”.").format(written.notes, first.name)
        failure = written.failure
        if failure is not None:
            text = f"{text} {sentence(Failure(failure.message, failure.hint))}"
        self._say(text)

    # --- in ---------------------------------------------------------------------------------

    def choose_source(self) -> None:
        """Asks for a file with notes."""
        documents = self._session.documents
        if not any(document.content for document in documents):
            self._say(self.tr("Open the paper that the notes are about first."))
            return
        folder = documents[0].path.parent
        ask_source(self._window, self.tr("Import notes"), read_filter(), folder, self.read)

    def read(self, path: Path) -> None:
        """Takes in what is new in the file at `path`."""
        volume = self._session.volume
        passwords = {self._session.password(n) for n in range(len(volume.documents))} - {""}

        def with_boxes(boxes: Boxes) -> None:
            papers = [paper for paper in papers_of(volume, boxes).values() if paper.content]
            self._thread.submit(
                lambda: read_notes(path, papers, sorted(passwords)),
                lambda received: self._notebook.take_in(received, self._on_taken),
                self._on_trouble,
            )

        opened = [n for n in range(len(volume.documents)) if self._render.info(n) is not None]
        self._with_boxes(opened, with_boxes)

    def _on_taken(self, found: Incoming) -> None:
        parts = []
        if found.new:
            parts.append(self.tr("{0} notes taken in.").format(found.new))
        elif not found.known and not found.unread:
            parts.append(self.tr("The file holds no notes."))
        if found.known:
            parts.append(self.tr("{0} were there already.").format(found.known))
        if found.unread:
            parts.append(self.tr("{0} could not be read.").format(found.unread))
        self._say(" ".join(parts))

    # --- both -------------------------------------------------------------------------------

    def _with_boxes(self, documents: Sequence[int], done: Callable[[Boxes], None]) -> None:
        """Asks where the pages of `documents` lie, then goes on with those that could be told."""
        boxes: Boxes = {}
        waiting = set(documents)
        if not waiting:
            done(boxes)

        def told(document: int, answer: Answer, _picture: object) -> None:
            if isinstance(answer, BoxesRead):
                boxes[document] = answer.boxes
            waiting.discard(document)
            if not waiting:
                done(boxes)

        for document in documents:
            self._render.ask(ReadBoxes(document), partial(told, document), self)

    def _on_trouble(self, error: HakushoError) -> None:
        self._say(sentence(Failure(error.message, error.hint)))

    def _say(self, text: str) -> None:
        self._session.message.emit(text)


def _target(path: Path, form: str, possible: Collection[str]) -> tuple[Path, str]:
    """Where to and in which form: as the ending of `path` asks, if that is `possible`, else in `form`."""
    asked = forms.form_of(path.name)
    return (path, asked) if asked in possible else (path.with_name(f"{path.name}.{form}"), form)


def _indexed(wanted: Collection[str]) -> dict[str, Structure]:
    """What the library knows of these documents, by content hash."""
    found: dict[str, Structure] = {}
    try:
        with closing(open_library()) as library:
            for content in set(library.contents()).intersection(wanted):
                found[content] = library.structure(content)
    except HakushoError as error:
        log.info("the library tells nothing of the notes: %s", error)
    return found

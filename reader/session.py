"""The open volume as the window sees it: documents, position, history, target, progress. No widgets.

The session owns the state and tells of each change by a signal in the past tense. Services
come in by constructor and answer through the session's `on_…` slots, which `app` connects;
so a test drives a session with plain calls.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from index_builder.model import Place, Rect, Structure, VolumeLinks
from reader.files import files_of
from reader.history import History, Jump, Position
from reader.volume import (
    Failure,
    FileFailure,
    FileInfo,
    HeadingAt,
    Volume,
    VolumeDocument,
    renumber_links,
)

ORDER_PATIENCE = 400
"""Milliseconds without news of the files that the reading order is waited for before pages are shown."""

PASSWORD_TRIES = 3


class Progress(Struct, frozen=True):
    """How far the index is; `running` is false before and after the build."""

    running: bool = False
    done: int = 0
    pages: int = 0


class Renderer(Protocol):
    """The part of `render.RenderService` that the session asks."""

    def open(self, paths: Sequence[Path]) -> None: ...
    def keep_order(self) -> None: ...
    def unlock(self, document: int, password: str) -> None: ...


class Index(Protocol):
    """The part of `indexing.IndexService` that the session asks; answers come by signal."""

    def identify(self, paths: Sequence[Path]) -> None: ...
    def find_order(self, paths: Sequence[Path]) -> None: ...
    def build(
        self, paths: Sequence[Path], passwords: dict[Path, str], *, keep_order: bool
    ) -> None: ...
    def abandon(self) -> None: ...
    def load(self, document: int, content: str) -> None: ...
    def link(self, contents: Sequence[str]) -> None: ...


class Session(QObject):
    """The open volume and where its reader is.

    Attributes:
        volume: documents (numbered for life in the order given), reading order, title.
        links: short names and references over the volume; documents counted as here.
        position: the point being read, a third down the view; None before the first page.
        corner: the top left corner of the view, which history and restart come back to.
        target: what the side panel shows (a record of `targets`), None for follow mode.
        progress: of the index.

    Signals:
        closing: what is open is about to be closed; it can still be asked.
        closed: what was open is; another volume follows.
        volume_changed: documents, pages or reading order are other ones.
        document_changed(document): its content hash, failure or structure came.
        structure_changed: a structure or the links came; `structures()` and `links` answer.
        position_changed(Position): the view was scrolled or jumped.
        jump_requested(Jump), restore_requested(Position): for the view.
        target_changed(object), progress_changed(Progress).
        history_changed: `can_go_back`, `can_go_forward` may be other ones.
        message(str): one sentence for the status bar.
        password_needed(document, again): `again` when the last password was wrong.
        failed(document, FileFailure): a file cannot be read, or has no text; −1 when it is no file
            of the volume.
    """

    closing = Signal()
    closed = Signal()
    volume_changed = Signal()
    document_changed = Signal(int)
    structure_changed = Signal()
    position_changed = Signal(object)
    jump_requested = Signal(object)
    restore_requested = Signal(object)
    target_changed = Signal(object)
    progress_changed = Signal(object)
    history_changed = Signal()
    message = Signal(str)
    password_needed = Signal(int, bool)
    failed = Signal(int, object)

    def __init__(self, renderer: Renderer, index: Index, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._index = index
        self._history = History()
        self._passwords: dict[int, str] = {}
        self._tries: dict[int, int] = {}
        self._indexing = False
        self._built: set[int] = set()
        self._shown = False
        self._answered: set[int] = set()
        self._kept: tuple[int, ...] = ()
        self._chosen = False
        self._patience = QTimer(self, singleShot=True, interval=ORDER_PATIENCE)
        self._patience.timeout.connect(self._show_volume)
        self.volume = Volume()
        self.links: VolumeLinks | None = None
        self.position: Position | None = None
        self.corner: Position | None = None
        self.target: object | None = None
        self.progress = Progress()

    # --- the volume -------------------------------------------------------------------------

    @property
    def documents(self) -> tuple[VolumeDocument, ...]:
        return self.volume.documents

    @property
    def order(self) -> tuple[int, ...]:
        """Document numbers in reading order; files that cannot be read are not in it."""
        return self.volume.order

    @property
    def title(self) -> str:
        return self.volume.title

    def pages(self) -> list[tuple[int, int]]:
        """(document, page) of every page in reading order."""
        return self.volume.pages()

    def structures(self) -> list[Structure | None]:
        """Per document number; None where the index is not there yet."""
        return [document.structure for document in self.documents]

    def printed_label(self, document: int, page: int) -> str:
        """The printed number of a page, "" where there is none."""
        return self.documents[document].label(page)

    def page_name(self, document: int, page: int) -> str:
        """The page as a person names it: its printed number, else its place in the volume."""
        if label := self.printed_label(document, page):
            return self.tr("p. {0}").format(label)
        number = self.volume.number_of(document, page) if document in self.volume.order else page
        return self.tr("PDF p. {0}").format(number + 1)

    def find_page(self, text: str) -> tuple[int, int] | None:
        """The page named "24" (printed), "p3" (of the volume) or "2:5" (of a file); None when there is none."""
        return self.volume.find_page(text)

    def headings_above(self, document: int, page: int, y: float | None = None) -> list[HeadingAt]:
        """The headings a page stands under, outermost first."""
        return self.volume.headings_above(document, page, y)

    def open(self, paths: Sequence[Path]) -> None:
        """Opens files, and the PDFs of folders, as one volume; what was open is closed."""
        files, empty = files_of(paths)
        for folder in empty:
            text = QCoreApplication.translate("Session", "There is no PDF in the folder “{0}”.")
            self.failed.emit(-1, Failure(text.format(folder.name or str(folder)), "", "Missing"))
        if not files:
            return
        self._forget()
        self.volume = Volume(tuple(VolumeDocument(path) for path in files))
        self.volume_changed.emit()
        self._renderer.open(files)
        if len(files) > 1:
            self._index.find_order(files)

    def set_order(self, order: Sequence[int]) -> None:
        """Reads the documents in an order chosen by hand; found orders do not change it any more."""
        self._kept, self._chosen = tuple(order), True
        self._renderer.keep_order()
        if self._in_order() == self.order:
            return
        self.volume = replace(self.volume, order=self._in_order())
        self._show_volume()
        if self._indexing:
            self._start_build()

    def unlock(self, document: int, password: str) -> None:
        """Tries `password` on an encrypted document; the answer is `password_needed` or its pages."""
        self._passwords[document] = password
        self._tries[document] = self._tries.get(document, 0) + 1
        self._renderer.unlock(document, password)

    def password(self, document: int) -> str:
        """The one that was tried last on a document, "" for none."""
        return self._passwords.get(document, "")

    def build_index(self) -> None:
        """Identifies the files and starts the builder as soon as each is open or has failed.

        Called when the first page is painted.
        """
        if self._indexing or not self.order:
            return
        self._indexing = True
        self._index.identify([self.documents[d].path for d in range(len(self.documents))])
        self._build_when_ready()

    def rebuild_index(self) -> None:
        """Starts the builder again when it is over: something went wrong, or a file is another one now."""
        if self._indexing and self.order and not self.progress.running:
            self._start_build()

    def _build_when_ready(self) -> None:
        every = len(self._answered) == len(self.documents)
        if self._indexing and every and set(self.order) - self._built:
            self._start_build()

    def _start_build(self) -> None:
        self._built = set(self.order)
        paths = [self.documents[d].path for d in self.order]
        passwords = {self.documents[d].path: word for d, word in self._passwords.items() if word}
        self._set_progress(Progress(running=True, pages=self.volume.page_count))
        self._index.build(paths, passwords, keep_order=self._chosen)

    def _forget(self) -> None:
        self._index.abandon()
        self.closing.emit()
        self.links = None
        self.position = None
        self.corner = None
        self._history.clear()
        self._passwords.clear()
        self._tries.clear()
        self._indexing = False
        self._built.clear()
        self._shown = False
        self._answered.clear()
        self._kept, self._chosen = (), False
        self._patience.stop()
        self._set_progress(Progress())
        self.show_target(None)
        self.history_changed.emit()
        self.closed.emit()

    # --- position and history ---------------------------------------------------------------

    @property
    def can_go_back(self) -> bool:
        return self._history.can_go_back

    @property
    def can_go_forward(self) -> bool:
        return self._history.can_go_forward

    def set_position(self, position: Position, corner: Position | None = None) -> None:
        """The view tells what is being read and where its top left corner is; this makes no history."""
        self.corner = corner or position
        if position != self.position:
            self.position = position
            self.position_changed.emit(position)

    def jump(
        self,
        document: int,
        page: int,
        rect: Rect | None = None,
        highlight: Sequence[Place] = (),
        *,
        origin: Position | None = None,
    ) -> None:
        """Goes to a place and leaves a history entry; `highlight` is marked until the next jump.

        The entry is of `origin` where what is in sight is not what the reader comes from.
        """
        if self.corner is not None:
            self.leave(origin or self.corner)
        self.jump_requested.emit(Jump(document, page, rect, tuple(highlight)))

    def glance(self, document: int, page: int, rect: Rect | None = None) -> None:
        """Shows a place without leaving the present one."""
        self.jump_requested.emit(Jump(document, page, rect))

    def leave(self, position: Position) -> None:
        """The way back leads to `position` from now on."""
        self._history.leave(position)
        self.history_changed.emit()

    def put_back(self, position: Position) -> None:
        """Shows what was in sight before `glance`."""
        self.restore_requested.emit(position)

    def go_back(self) -> None:
        if self._history.can_go_back and self.corner is not None:
            self.restore_requested.emit(self._history.back(self.corner))
            self.history_changed.emit()

    def go_forward(self) -> None:
        if self._history.can_go_forward and self.corner is not None:
            self.restore_requested.emit(self._history.forward(self.corner))
            self.history_changed.emit()

    def exchange_history(self, history: History) -> History:
        """Another view is read in, with a way back of its own; that of the one before is handed out."""
        before, self._history = self._history, history
        self.history_changed.emit()
        return before

    @property
    def history(self) -> tuple[tuple[Position, ...], tuple[Position, ...]]:
        """The positions to go back and forward to, the nearest last."""
        return self._history.entries

    def recall(self, back: Sequence[Position], forward: Sequence[Position]) -> None:
        """Adds the history of an earlier time behind that of now."""
        self._history.recall(back, forward)
        self.history_changed.emit()

    def show_target(self, target: object | None) -> None:
        """What the side panel shows; None is follow mode."""
        if target != self.target:
            self.target = target
            self.target_changed.emit(target)

    # --- answers of the services ------------------------------------------------------------

    def on_opened(self, document: int, info: FileInfo) -> None:
        """The render worker has opened a file: its pages can be shown."""
        known = replace(self.documents[document], info=info, failure=None)
        self.volume = self.volume.with_document(document, known)
        self.volume = replace(self.volume, order=self._in_order())
        self._answered.add(document)
        self._show_when_ready()
        self._build_when_ready()

    def on_surveyed(self, _document: int) -> None:
        """What a file's first page tells is read: the reading order has come nearer."""
        if not self._shown:
            self._patience.start()

    def on_order_known(self, paths: Sequence[Path], order: Sequence[int], title: str) -> None:
        """The order in which these files were read last: nobody has to wait for it to be found."""
        if self._shown or tuple(paths) != tuple(document.path for document in self.documents):
            return
        self._kept = tuple(order)
        self._renderer.keep_order()
        self.volume = replace(self.volume, order=self._in_order(), title=title)
        self._show_when_ready()

    def _in_order(self) -> tuple[int, ...]:
        """The documents whose pages are known: as kept, else in the present order and new ones last."""
        there = {d for d, document in enumerate(self.documents) if document.info is not None}
        kept = [d for d in self._kept or self.order if d in there]
        return (*kept, *sorted(there.difference(kept)))

    def _show_when_ready(self) -> None:
        """Shows the pages as soon as it is known which is the first, and when all are there."""
        complete = len(self._answered) == len(self.documents)
        first = self._kept[:1] == self.order[:1] != ()
        if len(self.documents) == 1 or (self._kept and (complete or (first and not self._shown))):
            self._show_volume()
        elif not self._shown:
            self._patience.start()

    def on_failed(self, document: int, failure: FileFailure) -> None:
        """A file cannot be opened; for a password the reader is asked three times."""
        self._answered.add(document)
        if failure.kind == "Encrypted" and self._tries.get(document, 0) < PASSWORD_TRIES:
            self.password_needed.emit(document, self._tries.get(document, 0) > 0)
            self._build_when_ready()
            return
        known = replace(self.documents[document], info=None, failure=failure)
        order = tuple(d for d in self.order if d != document)
        gone = order != self.order
        self.volume = replace(self.volume.with_document(document, known), order=order)
        if gone:
            self.volume_changed.emit()
        elif self._kept:
            self._show_when_ready()
        self.document_changed.emit(document)
        self.failed.emit(document, failure)
        self._build_when_ready()

    def on_ordered(self, order: Sequence[int], title: str) -> None:
        """The reading order of the documents that could be opened, and the publication's title."""
        readable = tuple(d for d in order if self.documents[d].info is not None)
        if len(self.documents) == 1 and title in {"", self.title}:
            return
        if self._kept:
            readable = self._in_order()
        at_start = self.is_at_start
        self.volume = replace(self.volume, order=readable, title=title or self.volume.title)
        self._show_volume()
        if at_start and readable:
            self.jump_requested.emit(Jump(readable[0], 0))
        self._build_when_ready()

    def _show_volume(self) -> None:
        """Tells of the pages: when their order is known, or when that takes too long."""
        self._shown = True
        self._patience.stop()
        self.volume_changed.emit()

    @property
    def is_at_start(self) -> bool:
        """Whether reading has not left the top of what was shown first."""
        at = self.position
        if at is None or not self.order:
            return True
        return (at.document, at.page) == (self.order[0], 0) and not self.can_go_back

    def on_identified(self, path: Path, content: str) -> None:
        """The content hash of a file is known; what it has become since it was opened is another file."""
        for number, document in enumerate(self.documents):
            if document.path == path and not document.content:
                self.volume = self.volume.with_document(number, replace(document, content=content))
                self.document_changed.emit(number)

    def on_indexed(self, path: Path, content: str) -> None:
        """The builder has committed a file: its structure is fetched."""
        self.on_identified(path, content)
        for number, document in enumerate(self.documents):
            if document.path == path and document.content == content:
                self._index.load(number, content)

    def on_structure(self, document: int, content: str, structure: Structure) -> None:
        """A structure was read from the library; one of another volume is dropped."""
        if document >= len(self.documents) or self.documents[document].content != content:
            return
        known = replace(self.documents[document], structure=structure)
        self.volume = self.volume.with_document(document, known)
        self.document_changed.emit(document)
        self.structure_changed.emit()
        if not structure.passages:
            self._say_no_text(document)

    def _say_no_text(self, document: int) -> None:
        text = QCoreApplication.translate("Session", "“{0}” has no text layer.")
        hint = QCoreApplication.translate("Session", "It can be read, but not searched.")
        name = self.documents[document].path.name
        self.failed.emit(document, Failure(text.format(name), hint, "NoText"))

    def on_volume_built(self, contents: Sequence[str]) -> None:
        """The builder has linked the volume: its links are fetched, and its order is the surest found."""
        found = tuple(self.volume.numbers(contents).values())
        if not self._chosen and sorted(found) == sorted(self.order) and found != self.order:
            self._kept = found
            self.volume = replace(self.volume, order=found)
            self._show_volume()
        self._index.link(contents)

    def on_links(self, contents: Sequence[str], links: VolumeLinks) -> None:
        """Short names and references over the volume were read."""
        self.links = renumber_links(links, self.volume.numbers(contents))
        known = self.links.publications
        missing = (-1,) * (len(self.documents) - len(known))
        self.volume = replace(self.volume, publications=(*known, *missing) if known else ())
        self.structure_changed.emit()

    def on_pages_indexed(self, done: int, pages: int) -> None:
        self._set_progress(Progress(running=True, done=done, pages=pages))

    def on_index_failed(self, path: Path, failure: FileFailure) -> None:
        """The builder could not index a file; its pages can still be read."""
        for number, document in enumerate(self.documents):
            if document.path == path and document.failure is None:
                self.volume = self.volume.with_document(number, replace(document, failure=failure))
                self.document_changed.emit(number)
                self.failed.emit(number, failure)

    def on_build_ended(self, succeeded: bool = True) -> None:
        """The builder is over; when it broke down, what it has stored until then can be used."""
        if not succeeded:
            self.message.emit(
                QCoreApplication.translate(
                    "Session", "The index could not be completed; what is there can be used."
                )
            )
        self._set_progress(Progress(done=self.progress.pages, pages=self.progress.pages))

    def _set_progress(self, progress: Progress) -> None:
        if progress != self.progress:
            self.progress = progress
            self.progress_changed.emit(progress)

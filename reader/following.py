"""The way to places of documents that are known by what they hold: bookmarks, links, notes of all volumes.

A document that is open here is gone to at once. For another one its files are looked up, in the
user's data and then in the library; which window opens them is for others to say. No widgets
but the sentences above the pages.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from index_builder.errors import HakushoError
from index_builder.model import Rect
from reader.carrying import KnownDocument, KnownVolume
from reader.note_pages import Item, rect_of
from reader.panels.bars import Bars
from reader.place_links import PlaceLink
from reader.records import Annotation, Bookmark, Note
from reader.session import Session
from reader.tasks import TaskThread

if TYPE_CHECKING:
    from index_builder.library import Library

KEY = 1 << 23
"""The key of this bar; others have smaller ones."""


class Goal(Struct, frozen=True):
    """A place of the document with this content hash.

    Attributes:
        page: from 0.
        rect: what is to be brought into sight, None for the top of the page.
        note: the record that is meant there, whose own place holds then; "" for none.
        term: the short name that is meant there, "" for none.
    """

    content: str
    page: int
    rect: Rect | None = None
    note: str = ""
    term: str = ""


class Files(Struct, frozen=True):
    """Where a document is.

    Attributes:
        paths: the files of its volume, () when it is not there any more.
        path, title: of the document, as it was last seen; "" for one that never was.
        replaced: another edition is at `path` now.
    """

    paths: tuple[Path, ...] = ()
    path: str = ""
    title: str = ""
    replaced: bool = False


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on its thread only."""

    def known_documents(self) -> list[KnownDocument]: ...
    def known_volumes(self) -> list[KnownVolume]: ...
    def bookmarks(self, contents: Collection[str] | None) -> list[Bookmark]: ...
    def annotations(self, contents: Collection[str]) -> list[Annotation]: ...


class Following(QObject):
    """The way of one window.

    `open_library` opens the library on the storing thread.

    Attributes:
        came: the open volume was opened for such a place.

    Signals:
        left(Goal): it is in a document that is not open here.
        found(Files, Goal): the files to be opened for it.
        came_to(Item): the record that was meant is in sight.
        term_meant(PlaceLink): the volume is open here; its short name shall be gone to.
    """

    left = Signal(object)
    found = Signal(object, object)
    came_to = Signal(object)
    term_meant = Signal(object)

    def __init__(
        self,
        session: Session,
        bars: Bars,
        store: Store,
        storing: TaskThread,
        *,
        choose_files: Callable[[], None],
        open_library: "Callable[[], Library]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._bars = bars
        self._store = store
        self._storing = storing
        self._choose_files = choose_files
        self._open_library = open_library
        self._goal: Goal | None = None
        self._opening: Files | None = None
        self.came = False
        session.closed.connect(self._on_closed)
        session.volume_changed.connect(self._go_on)
        session.document_changed.connect(self._go_on)

    def follow(self, link: PlaceLink) -> None:
        """Goes where a link leads."""
        self.go(Goal(link.content, link.page, note=link.note, term=link.term))

    def go(self, goal: Goal) -> None:
        """Goes there at once where the document is open; else `left` tells."""
        self._goal, self._opening = None, None
        self._bars.take_back(KEY)
        if any(document.content == goal.content for document in self._session.documents):
            self._goal = goal
            self._go_on()
        else:
            self.left.emit(goal)

    def find(self, goal: Goal) -> None:
        """Looks up the files of a document; `found` tells, or a sentence what is missing."""
        self._storing.submit(
            lambda: self._look_up(goal.content),
            lambda files: self._on_found(files, goal),
            self._on_trouble,
        )

    def expect(self, goal: Goal, files: Files) -> None:
        """Goes there as soon as the page is there; `files` are about to be opened here."""
        self._goal, self._opening = goal, files
        self._go_on()

    def _number(self, goal: Goal) -> int:
        """The document that is meant, −1 while its pages are not there."""
        return self._session.volume.number_with(goal.content)

    def _jump(self, number: int, page: int, rect: Rect | None = None) -> None:
        last = self._session.documents[number].pages - 1
        self._session.jump(number, min(page, last), rect if page <= last else None)

    def _look_up(self, content: str) -> Files:
        """On the storing thread, where reading a few rows of the library does no harm."""
        store = self._store
        files = files_of(content, store.known_documents(), store.known_volumes())
        if files.paths:
            return files
        try:
            with closing(self._open_library()) as library:
                found = in_library(content, library)
        except HakushoError:
            return files
        return files if files.path and not found.paths else found

    def _on_found(self, files: Files, goal: Goal) -> None:
        if files.paths:
            self.found.emit(files, goal)
            return
        self._goal, self._opening = goal, None
        name = files.title or Path(files.path).name
        if files.replaced:
            text = self.tr("“{0}” is not there any more: “{1}” holds another edition now.")
            text = text.format(name, files.path)
        elif files.path:
            text = self.tr("“{0}” is not at “{1}” any more. Open it where it is now.")
            text = text.format(name, files.path)
        else:
            text = self.tr(
                "The paper that is meant was never open on this computer. Open its file, "
                "and its page is shown."
            )
        bar = self._bars.offer(KEY, text, self.tr("Open files…"), self._choose_files)
        bar.closed.connect(self._give_up)

    def say_unreadable(self) -> None:
        """A link was given that is none of these."""
        self._bars.say(
            KEY, self.tr("This is no link to a place of a paper: it cannot be followed.")
        )

    def _give_up(self) -> None:
        if self._opening is None:
            self._goal = None

    def _on_closed(self) -> None:
        self.came = self._opening is not None

    def _go_on(self, _document: int = -1) -> None:
        goal = self._goal
        if goal is None:
            return
        if self._number(goal) >= 0:
            self._goal, self._opening = None, None
            self._bars.take_back(KEY)
            self._arrive(goal)
        elif self._opening is not None:
            self._go_near(goal, self._opening)

    def _go_near(self, goal: Goal, files: Files) -> None:
        """The file that was opened for it may hold something else by now: then to the same page of that."""
        session = self._session
        for number in session.order:
            document = session.documents[number]
            other = document.content not in {"", goal.content}
            if other and str(document.path.resolve()) == files.path:
                self._goal, self._opening = None, None
                text = self.tr(
                    "“{0}” holds another edition than the one that is meant: this is its page {1}."
                )
                page = min(goal.page, document.pages - 1)
                self._bars.say(KEY, text.format(document.path.name, page + 1))
                self._jump(number, page)
                return

    def _arrive(self, goal: Goal) -> None:
        if goal.term:
            self.term_meant.emit(PlaceLink(goal.content, goal.page, term=goal.term))
            return
        if not goal.note:
            self._jump(self._number(goal), goal.page, goal.rect)
            return
        contents = [goal.content]

        def note() -> Note | None:
            store = self._store
            every: list[Note] = [*store.bookmarks(contents), *store.annotations(contents)]
            return next((each for each in every if each.id == goal.note), None)

        self._storing.submit(note, lambda note: self._show(goal, note), self._on_trouble)

    def _show(self, goal: Goal, note: Note | None) -> None:
        number = self._number(goal)
        if number < 0:
            return
        if note is None:
            self._jump(number, goal.page, goal.rect)
            self._session.message.emit(
                self.tr("The note that is meant is not kept here; this is its page.")
            )
            return
        self._jump(number, note.page, rect_of(note))
        self.came_to.emit(Item(number, note))

    def _on_trouble(self, error: HakushoError) -> None:
        self._bars.say(KEY, str(error))


def goal_of(note: Note) -> Goal:
    """The place of a note, without showing it beside the pages."""
    return Goal(note.content, note.page, rect_of(note))


def files_of(
    content: str, documents: Sequence[KnownDocument], volumes: Sequence[KnownVolume]
) -> Files:
    """Where a document is, as far as the user's data know; `documents` as they were seen, the last one last.

    Looks at the disk.
    """
    known = next((each for each in documents if each.content == content), None)
    if known is None or not known.path:
        return Files(title=known.title if known else "")
    path = Path(known.path)
    if content not in files_there(documents, {content}):
        return Files((), known.path, known.title, replaced=path.is_file())
    return Files(tuple(files_of_volume(volumes, path)), known.path, known.title)


def files_there(documents: Sequence[KnownDocument], contents: Collection[str]) -> dict[str, str]:
    """The files of those of `contents` that are where they were, by content hash; `documents` as above.

    Looks at the disk. A file belongs to the document that was seen there last.
    """
    latest = {document.path: document.content for document in documents if document.path}
    return {
        content: path
        for path, content in latest.items()
        if content in contents and Path(path).is_file()
    }


def in_library(content: str, library: "Library") -> Files:
    """Where a document is, as far as the library knows: with the others of its volume, if they are all there.

    Looks at the disk.
    """
    volumes = (volume for volume in library.volumes() if content in volume)
    volume = next(volumes, (content,))
    known = {each: [Path(path) for path in library.paths(each)] for each in (*volume, content)}
    there = {each: [path for path in paths if path.is_file()] for each, paths in known.items()}
    title = library.titles().get(content, "")
    if not there[content]:
        return Files((), str(next(iter(known[content]), "")), title)
    path = there[content][0]
    whole = all(there[each] for each in volume)
    paths = tuple(there[each][0] for each in volume) if whole else (path,)
    return Files(paths, str(path), title)


def files_of_volume(volumes: Sequence[KnownVolume], path: Path) -> list[Path]:
    """The files of the volume in which `path` was read, if all of them are there; else it alone."""
    for volume in volumes:
        paths = [Path(name) for name, _ in volume.documents]
        if path in paths and all(each.is_file() for each in paths):
            return paths
    return [path]

"""What is done with bookmarks: listed, gone to, put into folders, given letters. No widgets.

A gesture may be about bookmarks of volumes that are not open; the notebook of the open one keeps it.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from index_builder.errors import HakushoError
from reader.bookmarks import Listed, holders, setting_mark, with_letter
from reader.carrying import KnownDocument
from reader.following import Following, files_there, goal_of
from reader.notebook import Notebook
from reader.records import Bookmark, Change, new_id, timestamp
from reader.session import Session
from reader.settings import Settings
from reader.tasks import TaskThread

FOLDERS = "notes/folders"
"""The setting that keeps the folders in which nothing may be yet."""


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on its thread only."""

    def bookmarks(self, contents: Collection[str] | None) -> list[Bookmark]: ...
    def known_documents(self) -> list[KnownDocument]: ...


class Bookmarking(QObject):
    """The bookmarks of the open volume and of all others.

    Signals:
        changed: `here()` or `folders()` are other ones.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        following: Following,
        settings: Settings,
        *,
        store: Store,
        storing: TaskThread,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notebook = notebook
        self._following = following
        self._settings = settings
        self._store = store
        self._storing = storing
        notebook.changed.connect(self.changed)
        session.structure_changed.connect(self.changed)
        settings.changed.connect(self._on_setting_changed)

    # --- lists ------------------------------------------------------------------------------

    def here(self) -> list[Listed]:
        """The bookmarks of the open volume in reading order."""
        session = self._session
        return [
            Listed(
                item.record,
                item.document,
                session.page_name(item.document, item.record.page),
                session.title or session.documents[item.document].title,
            )
            for item in self._notebook.items()
            if isinstance(item.record, Bookmark)
        ]

    def with_all(self, done: Callable[[list[Listed]], None]) -> None:
        """Tells `done` the bookmarks of all volumes: first the open one's, then what was seen last."""

        def ask() -> tuple[list[Bookmark], list[KnownDocument], Collection[str]]:
            known, marks = self._store.known_documents(), self._store.bookmarks(None)
            return marks, known, files_there(known, {mark.content for mark in marks}).keys()

        def tell(answer: tuple[list[Bookmark], list[KnownDocument], Collection[str]]) -> None:
            done([*self.here(), *self._elsewhere(*answer)])

        self._storing.submit(ask, tell, self._on_trouble)

    def _elsewhere(
        self, marks: Sequence[Bookmark], known: Sequence[KnownDocument], there: Collection[str]
    ) -> list[Listed]:
        here = {document.content for document in self._session.documents}
        rank = {each.content: (-place, each) for place, each in enumerate(known)}
        found = []
        for mark in marks:
            if mark.content in here or mark.content not in rank:
                continue
            place, document = rank[mark.content]
            page = self.tr("PDF p. {0}").format(mark.page + 1)
            listed = Listed(mark, -1, page, document.title, mark.content in there)
            found.append(((place, mark.page, mark.y), listed))
        return [listed for _, listed in sorted(found, key=lambda each: each[0])]

    # --- gestures ---------------------------------------------------------------------------

    def add(self) -> None:
        """Keeps the present place."""
        mark = self._present("")
        if mark is not None:
            self._change([Change(None, mark)])
            self._say(self.tr("Bookmark kept"))

    def go(self, listed: Listed) -> None:
        """Goes there; another volume is opened in a window of its own."""
        self._following.go(goal_of(listed.record))

    def rename(self, listed: Listed, title: str) -> None:
        """Gives another name; without any the bookmark keeps the one it has."""
        if title.strip():
            self._edit([listed.record], title=title.strip())

    def move(self, many: Sequence[Listed], folder: str) -> None:
        """Puts bookmarks into a folder, "" for none."""
        self._edit([each.record for each in many], folder=folder)

    def remove(self, many: Sequence[Listed]) -> None:
        """Deletes bookmarks."""
        self._change([Change(each.record, None) for each in many])
        if many:
            text = self.tr("Bookmarks deleted: {0}. Ctrl+Z brings them back.")
            self._say(text.format(len(many)))

    def give_letter(self, listed: Listed, letter: str) -> None:
        """Gives a bookmark a letter, "" to take it away; who has it gives it up."""

        def give(every: Sequence[Listed]) -> None:
            others = [each.record for each in holders(every, letter)]
            self._change(with_letter(listed.record, letter, others))

        self._among(letter, give)

    # --- folders ----------------------------------------------------------------------------

    def folders(self) -> list[str]:
        """The folders that stay though nothing is in them."""
        return [name for name in self._settings.get(FOLDERS) if isinstance(name, str)]

    def add_folder(self, name: str, many: Sequence[Listed] = ()) -> None:
        """Makes a folder, with bookmarks in it."""
        if name.strip():
            self._keep_folders([*self.folders(), name.strip()])
            self.move(many, name.strip())

    def rename_folder(self, old: str, new: str) -> None:
        """Gives a folder another name, in all volumes; with that of another one the two become one."""
        if new.strip() and new.strip() != old:
            kept = [new.strip() if name == old else name for name in self.folders()]
            self._keep_folders(kept)
            self._refile(old, new.strip())

    def remove_folder(self, name: str) -> None:
        """Takes a folder away; its bookmarks stay, in no folder."""
        self._keep_folders([each for each in self.folders() if each != name])
        self._refile(name, "")

    def _refile(self, old: str, new: str) -> None:
        self.with_all(
            lambda every: self.move([each for each in every if each.record.folder == old], new)
        )

    def _keep_folders(self, names: Sequence[str]) -> None:
        self._settings.set(FOLDERS, list(dict.fromkeys(names)))

    def _on_setting_changed(self, key: str) -> None:
        if key == FOLDERS:
            self.changed.emit()

    # --- letters ----------------------------------------------------------------------------

    def set_mark(self, letter: str) -> None:
        """Lets a letter lead to the present place."""
        mark = self._present(letter)
        if mark is None:
            return

        def put(every: Sequence[Listed]) -> None:
            others = holders(every, letter)
            self._change(setting_mark(mark, [each.record for each in others]))
            if others:
                text = self.tr("Mark {0} moved here from {1}. Ctrl+Z takes it back.")
                self._say(text.format(letter, others[0].page))
            else:
                self._say(self.tr("Mark {0} set. ' {0} comes back here.").format(letter))

        self._among(letter, put)

    def go_to_mark(self, letter: str) -> None:
        """Goes where a letter leads; Back returns."""

        def go(every: Sequence[Listed]) -> None:
            found = holders(every, letter)
            if found:
                self.go(found[0])
            else:
                text = self.tr("There is no mark {0} yet: m {0} sets it.")
                self._say(text.format(letter))

        self._among(letter, go)

    def letters(self) -> dict[str, str]:
        """The letters that lead into the open volume, with the pages."""
        found = {each.record.letter: each.page for each in reversed(self.here())}
        return {letter: found[letter] for letter in sorted(found, key=str.swapcase) if letter}

    def _among(self, letter: str, do: Callable[[Sequence[Listed]], None]) -> None:
        """Hands `do` the bookmarks that a letter tells apart."""
        if letter.isupper():
            self.with_all(do)
        else:
            do(self.here())

    # --- all of it --------------------------------------------------------------------------

    def _present(self, letter: str) -> Bookmark | None:
        """The place being read as a bookmark, None when nothing is."""
        corner, reading = self._session.corner, self._session.position
        if corner is None or reading is None:
            self._say(self.tr("No file is open."))
            return None
        here = corner[:2] == reading[:2]
        y = max(corner.y, 0.0) if here else 0.0
        content = self._session.documents[reading.document].content
        title = self._notebook.title_at(reading.document, reading.page, y, reading.y)
        return Bookmark(new_id(), content, reading.page, y, title, timestamp(), "", letter)

    def _edit(self, marks: Sequence[Bookmark], **values: str) -> None:
        changes = [Change(mark, replace(mark, **values)) for mark in marks]
        self._change([each for each in changes if each.before != each.after])

    def _change(self, changes: Sequence[Change]) -> None:
        """One gesture; what is of the open volume comes first, for by that it is undone."""
        documents = self._session.documents
        known = {item.record.id: item.document for item in self._notebook.items()}
        reading = self._session.position
        present = reading.document if reading is not None else 0

        def number(change: Change) -> int:
            moved = change.before is None or change.before.content != change.record.content
            return present if moved else known.get(change.record.id, present)

        here = {document.content for document in documents}
        ordered = sorted(changes, key=lambda change: change.record.content not in here)
        self._notebook.change([(number(change), change) for change in ordered])

    def _say(self, text: str) -> None:
        self._session.message.emit(text)

    def _on_trouble(self, error: HakushoError) -> None:
        self._say(str(error))

"""What the reader corrects in the open volume: kept with the notes, put into the live targets, listed, exported.

No widgets. Own names are looked for in the library, on its thread; files and the database are
touched on the storing thread.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from index_builder.errors import LibraryError
from index_builder.model import Place, Structure, Use, VolumeLinks
from index_builder.plain import plain
from reader.anchors import Anchors
from reader.answers import Answers
from reader.choices import Subject, subject_of
from reader.correction_files import from_json, taken_over
from reader.corrections import Corrections, Uses, sought, topic
from reader.live_targets import LiveTargets, PagePoint
from reader.notebook import Notebook
from reader.records import Anchor, Change, Correction
from reader.session import Session
from reader.targets import Target, TargetIndex
from reader.tasks import TaskThread
from reader.whole_files import write_whole


class Index(Protocol):
    """The part of `indexing.IndexService` that is asked; answers come to `on_uses` and `on_placed`."""

    def find_uses(self, content: str, structure: Structure, names: frozenset[str]) -> None: ...
    def place(self, content: str, structure: Structure, key: str, anchor: Anchor) -> None: ...


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on the thread only."""

    def corrections(self, contents: Collection[str] | None) -> list[Correction]: ...
    def document_titles(self) -> dict[str, str]: ...


class Correcting(QObject):
    """The corrections of a window.

    Signals:
        changed: other corrections are kept.
        listed(list[Correction], dict[str, str]): those of all volumes, and titles by content hash.
        failed(HakushoError): a file cannot be written or read.
        written(str): the name of a file that was written.
        imported(int): so many corrections were taken over.
        looked_up(str, int): in so many places of the volume a new own name stands as a word of its own.
    """

    changed = Signal()
    listed = Signal(object, object)
    failed = Signal(object)
    written = Signal(str)
    imported = Signal(int)
    looked_up = Signal(str, int)

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        live: LiveTargets,
        index: Index,
        *,
        store: Store,
        thread: TaskThread,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notebook = notebook
        self._live = live
        self._index = index
        self._store = store
        self._thread = thread
        self._records: tuple[Correction, ...] = ()
        self._looked: dict[str, tuple[Structure, frozenset[str]]] = {}
        self._found: dict[str, dict[str, list[Use]]] = {}
        self._asked: set[str] = set()
        self._new: set[str] = set()
        self._ready: frozenset[str] = frozenset()
        self._spots: dict[str, _Spot] = {}
        self._before: _Before | None = None
        notebook.changed.connect(self._on_kept)
        session.structure_changed.connect(self._apply)
        session.volume_changed.connect(self._apply)
        session.closed.connect(self._on_closed)
        self._on_kept()

    @property
    def records(self) -> tuple[Correction, ...]:
        """Those of the open volume, oldest first."""
        return self._records

    @property
    def contents(self) -> tuple[str, ...]:
        """The content hashes of the volume by document number."""
        return tuple(document.content for document in self._session.documents)

    @property
    def found(self) -> Answers:
        """The answers before any correction."""
        session = self._session
        structures, links, order = session.structures(), session.links, session.order
        before = self._before
        if before is None or not before.is_of(structures, links, order):
            answers = Answers(TargetIndex.build(structures, links), order)
            before = self._before = _Before(tuple(structures), links, order, answers)
        return before.answers

    def subject(self, target: Target) -> Subject | None:
        """What can be corrected in `target`; None for what no correction is of."""
        live = self._live
        order = self._session.order
        return subject_of(self.found, live.answers, live.corrected, target, order)

    def about(self, target: Target) -> Correction | None:
        """The correction that holds for a live target."""
        return self._live.corrected.about(self._live.index, target)

    def hidden_at(self, point: PagePoint) -> Correction | None:
        """The correction because of which nothing answers at `point`, where something was found."""
        if not self._records or self._live.at(point) is not None:
            return None
        found = self.found.index
        target = found.at(point.document, point.page, point.x, point.y)
        if target is None:
            return None
        return self._live.corrected.about(found, target)

    def keep(self, correction: Correction) -> None:
        """Keeps what the reader has said, in place of what was said about the same thing before."""
        about = topic(correction)
        before = next((each for each in self._records if topic(each) == about), None)
        if correction.kind == "term":
            self._new.add(correction.name)
        if before is not None:
            correction = replace(correction, id=before.id)
        self._notebook.correct([Change(before, correction)])

    def take_back(self, correction: Correction) -> None:
        """What was found holds again."""
        self._notebook.correct([Change(correction, None)])

    def bring_back(self, corrections: Sequence[Correction]) -> None:
        """Keeps again what was taken back."""
        self._notebook.correct([Change(None, each) for each in corrections])

    # --- all volumes, and files -------------------------------------------------------------

    def list_all(self) -> None:
        """Reads the corrections of all volumes; the answer is `listed`."""
        store = self._store
        self._thread.submit(
            lambda: (store.corrections(None), store.document_titles()),
            lambda answer: self.listed.emit(*answer),
            self.failed.emit,
        )

    def write(self, path: Path, text: str) -> None:
        """Writes a file, whole or not at all; the answer is `written` or `failed`."""
        self._thread.submit(
            lambda: write_whole(path, text.encode()),
            lambda _: self.written.emit(path.name),
            self.failed.emit,
        )

    def read(self, path: Path) -> None:
        """Takes over the corrections of a file; the answer is `imported` or `failed`."""

        def read() -> list[Change]:
            records = from_json(_read(path))
            return taken_over(records, self._store.corrections(None))

        self._thread.submit(read, self._on_read, self.failed.emit)

    def _on_read(self, changes: list[Change]) -> None:
        if changes:
            self._notebook.correct(changes)
        self.imported.emit(len(changes))

    # --- into the live targets --------------------------------------------------------------

    def on_uses(
        self, content: str, structure: Structure, names: frozenset[str], uses: dict[str, list[Use]]
    ) -> None:
        """The library has told where some names stand in a document."""
        known = self._looked.get(content)
        if known is None or known[0] is not structure or known[1] != names:
            return
        self._asked.discard(content)
        self._found[content] = uses
        if not self._asked:
            self._ready = names
            self._tell_new()
        self._apply()

    def on_placed(self, structure: Structure, key: str, places: Sequence[Place]) -> None:
        """The library has told where a mark stands that the index has not found."""
        known = self._spots.get(key)
        if known is not None and known.structure is structure and places:
            self._spots[key] = replace(known, place=places[0])
            self._apply()

    def _on_kept(self) -> None:
        records = tuple(self._notebook.corrections())
        if records != self._records:
            self._records = records
            self._apply()
            self.changed.emit()

    def _apply(self) -> None:
        structures = self._session.structures()
        names = sought(structures, self._session.links, self._records)
        self._look_for(names)
        uses = {name: self._uses(name) for name in names & self._ready}
        self._look_for_marks()
        spots = {key: spot.place for key, spot in self._spots.items() if spot.place is not None}
        self._live.correct(Corrections(self._records, self.contents, uses, spots))

    def _look_for_marks(self) -> None:
        """Asks where the marks stand that the index has not found, or finds no more."""
        contents, structures = self.contents, self._session.structures()
        anchors: dict[int, Anchors] = {}
        for record in self._records:
            number = contents.index(record.content) if record.content in contents else -1
            structure = structures[number] if number >= 0 else None
            if record.kind != "mark" or record.goal is None or structure is None:
                continue
            known = self._spots.get(record.id)
            if known is not None and known.is_of(structure, record.anchor):
                continue
            self._spots[record.id] = _Spot(structure, record.anchor)
            here = anchors.setdefault(number, Anchors(structure))
            if here.mark(record.anchor)[0] < 0:
                self._index.place(record.content, structure, record.id, record.anchor)

    def _look_for(self, names: Collection[str]) -> None:
        for document in self._session.documents:
            structure, content = document.structure, document.content
            if not names or structure is None:
                continue
            wanted = frozenset(names) | _longer(structure, names)
            known = self._looked.get(content)
            if known is None or known[0] is not structure:
                self._found.pop(content, None)
            elif known[1] == wanted:
                continue
            self._looked[content] = structure, wanted
            self._asked.add(content)
            self._index.find_uses(content, structure, wanted)

    def _uses(self, name: str) -> Uses:
        """Where `name` stands, in reading order."""
        documents = self._session.documents
        return tuple(
            (number, use)
            for number in self._session.order
            for use in self._found.get(documents[number].content, {}).get(name, ())
        )

    def _tell_new(self) -> None:
        new, self._new = self._new, set()
        for name in sorted(new):
            self.looked_up.emit(name, len(self._uses(name)))

    def _on_closed(self) -> None:
        self._looked.clear()
        self._found.clear()
        self._asked.clear()
        self._new.clear()
        self._ready = frozenset()
        self._spots.clear()
        self._before = None


class _Spot(Struct, frozen=True):
    """Where a mark is looked for that the index has not found, and where it stands if that is known."""

    structure: Structure
    anchor: Anchor
    place: Place | None = None

    def is_of(self, structure: Structure, anchor: Anchor) -> bool:
        return structure is self.structure and anchor == self.anchor


class _Before(Struct, frozen=True):
    """The answers before any correction, and what they were made of."""

    structures: tuple[Structure | None, ...]
    links: VolumeLinks | None
    order: tuple[int, ...]
    answers: Answers

    def is_of(
        self,
        structures: Sequence[Structure | None],
        links: VolumeLinks | None,
        order: tuple[int, ...],
    ) -> bool:
        same = len(structures) == len(self.structures) and links is self.links
        pairs = zip(structures, self.structures, strict=False)
        return same and order == self.order and all(one is other for one, other in pairs)


def _longer(structure: Structure, names: Collection[str]) -> frozenset[str]:
    """The names that hold one of `names`: where they stand, that one is no word of its own."""
    own = [plain(name) for name in names]
    return frozenset(
        each.name for each in structure.definitions if any(name in plain(each.name) for name in own)
    )


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise LibraryError(f"“{path.name}” cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LibraryError("This is not a file of corrections.") from error

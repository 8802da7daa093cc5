"""A volume with its live targets, notes and corrections; the disk answers at once, the library when it is told."""

from pathlib import Path

from at_once import AtOnce
from msgspec.structs import replace
from small_paper import open_session, place

from index_builder.model import Definition, Place, Structure, TextRange
from index_builder.uses import uses
from reader.anchors import Anchors
from reader.correcting import Correcting
from reader.live_targets import LiveTargets
from reader.notebook import Notebook
from reader.records import Anchor
from reader.session import Session
from reader.targets import Target
from reader.userdata import UserData


class Library:
    """Looks for names as the index service does; answers when `deliver` is called."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Structure, frozenset[str]]] = []
        self.placing: list[tuple[str, Structure, str, Anchor]] = []

    def find_uses(self, content: str, structure: Structure, names: frozenset[str]) -> None:
        self.asked.append((content, structure, names))

    def place(self, content: str, structure: Structure, key: str, anchor: Anchor) -> None:
        self.placing.append((content, structure, key, anchor))

    def deliver(self, correcting: Correcting) -> None:
        placing, self.placing = self.placing, []
        for _, structure, key, anchor in placing:
            where = Anchors(structure).text(anchor)
            if where is None:
                correcting.on_placed(structure, key, ())
                continue
            page = structure.passages[where.passage].page_at(where.start)
            correcting.on_placed(structure, key, (place(page, 10 + where.start, 600, 4),))
        asked, self.asked = self.asked, []
        for content, structure, names in asked:

            def place_of(_: int, where: TextRange) -> tuple[Place, ...]:
                return (place(0, 10 + where.start, 500, 8),)

            found = uses([structure], names, place_of)
            said = {name: [use for _, use in each] for name, each in found.items()}
            correcting.on_uses(content, structure, names, said)


class CorrectingDesk:
    def __init__(self, folder: Path, session: Session | None = None) -> None:
        self.session = session or open_session()
        self.data = UserData(folder)
        self.notebook = Notebook(self.session, self.data, AtOnce())  # type: ignore[arg-type]
        self.live = LiveTargets(self.session)
        self.library = Library()
        self.correcting = Correcting(
            self.session,
            self.notebook,
            self.live,
            self.library,
            store=self.data,
            thread=AtOnce(),  # type: ignore[arg-type]
        )
        self.live.refresh()

    def target(self, x: float, y: float, document: int = 0, page: int = 0) -> Target:
        found = self.live.index.at(document, page, x, y)
        assert found is not None
        return found

    def meaning(self, name: str) -> Definition | None:
        """What `name` means first, now."""
        self.live.refresh()
        answers = self.live.answers
        for entry in answers.index.links.entries:
            if entry.name == name:
                meanings = answers.meanings(entry, 0, 0)
                return meanings[0].definition if meanings else None
        return None

    def read_anew(self, document: int, structure: Structure, content: str) -> None:
        """A file has become another one, and was read."""
        known = self.session.volume.documents[document]
        self.session.volume = self.session.volume.with_document(
            document, replace(known, structure=structure, content=content)
        )
        self.session.document_changed.emit(document)
        self.session.structure_changed.emit()

"""The notes of a small paper in a data folder of their own."""

from pathlib import Path

from at_once import AtOnce
from msgspec.structs import replace
from small_paper import open_session

from index_builder.model import Rect
from reader.notebook import Notebook
from reader.records import Annotation, Bookmark
from reader.session import Session
from reader.userdata import UserData

QUOTE = "国立標準技術研究所"
BOXES = (Rect(50, 100, 110, 110),)


class Desk:
    def __init__(self, folder: Path, session: Session | None = None) -> None:
        self.folder = folder
        self.session = session or open_session()
        self.data = UserData(folder)
        self.notebook = Notebook(self.session, self.data, AtOnce())  # type: ignore[arg-type]

    def kept(self) -> list[Bookmark | Annotation]:
        """What is on the disk, as another process reads it."""
        other = UserData(self.folder)
        found = [*other.bookmarks(["a", "b"]), *other.annotations(["a", "b"])]
        other.close()
        return found

    def name(self, document: int, content: str) -> None:
        """The session learns the content hash of a document."""
        known = self.session.volume.documents[document]
        self.session.volume = self.session.volume.with_document(
            document, replace(known, content=content)
        )
        self.session.document_changed.emit(document)

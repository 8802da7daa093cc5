"""What the lists are made with in tests: a library that answers at once, pictures that come when asked."""

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import delete

from index_builder.model import Rect, Tone
from reader.pictures import PictureKey
from reader.results import LibraryName, Shelf
from reader.volume import Failure


@pytest.fixture
def owner(qapp: QObject) -> Iterator[QObject]:
    """Parent of what a test makes: Qt objects must end on this thread, and the lists' thread collects garbage too."""
    del qapp
    gc.collect()
    made = QObject()
    yield made
    delete(made)


class FakeLibrary(QObject):
    """The library as `Listings` asks it."""

    names_read = Signal(object, object)
    names_failed = Signal(object)
    paths_found = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[LibraryName, ...] = ()
        self.shelf = Shelf()
        self.failure: Failure | None = None
        self.paths: tuple[Path, ...] = ()

    def read_names(self) -> None:
        if self.failure is not None:
            self.names_failed.emit(self.failure)
        else:
            self.names_read.emit(self.names, self.shelf)

    def find_paths(self, contents: Sequence[str]) -> None:
        self.paths_found.emit(tuple(contents), self.paths)


class FakeCut(QObject):
    """Parts of pages as plain pictures, drawn when `draw` is called."""

    drawn = Signal(object)
    failed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.broken: set[int] = set()
        self.tone: Tone | None = None
        self.wanted: list[PictureKey] = []
        self._pictures: dict[PictureKey, QImage] = {}

    def size(self, _document: int, _page: int, area: Rect | None) -> tuple[float, float]:
        return (area.width, area.height) if area is not None else (595.0, 842.0)

    def key(self, document: int, page: int, area: Rect | None, width: int) -> PictureKey:
        across, down = self.size(document, page, area)
        height = round(down * width / across)
        return PictureKey(document, page, 1.0, 0, (0, 0, width, height), False, self.tone)

    def picture(self, key: PictureKey) -> QImage | None:
        return self._pictures.get(key)

    def want(self, keys: Sequence[PictureKey]) -> None:
        self.wanted = list(keys)

    def failure(self, _document: int, page: int) -> str:
        return "broken" if page in self.broken else ""

    def draw(self, color: int) -> None:
        for key in self.wanted:
            picture = QImage(key.area[2], key.area[3], QImage.Format.Format_RGB32)
            picture.fill(color)
            self._pictures[key] = picture
            self.drawn.emit(key)

"""Files that change or vanish while they are open: a bar offers to read them again; the place stays.

Their notes are those of another edition then, which `editions` offers."""

from pathlib import Path

from PySide6.QtCore import QObject

from reader.history import Position
from reader.notebook import Notebook
from reader.page_view import PageView
from reader.panels.bars import Bars
from reader.session import Session
from reader.views import Views
from reader.watching import FileWatch

FIRST_KEY = 1 << 21
"""The keys of these bars; documents and notes have smaller ones."""


class Reloading(QObject):
    """Watches the files of the session; what is open is left alone until the reader asks."""

    def __init__(
        self, session: Session, views: Views, bars: Bars, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._views = views
        self._bars = bars
        self._places: list[tuple[PageView, Position]] = []
        self._paths: tuple[Path, ...] = ()
        self._told: set[int] = set()
        self.notebook: Notebook | None = None
        self.watch = FileWatch(self)
        self.watch.changed.connect(self._on_changed)
        self.watch.gone.connect(self._on_gone)
        self.watch.unchanged.connect(self._on_unchanged)
        session.closed.connect(self._on_closed)
        session.volume_changed.connect(self._on_volume_changed)
        self._on_volume_changed()

    def reload(self) -> None:
        """Read all files again, to the same place."""
        session = self._session
        places, order = [(view, view.position()) for view in self._views], session.order
        changed = [number - FIRST_KEY for number in self._told]
        if self.notebook is not None:
            for document in changed:
                self.notebook.carry_over(document)
        session.open([document.path for document in session.documents])
        session.set_order(order)
        self._places = [(view, place) for view, place in places if place is not None]

    def _on_closed(self) -> None:
        for key in self._told:
            self._bars.take_back(key)
        self._told.clear()
        self._places = []
        self._paths = ()

    def _on_volume_changed(self) -> None:
        paths = tuple(document.path for document in self._session.documents)
        if paths != self._paths:
            self._paths = paths
            self.watch.watch(paths)
        waiting, self._places = self._places, []
        for view, place in waiting:
            if place.document not in self._session.order:
                self._places.append((view, place))
            elif view in self._views:
                view.restore(place)

    def _on_changed(self, path: Path) -> None:
        self._offer(path, self.tr("“{0}” has changed since it was opened."))

    def _on_gone(self, path: Path) -> None:
        self._offer(path, self.tr("“{0}” is no longer there. What is open can be read on."))

    def _on_unchanged(self, path: Path) -> None:
        key = FIRST_KEY + self._paths.index(path)
        self._told.discard(key)
        self._bars.take_back(key)

    def _offer(self, path: Path, text: str) -> None:
        key = FIRST_KEY + self._paths.index(path)
        self._told.add(key)
        self._bars.offer(key, text.format(path.name), self.tr("Read again"), self.reload)

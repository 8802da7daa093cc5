"""The way to a definition that stands in a document of the library, open or not. No widgets."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from index_builder.model import Location
from reader.listings import Listings
from reader.live_targets import LiveTargets
from reader.results import LibraryName
from reader.session import Session


class Visits(QObject):
    """Goes there at once, or as soon as the volume is open.

    Attributes:
        came: the open volume was opened for a definition.

    Signals:
        open_asked(paths): the volume that has it shall be opened.
    """

    open_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        listings: Listings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._listings = listings
        self._wish: LibraryName | None = None
        self.came = False
        listings.located.connect(self._on_located)
        session.closed.connect(self._on_closed)
        session.volume_changed.connect(self._grant)
        session.document_changed.connect(self._grant)

    def is_open(self, known: LibraryName) -> bool:
        """Whether the document is one of the open volume."""
        return self._document(known) >= 0

    def go(self, known: LibraryName) -> None:
        """Jumps to the definition; another volume is asked for first."""
        self._wish = known
        if self.is_open(known):
            self._grant()
        else:
            self._listings.locate(self._listings.shelf.volume_of(known.content)[1])

    def _document(self, known: LibraryName) -> int:
        return self._session.volume.number_with(known.content)

    def _on_located(self, contents: Sequence[str], paths: Sequence[Path]) -> None:
        if self._wish is None or self._wish.content not in contents:
            return
        if paths:
            self.open_asked.emit(list(paths))
        else:
            self._wish = None
            self._session.message.emit(
                self.tr("The files of this document are no longer where they were.")
            )

    def _on_closed(self) -> None:
        self.came = self._wish is not None

    def _grant(self, *_about: object) -> None:
        wish = self._wish
        document = self._document(wish) if wish is not None else -1
        if wish is not None and document >= 0:
            self._wish = None
            self._live.go(Location(document, wish.place))

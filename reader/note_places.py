"""What notes that mark no text quote, and what stands around them: known once the text of their page is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reader.note_quotes import placed
from reader.records import Annotation

if TYPE_CHECKING:
    from reader.render import RenderService
    from reader.session import Session

PATIENCE = 1000
"""Milliseconds after which a note is kept without the text of its page, which may have none to give."""

Done = Callable[[Annotation], None]


class NotePlaces(QObject):
    """Asks for the texts of pages and waits for them."""

    def __init__(
        self, session: "Session", render: "RenderService", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._render = render
        self._waiting: list[tuple[tuple[int, int], Annotation, Done]] = []
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self.finish)
        render.text_arrived.connect(self._on_text_arrived)

    def prepare(self, document: int, page: int) -> None:
        """A note will be made on this page."""
        if self._render.text(document, page) is None:
            self._render.request_text(document, page)

    def now(self, document: int, record: Annotation) -> Annotation:
        """`record` with what can be known of its place at once."""
        structure = self._session.documents[document].structure
        return placed(record, structure, self._render.text(document, record.page))

    def soon(self, document: int, record: Annotation, done: Done) -> None:
        """Hands `done` the record with what is known of its place: at once where the text is there."""
        here = (document, record.page)
        if self._render.text(*here) is not None:
            done(self.now(document, record))
            return
        self._waiting.append((here, record, done))
        self._late.start()
        self._render.request_text(*here)

    def finish(self) -> None:
        """Waits no longer."""
        self._answer(lambda _here: True)

    def _on_text_arrived(self, document: int, page: int) -> None:
        self._answer(lambda here: here == (document, page))

    def _answer(self, is_meant: Callable[[tuple[int, int]], bool]) -> None:
        waiting, self._waiting = self._waiting, []
        for here, record, done in waiting:
            if not is_meant(here):
                self._waiting.append((here, record, done))
            elif here[0] < len(self._session.documents):
                done(self.now(here[0], record))

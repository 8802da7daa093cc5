"""The annotations that the open files have themselves: read once a file, shown, and not changed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from reader.exchange.embedded import annotations_of, taken_over
from reader.exchange.sheaf import Incoming, Received
from reader.notebook import Item, Notebook
from reader.records import Annotation
from reader.render import RenderService
from reader.render_messages import AnnotationsRead, Answer, ReadAnnotations
from reader.session import Session


class EmbeddedNotes(QObject):
    """What the files of the volume have brought along.

    Signals:
        changed: `items` are other ones.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        render: RenderService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notebook = notebook
        self._render = render
        self._asked: set[tuple[int, str]] = set()
        self._found: dict[str, tuple[int, tuple[Annotation, ...]]] = {}
        session.document_changed.connect(self._ask)
        session.closed.connect(self._forget)
        notebook.changed.connect(self.changed)
        for document in range(len(session.documents)):
            self._ask(document)

    def items(self) -> list[Item]:
        """In the order of files and pages, without those that the reader has taken over."""
        return self._where(lambda _item: True)

    def on_page(self, document: int, page: int) -> list[Item]:
        """Those of one page."""
        return self._where(lambda item: item.page == (document, page))

    def _where(self, is_wanted: Callable[[Item], bool]) -> list[Item]:
        found = sorted(self._found.values(), key=lambda each: each[0])
        items = (Item(document, record) for document, records in found for record in records)
        notebook = self._notebook
        return [
            item
            for item in items
            if is_wanted(item) and notebook.item(taken_over(item.record).id) is None
        ]

    def take_over(self, items: Sequence[Item], done: Callable[[Incoming], None]) -> None:
        """Makes `items` the reader's own, as one gesture; the file stays as it is."""
        records = tuple(taken_over(item.record) for item in items)
        self._notebook.take_in(Received(records), done)

    def _ask(self, document: int) -> None:
        """Asks when the file has a name, for that is part of what the annotations are known by."""
        content = self._session.documents[document].content
        if content and (document, content) not in self._asked:
            self._asked.add((document, content))
            self._render.ask(
                ReadAnnotations(document), partial(self._told, document, content), self
            )

    def _told(self, document: int, content: str, answer: Answer, _picture: object) -> None:
        if not isinstance(answer, AnnotationsRead) or (document, content) not in self._asked:
            return
        received = annotations_of(answer.annotations, content, answer.unread)
        found = tuple(record for record in received.records if isinstance(record, Annotation))
        if found:
            self._found[content] = document, found
            self.changed.emit()

    def _forget(self) -> None:
        self._asked.clear()
        if self._found:
            self._found.clear()
            self.changed.emit()

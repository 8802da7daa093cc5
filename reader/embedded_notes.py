"""The annotations that the open files have themselves: read once a file, shown, and not changed.

Those that the reader has taken over are drawn as the reader's own, and by the file no more.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from reader.exchange.embedded import annotations_of, taken_over
from reader.exchange.sheaf import Incoming, Received
from reader.notebook import Item, Notebook
from reader.records import Annotation, Note
from reader.render import RenderService
from reader.render_messages import (
    AnnotationsHidden,
    AnnotationsRead,
    Answer,
    HideAnnotations,
    ReadAnnotations,
)
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
        self._found: dict[str, tuple[int, tuple[tuple[Annotation, int], ...]]] = {}
        self._hidden: dict[int, set[tuple[int, int]]] = {}
        session.document_changed.connect(self._ask)
        session.closed.connect(self._forget)
        notebook.changed.connect(self._on_notebook_changed)
        render.worker_restarted.connect(self._hide_again)
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
        items = (Item(document, record) for document, records in found for record, _ in records)
        return [item for item in items if is_wanted(item) and not self._is_taken(item.record)]

    def _is_taken(self, record: Note) -> bool:
        return self._notebook.item(taken_over(record).id) is not None

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
        found = tuple(
            (record, read.xref)
            for read in answer.annotations
            for record in annotations_of([read], content).records
            if isinstance(record, Annotation)
        )
        if found:
            self._found[content] = document, found
            self._hide_taken()
            self.changed.emit()

    # --- what is drawn ----------------------------------------------------------------------

    def _on_notebook_changed(self) -> None:
        self._hide_taken()
        self.changed.emit()

    def _hide_taken(self) -> None:
        """Lets the files draw what the reader has not taken over, and only that."""
        for document, records in self._found.values():
            taken = {(record.page, xref) for record, xref in records if self._is_taken(record)}
            hidden = self._hidden.get(document, set())
            if taken != hidden:
                self._hidden[document] = taken
                asked = HideAnnotations(document, tuple(sorted(xref for _, xref in taken)))
                pages = {page for page, _ in taken ^ hidden}
                self._render.ask(asked, partial(self._on_hidden, document, pages), self)

    def _hide_again(self) -> None:
        """Another process draws now."""
        self._hidden.clear()
        self._hide_taken()

    def _on_hidden(self, document: int, pages: set[int], answer: Answer, _picture: object) -> None:
        if isinstance(answer, AnnotationsHidden):
            self._render.cache.outdate(document, pages)

    def _forget(self) -> None:
        self._asked.clear()
        self._hidden.clear()
        if self._found:
            self._found.clear()
            self.changed.emit()

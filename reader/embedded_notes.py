"""The annotations that the open files have themselves: read once a file, shown, and not changed.

Those that the reader has taken over are drawn as the reader's own, and by the file no more.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from reader.exchange.embedded import annotations_of, taken_over
from reader.exchange.sheaf import Incoming, Received
from reader.notebook import Item, Notebook
from reader.records import Annotation
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
        self._found: dict[str, tuple[int, tuple[Annotation, ...]]] = {}
        self._objects: dict[str, tuple[int, int, int]] = {}
        self._hidden: dict[int, frozenset[tuple[int, int]]] = {}
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
        found: list[Annotation] = []
        for read in answer.annotations:
            for record in annotations_of([read], content).records:
                if isinstance(record, Annotation):
                    found.append(record)
                    self._objects[taken_over(record).id] = document, record.page, read.xref
        if found:
            self._found[content] = document, tuple(found)
            self._hide_taken()
            self.changed.emit()

    # --- what is drawn ----------------------------------------------------------------------

    def _on_notebook_changed(self) -> None:
        self._hide_taken()
        self.changed.emit()

    def _hide_taken(self) -> None:
        """Lets the files draw what the reader has not taken over, and only that."""
        taken: dict[int, set[tuple[int, int]]] = defaultdict(set)
        for name, (document, page, xref) in self._objects.items():
            if xref and self._notebook.item(name) is not None:
                taken[document].add((page, xref))
        for document in taken.keys() | self._hidden.keys():
            wanted, hidden = taken[document], self._hidden.get(document, frozenset())
            if wanted != hidden:
                self._hidden[document] = frozenset(wanted)
                self._hide(document, {page for page, _ in wanted ^ hidden})

    def _hide_again(self) -> None:
        """Another process draws now."""
        for document, hidden in self._hidden.items():
            if hidden:
                self._hide(document, {page for page, _ in hidden})

    def _hide(self, document: int, pages: set[int]) -> None:
        xrefs = tuple(sorted(xref for _, xref in self._hidden[document]))
        asked = HideAnnotations(document, xrefs)
        self._render.ask(asked, partial(self._on_hidden, document, pages), self)

    def _on_hidden(self, document: int, pages: set[int], answer: Answer, _picture: object) -> None:
        if isinstance(answer, AnnotationsHidden):
            self._render.cache.outdate(document, pages)

    def _forget(self) -> None:
        self._asked.clear()
        self._objects.clear()
        self._hidden.clear()
        if self._found:
            self._found.clear()
            self.changed.emit()

"""The reader's annotations as a layer over the pages."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject

from reader.note_pages import Item, Page
from reader.note_shapes import icon_at
from reader.notebook import Notebook
from reader.overlays import Overlays, Region, Style
from reader.records import COLOURS, KINDS, Annotation

LAYER = "annotations"


class NotebookLayer(QObject):
    """Paints the annotations over the pages; a region's payload is its `Item`.

    The regions of a page are made when it is shown, and again when its notes have changed.
    """

    def __init__(
        self, notebook: Notebook, overlays: Overlays, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._overlays = overlays
        self._pages: dict[Page, tuple[Region, ...]] = {}
        notebook.pages_changed.connect(self._on_pages_changed)
        overlays.set_source(LAYER, self._regions)

    def _on_pages_changed(self, pages: Collection[Page]) -> None:
        for page in pages:
            self._pages.pop(page, None)
        self._overlays.changed.emit()

    def _regions(self, document: int, page: int) -> Sequence[Region]:
        found = self._pages.get((document, page))
        if found is None:
            found = self._pages[document, page] = tuple(
                region_of(document, item.record)
                for item in self._notebook.items_on(document, page)
                if isinstance(item.record, Annotation)
            )
        return found


def region_of(document: int, record: Annotation) -> Region:
    """What is painted for an annotation; a click on it means its `Item`."""
    item, style = Item(document, record), style_of(record.colour)
    if record.kind == KINDS[0] or record.kind not in KINDS:
        return Region(record.rects, style, item)
    rects = icon_at(record.rects) if record.kind == "note" else record.rects
    return Region(rects, style, item, record.kind, record.strokes, record.note)


def style_of(colour: str) -> Style:
    """How a stored colour looks; one that a newer version knows looks like the first."""
    return Style(colour) if colour in COLOURS else Style(COLOURS[0])

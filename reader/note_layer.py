"""The reader's annotations as a layer over the pages."""

from PySide6.QtCore import QObject

from reader.note_shapes import icon_at
from reader.notebook import Item, Notebook
from reader.overlays import Overlays, Region, Style
from reader.records import COLOURS, KINDS, Annotation

LAYER = "annotations"


class NotebookLayer(QObject):
    """Paints the annotations over the pages; a region's payload is its `Item`."""

    def __init__(
        self, notebook: Notebook, overlays: Overlays, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._overlays = overlays
        notebook.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        pages: dict[tuple[int, int], list[Region]] = {}
        for item in self._notebook.items():
            record = item.record
            if isinstance(record, Annotation):
                region = region_of(item.document, record)
                pages.setdefault((item.document, record.page), []).append(region)
        self._overlays.set_layer(LAYER, pages)


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

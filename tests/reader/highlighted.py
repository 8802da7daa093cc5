"""A highlight in a notebook, as the window makes one."""

from collections.abc import Collection, Sequence

from index_builder.model import Rect
from reader.annotating import annotation, quoting
from reader.notebook import Item, Notebook


def highlight(
    notebook: Notebook,
    document: int,
    page: int,
    rects: Sequence[Rect],
    text: str,
    *,
    colour: str = "yellow",
    meant: Collection[int] = (),
) -> None:
    """Marks a stretch of a page, `text` being what stands there; `meant` as in `annotating.quoting`."""
    known = notebook._session.documents[document]
    made = annotation(known.content, page, rects, colour=colour)
    notebook.add([Item(document, quoting(made, known.structure, text, meant))])

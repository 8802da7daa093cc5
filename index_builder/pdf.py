"""The only importer of PyMuPDF: opens PDFs read-only and turns pages into plain records.

Nothing here writes a file: the source is never saved. All coordinates leave in points of
the unrotated crop box.
"""

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pymupdf

from index_builder.errors import Damaged, Encrypted, Missing, NotAPdf
from index_builder.model import Graphic, PageText, Rect, Span

TEXT_FLAGS = (
    pymupdf.TEXT_PRESERVE_LIGATURES
    | pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_COLLECT_STYLES
    | pymupdf.TEXT_COLLECT_VECTORS
)
BOLD = pymupdf.TEXT_FONT_BOLD

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


class Pdf:
    """One open document.

    Raises on opening: Missing, NotAPdf, Encrypted (the empty password is tried silently), Damaged.
    """

    def __init__(self, path: Path, password: str = "") -> None:
        self.path = path
        self._document = _open(path, password)
        self.pages: int = self._document.page_count

    def close(self) -> None:
        self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def page_text(self, page: int) -> PageText:
        """The characters of `page` (from 0) in content order, with boxes, fonts and drawn shapes."""
        source = self._document[page]
        text_page = source.get_textpage(flags=TEXT_FLAGS)
        return _page_text(page, source.cropbox, text_page.extractRAWDICT())

    def texts(self) -> Iterator[PageText]:
        """Every page's text, one page in memory at a time."""
        for page in range(self.pages):
            yield self.page_text(page)


def _open(path: Path, password: str) -> Any:
    name = path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise Missing(f"“{name}” cannot be opened: {error.strerror}.") from error
    if size == 0:
        raise NotAPdf(f"“{name}” is empty (0 bytes).", "Fetch the file again.")
    if b"%PDF-" not in head:
        raise NotAPdf(f"“{name}” is not a PDF.")
    try:
        document = pymupdf.open(path, filetype="pdf")
    except (RuntimeError, ValueError) as error:
        raise Damaged(
            f"“{name}” is damaged and cannot be read.", "Fetch the file again."
        ) from error
    if document.needs_pass and not document.authenticate(password):
        raise Encrypted(f"“{name}” needs a password.")
    if document.page_count == 0:
        raise Damaged(f"“{name}” has no pages that can be read.", "Fetch the file again.")
    return document


def _page_text(page: int, crop: Any, raw: dict[str, Any]) -> PageText:
    characters: list[str] = []
    boxes = array("f")
    spans: list[Span] = []
    lines: list[tuple[int, int]] = []
    graphics: list[Graphic] = []
    for block in raw["blocks"]:
        if block["type"] == 3:
            kind = "stroke" if block["stroked"] else "fill"
            graphics.append(Graphic(kind, Rect(*block["bbox"]), block["color"]))
        for line in block.get("lines", ()):
            vertical = line["wmode"] == 1 or abs(line["dir"][1]) > abs(line["dir"][0])
            first = len(characters)
            for span in line["spans"]:
                start = len(characters)
                for char in span["chars"]:
                    characters.append(char["c"])
                    boxes.extend(char["bbox"])
                if len(characters) > start:
                    origin = span["chars"][0]["origin"]
                    bold = bool(span["flags"] & BOLD)
                    spans.append(
                        Span(
                            start,
                            len(characters),
                            span["size"],
                            span["font"],
                            bold,
                            span["color"],
                            vertical,
                            origin[0] if vertical else origin[1],
                        )
                    )
            if len(characters) > first:
                lines.append((first, len(characters)))
    return PageText(
        page,
        crop.width,
        crop.height,
        "".join(characters),
        boxes,
        tuple(spans),
        tuple(lines),
        tuple(graphics),
    )

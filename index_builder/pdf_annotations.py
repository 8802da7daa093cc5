"""Reads the annotations of an open PDF, and writes a copy of a file with more of them.

For child processes: it works on the library's own document, which only `pdf` opens. Whatever a
file claims is checked here: what cannot be read is counted, never raised.
"""

import math
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

from index_builder.annotations import (
    PageBox,
    PdfAnnotation,
    Stroke,
    colour_of,
    moment_of,
)
from index_builder.appearances import FONT, MARKED, Appearance, appearance, dictionary, is_writable
from index_builder.errors import Damaged, NotAllowed, NotWritten
from index_builder.model import PageText, Rect
from index_builder.pdf import FAULTS, HIDDEN, Pdf

KINDS = {
    "Highlight": "highlight",
    "Underline": "underline",
    "Squiggly": "squiggly",
    "StrikeOut": "strikeout",
    "Text": "note",
    "Square": "area",
    "Circle": "area",
    "FreeText": "text",
    "Ink": "ink",
    "Line": "ink",
    "PolyLine": "ink",
    "Polygon": "ink",
}
"""Subtypes (ISO 32000-2, table 171) and what Hakusho calls them."""

NO_NOTES = {"Link", "Widget", "Popup", "PrinterMark", "TrapNet"}
"""Subtypes that nobody has written as a note."""

MOST = 50_000
"""Annotations read of one file."""

LONGEST = 100_000
"""Characters read of one text."""

FARTHEST = 1e6
"""Units from the origin; what lies farther off is on no page."""

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
REFERENCE = re.compile(r"(\d{1,9}) \d+ R")
LONG = 1000
"""Bytes from which on it pays to compress what an annotation draws."""


def read_annotations(pdf: Pdf) -> tuple[list[PdfAnnotation], int]:
    """The annotations of all pages, and how many there are that cannot be read or have no like here."""
    found: list[PdfAnnotation] = []
    unread = 0
    for page, box in enumerate(pdf.boxes()):
        texts: dict[int, PageText | None] = {}
        for xref in _xrefs(pdf.handle, page):
            if len(found) + unread >= MOST:
                return found, unread + 1
            try:
                read = _read(pdf.handle, xref, page, box)
            except (*FAULTS, OverflowError):
                read = False
            if isinstance(read, PdfAnnotation):
                found.append(_with_text(pdf, read, texts))
            elif read is False:
                unread += 1
    return found, unread


def _xrefs(document: Any, page: int) -> list[int]:
    """The object numbers of a page's annotations, those of no object left out.

    Loading a page for them would take a hundred times as long.
    """
    try:
        listed = _value(document, document.page_xref(page), "Annots")
        if "<<" in listed:  # one that is written in the list itself has other numbers inside
            return [xref for xref, *_ in document[page].annot_xrefs() if xref > 0]
    except (*FAULTS, IndexError):
        return []
    numbers = map(int, REFERENCE.findall(listed))
    return [xref for xref in numbers if 0 < xref < document.xref_length()]


def _read(document: Any, xref: int, page: int, box: PageBox) -> PdfAnnotation | bool:
    """The annotation; True for what is no note, False for what cannot be read."""
    subtype = _value(document, xref, "Subtype").lstrip("/")
    flags = _numbers(document, xref, "F")
    if (
        not subtype
        or subtype in NO_NOTES
        or (flags and int(flags[0]) & HIDDEN)
        or _value(document, xref, "State")
    ):
        return True
    kind = KINDS.get(subtype)
    places = _places(document, xref, subtype, box) if kind else None
    if kind is None or places is None:
        return False
    rects, strokes = places
    return PdfAnnotation(
        page,
        kind,
        rects,
        strokes,
        contents=_text(document, xref, "Contents").replace("\r\n", "\n").replace("\r", "\n"),
        author=_text(document, xref, "T"),
        colour=colour_of(_numbers(document, xref, "C")),
        created=moment_of(_text(document, xref, "CreationDate")),
        modified=moment_of(_text(document, xref, "M")),
        name=_text(document, xref, "NM"),
        subject=_text(document, xref, "Subj"),
        xref=xref,
    )


def _places(
    document: Any, xref: int, subtype: str, box: PageBox
) -> tuple[tuple[Rect, ...], tuple[Stroke, ...]] | None:
    """Rectangles and strokes in points of the crop box; None when the numbers make none."""
    corners = _points(_numbers(document, xref, "Rect"))
    if len(corners) != 2:
        return None
    if KINDS[subtype] in MARKED:
        points = _points(_numbers(document, xref, "QuadPoints"))
        lines = [points[at : at + 4] for at in range(0, len(points) - 3, 4)] or [corners]
        return tuple(box.rect_from_pdf(line) for line in lines), ()
    strokes: list[list[tuple[float, float]]] = []
    if subtype == "Ink":
        inner = _value(document, xref, "InkList").strip()[1:-1]
        strokes = [_points(_parsed(part)) for part in inner.split("]")]
    elif subtype in {"Line", "PolyLine", "Polygon"}:
        points = _points(_numbers(document, xref, "L" if subtype == "Line" else "Vertices"))
        strokes = [points + points[:1] if subtype == "Polygon" else points]
    drawn = tuple(tuple(box.from_pdf(*point) for point in stroke) for stroke in strokes if stroke)
    if drawn:
        return (_around(drawn),), drawn
    if KINDS[subtype] == "ink":
        return None
    rect = box.rect_from_pdf(corners)
    inset = _numbers(document, xref, "RD")
    if len(inset) == 4 and all(0 <= each * box.unit * 2 < min(rect[2:]) for each in inset):
        left, low, right, high = (each * box.unit for each in inset)
        inner_rect = Rect(rect.x0 + left, rect.y0 + high, rect.x1 - right, rect.y1 - low)
        rect = inner_rect if inner_rect.width > 0 and inner_rect.height > 0 else rect
    return (rect,), ()


def _around(strokes: Sequence[Stroke]) -> Rect:
    xs, ys = zip(*(point for stroke in strokes for point in stroke), strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def _points(numbers: list[float]) -> list[tuple[float, float]]:
    """Pairs of the numbers; none when one of them can be on no page."""
    if any(not math.isfinite(number) or abs(number) > FARTHEST for number in numbers):
        return []
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _value(document: Any, xref: int, key: str) -> str:
    """The value as it is written, that of the object it refers to; "" for none."""
    kind, value = document.xref_get_key(xref, key)
    if kind == "xref":
        value = document.xref_object(int(value.split()[0]), compressed=True)
    return "" if kind == "null" else str(value)


def _numbers(document: Any, xref: int, key: str) -> list[float]:
    return _parsed(_value(document, xref, key))


def _parsed(text: str) -> list[float]:
    return [float(number) for number in NUMBER.findall(text)]


def _text(document: Any, xref: int, key: str) -> str:
    kind, value = document.xref_get_key(xref, key)
    return str(value)[:LONGEST] if kind == "string" else ""


def _with_text(pdf: Pdf, read: PdfAnnotation, texts: dict[int, PageText | None]) -> PdfAnnotation:
    """With what is printed under it, if it marks text; each page's text is read once."""
    if read.kind not in MARKED:
        return read
    if read.page not in texts:
        try:
            texts[read.page] = pdf.page_text(read.page)
        except Damaged:
            texts[read.page] = None
    page = texts[read.page]
    text = "" if page is None else _under(page, read.rects)
    values = {name: getattr(read, name) for name in read.__struct_fields__}
    return PdfAnnotation(**{**values, "text": text})


def _under(page: PageText, rects: Sequence[Rect]) -> str:
    """The characters whose middle lies in one of the rectangles."""
    found = []
    for index, char in enumerate(page.text):
        middle = page.box(index).center
        if any(rect.contains(*middle) for rect in rects):
            found.append(char)
    return "".join(found)[:LONGEST]


# --- a copy ---------------------------------------------------------------------------------


def write_copy(
    source: Path, target: Path, annotations: Sequence[PdfAnnotation], password: str = ""
) -> int:
    """Writes `target`, a copy of `source` with `annotations`; returns how many were put in.

    Those whose name the page has already are left out. The bytes of the source stand unchanged at
    the start of the copy where that is possible, and `target` is there only when it is complete.

    Raises NotAllowed when the file's rights forbid annotating, NotWritten, or as `Pdf`.
    """
    if target.exists() and target.samefile(source):
        raise NotWritten(
            f"“{source.name}” is the file itself.", "Choose another name for the copy."
        )
    with Pdf(source, password) as pdf:
        if "annotate" not in pdf.info().rights:
            raise NotAllowed(
                f"The rights of “{source.name}” forbid annotating it.",
                "Export XFDF or an HTML sheet to print instead.",
            )
    unfinished = [target.with_name(f".{uuid4().hex}.{part}") for part in ("unfinished", "whole")]
    try:
        unfinished[0].write_bytes(source.read_bytes())
        done = _annotated(unfinished, annotations, password)
        with unfinished[0].open("rb+") as file:
            os.fsync(file.fileno())
        unfinished[0].replace(target)
    except (OSError, *FAULTS) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise NotWritten(f"“{target.name}” cannot be written.", f"{reason}.") from error
    finally:
        for path in unfinished:
            path.unlink(missing_ok=True)
    return done


def _annotated(paths: Sequence[Path], annotations: Sequence[PdfAnnotation], password: str) -> int:
    """Puts `annotations` into the file at the first path; the second is for a whole new file."""
    with Pdf(paths[0], password) as pdf:
        boxes = pdf.boxes()
        writer = _Writer(pdf)
        done = sum(
            writer.put_page(page, boxes[page], some) for page, some in _by_page(pdf, annotations)
        )
        whole = not pdf.handle.can_save_incrementally()
        if whole:
            pdf.handle.save(paths[1])
        elif done:
            pdf.handle.saveIncr()
    if whole:
        paths[1].replace(paths[0])
    return done


def _by_page(
    pdf: Pdf, annotations: Sequence[PdfAnnotation]
) -> Iterator[tuple[int, list[PdfAnnotation]]]:
    pages: dict[int, list[PdfAnnotation]] = {}
    for annotation in annotations:
        if 0 <= annotation.page < pdf.pages:
            pages.setdefault(annotation.page, []).append(annotation)
    yield from sorted(pages.items())


class _Writer:
    """Puts annotations into an open PDF, page by page.

    The objects of a page are read as two arrays, forms and annotations: telling the library of each by
    itself takes three times as long.
    """

    def __init__(self, pdf: Pdf) -> None:
        self._document = pdf.handle
        self._mupdf, self._objects = pdf.objects
        self._room = self._mupdf.PdfLexbuf(self._mupdf.PDF_LEXBUF_SMALL)

    def put_page(self, number: int, box: PageBox, annotations: Sequence[PdfAnnotation]) -> int:
        """How many are new on the page, and are written."""
        document = self._document
        there = {_text(document, xref, "NM") for xref in _xrefs(document, number)}
        new = [
            each
            for each in annotations
            if is_writable(each) and (not each.name or each.name not in there)
        ]
        if new:
            page = document.page_xref(number)
            forms = self._put_forms([appearance(each, box) for each in new])
            texts = [
                dictionary(each, box, form, page) for each, form in zip(new, forms, strict=True)
            ]
            made = " ".join(f"{xref} 0 R" for xref in self._put(texts))
            before = _value(document, page, "Annots").strip()
            inner = before[1:-1] if before.startswith("[") else ""
            document.xref_set_key(page, "Annots", f"[{inner} {made}]")
        return len(new)

    def _put_forms(self, drawn: Sequence[Appearance | None]) -> list[int]:
        """The numbers of the forms; 0 for an annotation without one."""
        there = [each for each in drawn if each is not None]
        contents = [_compressed(each.content) for each in there]
        mupdf, numbers = self._mupdf, []
        dictionaries = self._read(
            _with_filter(self._with_font(each.form), is_compressed=is_compressed)
            for each, (_, is_compressed) in zip(there, contents, strict=True)
        )
        for form, (content, is_compressed) in zip(dictionaries, contents, strict=True):
            buffer = mupdf.fz_new_buffer_from_copied_data(content)
            made = mupdf.pdf_add_stream(self._objects, buffer, form, int(is_compressed))
            numbers.append(mupdf.pdf_to_num(made))
        waiting = iter(numbers)
        return [0 if each is None else next(waiting) for each in drawn]

    def _put(self, texts: Iterable[str]) -> list[int]:
        """The numbers of new objects."""
        mupdf = self._mupdf
        return [
            mupdf.pdf_to_num(mupdf.pdf_add_object(self._objects, each))
            for each in self._read(texts)
        ]

    def _read(self, texts: Iterable[str]) -> list[Any]:
        """The library's objects of what is written in `texts`."""
        mupdf = self._mupdf
        whole = mupdf.fz_new_buffer_from_copied_data(f"[{' '.join(texts)}]".encode())
        found = mupdf.pdf_parse_stm_obj(self._objects, mupdf.fz_open_buffer(whole), self._room)
        return [mupdf.pdf_array_get(found, at) for at in range(mupdf.pdf_array_len(found))]

    def _with_font(self, form: str) -> str:
        return form.replace("{font}", str(self._font)) if "{font}" in form else form

    @cached_property
    def _font(self) -> int:
        """The font of text boxes, put into the file once."""
        number = 0
        for text in FONT:
            (number,) = self._put([text.replace("{}", str(number))])
        return number


def _compressed(content: bytes) -> tuple[bytes, bool]:
    """`content` for a stream, and whether it is compressed: what is short is not worth it."""
    if len(content) <= LONG:
        return content, False
    return zlib.compress(content, 1), True


def _with_filter(form: str, *, is_compressed: bool) -> str:
    return f"<</Filter/FlateDecode{form[2:]}" if is_compressed else form

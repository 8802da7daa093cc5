"""The only importer of PyMuPDF: opens PDFs read-only and turns pages into plain records.

Nothing here writes a file: the source is never saved. All coordinates leave in points of
the unrotated crop box.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pymupdf
from pymupdf import mupdf

from index_builder.annotations import PageBox, page_box
from index_builder.characters import page_text
from index_builder.errors import Damaged, Encrypted, Missing, NotAPdf, PdfError
from index_builder.font_programs import mend, needless
from index_builder.labels import page_labels
from index_builder.model import FontInfo, Link, Opening, PageText, PdfInfo, Rect, Shape, Tone
from index_builder.passwords import spellings
from index_builder.tones import recolour

TEXT_FLAGS = (
    pymupdf.TEXT_PRESERVE_LIGATURES
    | pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_COLLECT_STYLES
    | pymupdf.TEXT_COLLECT_VECTORS
)
OPENING_FLAGS = TEXT_FLAGS & ~pymupdf.TEXT_COLLECT_VECTORS
FAULTS = (RuntimeError, ValueError, mupdf.FzErrorBase)
"""What PyMuPDF raises about the contents of a file."""

HIDDEN = 2
"""The flag of an annotation that is not shown (ISO 32000-2, table 167)."""
KEPT_PAGES = 64
"""After the text of so many pages MuPDF lets go of fonts and pictures: it would keep up to 256 MiB."""
LEAST_PICTURE = 24
"""Points; smaller pictures are marks or patterns, and change their colours with the text."""
MOST_PICTURE = 0.6
"""A picture that covers more of the page is a scan of it, and changes its colours."""
YEAR = re.compile(r"D:(\d{4})")
"""Of a date as a file has it (ISO 32000-2, 7.9.4)."""

SUBSET_TAG = re.compile(r"[A-Z]{6}\+")
"""In front of the name of a font of which a file has some glyphs only (ISO 32000-2, 9.9.2)."""
A4 = (595.0, 842.0)
OPENING_PAGES = 3
BOLD_WEIGHT = 600
"""From this FontWeight on a font is bold (ISO 32000-2, 9.8.1: 400 is normal, 700 bold)."""
RIGHTS = (
    (pymupdf.PDF_PERM_PRINT, "print"),
    (pymupdf.PDF_PERM_MODIFY, "modify"),
    (pymupdf.PDF_PERM_COPY, "copy"),
    (pymupdf.PDF_PERM_ANNOTATE, "annotate"),
    (pymupdf.PDF_PERM_FORM, "form"),
    (pymupdf.PDF_PERM_ACCESSIBILITY, "accessibility"),
    (pymupdf.PDF_PERM_ASSEMBLE, "assemble"),
    (pymupdf.PDF_PERM_PRINT_HQ, "print-high-quality"),
)
pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)


class Pdf:
    """One open document.

    Raises on opening: Missing, NotAPdf, Encrypted (the empty password is tried silently), Damaged.
    """

    def __init__(self, path: Path, password: str = "") -> None:
        self.path = path
        self._document = _open(path, password)
        self._fonts_seen: set[int] = set()
        self._pages_mended: set[int] = set()
        self._display_list: tuple[int, Any] | None = None
        self._hidden: dict[int, str] = {}
        self._pictures: dict[int, tuple[Any, ...]] = {}
        self._texts_read = 0
        self._type3_fonts: dict[str, tuple[str, bool]] = {}
        self.pages: int = self._document.page_count

    def close(self) -> None:
        self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def page_text(self, page: int) -> PageText:
        """The characters of `page` (from 0) in content order, with boxes, fonts and drawn shapes."""
        source = self._page(page)
        try:
            raw = source.get_textpage(flags=TEXT_FLAGS).extractRAWDICT()
        except FAULTS as error:
            raise self._unreadable(page) from error
        pymupdf.TOOLS.reset_mupdf_warnings()  # a list that grows with each page of a broken font
        self._texts_read += 1
        if self._texts_read % KEPT_PAGES == 0:
            pymupdf.TOOLS.store_shrink(100)
        box = _crop_box(self._document, page)
        return page_text(page, (box.width, box.height) if box else A4, raw, self._type3)

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of every page's unrotated crop box, in points; loads no page.

        A page that cannot be reached is taken as A4; `draw` says what is wrong with it.
        """
        boxes = (_crop_box(self._document, page) for page in range(self.pages))
        return [(box.width, box.height) if box else A4 for box in boxes]

    def rotations(self) -> list[int]:
        """The clockwise turn of every page as the file asks for it: 0, 90, 180 or 270."""
        source = pymupdf._as_pdf_document(self._document)  # noqa: SLF001
        return [_rotation(source, page) for page in range(self.pages)]

    def boxes(self) -> list[PageBox]:
        """Where every page's crop box lies in the file's own coordinates; A4 where it cannot be reached."""
        source = pymupdf._as_pdf_document(self._document)  # noqa: SLF001
        return [_page_box(source, page) for page in range(self.pages)]

    @property
    def handle(self) -> Any:
        """The library's own document, for `pdf_annotations` alone."""
        return self._document

    @property
    def objects(self) -> tuple[Any, Any]:
        """MuPDF's own functions, and the document as they take it; for `pdf_annotations` alone."""
        return mupdf, pymupdf._as_pdf_document(self._document)  # noqa: SLF001

    def labels(self) -> list[str]:
        """The page labels of the file (ISO 32000-2, 12.4.2), "" for pages without one."""
        return page_labels(self._document.get_page_labels(), self.pages)

    def outline(self) -> list[tuple[int, str, int]]:
        """The embedded outline: level (1 is the shallowest), title, page from 0 or −1 for no page.

        Named destinations make this slow (0.3 s on 272 pages): call it after the first page.
        """
        return [
            (level, _one_line(title), page - 1 if page > 0 else -1)
            for level, title, page, *_ in self._document.get_toc(False)
        ]

    def title(self) -> str:
        """The title the file gives itself, "" when it has none or one that nobody can read."""
        title = _one_line(self._document.metadata.get("title") or "")
        unreadable = title.startswith("<") or not title.replace("\u3000", "").isprintable()
        return "" if unreadable else title

    def opening(self) -> Opening:
        """What the file's first page with text says about its place in a publication.

        Raises Damaged when that page cannot be read.
        """
        text = ""
        for page in range(min(OPENING_PAGES, self.pages)):
            source = self._page(page)
            try:
                with _only_for_text(self._document, page):
                    text = source.get_text("text", flags=OPENING_FLAGS)
            except FAULTS as error:
                raise self._unreadable(page) from error
            if text.strip():
                break
        return Opening(str(self.path), self.pages, self.title(), text, tuple(self.labels()))

    def info(self) -> PdfInfo:
        """Title, producer, encryption, rights and author of the file."""
        metadata = self._document.metadata
        allowed = self._document.permissions
        rights = tuple(name for bit, name in RIGHTS if allowed & bit)
        return PdfInfo(
            self.title(),
            _one_line(metadata.get("producer") or ""),
            metadata.get("encryption") or "",
            rights,
            _one_line(metadata.get("author") or ""),
            int(made[1]) if (made := YEAR.match(metadata.get("creationDate") or "")) else 0,
        )

    def fonts(self, first: int, last: int) -> list[FontInfo]:
        """The fonts that the pages `first` to `last` name, each once; unreadable pages name none."""
        found: dict[FontInfo, None] = {}
        for page in range(max(first, 0), min(last + 1, self.pages)):
            try:
                fonts = self._document.get_page_fonts(page)
            except FAULTS:
                continue
            for xref, program, kind, name, *_ in fonts:
                tag = SUBSET_TAG.match(name)
                drawn = kind == "Type3"
                title = self._type3(f"Type3 ({xref} 0 R)")[0] if drawn else name
                plain = title[tag.end() :] if tag else title
                embedded = drawn or program != "n/a"
                found[FontInfo(plain, kind, embedded, tag is not None)] = None
        return list(found)

    def links(self, page: int) -> list[Link]:
        """The links on `page`, to other files as "file:"; named destinations can make this slow."""
        source = self._page(page)
        found = []
        for link in source.get_links():
            rect = Rect(*(link["from"] * source.derotation_matrix).normalize())
            target = link.get("page", -1)
            address = f"file:{link['file']}" if link.get("file") else link.get("uri")
            if address:
                found.append(Link(rect, -1, address))
            elif isinstance(target, int) and 0 <= target < self.pages:
                found.append(Link(rect, target, "", self._top(target, link.get("to"))))
        return found

    def _top(self, page: int, point: Any) -> float:
        """How far down the unturned page a link's point lies."""
        try:
            return max(float((point * self._page(page).derotation_matrix).y), 0.0)
        except (Damaged, TypeError, AttributeError):
            return 0.0

    def draw(
        self,
        page: int,
        scale: float,
        rotation: int,
        area: tuple[int, int, int, int],
        pixels: Any,
        *,
        tone: Tone | None = None,
    ) -> None:
        """Draw a part of `page` into `pixels`, a writable buffer of 4 × width × height bytes.

        The pixels are B, G, R, 255 in rows of 4 × width bytes: QImage.Format_RGB32 on the usual
        little-endian machine, painted by Qt without a conversion. `scale` is in pixels per point;
        `rotation` a clockwise turn added to the page's own: 0, 90, 180 or 270; `area` left, top,
        width and height in pixels of the whole turned page; `tone` the colours in place of the
        printed ones. Raises Damaged when the page cannot be drawn.
        """
        left, top, width, height = area
        self._mend_fonts(page)
        source = self._page(page)
        inner = source.this if isinstance(source.this, mupdf.FzPage) else source.this.super()
        box = mupdf.fz_bound_page(inner)
        turn = mupdf.fz_rotate(rotation)
        turned = mupdf.fz_transform_rect(box, turn)
        shift = mupdf.fz_translate(-turned.x0, -turned.y0)
        matrix = mupdf.fz_concat(mupdf.fz_concat(turn, shift), mupdf.fz_scale(scale, scale))
        bounds = mupdf.FzIrect(left, top, left + width, top + height)
        try:
            picture = mupdf.fz_new_pixmap_with_bbox_and_data(
                mupdf.fz_device_bgr(),
                bounds,
                mupdf.FzSeparations(),
                1,
                mupdf.python_mutable_buffer_data(pixels),
            )
            mupdf.fz_clear_pixmap_with_value(picture, 255)
            device = mupdf.fz_new_draw_device(matrix, picture)
            is_part = left or top or width < int(scale * (turned.x1 - turned.x0))
            self._run(page, inner, device, (bounds, matrix) if is_part else None)
            mupdf.fz_close_device(device)
            if tone is not None:
                kept = self._photographs(page, source) if tone.inverted else ()
                boxes = [mupdf.fz_transform_rect(mupdf.FzRect(*rect), matrix) for rect in kept]
                recolour(mupdf, (picture, pixels), bounds, tone, boxes)
        except FAULTS as error:
            raise self._unreadable(page) from error

    def hide(self, xrefs: Collection[int]) -> None:
        """Draw all annotations but those with these object numbers. Changes the document in memory only."""
        document, wanted = self._document, set(xrefs)
        for xref in self._hidden.keys() - wanted:
            document.xref_set_key(xref, "F", self._hidden.pop(xref))
        for xref in wanted - self._hidden.keys():
            kind, flags = document.xref_get_key(xref, "F")
            self._hidden[xref] = own = flags if kind == "int" else "0"
            document.xref_set_key(xref, "F", str(int(own) | HIDDEN))
        self._display_list = None

    def _run(self, page: int, inner: Any, device: Any, part: tuple[Any, Any] | None) -> None:
        """Draw the page; a part (pixels, and the matrix to them) from a list kept for its other parts."""
        if part is None:
            mupdf.fz_run_page(inner, device, mupdf.FzMatrix(), mupdf.FzCookie())
            return
        if self._display_list is None or self._display_list[0] != page:
            self._display_list = None
            self._display_list = page, mupdf.fz_new_display_list_from_page(inner)
        seen = mupdf.fz_transform_rect(mupdf.FzRect(part[0]), mupdf.fz_invert_matrix(part[1]))
        shown = self._display_list[1]
        mupdf.fz_run_display_list(shown, device, mupdf.FzMatrix(), seen, mupdf.FzCookie())

    def _photographs(self, page: int, source: Any) -> tuple[Any, ...]:
        """The rectangles of pictures, in points of the page as it stands; a scan of all of it is none."""
        if page not in self._pictures:
            paper = source.rect
            boxes = (pymupdf.Rect(each["bbox"]) & paper for each in source.get_image_info())
            self._pictures[page] = tuple(
                box
                for box in boxes
                if min(box.width, box.height) >= LEAST_PICTURE
                and box.get_area() < MOST_PICTURE * paper.get_area()
            )
        return self._pictures[page]

    def picture(self, page: int, shapes: Sequence[Shape], scale: float) -> bytes:
        """The page as it is shown, with `shapes` over it, as PNG; `scale` is in pixels per point.

        Raises Damaged when the page cannot be drawn.
        """
        self._mend_fonts(page)
        source = self._page(page)
        try:
            drawn = source.get_pixmap(matrix=pymupdf.Matrix(scale, scale))
            with pymupdf.open() as sheets:
                sheet = sheets.new_page(width=source.rect.width, height=source.rect.height)
                sheet.insert_image(sheet.rect, pixmap=drawn)
                for shape in shapes:
                    _draw_shape(sheet, shape, source.rotation_matrix)
                return bytes(sheet.get_pixmap(matrix=pymupdf.Matrix(scale, scale)).tobytes("png"))
        except FAULTS as error:
            raise self._unreadable(page) from error

    def _mend_fonts(self, page: int) -> None:
        """Let text that is coded by glyph number draw as meant; each font is looked at once.

        Changes the document in memory only, before the font is first used.
        """
        if page in self._pages_mended:
            return
        self._pages_mended.add(page)
        document = self._document
        try:
            fonts = document.get_page_fonts(page)
        except FAULTS as error:
            raise self._unreadable(page) from error
        for xref, kind, subtype, _, _, encoding, *_ in fonts:
            if xref in self._fonts_seen:
                continue
            self._fonts_seen.add(xref)
            if subtype == "Type0" and kind == "otf" and encoding in {"Identity-H", "Identity-V"}:
                mend(pymupdf, document, xref, FAULTS)

    def _type3(self, name: str) -> tuple[str, bool]:
        """Name and weight of a Type 3 font by its descriptor: some engines set each typeface in many."""
        if name not in self._type3_fonts:
            self._type3_fonts[name] = _described(self._document, name)
        return self._type3_fonts[name]

    def _page(self, page: int) -> Any:
        try:
            return self._document[page]
        except (*FAULTS, IndexError) as error:  # a file that shrank has fewer pages than it had
            raise self._unreadable(page) from error

    def _unreadable(self, page: int) -> PdfError:
        return Damaged(f"Page {page + 1} of “{self.path.name}” is damaged.")

    def texts(self) -> Iterator[PageText]:
        """Every page's text, one page in memory at a time."""
        for page in range(self.pages):
            yield self.page_text(page)


def _draw_shape(sheet: Any, shape: Shape, turn: Any) -> None:
    colour = pymupdf.sRGB_to_pdf(shape.colour)
    rect = (pymupdf.Rect(shape.rect) * turn).normalize()
    fill, opacity = (colour, 0.3) if shape.filled else (None, 1.0)
    sheet.draw_rect(rect, color=colour, fill=fill, width=0.6, fill_opacity=opacity)
    if shape.label:
        font = "helv" if shape.label.isascii() else "japan"
        sheet.insert_text(rect.tl - (0, 0.8), shape.label, fontname=font, fontsize=5, color=colour)


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
    except FAULTS as error:
        raise Damaged(
            f"“{name}” is damaged and cannot be read.", "Fetch the file again."
        ) from error
    # `needs_pass` would try the empty password again: 13 ms of hashing (ISO 32000-2, algorithm 2.B)
    if document.is_encrypted and not any(map(document.authenticate, spellings(password))):
        raise Encrypted(f"“{name}” needs a password.")
    if not any(_crop_box(document, page) for page in range(document.page_count)):
        raise Damaged(f"“{name}” has no pages that can be read.", "Fetch the file again.")
    return document


@contextmanager
def _only_for_text(document: Any, page: int) -> Iterator[None]:
    """Inside, the text of `page` is read without colour profiles and font programs, which take most of the time.

    Afterwards the document is as it was, and what was loaded inside is drawn with by nobody.
    """
    programs: list[tuple[Any, int, Any]] = []
    pymupdf.TOOLS.set_icc(False)
    try:
        for descriptor, key, program in _needless_programs(document, page):
            programs.append((descriptor, key, program))
            mupdf.pdf_dict_del(descriptor, key)
        yield
    finally:
        for descriptor, key, program in programs:
            mupdf.pdf_dict_put(descriptor, key, program)
        pymupdf.TOOLS.set_icc(True)
        pymupdf.TOOLS.store_shrink(100)


def _needless_programs(document: Any, page: int) -> list[tuple[Any, int, Any]]:
    source = pymupdf._as_pdf_document(document)  # noqa: SLF001
    try:
        xrefs = {font[0] for font in document.get_page_fonts(page)}
        return needless(mupdf, [mupdf.pdf_new_indirect(source, xref, 0) for xref in xrefs])
    except FAULTS:  # reading the text says what is wrong with the page
        return []


def _crop_box(document: Any, page: int) -> Any:
    """The unrotated crop box in points, None when the page cannot be reached or has no area."""
    try:
        box = document.page_cropbox(page)
        entry = mupdf.pdf_lookup_page_obj(pymupdf._as_pdf_document(document), page)  # noqa: SLF001
    except FAULTS:
        return None
    unit = mupdf.pdf_to_real(mupdf.pdf_dict_get(entry, mupdf.PDF_ENUM_NAME_UserUnit))
    if unit > 0:
        box *= unit
    return box if box.width > 0 and box.height > 0 else None


def _page_box(source: Any, page: int) -> PageBox:
    try:
        entry = mupdf.pdf_lookup_page_obj(source, page)
    except FAULTS:
        return PageBox(0, 0, *A4)
    return page_box(mupdf, entry, _rotation(source, page))


def _rotation(source: Any, page: int) -> int:
    try:
        entry = mupdf.pdf_lookup_page_obj(source, page)
    except FAULTS:
        return 0
    value = mupdf.pdf_to_int(mupdf.pdf_dict_get_inheritable(entry, mupdf.PDF_ENUM_NAME_Rotate))
    return int(value) // 90 * 90 % 360


def _described(document: Any, name: str) -> tuple[str, bool]:
    """The name and weight that the descriptor of the font `Type3 (n 0 R)` gives, if it has one."""
    number = re.search(r"(\d+) 0 R", name)
    if number is None:
        return "Type3", False
    try:
        kind, known = document.xref_get_key(int(number[1]), "FontDescriptor/FontName")
        weight = document.xref_get_key(int(number[1]), "FontDescriptor/FontWeight")[1]
    except FAULTS:
        return "Type3", False
    if kind != "name":
        return "Type3", False
    font = known[1:].partition("+")[2] or known[1:]
    heavy = weight.isdecimal() and int(weight) >= BOLD_WEIGHT
    return font, heavy or "bold" in font.casefold()


def _one_line(title: str) -> str:
    return re.sub(r"[\x00-\x20]+", " ", title).strip()

"""What goes to the clipboard: clean text, text with its source, a part of a page as a picture."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage

from index_builder.errors import HakushoError
from index_builder.model import Caption, Rect
from reader.answers import heading_text
from reader.citations import Citations
from reader.geometry import PageTransform
from reader.page_tools import PageTool, Shows, Trace
from reader.panels.citation import CitationDialog
from reader.render_messages import Answer, Draw
from reader.settings import Settings
from reader.tasks import TaskThread

if TYPE_CHECKING:
    from reader.clean_text import Wishes
    from reader.main_window import MainWindow
    from reader.page_view import PageView
    from reader.render import RenderService
    from reader.session import Session

DPI = 300
INCH = 72
"""Points."""

LEAST = 2.0
"""Points; a rectangle less wide or high is none."""

MOST_PIXELS = 40_000_000
"""A picture that would have more is drawn coarser: 160 MB, an A2 page."""


class Copying(QObject):
    """The actions that copy."""

    def __init__(
        self,
        window: "MainWindow",
        session: "Session",
        settings: Settings,
        render: "RenderService",
        citations: Citations,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._render = render
        self._citations = citations
        self._window = window
        self._views = window.views
        self._writing = TaskThread("copying", self)
        self._put_last: QMimeData | None = None
        self._cutter = PageTool(Qt.CursorShape.CrossCursor, Shows.BAND, self)
        self._cutter.traced.connect(self._cut_out)
        for name, slot in (
            ("copy", self.copy),
            ("copy_citation", self.copy_with_citation),
            ("copy_source", self.copy_source),
            ("source", self.ask_source),
            ("copy_picture", self.choose_picture),
            ("select_all", self._select_page),
        ):
            window.connect_action(name, slot)
        for name, key in (("copy_ruby", "copy/ruby"), ("copy_marks", "copy/marks")):
            action = window.actions_by_id[name]
            action.setChecked(settings.get(key))
            action.toggled.connect(lambda on, key=key: settings.set(key, on))

    @property
    def _view(self) -> "PageView":
        return self._views.active

    def close(self) -> None:
        """Ends the thread. A picture stays in the clipboard, as data that does not end with Python."""
        self._writing.close()
        clipboard = QGuiApplication.clipboard()
        if self._put_last is not None and clipboard.mimeData() is self._put_last:
            clipboard.setImage(clipboard.image())
        self._put_last = None

    def copy(self) -> None:
        """The selected text."""
        self._copy("")

    def copy_with_citation(self) -> None:
        """The selected text and where it stands: title, headings above, printed page."""
        if self._view.selection_model.is_empty:
            self._copy("")
        else:
            self._copy(f"\n{self._citation()}")

    def _copy(self, source: str) -> None:
        """Have the selection written down, a whole volume if need be, and `source` behind it."""
        selection = self._view.selection_model
        if selection.is_empty:
            self._say(self.tr("Nothing is selected: drag over the text first."))
            return

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text + source)
            if source:
                self._say(self.tr("Copied with its source"))
            else:
                self._say(self.tr("{0} characters copied").format(len(text)))

        self._writing.submit(selection.writer(self._wishes()), done, self._on_trouble)

    def choose_picture(self) -> None:
        """Let the reader drag a rectangle; it goes to the clipboard."""
        if self._session.order:
            self._cutter.take(self._views)
            self._say(self.tr("Drag a rectangle over the page; Esc leaves."))

    def _cut_out(self, trace: Trace) -> None:
        """A rectangle that is next to nothing is a slip of the hand."""
        if min(trace.rect.width, trace.rect.height) >= LEAST:
            self._cutter.put_down()
            self.copy_part(trace.document, trace.page, trace.rect)

    def _select_page(self) -> None:
        page = self._view.current_page()
        if page is not None:
            self._view.selection_model.select_page(*page)

    def _wishes(self) -> "Wishes":
        from reader.clean_text import Wishes  # noqa: PLC0415 - when first copied

        return Wishes(ruby=self._settings.get("copy/ruby"), marks=self._settings.get("copy/marks"))

    def copy_caption(self, document: int, caption: Caption) -> None:
        """Label, title and source line of a figure, and where it stands."""
        place = caption.place
        said = (
            [heading_text(caption), caption.source] if caption.source else [heading_text(caption)]
        )
        here = document, place.page
        top = place.rects[0].y1 if place.rects else None
        text = "\n".join((*said, self._citations.cite(here, here, top)))
        QGuiApplication.clipboard().setText(text)
        self._say(self.tr("Copied with its source"))

    def copy_source(self) -> None:
        """The citation of the selection, else of the page being read, and no text."""
        page = self._view.current_page()
        if not self._view.selection_model.is_empty:
            text = self._citation()
        elif page is not None:
            text = self._citations.cite(page, page, None)
        else:
            self._say(self.tr("No file is open."))
            return
        QGuiApplication.clipboard().setText(text)
        self._say(self.tr("Copied: {0}").format(" ".join(text.split())))

    def ask_source(self) -> None:
        """Lets the reader say how the paper being read is cited."""
        page = self._view.current_page()
        if page is None:
            self._say(self.tr("No file is open."))
            return
        dialog = CitationDialog(self._citations, page, self._window)
        self._session.closed.connect(dialog.reject)
        dialog.open()

    def _citation(self) -> str:
        places = self._view.selection_model.places()
        document, page, rects = places[0]
        return self._citations.cite((document, page), places[-1][:2], rects[0].y1)

    # --- pictures -----------------------------------------------------------------------------

    def copy_part(self, document: int, page: int, rect: Rect) -> None:
        """What stands in `rect` of a page, as a picture."""
        info = self._render.info(document)
        if info is None:
            return
        turn = info.rotations[page] + self._view.rotation
        request = picture_request(
            document, page, rect, (info.sizes[page], turn, self._view.rotation)
        )
        self._render.ask(
            request, lambda answer, picture: self._on_drawn(request, answer, picture), self
        )

    def _on_drawn(self, request: Draw, _answer: Answer, picture: QImage | None) -> None:
        if picture is None:
            self._say(self.tr("This page cannot be drawn."))
            return
        dots = round(request.scale * INCH / 0.0254)
        picture.setDotsPerMeterX(dots)
        picture.setDotsPerMeterY(dots)
        self._writing.submit(
            lambda: png(picture), lambda data: self._put(picture, data), self._on_trouble
        )

    def _put(self, picture: QImage, data: bytes) -> None:
        content = QMimeData()
        content.setImageData(picture)
        content.setData("image/png", data)
        QGuiApplication.clipboard().setMimeData(content)
        self._put_last = content
        text = self.tr("Picture of {0} × {1} pixels copied")
        self._say(text.format(picture.width(), picture.height()))

    def _on_trouble(self, error: HakushoError) -> None:
        self._say(str(error))

    def _say(self, text: str) -> None:
        self._session.message.emit(text)


def picture_request(
    document: int,
    page: int,
    rect: Rect,
    placed: tuple[tuple[float, float], int, int],
    dpi: int = DPI,
) -> Draw:
    """The request for what of `rect` lies on a page, at `dpi`, coarser where it would be too large.

    `placed` is the page's size in points, its whole turn, and the reader's part of that.
    """
    size, turn, rotation = placed
    rect = Rect(max(rect.x0, 0), max(rect.y0, 0), min(rect.x1, size[0]), min(rect.y1, size[1]))
    scale = dpi / INCH
    pixels = rect.width * rect.height * scale * scale
    scale *= min(1.0, (MOST_PIXELS / pixels) ** 0.5)
    x0, y0, x1, y1 = PageTransform(*size, turn % 360, scale).rect_to_view(rect)
    left, top = round(x0), round(y0)
    area = (left, top, max(1, round(x1) - left), max(1, round(y1) - top))
    return Draw(document, page, scale, rotation, area, "")


def png(picture: QImage) -> bytes:
    """The picture as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())

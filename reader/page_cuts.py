"""Parts of pages as pictures of their own: figures and tables, cut out by the render process."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from index_builder.model import Rect, Tone
from reader.geometry import PageTransform
from reader.pictures import PictureKey
from reader.render import Priority, RenderService

MARGIN = 4.0
"""Points around a part, so that the lines at its edge are whole."""


class Cut(QObject):
    """The parts that one `client` shows.

    Attributes:
        tone: the colours that are asked for, None for the printed ones.

    Signals:
        drawn(PictureKey): a picture is there.
        failed(document, page): the page of a picture that is wanted cannot be drawn.
    """

    drawn = Signal(object)
    failed = Signal(int, int)

    def __init__(
        self,
        service: RenderService,
        client: str,
        parent: QObject | None = None,
        priority: Priority = Priority.AHEAD,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._client = client
        self._priority = priority
        self.tone: Tone | None = None
        self._wanted: list[PictureKey] = []
        service.drawn.connect(self._on_drawn)
        service.page_failed.connect(self._on_page_failed)

    def size(self, document: int, page: int, area: Rect | None) -> tuple[float, float]:
        """Width and height in points as the part stands on the screen; (0, 0) while the file is not open."""
        info = self._service.info(document)
        if info is None:
            return 0.0, 0.0
        transform = PageTransform(*info.sizes[page], info.rotations[page], 1.0)
        if area is None:
            return transform.turned_size
        view = transform.rect_to_view(_within(area, *info.sizes[page]))
        return view.width, view.height

    def key(self, document: int, page: int, area: Rect | None, width: int) -> PictureKey | None:
        """The key of a part, None for the whole page, `width` device pixels wide; None while the file is not open."""
        across, _ = self.size(document, page, area)
        info = self._service.info(document)
        if info is None or across <= 0:
            return None
        scale = round(width / across, 4)
        whole = self._service.key(document, page, scale)._replace(tone=self.tone)
        if area is None:
            return whole
        transform = PageTransform(*info.sizes[page], info.rotations[page], scale)
        view = transform.rect_to_view(_within(area, *info.sizes[page]))
        left, top = int(view.x0), int(view.y0)
        right = min(int(view.x1) + 1, whole.area[2])
        bottom = min(int(view.y1) + 1, whole.area[3])
        return whole._replace(
            area=(left, top, max(right - left, 1), max(bottom - top, 1)), whole=False
        )

    def picture(self, key: PictureKey) -> QImage | None:
        """The picture if it is there; ask with `want`."""
        return self._service.picture(key)

    def want(self, keys: Sequence[PictureKey]) -> None:
        """These in place of those wanted before."""
        self._wanted = list(keys)
        self._service.want(self._client, self._priority, self._wanted)

    def failure(self, document: int, page: int) -> str:
        """Why a page cannot be drawn, "" when nothing speaks against it."""
        return self._service.failure(document, page)

    def retry(self, document: int, page: int) -> None:
        """Let a page that could not be drawn be asked for again."""
        self._service.retry(document, page)

    def _on_page_failed(self, document: int, page: int, _message: str) -> None:
        if any((key.document, key.page) == (document, page) for key in self._wanted):
            self.failed.emit(document, page)

    def _on_drawn(self, key: PictureKey) -> None:
        if key in self._wanted:
            self.drawn.emit(key)


def _within(area: Rect, width: float, height: float) -> Rect:
    return Rect(
        max(area.x0 - MARGIN, 0.0),
        max(area.y0 - MARGIN, 0.0),
        min(area.x1 + MARGIN, width),
        min(area.y1 + MARGIN, height),
    )

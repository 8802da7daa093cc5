"""RenderService: asks the render process for pictures, texts, links and outlines, and keeps the answers.

Lives on the main thread. A thread of its own waits for the process and copies pixels out of the
shared memory. Nothing here knows widgets or the library. One request is on its way at a time,
so that what is wanted next is decided as late as possible.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from index_builder.model import Link, PageText
from reader.pictures import PictureCache, PictureKey, page_pixels
from reader.render_messages import (
    Answer,
    Arrange,
    Arranged,
    Draw,
    Drawn,
    Failed,
    LinksRead,
    Open,
    Opened,
    OutlineRead,
    PageFailed,
    ReadLinks,
    ReadOutline,
    ReadText,
    Request,
    TextRead,
    decode_answer,
    encode,
    unpack_text,
)
from reader.worker_process import WorkerProcess, start_worker

log = logging.getLogger(__name__)

Read = ReadText | ReadLinks | ReadOutline

BUDGET = 256 << 20
"""Bytes of pictures kept by default."""

TEXTS_KEPT = 256
TIME_LIMITS: dict[type[Request], float] = {
    Open: 20.0,
    Arrange: 20.0,
    Draw: 10.0,
    ReadText: 10.0,
    ReadLinks: 5.0,
    ReadOutline: 20.0,
}
"""Seconds after which a request that has no answer yet ends the worker."""

STRIKES = 2
"""A request that has ended this many workers is not sent again."""


class Priority(IntEnum):
    """In what order pictures are drawn."""

    VISIBLE = 0
    AHEAD = 1
    THUMBNAIL = 2


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What an opened file tells about itself.

    Sizes are in points of the unrotated crop box, rotations clockwise, labels the file's own
    page labels ("" where none).
    """

    sizes: tuple[tuple[float, float], ...]
    rotations: tuple[int, ...]
    labels: tuple[str, ...]
    title: str
    producer: str
    encryption: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file could not be opened; `kind` is the name of the error's class ("Encrypted")."""

    message: str
    hint: str
    kind: str


class _Receiver(threading.Thread):
    """Waits for the answers of one worker and hands them to the service's thread."""

    def __init__(self, worker: WorkerProcess, service: "RenderService") -> None:
        super().__init__(name="render-receiver", daemon=True)
        self.worker = worker
        self.picture: tuple[memoryview, int, int] | None = None
        self._service = service

    def run(self) -> None:
        while (frame := self.worker.receive()) is not None:
            answer = decode_answer(frame)
            picture = None
            if isinstance(answer, Drawn) and self.picture is not None:
                pixels, width, height = self.picture
                shared = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
                picture = shared.copy()
                del shared, pixels
            self.picture = None
            self._service._answered.emit(self, answer, picture)  # noqa: SLF001
        self._service._ended.emit(self)  # noqa: SLF001


class RenderService(QObject):
    """The one way of the window to the contents of PDFs.

    `document` is the index in the list given to `open`, for life; reading order is a
    permutation on top.

    Attributes:
        cache: the pictures; its budget may be changed.

    Signals:
        opened(document, DocumentInfo): its pages can be shown.
        failed(document, Failure): it cannot be opened, or not any more.
        ordered(tuple of documents in reading order, title of the publication).
        drawn(PictureKey): the picture is in the cache.
        text_arrived(document, page), links_arrived(document, page), outline_arrived(document).
        page_failed(document, page, message): it cannot be drawn.
        worker_restarted: the process had died or hung and is another one now.
    """

    opened = Signal(int, object)
    failed = Signal(int, object)
    ordered = Signal(object, str)
    drawn = Signal(object)
    text_arrived = Signal(int, int)
    links_arrived = Signal(int, int)
    outline_arrived = Signal(int)
    page_failed = Signal(int, int, str)
    worker_restarted = Signal()
    _answered = Signal(object, object, object)
    _ended = Signal(object)

    def __init__(
        self,
        worker: WorkerProcess | None = None,
        budget: int = BUDGET,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.cache = PictureCache(budget)
        self._paths: list[Path] = []
        self._passwords: dict[int, str] = {}
        self._infos: dict[int, DocumentInfo] = {}
        self._to_open: list[int] = []
        self._to_arrange = False
        self._ready: set[int] = set()
        self._wanted: dict[tuple[Priority, str], tuple[PictureKey, ...]] = {}
        self._reads: dict[Read, None] = {}
        self._texts: OrderedDict[tuple[int, int], PageText] = OrderedDict()
        self._links: dict[tuple[int, int], list[Link]] = {}
        self._outlines: dict[int, list[tuple[int, str, int]]] = {}
        self._failures: dict[tuple[int, int], str] = {}
        self._lost: dict[int, str] = {}
        self._strikes: dict[tuple[object, ...], int] = {}
        self._memory: SharedMemory | None = None
        self._request: Request | None = None
        self._picture_key: PictureKey | None = None
        self._limit = QTimer(self, singleShot=True)
        self._limit.timeout.connect(self._on_time_limit)
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._receiver: _Receiver | None = None
        self._worker = worker

    # --- documents --------------------------------------------------------------------------

    def open(self, paths: Sequence[Path]) -> None:
        """Open `paths` in place of what was open; each is answered by `opened` or `failed`."""
        self._paths = list(paths)
        self._passwords.clear()
        self._infos.clear()
        self._wanted.clear()
        self._reads.clear()
        self._texts.clear()
        self._links.clear()
        self._outlines.clear()
        self._failures.clear()
        self._lost.clear()
        self._strikes.clear()
        self._ready.clear()
        self.cache.clear()
        self._to_open = list(range(len(self._paths)))
        self._to_arrange = bool(self._paths)
        if self._request is not None:
            self._replace_worker()
        self._send_next()

    def unlock(self, document: int, password: str) -> None:
        """Try `password` on a document that has failed as Encrypted; answered as `open` is."""
        self._passwords[document] = password
        self._to_open.insert(0, document)
        self._to_arrange = True
        self._send_next()

    def info(self, document: int) -> DocumentInfo | None:
        """What is known of a document, None until it is open."""
        return self._infos.get(document)

    def close(self) -> None:
        """End the process and free the shared memory; the service is of no use afterwards."""
        self._limit.stop()
        self._paths = []
        self._request = None
        self._stop_worker()
        self._free_memory()
        self.cache.clear()

    # --- pictures ---------------------------------------------------------------------------

    def key(self, document: int, page: int, scale: float, rotation: int = 0) -> PictureKey:
        """The key of a whole page at `scale` device pixels per point, turned by `rotation` more."""
        info = self._infos[document]
        width, height = info.sizes[page]
        if (info.rotations[page] + rotation) % 180:
            width, height = height, width
        pixels = page_pixels(width, height, scale)
        return PictureKey(document, page, scale, rotation, (0, 0, *pixels))

    def picture(self, key: PictureKey) -> QImage | None:
        """The picture if it is there; ask for it with `want`."""
        return self.cache.get(key)

    def nearest(self, key: PictureKey) -> QImage | None:
        """What can stand in for the picture, scaled: the same page at the nearest size."""
        return self.cache.nearest(key)

    def want(self, client: str, priority: Priority, keys: Sequence[PictureKey]) -> None:
        """The pictures that `client` wants now, most urgent first, in place of what it wanted before."""
        self._wanted[priority, client] = tuple(keys)
        if priority is Priority.VISIBLE:
            visible = [
                k for (p, _), wanted in self._wanted.items() if p is priority for k in wanted
            ]
            self.cache.pin(visible)
        self._send_next()

    def failure(self, document: int, page: int) -> str:
        """Why a page cannot be drawn, "" when nothing speaks against it."""
        return self._failures.get((document, page)) or self._lost.get(document, "")

    def retry(self, document: int, page: int) -> None:
        """Let a page that could not be drawn be asked for again."""
        self._failures.pop((document, page), None)
        self._lost.pop(document, None)
        for strike in [s for s in self._strikes if s[1:] == (document, page)]:
            del self._strikes[strike]
        self._send_next()

    # --- texts, links, outlines -------------------------------------------------------------

    def text(self, document: int, page: int) -> PageText | None:
        """The characters of a page if they are there; ask for them with `request_text`."""
        return self._texts.get((document, page))

    def request_text(self, document: int, page: int) -> None:
        """Answered by `text_arrived`, at once when it is there; never when the page has none to give."""
        if (document, page) in self._texts:
            self._texts.move_to_end((document, page))
            self.text_arrived.emit(document, page)
        else:
            self._ask(ReadText(document, page))

    def links(self, document: int, page: int) -> list[Link] | None:
        """The links the file carries on a page, if they are there; ask with `request_links`."""
        return self._links.get((document, page))

    def request_links(self, document: int, page: int) -> None:
        """Answered by `links_arrived`."""
        if (document, page) not in self._links:
            self._ask(ReadLinks(document, page))

    def outline(self, document: int) -> list[tuple[int, str, int]] | None:
        """The embedded outline (level, title, page or −1) if it is there; ask with `request_outline`."""
        return self._outlines.get(document)

    def request_outline(self, document: int) -> None:
        """Answered by `outline_arrived`."""
        if document not in self._outlines:
            self._ask(ReadOutline(document))

    def _ask(self, request: Read) -> None:
        self._reads[request] = None
        self._send_next()

    # --- what to send -----------------------------------------------------------------------

    def _send_next(self) -> None:
        if self._request is not None:
            return
        request = self._next_request()
        if request is None:
            return
        if self._receiver is None:
            self._start_worker()
        assert self._receiver is not None
        self._request = request
        if self._picture_key is not None:
            _, _, width, height = self._picture_key.area
            assert self._memory is not None
            assert self._memory.buf is not None
            self._receiver.picture = (self._memory.buf, width, height)
        self._limit.start(round(1000 * TIME_LIMITS[type(request)]))
        self._receiver.worker.send(encode(request))

    def _next_request(self) -> Request | None:
        """The most urgent request that may be sent now."""
        self._picture_key = None
        if self._to_open and not self._infos:
            return self._open_request(self._to_open[0])
        request = self._wanted_picture(Priority.VISIBLE) or self._wanted_read(ReadText)
        if request is None and self._to_open:
            return self._open_request(self._to_open[0])
        if request is None and self._to_arrange:
            self._to_arrange = False
            return Arrange() if self._infos else None
        request = (
            request
            or self._wanted_picture(Priority.AHEAD)
            or self._wanted_read(ReadLinks)
            or self._wanted_read(ReadOutline)
            or self._wanted_picture(Priority.THUMBNAIL)
        )
        if request is not None and request.document not in self._ready:
            self._picture_key = None
            return self._open_request(request.document)
        if isinstance(request, Read):
            del self._reads[request]
        return request

    def _open_request(self, document: int) -> Open:
        path = str(self._paths[document])
        return Open(document, path, self._passwords.get(document, ""))

    def _wanted_picture(self, priority: Priority) -> Draw | None:
        for (wanted_as, _), keys in self._wanted.items():
            if wanted_as is not priority:
                continue
            for key in keys:
                if key.document not in self._infos or key in self.cache:
                    continue
                if self.failure(key.document, key.page):
                    continue
                self._picture_key = key
                memory = self._memory_for(4 * key.area[2] * key.area[3])
                return Draw(key.document, key.page, key.scale, key.rotation, key.area, memory.name)
        return None

    def _wanted_read(self, kind: type[Read]) -> Read | None:
        return next((r for r in self._reads if type(r) is kind and r.document in self._infos), None)

    # --- answers ----------------------------------------------------------------------------

    def _on_answered(self, receiver: _Receiver, answer: Answer, picture: QImage | None) -> None:
        if receiver is not self._receiver or self._request is None:
            return
        self._limit.stop()
        request, self._request = self._request, None
        key, self._picture_key = self._picture_key, None
        match answer:
            case Opened():
                self._on_opened(answer)
            case Failed():
                self._on_failed(answer.document, Failure(answer.message, answer.hint, answer.kind))
            case Arranged():
                self.ordered.emit(tuple(answer.order), answer.title)
            case Drawn() if key is not None and picture is not None:
                self.cache.put(key, picture)
                self.drawn.emit(key)
            case TextRead() if isinstance(request, ReadText):
                self._keep_text(request, unpack_text(answer))
            case LinksRead() if isinstance(request, ReadLinks):
                self._links[request.document, request.page] = answer.links
                self.links_arrived.emit(request.document, request.page)
            case OutlineRead() if isinstance(request, ReadOutline):
                self._outlines[request.document] = answer.entries
                self.outline_arrived.emit(request.document)
            case PageFailed():
                self._give_up(request, answer.message)
        self._send_next()

    def _on_opened(self, answer: Opened) -> None:
        document = answer.document
        self._ready.add(document)
        if document in self._to_open:
            self._to_open.remove(document)
        if document in self._infos:
            return
        info = DocumentInfo(
            tuple(answer.sizes),
            tuple(answer.rotations),
            tuple(answer.labels),
            answer.info.title,
            answer.info.producer,
            answer.info.encryption,
            answer.info.rights,
        )
        self._infos[document] = info
        self.opened.emit(document, info)

    def _on_failed(self, document: int, failure: Failure) -> None:
        if document in self._to_open:
            self._to_open.remove(document)
        if document in self._infos:
            self._lost[document] = failure.message
        self.failed.emit(document, failure)

    def _keep_text(self, request: ReadText, text: PageText) -> None:
        self._texts[request.document, request.page] = text
        while len(self._texts) > TEXTS_KEPT:
            self._texts.popitem(last=False)
        self.text_arrived.emit(request.document, request.page)

    def _give_up(self, request: Request, message: str) -> None:
        """The answer to `request` will never come: say so to whoever waits for it."""
        match request:
            case Open(document):
                hint = self.tr("The other files stay open.")
                self._on_failed(document, Failure(message, hint, "WorkerDied"))
            case Draw(document, page):
                self._failures[document, page] = message
                self.page_failed.emit(document, page, message)
            case Arrange():
                self.ordered.emit(tuple(sorted(self._infos)), "")
            case ReadLinks(document, page):
                self._links[document, page] = []
                self.links_arrived.emit(document, page)
            case ReadOutline(document):
                self._outlines[document] = []
                self.outline_arrived.emit(document)
            case ReadText(document, page):
                log.warning("no text of document %d, page %d: %s", document, page, message)

    # --- the process ------------------------------------------------------------------------

    def _start_worker(self) -> None:
        worker, self._worker = self._worker or start_worker(), None
        self._ready.clear()
        self._receiver = _Receiver(worker, self)
        self._receiver.start()

    def _stop_worker(self) -> None:
        receiver, self._receiver = self._receiver, None
        if self._worker is not None:
            self._worker.close()
            self._worker = None
        if receiver is not None:
            receiver.worker.kill()
            receiver.join()
            receiver.worker.close()

    def _replace_worker(self) -> None:
        self._request = None
        self._picture_key = None
        self._stop_worker()
        self._start_worker()

    def _on_time_limit(self) -> None:
        if self._receiver is not None:
            self._receiver.worker.kill()

    def _on_ended(self, receiver: _Receiver) -> None:
        if receiver is not self._receiver:
            return
        self._limit.stop()
        request = self._request
        log.warning("the render process ended at %r", request)
        self._replace_worker()
        if request is not None:
            self._count_strike(request)
        self.worker_restarted.emit()
        self._send_next()

    def _count_strike(self, request: Request) -> None:
        place = (getattr(request, "document", -1), getattr(request, "page", -1))
        strike = (type(request), *place)
        self._strikes[strike] = self._strikes.get(strike, 0) + 1
        if self._strikes[strike] >= STRIKES:
            self._give_up(request, self.tr("This page cannot be drawn."))
        elif isinstance(request, ReadText | ReadLinks | ReadOutline):
            self._reads[request] = None
        elif isinstance(request, Arrange):
            self._to_arrange = True

    def _memory_for(self, size: int) -> SharedMemory:
        if self._memory is None or self._memory.size < size:
            self._free_memory()
            self._memory = SharedMemory(create=True, size=max(size, 8 << 20))
        return self._memory

    def _free_memory(self) -> None:
        memory, self._memory = self._memory, None
        if memory is not None:
            memory.close()
            memory.unlink()

"""RenderService: asks the render process for pictures, texts, links and outlines, and keeps the answers.

Lives on the main thread. Nothing here knows widgets or the library. One request is on its way at a
time, so that what is wanted next is decided as late as possible.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import astuple
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from index_builder.model import Link, Opening, PageText
from reader.errands import Done, Errands
from reader.pictures import PictureCache, PictureKey, page_pixels
from reader.render_channel import RenderChannel
from reader.render_messages import (
    Answer,
    Arrange,
    Arranged,
    Draw,
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
    Survey,
    Surveyed,
    TextRead,
    unpack_text,
)
from reader.worker_process import WorkerProcess

log = logging.getLogger(__name__)

Read = ReadText | ReadLinks | ReadOutline

BUDGET = 256 << 20
"""Bytes of pictures kept until told otherwise."""

TEXTS_KEPT = 16
"""Pages whose characters are kept, 0.1 MiB each: those near the reader."""

PATIENCE = {Survey: 0.5, ReadText: 2.0, ReadLinks: 0.5, ReadOutline: 2.0}
"""Seconds that a page in sight waits for what is on its way; when it is sent again, it may take its time."""

STRIKES = 2
"""A request that has ended this many workers is not sent again, nor one that took all of its time."""


class Priority(IntEnum):
    """In what order pictures are drawn."""

    VISIBLE = 0
    AHEAD = 1
    THUMBNAIL = 2


class DocumentInfo(Struct, frozen=True):
    """What an opened file tells about itself: sizes in points of the unrotated crop box, rotations clockwise, its own labels."""

    sizes: tuple[tuple[float, float], ...]
    rotations: tuple[int, ...]
    labels: tuple[str, ...]
    title: str
    producer: str
    encryption: str
    rights: tuple[str, ...]
    author: str = ""
    year: int = 0


class Failure(Struct, frozen=True):
    """Why a file could not be opened; `kind` is the name of the error's class ("Encrypted")."""

    message: str
    hint: str
    kind: str


class RenderService(QObject):
    """The one way of the window to the contents of PDFs.

    `document` is the index in the list given to `open`, for life; reading order is a
    permutation on top.

    Attributes:
        cache: the pictures; its budget may be changed.

    Signals:
        opened(document, DocumentInfo): its pages can be shown.
        failed(document, Failure): it cannot be opened, or not any more.
        surveyed(document): what its first page tells of the reading order is known.
        ordered(tuple of documents in reading order, title of the publication).
        drawn(PictureKey): the picture is in the cache.
        text_arrived(document, page), links_arrived(document, page), outline_arrived(document).
        page_failed(document, page, message): it cannot be drawn.
        worker_restarted: the process had died or hung and is another one now.
    """

    opened = Signal(int, object)
    failed = Signal(int, object)
    surveyed = Signal(int)
    ordered = Signal(object, str)
    drawn = Signal(object)
    text_arrived = Signal(int, int)
    links_arrived = Signal(int, int)
    outline_arrived = Signal(int)
    page_failed = Signal(int, int, str)
    worker_restarted = Signal()

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
        self._openings: dict[int, Opening] = {}
        self._to_arrange = False
        self._ready: set[int] = set()
        self._wanted: dict[tuple[Priority, str], tuple[PictureKey, ...]] = {}
        self._reads: dict[Read, None] = {}
        self._texts: OrderedDict[tuple[int, int], PageText] = OrderedDict()
        self._links: dict[tuple[int, int], list[Link]] = {}
        self._outlines: dict[int, list[tuple[int, str, int]]] = {}
        self._failures: dict[tuple[int, int], str] = {}
        self._lost: dict[int, str] = {}
        self._strikes: dict[tuple[type[Request], int, int], int] = {}
        self._drawing: PictureKey | None = None
        self._errands = Errands()
        self._channel = RenderChannel(worker, self)
        self._channel.answered.connect(self._on_answered)
        self._channel.restarted.connect(self._on_restarted)

    # --- documents --------------------------------------------------------------------------

    def open(self, paths: Sequence[Path]) -> None:
        """Open `paths` in place of what was open; each is answered by `opened` or `failed`."""
        self._paths = list(paths)
        self._passwords.clear()
        self._infos.clear()
        self._openings.clear()
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
        self._errands.drop()
        self._to_open = list(range(len(self._paths)))
        self._to_arrange = bool(self._paths)
        if self._channel.request is not None:
            self._channel.restart()
        self._send_next()

    def keep_order(self) -> None:
        """The reading order is known: the files are not asked for it, and `ordered` does not come."""
        self._to_arrange = False

    def unlock(self, document: int, password: str) -> None:
        """Try `password` on a document that has failed as Encrypted; answered as `open` is."""
        self._passwords[document] = password
        self._to_open.insert(0, document)
        self._to_arrange = True
        self._send_next()

    def info(self, document: int) -> DocumentInfo | None:
        """What is known of a document, None until it is open."""
        return self._infos.get(document)

    @property
    def pid(self) -> int:
        """The render process now, 0 when there is none."""
        return self._channel.pid

    def limit(self, kind: type[Request], seconds: float) -> None:
        """Let requests of a kind take this long at most before the process is replaced."""
        self._channel.limits[kind] = seconds

    def close(self) -> None:
        """End the process and free the shared memory; the service is of no use afterwards."""
        self._to_open.clear()
        self._infos.clear()
        self._errands = Errands()
        self._to_arrange = False
        self._channel.close()
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

    def parts(self, key: PictureKey) -> list[tuple[PictureKey, QImage]]:
        """Parts of the same page at the nearest other size, which can stand in for those at `key`'s."""
        return self.cache.parts(key)

    def want(self, client: str, priority: Priority, keys: Sequence[PictureKey]) -> None:
        """The pictures that `client` wants now, most urgent first, in place of what it wanted before."""
        self._wanted[priority, client] = tuple(keys)
        # Whatever is wanted stays: else two pictures too large for the budget would be drawn for ever.
        self.cache.pin(key for wanted in self._wanted.values() for key in wanted)
        on_its_way = self._channel.request
        if (
            isinstance(on_its_way, Survey | Read)
            and priority is Priority.VISIBLE
            and (isinstance(on_its_way, ReadLinks) or not self._strikes_of(on_its_way))
            and any(key not in self.cache for key in keys)
        ):
            self._channel.hurry(PATIENCE[type(on_its_way)])
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
        """Answered by `links_arrived`, unless the file's links have ended two workers."""
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
        page = getattr(request, "page", -1)
        if self._strikes_of(request) >= STRIKES or (request.document, page) in self._failures:
            return
        self._reads[request] = None
        self._send_next()

    def ask(self, request: Request, done: Done, owner: QObject | None = None) -> None:
        """Have a single request answered to `done`, once, after whatever the view needs, while `owner` lives."""
        self._errands.add(request, done, owner)
        self._send_next()

    # --- what to send -----------------------------------------------------------------------

    def _send_next(self) -> None:
        if self._channel.request is None and (request := self._next_request()) is not None:
            self._channel.send(request)

    def _next_request(self) -> Request | None:
        """The most urgent request that may be sent now."""
        if self._to_open and not self._infos:
            return self._open_request(self._to_open[0])
        request: Request | None
        request = self._wanted_picture(Priority.VISIBLE) or self._wanted_read(ReadText)
        if request is None and self._to_open:
            return self._open_request(self._to_open[0])
        request = (
            request
            or self._arrange_request()
            or self._wanted_picture(Priority.AHEAD)
            or self._errands.first()
            or self._wanted_read(ReadLinks)
            or self._wanted_read(ReadOutline)
            or self._wanted_picture(Priority.THUMBNAIL)
        )
        if request is None:
            return None
        document = getattr(request, "document", None)
        if document is not None and document not in self._ready:
            return self._open_request(document)
        if isinstance(request, Read):
            del self._reads[request]
        return self._errands.begin(request, self._channel.memory)

    def _arrange_request(self) -> Survey | Arrange | None:
        """What brings the reading order nearer, once every file is open or has failed."""
        if not self._to_arrange:
            return None
        missing = self._infos.keys() - self._openings.keys() - self._lost.keys()
        if missing:
            return min(map(Survey, sorted(missing)), key=self._strikes_of)
        self._to_arrange = False
        openings = (self._openings[document] for document in sorted(self._openings))
        return Arrange(tuple(openings)) if self._openings else None

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
                self._drawing = key
                memory = self._channel.memory(4 * key.area[2] * key.area[3])
                return Draw(*key[:5], memory, key.tone)
        return None

    def _wanted_read(self, kind: type[Read]) -> Read | None:
        readable = self._infos.keys() - self._lost.keys()
        reads = (r for r in self._reads if type(r) is kind and r.document in readable)
        return next((r for r in reads if self._strikes_of(r) < STRIKES), None)

    # --- answers ----------------------------------------------------------------------------

    def _on_answered(self, request: Request, answer: Answer, picture: QImage | None) -> None:
        if self._errands.take(request, answer, picture):
            pass
        elif isinstance(answer, PageFailed):
            self._give_up(request, answer.message)
        elif isinstance(request, Draw) and picture is not None:
            self._keep_picture(self._drawing, picture)
        elif not self._take_document(request, answer):
            self._take_contents(request, answer)
        self._send_next()

    def _take_document(self, request: Request, answer: Answer) -> bool:
        """Keep what `answer` says of whole documents; False when it is of another kind."""
        match answer:
            case Opened():
                self._on_opened(answer)
            case Failed():
                self._on_failed(answer.document, Failure(answer.message, answer.hint, answer.kind))
            case Surveyed() if isinstance(request, Survey):
                self._openings[request.document] = answer.opening
                self.surveyed.emit(request.document)
            case Arranged():
                documents = sorted(self._openings)
                order = tuple(documents[index] for index in answer.order)
                self.ordered.emit(order, answer.title)
            case _:
                return False
        return True

    def _take_contents(self, request: Request, answer: Answer) -> None:
        match answer:
            case TextRead() if isinstance(request, ReadText):
                self._keep_text(request, unpack_text(answer))
            case LinksRead() if isinstance(request, ReadLinks):
                self._links[request.document, request.page] = answer.links
                self.links_arrived.emit(request.document, request.page)
            case OutlineRead() if isinstance(request, ReadOutline):
                self._outlines[request.document] = answer.entries
                self.outline_arrived.emit(request.document)

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
            *astuple(answer.info),
        )
        self._infos[document] = info
        self.opened.emit(document, info)

    def _on_failed(self, document: int, failure: Failure) -> None:
        if document in self._to_open:
            self._to_open.remove(document)
        if document in self._infos:
            self._lost[document] = failure.message
            self._errands.drop(document)
        self.failed.emit(document, failure)

    def _keep_picture(self, key: PictureKey | None, picture: QImage) -> None:
        assert key is not None
        self.cache.put(key, picture)
        self.drawn.emit(key)

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
                for read in (ReadText(document, page), ReadLinks(document, page)):
                    self._reads.pop(read, None)
                self.page_failed.emit(document, page, message)
            case Survey(document):
                info = self._infos[document]
                path = str(self._paths[document])
                opening = Opening(path, len(info.sizes), info.title, "", info.labels)
                self._openings[document] = opening
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

    def _on_restarted(self, request: Request | None, late: bool) -> None:
        self._ready.clear()
        if request is not None and not self._errands.on_restarted(request, late=late):
            self._count_strike(request, STRIKES if late else 1)
        self.worker_restarted.emit()
        self._send_next()

    def _count_strike(self, request: Request, strikes: int) -> None:
        self._strikes[_place(request)] = self._strikes_of(request) + strikes
        if self._strikes_of(request) >= STRIKES:
            self._give_up(request, self.tr("This page cannot be drawn."))
        elif isinstance(request, ReadText | ReadLinks | ReadOutline):
            self._reads[request] = None
        elif isinstance(request, Arrange):
            self._to_arrange = True

    def _strikes_of(self, request: Request) -> int:
        """How many workers the request has ended."""
        return self._strikes.get(_place(request), 0)


def _place(request: Request) -> tuple[type[Request], int, int]:
    """What a request is counted under when it has ended a worker: its kind, document and page.

    Links count for their file: it is the names of the whole file that take so long to resolve.
    """
    page = -1 if isinstance(request, ReadLinks) else getattr(request, "page", -1)
    return type(request), getattr(request, "document", -1), page

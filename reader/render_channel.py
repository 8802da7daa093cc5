"""The way to the render process and back: one request at a time, a time limit, pixels in shared memory.

Knows nothing of priorities, caches or documents; `render.RenderService` decides what is sent.
"""

import logging
import threading

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from reader.render_messages import (
    Arrange,
    DecodeError,
    Draw,
    Drawn,
    HideAnnotations,
    Open,
    ReadAnnotations,
    ReadBoxes,
    ReadFonts,
    ReadLinks,
    ReadOutline,
    ReadText,
    ReadWords,
    Request,
    Survey,
    decode_answer,
    encode,
)
from reader.shared_pixels import SharedPixels
from reader.worker_process import WorkerProcess, start_worker

log = logging.getLogger(__name__)

TIME_LIMITS: dict[type[Request], float] = {
    Open: 20.0,
    Survey: 5.0,
    Arrange: 10.0,
    Draw: 10.0,
    ReadText: 10.0,
    ReadLinks: 3.0,
    ReadOutline: 20.0,
    ReadFonts: 20.0,
    ReadWords: 20.0,
    ReadBoxes: 5.0,
    ReadAnnotations: 60.0,
    HideAnnotations: 10.0,
}
"""Seconds after which a request that has no answer yet ends the process."""

LEAST_MEMORY = 8 << 20


class RenderChannel(QObject):
    """A render process, and another one whenever it has ended.

    Attributes:
        request: what is on its way, None when the process is free.
        limits: seconds per kind of request.

    Signals:
        answered(request, answer, picture): `picture` is a QImage of its own when one was drawn.
        restarted(request or None, late): the process has ended at this request, which was `late`
            when it had all the time it may take: it would be again. A new process is starting.
    """

    answered = Signal(object, object, object)
    restarted = Signal(object, bool)
    _received = Signal(object, object, object)
    _ended = Signal(object)

    def __init__(self, worker: WorkerProcess | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.request: Request | None = None
        self.limits = dict(TIME_LIMITS)
        self._started = worker
        self._receiver: _Receiver | None = None
        self._memory: SharedPixels | None = None
        self._is_hurried = self._is_late = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_time_limit)
        self._received.connect(self._on_received, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def pid(self) -> int:
        """The process now, 0 before the first request."""
        return self._receiver.worker.pid if self._receiver else 0

    def send(self, request: Request) -> None:
        """Send `request`; the process must be free. `answered` or `restarted` follows."""
        assert self.request is None
        receiver = self._receiver or self._start()
        self.request = request
        if isinstance(request, Draw) and self._memory is not None:
            receiver.picture = (self._memory, request.area[2], request.area[3])
        self._is_hurried = self._is_late = False
        self._timer.start(round(1000 * self.limits[type(request)]))
        receiver.worker.send(encode(request))

    def memory(self, size: int) -> str:
        """The name of shared memory of at least `size` bytes, for the next request."""
        if self._memory is None or self._memory.size < size:
            self._free_memory()
            self._memory = SharedPixels(max(size, LEAST_MEMORY))
        return self._memory.name

    def hurry(self, seconds: float) -> None:
        """Let the request on its way take no more than `seconds` from now."""
        if self._timer.isActive() and self._timer.remainingTime() > 1000 * seconds:
            self._is_hurried = True
            self._timer.start(round(1000 * seconds))

    def restart(self) -> None:
        """End the process with whatever it does, unanswered, and start another."""
        self._stop()
        self._start()

    def close(self) -> None:
        """End the process and free the shared memory."""
        self._stop()

    def _start(self) -> "_Receiver":
        worker, self._started = self._started or start_worker(), None
        self._receiver = _Receiver(worker, self)
        self._receiver.start()
        return self._receiver

    def _stop(self) -> None:
        self._timer.stop()
        self.request = None
        if self._started is not None:
            self._started.close()
            self._started = None
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.worker.kill()
            receiver.join()
            receiver.worker.close()
        self._free_memory()

    def _on_received(self, receiver: "_Receiver", answer: object, picture: QImage | None) -> None:
        request = self.request
        if receiver is self._receiver and request is not None:
            self._timer.stop()
            self.request = None
            if isinstance(answer, Drawn) and self._memory is not None:
                self._memory.hide()
            self.answered.emit(request, answer, picture)

    def _on_ended(self, receiver: "_Receiver") -> None:
        if receiver is not self._receiver:
            return
        request, late = self.request, self._is_late
        log.warning("the render process has ended at %r", request)
        self.restart()
        self.restarted.emit(request, late)

    def _on_time_limit(self) -> None:
        if self._receiver is not None:
            self._is_late = not self._is_hurried
            self._receiver.worker.kill()

    def _free_memory(self) -> None:
        memory, self._memory = self._memory, None
        if memory is not None:
            memory.close()


class _Receiver(threading.Thread):
    """Waits for the answers of one process and hands them to the channel's thread."""

    def __init__(self, worker: WorkerProcess, channel: RenderChannel) -> None:
        super().__init__(name="render-receiver", daemon=True)
        self.worker = worker
        self.picture: tuple[SharedPixels, int, int] | None = None
        self._channel = channel

    def run(self) -> None:
        while (frame := self.worker.receive()) is not None:
            try:
                answer = decode_answer(frame)
            except DecodeError:
                log.exception("the render process has sent what is no answer")
                self.worker.kill()
                continue
            picture = self._copy() if isinstance(answer, Drawn) else None
            self.picture = None
            self._channel._received.emit(self, answer, picture)  # noqa: SLF001 - its own thread
        self._channel._ended.emit(self)  # noqa: SLF001

    def _copy(self) -> QImage | None:
        if self.picture is None:
            return None
        memory, width, height = self.picture
        picture = QImage(width, height, QImage.Format.Format_RGB32)
        if not picture.isNull():
            memory.copy_to(memoryview(picture.bits()))
        return picture

"""The render process: opens PDFs, draws and reads their pages, one request at a time.

Started by `worker_process.start_worker` as `python -m reader.render_worker`. It imports no Qt,
writes no file, and ends when its input ends. Requests and answers are length-prefixed messages
on the standard streams; pixels go into shared memory that the window owns.
"""

import faulthandler
import os
import sys
from collections.abc import Callable
from multiprocessing import resource_tracker
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import BinaryIO

from index_builder.errors import PdfError
from index_builder.model import Opening
from index_builder.pdf import Pdf
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
    decode_request,
    encode,
    pack_text,
)
from reader.worker_process import read_frame, write_frame

LAST_RESORT = 120.0
"""Seconds after which a request ends the process even when no window is left to end it."""

ADDRESS_SPACE = 4 << 30


class Documents:
    """The open documents and the answers to requests about them."""

    def __init__(self) -> None:
        self._open: dict[int, Pdf] = {}
        self._memory: SharedMemory | None = None

    def answer(self, request: Request) -> Answer:
        """Do what `request` asks; expected failures become answers too."""
        match request:
            case Open():
                return self._opened(request)
            case Arrange():
                return self._arranged()
            case Draw(document, page):
                return self._page_answer(lambda: self._drawn(request))
            case ReadText(document, page):
                return self._page_answer(lambda: pack_text(self._open[document].page_text(page)))
            case ReadLinks(document, page):
                return self._page_answer(lambda: LinksRead(self._open[document].links(page)))
            case ReadOutline(document):
                return OutlineRead(self._open[document].outline())

    def _opened(self, request: Open) -> Answer:
        try:
            pdf = Pdf(Path(request.path), request.password)
            answer = Opened(
                request.document, pdf.sizes(), pdf.rotations(), pdf.labels(), pdf.info()
            )
        except PdfError as error:
            kind = type(error).__name__
            return Failed(request.document, error.message, error.hint, kind)
        self._open[request.document] = pdf
        return answer

    def _arranged(self) -> Answer:
        from index_builder.volume import arrange  # noqa: PLC0415 - later than the first page

        documents = sorted(self._open)
        order, title = arrange([self._opening(document) for document in documents])
        return Arranged([documents[index] for index in order], title)

    def _opening(self, document: int) -> Opening:
        pdf = self._open[document]
        try:
            return pdf.opening()
        except PdfError:  # the page says so itself when it comes into sight
            return Opening(str(pdf.path), pdf.pages, pdf.title(), "")

    def _drawn(self, request: Draw) -> Answer:
        if self._memory is None or self._memory.name != request.memory:
            if self._memory is not None:
                self._memory.close()
            self._memory = _attach(request.memory)
        pdf = self._open[request.document]
        pdf.draw(request.page, request.scale, request.rotation, request.area, self._memory.buf)
        return Drawn()

    def _page_answer(self, work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        except PdfError as error:
            return PageFailed(error.message)


def _attach(name: str) -> SharedMemory:
    """Open the window's shared memory without becoming its owner.

    Before Python 3.13 attaching registers the segment with this process's resource tracker,
    which would remove it from under the window when this process ends (bpo-38119).
    """
    if sys.version_info >= (3, 13):
        return SharedMemory(name, track=False)
    register = resource_tracker.register
    resource_tracker.register = lambda name, rtype: None  # noqa: ARG005 - the names are its callers'
    try:
        return SharedMemory(name)
    finally:
        resource_tracker.register = register


def _limit_memory() -> None:
    """A page that eats memory fails in this process alone (POSIX; elsewhere there is no such limit)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - does not exist on Windows

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer every request until the input ends."""
    documents = Documents()
    while (frame := read_frame(requests)) is not None:
        faulthandler.dump_traceback_later(LAST_RESORT, exit=True)
        answer = documents.answer(decode_request(frame))
        faulthandler.cancel_dump_traceback_later()
        write_frame(answers, encode(answer))


def main() -> None:
    """Serve the window that has started this process."""
    _limit_memory()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()

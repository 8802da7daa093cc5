"""The render process: opens PDFs, draws and reads their pages, one request at a time.

Started by `worker_process`, as `python -m reader.render_worker` or as a copy of a process that has
not yet loaded Qt. It imports no Qt, writes no file, and ends when its input ends. Requests and
answers are length-prefixed messages on two pipes; pixels go into shared memory that the window owns.
"""

import faulthandler
import mmap
import os
import select
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from index_builder.errors import PdfError
from index_builder.model import Opening
from index_builder.pdf import Pdf
from reader.render_messages import (
    AnnotationsHidden,
    AnnotationsRead,
    Answer,
    Arrange,
    Arranged,
    BoxesRead,
    Draw,
    Drawn,
    Failed,
    FontsRead,
    HideAnnotations,
    LinksRead,
    Open,
    Opened,
    OutlineRead,
    PageFailed,
    ReadAnnotations,
    ReadBoxes,
    ReadFonts,
    ReadLinks,
    ReadOutline,
    ReadText,
    ReadWords,
    Request,
    Survey,
    Surveyed,
    WordsRead,
    decode_request,
    encode,
    pack_text,
)
from reader.shared_pixels import attach
from reader.worker_process import read_frame, write_frame

LONGEST_STEP = 2.0
"""Seconds that may be spent on one file before it is asked for; then the process ends."""

LAST_RESORT = 120.0
"""Seconds after which a request ends the process even when no window is left to end it."""

ADDRESS_SPACE = 4 << 30

Read = ReadText | ReadLinks | ReadOutline | ReadFonts | ReadBoxes | ReadAnnotations

WARMING = 0.1
"""Scale of the picture that only serves to load a page's fonts."""


class Documents:
    """The open documents and the answers to requests about them."""

    def __init__(self) -> None:
        self._open: dict[int, Pdf] = {}
        self._ahead: dict[str, Pdf] = {}
        self._openings: dict[str, Opening] = {}
        self._measured: dict[str, Opened] = {}
        self._memory: tuple[str, mmap.mmap] | None = None

    def prepare(self, paths: Sequence[str], is_wanted: Callable[[], bool]) -> None:
        """Opens the files that will be asked for soon, one after the other until `is_wanted`.

        The window's own libraries load meanwhile. What cannot be opened here is said when it is
        asked for; a file that takes too long ends the process, and the next one does not look ahead.
        """
        steps: list[Callable[[], None]] = [partial(self._open_ahead, path) for path in paths]
        if len(paths) > 1:
            steps += [partial(self._survey_ahead, path) for path in paths]
        steps.append(self._warm_first_page)
        steps += [partial(self._measure_ahead, path) for path in paths]
        for step in steps:
            if is_wanted():
                return
            faulthandler.dump_traceback_later(LONGEST_STEP, exit=True)
            try:
                step()
            except PdfError:
                continue

    def _open_ahead(self, path: str) -> None:
        self._ahead[path] = Pdf(Path(path))

    def _survey_ahead(self, path: str) -> None:
        if path in self._ahead:
            self._openings[path] = self._ahead[path].opening()

    def _measure_ahead(self, path: str) -> None:
        if path in self._ahead:
            self._measured[path] = _measured(self._ahead[path])

    def _warm_first_page(self) -> None:
        """Draws the volume's first page small: its fonts are then loaded when it is asked for."""
        if not self._ahead:
            return
        openings = tuple(self._openings.values())
        first = openings[_arranged(openings).order[0]].path if openings else next(iter(self._ahead))
        pdf = self._ahead[first]
        width, height = pdf.sizes()[0]
        area = (0, 0, max(1, int(width * WARMING)), max(1, int(height * WARMING)))
        pdf.draw(0, WARMING, 0, area, bytearray(4 * area[2] * area[3]))

    def answer(self, request: Request) -> Answer:
        """Do what `request` asks; raises PdfError, except for a file that cannot be opened."""
        answer: Answer
        match request:
            case Open():
                answer = self._opened(request)
            case Survey(document):
                answer = Surveyed(self._opening(self._open[document]))
            case Arrange(openings):
                answer = _arranged(openings)
            case Draw():
                answer = self._drawn(request)
            case ReadWords(texts):
                answer = _words(texts)
            case HideAnnotations(document, xrefs):
                self._open[document].hide(xrefs)
                answer = AnnotationsHidden()
            case _:
                answer = _read(self._open[request.document], request)
        return answer

    def _opened(self, request: Open) -> Answer:
        try:
            ahead = None if request.password else self._ahead.pop(request.path, None)
            pdf = ahead or Pdf(Path(request.path), request.password)
            measured = self._measured.pop(request.path, None) if ahead else None
            answer = replace(measured or _measured(pdf), document=request.document)
        except PdfError as error:
            kind = type(error).__name__
            return Failed(request.document, error.message, error.hint, kind)
        self._open[request.document] = pdf
        return answer

    def _opening(self, pdf: Pdf) -> Opening:
        return self._openings.pop(str(pdf.path), None) or pdf.opening()

    def _drawn(self, request: Draw) -> Answer:
        if self._memory is None or self._memory[0] != request.memory:
            if self._memory is not None:
                self._memory[1].close()
            self._memory = request.memory, attach(request.memory)
        pdf = self._open[request.document]
        pixels, about = self._memory[1], (request.scale, request.rotation, request.area)
        pdf.draw(request.page, *about, pixels, tone=request.tone)
        return Drawn()


def _measured(pdf: Pdf) -> Opened:
    """What is told of a file that is opened; its number is not known yet."""
    return Opened(-1, pdf.sizes(), pdf.rotations(), pdf.labels(), pdf.info())


def _arranged(openings: tuple[Opening, ...]) -> Arranged:
    from index_builder.order import arrange  # noqa: PLC0415 - while the window loads its own

    order, title = arrange(openings)
    return Arranged(list(order), title)


def _read(pdf: Pdf, request: Read) -> Answer:
    """What is read of an open document, and not drawn."""
    answer: Answer
    match request:
        case ReadText(_, page):
            answer = pack_text(pdf.page_text(page))
        case ReadLinks(_, page):
            answer = LinksRead(pdf.links(page))
        case ReadOutline():
            answer = OutlineRead(pdf.outline())
        case ReadFonts(_, first, last):
            answer = FontsRead(tuple(pdf.fonts(first, last)))
        case ReadBoxes():
            answer = BoxesRead(tuple(pdf.boxes()))
        case ReadAnnotations():
            answer = _annotations(pdf)
    return answer


def _annotations(pdf: Pdf) -> Answer:
    from index_builder.pdf_annotations import read_annotations  # noqa: PLC0415 - when first asked

    found, unread = read_annotations(pdf)
    return AnnotationsRead(tuple(found), unread)


def _words(texts: tuple[str, ...]) -> Answer:
    """The words of `texts`; the dictionary is loaded here, since that would hold up the window."""
    try:
        from index_builder.analyzer import tokens  # noqa: PLC0415 - when first asked
    except ImportError as error:
        return PageFailed(str(error))
    found: list[list[tuple[int, int]]] = []
    for text in texts:
        words: list[tuple[int, int]] = []
        for token in tokens(text):
            if not words or token.start >= words[-1][1]:  # else a short unit inside a long one
                words.append((token.start, token.end))
        found.append(words)
    return WordsRead(found)


def _limit_memory() -> None:
    """A page that eats memory fails in this process alone (POSIX; elsewhere there is no such limit)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - does not exist on Windows

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def _answer(documents: Documents, request: Request) -> Answer:
    try:
        return documents.answer(request)
    except PdfError as error:
        return PageFailed(error.message)
    except Exception as error:  # noqa: BLE001 - a bug must not end the process: the other pages live
        traceback.print_exc()
        return PageFailed(f"Internal error: {error!r}")


def serve(requests: BinaryIO, answers: BinaryIO, ahead: Sequence[str] = ()) -> None:
    """Answer every request until the input ends; until the first comes, open the files `ahead`."""
    documents = Documents()
    documents.prepare(ahead, partial(_has_input, requests))
    faulthandler.cancel_dump_traceback_later()
    while (frame := read_frame(requests)) is not None:
        faulthandler.dump_traceback_later(LAST_RESORT, exit=True)
        answer = _answer(documents, decode_request(frame))
        faulthandler.cancel_dump_traceback_later()
        try:
            write_frame(answers, encode(answer))
        except BrokenPipeError:  # the window is gone
            return


def _has_input(stream: BinaryIO) -> bool:
    """Whether a request waits; Windows cannot tell of a pipe, there everything is prepared."""
    return sys.platform != "win32" and bool(select.select([stream], [], [], 0)[0])


def run(requests: BinaryIO, answers: BinaryIO, ahead: Sequence[str] = ()) -> None:
    """Be the render process of the window at the other end of the pipes, until it is gone."""
    _limit_memory()
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    serve(requests, answers, ahead)


def main() -> None:
    """Serve the window that has started this process."""
    run(sys.stdin.buffer, os.fdopen(os.dup(1), "wb"), sys.argv[1:])


if __name__ == "__main__":
    main()

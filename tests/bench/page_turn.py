"""Page Down until the page is sharp: with the neighbour drawn before, and by jumps to pages not seen yet.

    python tests/bench/page_turn.py

The second is set against drawing the same page in one process without any window.
"""

import os
import statistics
import time
from pathlib import Path

import pymupdf
from measure import milliseconds, white_paper

PAGES = 40
FAR = range(PAGES + 3, PAGES + 3 + 4 * 20, 4)
REST = 0.15
"""Seconds in which a reader looks at a page, and its neighbours are drawn."""


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    path = next(p for p in white_paper() if p.name.endswith("(5).pdf"))
    run(path)


def run(path: Path) -> None:
    from PySide6.QtCore import QCoreApplication, QEventLoop  # noqa: PLC0415 - the platform is set before
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from reader.geometry import PageRef  # noqa: PLC0415
    from reader.overlays import Overlays  # noqa: PLC0415
    from reader.page_view import PageView  # noqa: PLC0415
    from reader.render import RenderService  # noqa: PLC0415

    application = QApplication([])
    service = RenderService()
    view = PageView(service, Overlays())
    view.resize(900, 1000)
    view.show()

    def wait() -> None:
        while not view.is_sharp():
            application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    service.opened.connect(
        lambda _, info: view.set_pages([PageRef(0, n, *s, 0) for n, s in enumerate(info.sizes)])
    )
    service.open([path])
    while view.current_page() is None:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    wait()

    def turn(page: int, rest: float) -> float:
        until = time.perf_counter() + rest
        while time.perf_counter() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        start = time.perf_counter()
        view.go_to(0, page)
        wait()
        view.viewport().repaint()
        return time.perf_counter() - start

    near = [turn(page, REST) for page in range(1, PAGES)]
    far, bare = [], []
    scale = view.zoom * 96 / 72
    with pymupdf.open(path) as document:
        for page in FAR:  # each beside its own measure, since other programs run too
            far.append(turn(page, REST))
            start = time.perf_counter()
            document[page].get_pixmap(matrix=pymupdf.Matrix(scale, scale))
            bare.append(time.perf_counter() - start)
    service.cache.clear()
    row = [turn(page, 0.0) for page in FAR]
    service.close()
    print(f"to the next page, drawn before      {milliseconds(near)}")
    print(f"to a page not drawn yet             {milliseconds(far)}")
    print(f"bare get_pixmap of those pages      {milliseconds(bare)}")
    over = statistics.median(turned - 1.3 * drawn for turned, drawn in zip(far, bare, strict=True))
    print(f"beyond 1.3 × bare, median of the differences {1e3 * over:.1f} ms")
    print(f"without any rest before, a neighbour is being drawn {milliseconds(row)}")


if __name__ == "__main__":
    main()

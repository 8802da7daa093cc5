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
    near, far = [], []
    for page in range(1, PAGES):
        until = time.perf_counter() + 0.15
        while time.perf_counter() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        start = time.perf_counter()
        view.go_to(0, page)
        wait()
        view.viewport().repaint()
        near.append(time.perf_counter() - start)
    for step in range(20):
        start = time.perf_counter()
        view.go_to(0, PAGES + 3 + 4 * step)
        wait()
        view.viewport().repaint()
        far.append(time.perf_counter() - start)
    scale = view.zoom * 96 / 72
    service.close()
    bare = []
    with pymupdf.open(path) as document:
        for step in range(20):
            start = time.perf_counter()
            document[PAGES + 3 + 4 * step].get_pixmap(matrix=pymupdf.Matrix(scale, scale))
            bare.append(time.perf_counter() - start)
    print(f"to the next page, drawn before   {milliseconds(near)}")
    print(f"to a page not drawn yet          {milliseconds(far)}")
    print(f"bare get_pixmap of those pages   {milliseconds(bare)}")
    over = statistics.median(far) - 1.3 * statistics.median(bare)
    print(f"beyond 1.3 × bare                {1e3 * over:.1f} ms")


if __name__ == "__main__":
    main()

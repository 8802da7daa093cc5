"""The page view against its budgets, each part in a process of its own.

    python tests/bench/view.py [part …]

Parts: start, turn, fling, many, memory, zoom, paper. Viewers of the system are compared where they
are installed (`peers.py` says how).
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from measure import Ticker, milliseconds, peak, pss, run_parts, white_paper

MANY = 2155
MOST = 120.0
"""Seconds that anything is waited for."""


def typeset() -> Path:
    """The file of 128 pages."""
    return next(path for path in white_paper() if path.name.endswith("(5).pdf"))


def start() -> None:
    import start as window_start  # noqa: PLC0415 - only for this part

    window_start.compare("128 pages", [typeset()], 7)
    import peers  # noqa: PLC0415

    print("on the screen of an X server, in the same way for all")
    peers.compare(typeset(), 5)


def turn() -> None:
    import page_turn  # noqa: PLC0415

    page_turn.run(typeset())


class _Desk:
    """The real window, offscreen, with a data folder of its own."""

    def __init__(self, paths: list[Path]) -> None:
        from reader import bindings  # noqa: PLC0415 - as `reader.app` does it

        bindings.load()
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the platform is set before

        from reader.application import Desk  # noqa: PLC0415
        from reader.settings import Settings  # noqa: PLC0415

        self._folder = tempfile.TemporaryDirectory()
        os.environ["HAKUSHO_DATA"] = self._folder.name
        self.application = QApplication(sys.argv[:1])
        self.desk = Desk(Settings(Path(self._folder.name) / "settings.json"))
        self.view = self.desk.view
        self.desk.window.resize(1400, 900)
        self.desk.window.show()
        self.begun = time.perf_counter()
        self.desk.open(paths)
        self.wait(lambda: self.view.current_page() is not None and self.view.is_sharp())

    def wait(self, met: Callable[[], bool]) -> float:
        """Lets events happen until something holds; the seconds that took."""
        from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

        begun = time.perf_counter()
        look = QTimer(
            self.desk, interval=5
        )  # a loop that never sleeps would take a core from the others
        look.start()
        while not met():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() - begun > MOST:
                sys.exit("nothing happens any more")
        look.deleteLater()
        return time.perf_counter() - begun

    def rest(self, seconds: float) -> None:
        from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: PLC0415

        loop = QEventLoop()
        alarm = QTimer(loop, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        alarm.timeout.connect(loop.quit)
        alarm.start(round(1000 * seconds))
        loop.exec()

    def settle(self) -> None:
        """Lets the builder come to its end."""
        self.rest(1.0)
        self.wait(lambda: not self.desk.session.progress.running)
        self.rest(1.0)

    def close(self) -> None:
        self.desk.close()
        self._folder.cleanup()


def fling() -> None:
    window = _Desk([typeset()])
    window.settle()
    bar, ticker = window.view.verticalScrollBar(), Ticker(window.desk)
    ticker.start()
    begun = time.perf_counter()
    for direction in (1, -1):
        end = bar.maximum() if direction > 0 else 0
        while bar.value() != end:
            bar.setValue(bar.value() + direction * bar.maximum() // 180)
            window.rest(1 / 60)
    ticker.stop()
    print(f"through 128 pages and back in {time.perf_counter() - begun:.1f} s")
    ticker.tell()
    print(f"  sharp after {1e3 * window.wait(window.view.is_sharp):.0f} ms")
    window.close()


def many() -> None:
    import pymupdf  # noqa: PLC0415

    from reader.geometry import Strip  # noqa: PLC0415

    sizes = ((595, 842), (842, 595), (420, 595), (516, 729))
    with tempfile.TemporaryDirectory() as folder, pymupdf.open() as document:
        for number in range(MANY):
            width, height = sizes[number % 7 % 4]
            page = document.new_page(width=width, height=height)
            page.insert_text((72, 96), f"{number + 1}", fontsize=40)
        document.save(Path(folder) / "many.pdf")
        window = _Desk([Path(folder) / "many.pdf"])
        view = window.view
        print(
            f"{MANY} pages: sharp {1e3 * (time.perf_counter() - window.begun):.0f} ms after opening"
        )
        times = []
        for _ in range(20):
            begun = time.perf_counter()
            Strip(view.strip.pages, 1.3, 0, 1.0, (900, 900))
            times.append(time.perf_counter() - begun)
        print(f"  layout                     {milliseconds(times)}")
        window.settle()
        cache, bar = window.desk.render.cache, view.verticalScrollBar()
        before, pictures = pss(), cache.bytes
        while bar.value() < bar.maximum():
            bar.setValue(bar.value() + 3 * bar.pageStep())
            window.rest(0.01)
        print(f"  at the end, sharp after {1e3 * window.wait(view.is_sharp):.0f} ms")
        after, more = pss(), (cache.bytes - pictures) / 2**20
        print(
            f"  window {before:.0f} → {after:.0f} MiB: {after - before:.0f} more, of which "
            f"{more:.0f} are pictures, up to the {cache.at_hand >> 20} that they may take"
        )
        print(f"  render process {pss(window.desk.render.pid):.0f} MiB")
        window.close()


def memory() -> None:
    window = _Desk(white_paper())
    window.settle()
    view = window.view
    for page in [(p.document, p.page) for p in view.strip.pages[:50]]:
        view.go_to(*page)
        window.wait(view.is_sharp)
        window.rest(0.1)
    ours, theirs = pss(), pss(window.desk.render.pid)
    pages = len(view.strip.pages)
    print(
        f"{pages} pages after reading 50, PSS: window {ours:.0f} MiB, with its worker {ours + theirs:.0f} MiB"
    )
    cache = window.desk.render.cache
    print(
        f"  pictures at hand {cache.bytes / 2**20:.0f} MiB, with those laid aside up to {cache.budget >> 20}"
    )
    back = []
    for page in reversed([(p.document, p.page) for p in view.strip.pages[5:45]]):
        view.go_to(*page)
        back.append(window.wait(view.is_sharp))
        window.rest(0.1)
    print(f"  going back, sharp after    {milliseconds(back)}")
    window.close()


def zoom() -> None:
    import pymupdf  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder, pymupdf.open() as document:
        page = document.new_page(width=1190, height=842)
        commands, chance = [], Random(7)
        for _ in range(6000):
            x, y = chance.uniform(0, 1190), chance.uniform(0, 842)
            commands.append(f"{chance.random():.2f} {chance.random():.2f} 0.5 RG {x:.1f} {y:.1f} m")
            for _ in range(20):
                x, y = x + chance.uniform(-9, 9), y + chance.uniform(-9, 9)
                commands.append(f"{x:.1f} {y:.1f} l")
            commands.append("S")
        contents = document.get_new_xref()
        document.update_object(contents, "<<>>")
        document.update_stream(contents, "\n".join(commands).encode())
        document.xref_set_key(page.xref, "Contents", f"{contents} 0 R")
        document.save(Path(folder) / "map.pdf")
        window = _Desk([Path(folder) / "map.pdf"])
        window.settle()
        view, ticker = window.view, Ticker(window.desk)
        view.set_zoom(0.5)
        window.wait(view.is_sharp)
        ticker.start()
        for factor in (1.06, 1 / 1.06):
            while not (view.zoom >= 8 if factor > 1 else view.zoom <= 0.5):
                view.set_zoom(max(view.zoom * factor, 0.5))
                window.rest(1 / 60)
            sharp = window.wait(view.is_sharp)
            print(f"at {view.zoom:.0%}, sharp after {1e3 * sharp:.0f} ms")
        ticker.stop()
        ticker.tell()
        print(
            f"  render process at most {peak(window.desk.render.pid):.0f} MiB, window {pss():.0f} MiB"
        )
        window.close()


def paper() -> None:
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

    from reader.print_job import PrintJob  # noqa: PLC0415

    window = _Desk([typeset()])
    window.settle()
    with tempfile.TemporaryDirectory() as folder:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(Path(folder) / "out.pdf"))
        ended: list[bool] = []
        job = PrintJob(printer, [(0, page) for page in range(4)], window.desk.render)
        job.ended.connect(lambda completed, _failed: ended.append(completed))
        ticker = Ticker(window.desk)
        ticker.start()
        job.start()
        took = window.wait(lambda: bool(ended))
        ticker.stop()
    print(f"4 pages printed into a file in {took:.1f} s")
    ticker.tell()
    window.close()


PARTS: dict[str, Callable[[], None]] = {
    "start": start,
    "turn": turn,
    "fling": fling,
    "many": many,
    "memory": memory,
    "zoom": zoom,
    "paper": paper,
}


if __name__ == "__main__":
    run_parts(PARTS, __file__)

"""How evenly the window's main thread ticks while the nine files are indexed and the view scrolls.

    python tests/bench/heartbeat.py

A ticker of 5 ms runs in the real window (offscreen, empty data folder); printed are the gaps between its
ticks, after the first page, how much the main thread itself worked in each (on a busy machine the gaps
measure the others), and what the window process weighs.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from measure import Ticker, milliseconds, pss, white_paper

TICK = 5
SCROLL = 25
MOST = 120.0


def main() -> None:
    files = white_paper()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HAKUSHO_DATA"] = str(Path(folder) / "data")
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        run(files)


def run(files: list[Path]) -> None:
    from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415 - the platform is set before
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from reader.application import Desk  # noqa: PLC0415
    from reader.settings import Settings  # noqa: PLC0415

    application = QApplication(sys.argv[:1])
    desk = Desk(Settings(Path(os.environ["HAKUSHO_DATA"]) / "settings.json"))
    desk.window.resize(1400, 900)
    desk.window.show()
    busy: list[float] = []
    ticker = Ticker(desk, TICK)

    def note_busy() -> None:
        if desk.session.progress.running and ticker.gaps:
            busy.append(ticker.gaps[-1])

    def scroll() -> None:
        bar = desk.view.verticalScrollBar()
        bar.setValue(0 if bar.value() >= bar.maximum() else bar.value() + 40)

    def start() -> None:
        ticker.start()
        scroller.start()

    ticker.timer.timeout.connect(note_busy)
    scroller = QTimer(desk, interval=SCROLL, timerType=Qt.TimerType.PreciseTimer)
    scroller.timeout.connect(scroll)
    desk.furnished.connect(start)
    desk.index.ended.connect(lambda: QTimer.singleShot(3000, application.quit))
    QTimer.singleShot(round(1000 * MOST), application.quit)
    started = time.perf_counter()
    desk.open(files)
    application.exec()
    gaps = ticker.gaps
    print(f"indexing and scrolling took {time.perf_counter() - started:.1f} s")
    print(f"gaps between ticks of {TICK} ms, all      {milliseconds(gaps)}")
    print(f"                        while building {milliseconds(busy or gaps)}")
    print(f"own work between ticks              {milliseconds(ticker.work)}")
    print(f"gaps above 50 ms: {sum(gap > 0.05 for gap in gaps)} of {len(gaps)}")
    print(f"window process {pss():.0f} MiB PSS, pictures {desk.render.cache.bytes / 2**20:.0f} MiB")
    print(f"render process {pss(desk.render.pid):.0f} MiB PSS")
    desk.close()


if __name__ == "__main__":
    main()

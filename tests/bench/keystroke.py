"""From the last key of a query to its first hits in the window, and how long the window stands still meanwhile.

    python tests/bench/keystroke.py [--library DATA] [folder or files in place of the nine files]

The real window (offscreen, empty data folder) is typed into, once to warm up and then again; printed are, for
each query, the time until the hits are there and until they are painted, the pause after the last key
included, and the longest gap between ticks of 5 ms until a second later, with the main thread's own work
in one (on a busy machine the gaps measure the others). With `--library` all of the library in the data
folder DATA is searched, which gets the files too.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import white_paper

QUERIES = (
    "ＮＩＳＴ",
    "人工知能",
    "国",
    "の",
    "AI OR 人工知能",
    "サイバー 攻撃",
    "re:/第[0-9]+章/",
)
TICK = 5
AFTER = 1.0
MOST = 120.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HAKUSHO_DATA"] = str(given.library or Path(folder) / "data")
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        run(given.files or white_paper(), in_library=given.library is not None)


def run(files: list[Path], *, in_library: bool) -> None:
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415 - the platform is set before
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from reader.application import SWITCH_INTERVAL, Desk  # noqa: PLC0415
    from reader.search_settings import Scope  # noqa: PLC0415
    from reader.settings import Settings  # noqa: PLC0415

    application = QApplication(sys.argv[:1])
    sys.setswitchinterval(SWITCH_INTERVAL)
    desk = Desk(Settings(Path(os.environ["HAKUSHO_DATA"]) / "settings.json"))
    desk.window.resize(1400, 900)
    desk.window.show()
    session, finder = desk.session, desk.finder
    last = [0.0, 0.0]
    longest = [0.0, 0.0]

    def tick() -> None:
        now = [time.perf_counter(), time.thread_time()]
        longest[:] = [max(m, n - b) for m, n, b in zip(longest, now, last, strict=True)]
        last[:] = now

    def wait(met: Callable[[], bool]) -> None:
        end = time.perf_counter() + MOST
        while not met():
            assert time.perf_counter() < end, "it takes too long"
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, TICK)

    def ask(query: str) -> tuple[float, ...]:
        came: list[float] = []
        box = desk.window.search_box.box
        box.setText(query[:-1])
        box.insert(query[-1])
        begun = time.perf_counter()
        last[:], longest[:] = [begun, time.thread_time()], [0.0, 0.0]
        connection = finder.results_changed.connect(lambda: came.append(time.perf_counter()))
        wait(lambda: bool(came) and finder.text == query)
        finder.results_changed.disconnect(connection)
        application.processEvents()
        painted = time.perf_counter()
        wait(lambda: time.perf_counter() > painted + AFTER)
        return came[-1] - begun, painted - begun, *longest

    desk.open(files)
    wait(lambda: session.links is not None and not session.progress.running)
    finder.set_scope(Scope.LIBRARY if in_library else Scope.VOLUME)
    ticker = QTimer(desk, interval=TICK)
    ticker.timeout.connect(tick)
    ticker.start()
    for turn in ("first", "again"):
        for query in QUERIES:
            found, painted, gap, work = (round(1000 * each) for each in ask(query))
            hits = len(finder.results)
            print(
                f"{turn}: {query:24} {hits:6} hits after {found:4} ms, painted after {painted:4} ms,"
                f" longest gap {gap:4} ms, own work {work:4} ms"
            )
    desk.close()


if __name__ == "__main__":
    main()

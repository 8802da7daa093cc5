"""Glossary and list of figures against their budgets: entries and files multiplied, the real panels offscreen.

    python tests/bench/glossary.py [entries [pages]]

The nine files of the white paper are indexed once; their short names are multiplied to 2,000
entries, the files to 10,000 pages. Times are those of the main thread until the list is painted, and
what of them is its own work: on a busy machine the rest is that of others.
How long the lists take on their thread is told beside, with the longest gap between ticks of 5 ms that
this leaves to the window, and the main thread's own work in one.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import Ticker, milliseconds, white_paper

ENTRIES, PAGES = 2000, 10_000
KEYS = ("研究", "けんきゅう", "AI", "national institute", "ｎｉｓｔ", "saiba-", "zzz")
ROUNDS = 5
MOST = 120.0


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    pages = int(sys.argv[2]) if len(sys.argv) > 2 else PAGES
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HAKUSHO_DATA"] = folder
        structures, links = read(Path(folder) / "library")
        print(f"glossary of {entries} entries")
        glossary(structures, many_entries(links, entries))
        print(f"figures of {pages} pages")
        figures(*many_files(structures, links, pages))


def read(folder: Path):
    """Structures of the white paper in reading order, and what holds for them together."""
    from index_builder.build import build  # noqa: PLC0415 - the folder is set before
    from index_builder.library import Library  # noqa: PLC0415

    library = Library(folder)
    build(white_paper(), library)
    contents, links = library.volume(library.volumes()[0])
    structures = [library.structure(content) for content in contents]
    library.close()
    return structures, links


def many_entries(links, count: int):
    """The entries over and over, under names of their own."""
    from msgspec.structs import replace  # noqa: PLC0415

    every = links.entries
    entries = tuple(
        replace(each, name=f"{each.name}{at // len(every) or ''}")
        for at in range(count)
        for each in (every[at % len(every)],)
    )
    return replace(links, entries=entries)


def many_files(structures, links, pages: int):
    """The files over and over, each time with its own references."""
    from msgspec.structs import replace  # noqa: PLC0415

    own = sum(len(structure.labels) for structure in structures)
    times = -(-pages // own)
    count = len(structures)

    def moved(location, shift: int):
        return location and replace(location, document=location.document + shift)

    resolutions = tuple(
        replace(each, document=each.document + shift, target=moved(each.target, shift))
        for shift in range(0, times * count, count)
        for each in links.resolutions
    )
    return structures * times, replace(links, resolutions=resolutions, publications=())


class Window:
    """Session, lists and both panels, as the window has them; nothing is drawn of the pages."""

    def __init__(self, structures, links) -> None:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415

        from reader.application import SWITCH_INTERVAL  # noqa: PLC0415
        from reader.indexing import IndexService  # noqa: PLC0415
        from reader.listings import Listings  # noqa: PLC0415
        from reader.live_targets import LiveTargets  # noqa: PLC0415
        from reader.page_cuts import Cut  # noqa: PLC0415
        from reader.panels.figures import FiguresPanel  # noqa: PLC0415
        from reader.panels.glossary import GlossaryPanel  # noqa: PLC0415
        from reader.render import RenderService  # noqa: PLC0415
        from reader.session import Session  # noqa: PLC0415
        from reader.visits import Visits  # noqa: PLC0415
        from reader.volume import Volume, VolumeDocument  # noqa: PLC0415

        sys.setswitchinterval(SWITCH_INTERVAL)
        self.application = QApplication.instance() or QApplication(sys.argv[:1])
        self.render, self.index = RenderService(), IndexService()
        session = self.session = Session(self.render, self.index)
        session.volume = Volume(
            tuple(
                VolumeDocument(Path(f"{number}.pdf"), _Info(len(each.labels)), None, "", each)
                for number, each in enumerate(structures)
            ),
            tuple(range(len(structures))),
        )
        session.links = links
        live = LiveTargets(session)
        self.lists = Listings(session, live, self.index)
        self.glossary = GlossaryPanel(session, live, self.lists, Visits(session, live, self.lists))
        self.figures = FiguresPanel(session, live, self.lists, Cut(self.render, "figures"))
        live.refresh()
        self.lists.watch(lambda: True)

    def wait(self, met: Callable[[], bool]) -> None:
        end = time.perf_counter() + MOST
        while not met():
            assert time.perf_counter() < end, "it takes too long"
            self.application.processEvents()

    def fill(self) -> None:
        """Has the lists made on their thread; prints how long that takes and what it costs the window."""
        came: list[float] = []
        self.lists.changed.connect(lambda: came.append(time.perf_counter()))
        ticker = Ticker(self.application)
        ticker.start()
        begun = time.perf_counter()
        self.lists.refresh()
        self.wait(lambda: len(came) >= 2)
        ticker.stop()
        first, whole = (1e3 * (at - begun) for at in came[:2])
        print(f"  made on the thread        lists {first:.0f} ms, with readings {whole:.0f} ms")
        print(f"  gaps of the window        {milliseconds(ticker.gaps)}")
        print(f"  its own work in them      {milliseconds(ticker.work)}")

    def painted(self, panel, act: Callable[[], None]) -> tuple[float, float]:
        """Seconds that `act` takes until the list is painted, and how many of them the thread worked."""
        begun = time.perf_counter(), time.thread_time()
        act()
        panel.list.viewport().repaint()
        took = time.perf_counter() - begun[0], time.thread_time() - begun[1]
        self.application.processEvents()
        return took

    def close(self) -> None:
        self.lists.close()
        self.index.close()
        self.render.close()


class _Info:
    """What the render process would tell of a file."""

    def __init__(self, pages: int) -> None:
        self.sizes = [(595.0, 842.0)] * pages
        self.rotations = [0] * pages
        self.labels = [""] * pages
        self.title = ""


def glossary(structures, links) -> None:
    window = Window(structures, links)
    window.fill()
    panel = window.glossary
    _open_and_type(window, panel)
    times = [
        window.painted(panel, lambda at=at: panel._order.setCurrentIndex(at))
        for at in (1, 2, 3, 0) * ROUNDS
    ]
    show("another order", times)
    most = max(panel.glossary.terms, key=lambda term: term.count)
    panel._order.setCurrentIndex(3)
    row = next(
        row
        for row, band in enumerate(panel.list.bands.rows)
        if band.item is not None and band.item.term == most
    )
    times = [
        window.painted(panel, lambda wanted=wanted: panel._fold(row, wanted))
        for wanted in (True, False) * ROUNDS
    ]
    show(f"{most.count} uses unfolded", times)
    window.close()


def figures(structures, links) -> None:
    window = Window(structures, links)
    window.fill()
    panel = window.figures
    print(f"  captions                  {len(window.lists.figures)}")
    _open_and_type(window, panel)
    times = [
        window.painted(panel, lambda at=at: panel._kind.setCurrentIndex(at))
        for at in (1, 2, 3, 0) * ROUNDS
    ]
    show("another kind", times)
    window.close()


def show(what: str, times: list[tuple[float, float]]) -> None:
    print(f"  {what:24}  {milliseconds([wall for wall, _ in times])}")
    print(f"  {'':24}  {milliseconds([own for _, own in times])}   own work")


def _open_and_type(window: Window, panel) -> None:
    from PySide6.QtWidgets import QTabWidget, QWidget  # noqa: PLC0415

    tabs = window.tabs = QTabWidget()
    tabs.addTab(QWidget(), "")
    tabs.addTab(panel, "")
    tabs.resize(270, 700)
    tabs.show()
    window.application.processEvents()
    opening = window.painted(panel, lambda: tabs.setCurrentIndex(1))
    show("first opening", [opening])
    filled = [window.painted(panel, panel.refill) for _ in range(ROUNDS)]
    show("filled anew", filled)
    times = [
        window.painted(panel, lambda text=key[:end]: panel.filter.setText(text))
        for _ in range(ROUNDS)
        for key in KEYS
        for end in range(1, len(key) + 1)
    ]
    show("a key in the filter", times)
    panel.filter.clear()


if __name__ == "__main__":
    main()

"""How long gestures on notes take until they are painted and on the disk, in a window with 10,000 annotations.

    .venv/bin/python tests/bench/note_gestures.py

Each gesture is made in the real window, offscreen, and the page view paints right after it. Beside the
clock stands the main thread's own work: other programs do not count in it, and the marks hold for it.
What the rest of the window does afterwards, such as its lists, is told apart. Ends with 1 when a mark
is missed.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pymupdf
from measure import milliseconds
from msgspec.structs import replace
from notes import COUNT, PAGES, annotation
from view import _Desk as Desk

from reader.records import COLOURS, Annotation, Change
from reader.userdata import UserData

PAINTED = 0.016
DURABLE = 0.050
PAINT = 0.002
"""What a page's painting may take longer because the volume has 10,000 annotations."""

ROUNDS = 30


class Times(NamedTuple):
    """Seconds of a gesture: until it is painted, the main thread's work until then and after it, and until it is on the disk."""

    painted: float
    work: float
    after: float
    durable: float


class Gestures:
    """The window, and when its store was done."""

    def __init__(self, window: Desk) -> None:
        self.window = window
        self.view = window.view
        keeping = window.desk.furniture.keeping
        self.notebook = keeping.notebook
        self.written = 0.0
        data = keeping._data
        self._retry, data.retry = data.retry, self._noted
        self._undo, data.undo = data.undo, self._undone

    def _noted(self) -> None:
        self._retry()
        self.written = time.perf_counter()

    def _undone(self, contents: Sequence[str]) -> Change | None:
        change = self._undo(contents)
        self.written = time.perf_counter()
        return change

    def make(self, gesture: Callable[[], None]) -> Times:
        self.window.rest(0.02)
        self.written = 0.0
        begun, worked = time.perf_counter(), time.thread_time()
        gesture()
        self.view.viewport().repaint()
        painted, work = time.perf_counter() - begun, time.thread_time() - worked
        return self._ended(begun, painted, work)

    def step(self, step: Callable[[], None]) -> Times:
        """Of undo and redo, which are read from the disk before they are painted."""
        self.window.rest(0.02)
        self.written = 0.0
        asked: list[float] = []
        connection = self.notebook.changed.connect(lambda: asked.append(1.0))
        begun, worked = time.perf_counter(), time.thread_time()
        step()
        while not asked:
            self.window.application.processEvents()
        self.view.viewport().repaint()
        painted, work = time.perf_counter() - begun, time.thread_time() - worked
        self.notebook.changed.disconnect(connection)
        return self._ended(begun, painted, work)

    def _ended(self, begun: float, painted: float, work: float) -> Times:
        worked = time.thread_time()
        self.window.wait(lambda: self.written > 0)
        self.window.rest(0.05)
        return Times(painted, work, time.thread_time() - worked, self.written - begun)

    def paint(self) -> float:
        """Seconds in which the view paints what it shows, the best of many."""
        best = 1.0
        for _ in range(ROUNDS):
            worked = time.thread_time()
            self.view.viewport().grab()
            best = min(best, time.thread_time() - worked)
        return best


def paper(folder: Path) -> Path:
    path = folder / "paper.pdf"
    with pymupdf.open() as document:
        for number in range(PAGES):
            document.new_page().insert_text((72, 96), f"{number + 1}", fontsize=40)
        document.save(path)
    return path


def annotations(content: str) -> list[Annotation]:
    luck = Random(7)
    return [replace(annotation(number, luck), content=content) for number in range(COUNT)]


def filled(folder: Path, records: Sequence[Annotation]) -> None:
    """Writes the records into the notes of the window, as another process does."""
    first, *rest = (Change(None, record) for record in records)
    data = UserData(folder)
    data.apply(replace(first, also=tuple(rest)))
    data.close()


def other(record: Annotation) -> str:
    """Another colour than the record's."""
    return COLOURS[COLOURS.index(record.colour) - 1]


def read(gestures: Gestures, count: int) -> None:
    """Lets the notebook read the disk, and tells how long the main thread works on the answer."""
    notebook, window = gestures.notebook, gestures.window
    begun, worked = time.perf_counter(), time.thread_time()
    notebook.read_again()
    window.wait(lambda: len(notebook.items()) == count)
    work = time.thread_time() - worked
    print(
        f"{count:6} notes read      {1e3 * (time.perf_counter() - begun):7.1f} ms, "
        f"of the main thread {1e3 * work:.1f} ms"
    )


def tell(name: str, times: Sequence[Times]) -> bool:
    work, durable = (statistics.median(column) for column in list(zip(*times, strict=True))[1::2])
    kept = work <= PAINTED and durable <= DURABLE
    print(f"{name}: {'kept' if kept else 'MISSED'}")
    print(f"  painted     {milliseconds([each.painted for each in times])}")
    print(
        f"  work        {milliseconds([each.work for each in times])}   mark {1e3 * PAINTED:.0f} ms"
    )
    print(f"  work after  {milliseconds([each.after for each in times])}")
    print(
        f"  on the disk {milliseconds([each.durable for each in times])}   mark {1e3 * DURABLE:.0f} ms"
    )
    return kept


def made(gestures: Gestures, content: str) -> bool:
    """Creates, recolours, takes back and deletes notes of the page in sight."""
    notebook, luck = gestures.notebook, Random(3)
    page = gestures.view.current_page()
    assert page is not None
    records = [
        replace(annotation(COUNT + n, luck), content=content, page=page[1], id=f"new{n}")
        for n in range(ROUNDS)
    ]
    from reader.notebook import Item  # noqa: PLC0415 - Qt is loaded by now

    items = [Item(0, record) for record in records]
    kept = [tell("create", [gestures.make(lambda i=i: notebook.add([i])) for i in items])]
    steps = [gestures.make(lambda i=i: notebook.edit(i, colour=other(i.record))) for i in items]
    kept.append(tell("recolour", steps))
    kept.append(tell("undo", [gestures.step(notebook.undo) for _ in items]))
    steps = [gestures.make(lambda i=i: notebook.remove(i)) for i in items]
    kept.append(tell("delete", steps))
    return all(kept)


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        window = Desk([paper(Path(folder))])
        window.settle()
        gestures = Gestures(window)
        data = Path(os.environ["HAKUSHO_DATA"])
        content = window.desk.session.documents[0].content
        records = annotations(content)
        visible = {page for _, page in gestures.view.visible_pages()}
        here = [record for record in records if record.page in visible]
        none = gestures.paint()
        filled(data, here)
        read(gestures, len(here))
        few = gestures.paint()
        filled(data, [record for record in records if record.page not in visible])
        read(gestures, COUNT)
        many = gestures.paint()
        print(
            f"the pages in sight painted: {1e3 * none:.2f} ms without notes, {1e3 * few:.2f} ms with "
            f"their {len(here)}, {1e3 * many:.2f} ms with {COUNT} in the volume "
            f"(mark: {1e3 * PAINT:.0f} ms more)"
        )
        kept = made(gestures, content) and many - few <= PAINT
        window.close()
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())

"""The side panel against its budgets, each part in a process of its own.

    python tests/bench/side_panel.py [part …]

Parts: click, follow, uses, memory. The real window, offscreen, on the nine files of the white paper; `uses` and
`memory` take them several times over, as a volume of a thousand pages has them.
"""

import gc
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from measure import milliseconds, pss, run_parts, white_paper
from view import _Desk

CLICK, FOLLOW, USES, MEMORY = 50, 8, 100, 60
"""The marks: milliseconds, and MiB."""

CLICKS = 120
STEP = 60
"""Device pixels of one step of scrolling: a notch of a wheel."""

TIMES = 5
"""So many times the nine files make a volume of 1,000 pages."""


class Times:
    """Seconds by the clock, and seconds that the main thread worked: on a busy machine they part."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.work: list[float] = []

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Adds what happens within."""
        begun = time.perf_counter(), time.thread_time()
        yield
        self.clock.append(time.perf_counter() - begun[0])
        self.work.append(time.thread_time() - begun[1])

    def show(self, name: str, limit: int) -> None:
        """Two lines: what was measured, and its mark."""
        print(f"  {name:34} {milliseconds(self.clock)}   mark {limit} ms")
        print(f"  {'':34} {milliseconds(self.work)}   the main thread's own work")


def _window() -> tuple[_Desk, Any, Any]:
    """The window with everything read, its live targets and its side panel."""
    window = _Desk(white_paper())
    desk = window.desk
    window.wait(lambda: desk.furniture is not None and None not in desk.session.structures())
    window.wait(lambda: desk.furniture.live.index.complete)
    window.settle()
    return window, desk.furniture.live, desk.furniture.references


def click() -> None:
    from reader.targets import Kind  # noqa: PLC0415 - after the platform is set

    window, live, panel = _window()
    every = [
        target
        for document, page in window.desk.session.pages()
        for target in live.index.on_page(document, page)
        if target.kind is not Kind.HEADING
    ]
    times, kinds = Times(), defaultdict(Times)
    for target in Random(6).sample(every, CLICKS):
        window.view.go_to(target.document, target.page, target.rects[0])
        window.rest(0.05)
        with times.taken(), kinds[target.kind].taken():
            window.desk.session.show_target(target)
            panel.refresh()
            panel.repaint()
    times.show("click → panel painted", CLICK)
    for kind, some in kinds.items():
        some.show(f"  {kind} ({len(some.clock)})", CLICK)
    window.close()


def follow() -> None:
    window, _, panel = _window()
    bar = window.view.verticalScrollBar()
    window.desk.session.show_target(None)
    bar.setValue(bar.maximum() // 8)
    window.rest(1)
    steps, leaps = Times(), Times()
    for _ in range(400):
        _step(window, panel, steps, bar.value() + STEP)
    for number in range(60):
        _step(window, panel, leaps, Random(number).randrange(bar.maximum()))
    steps.show("follow mode, a step of scrolling", FOLLOW)
    leaps.show("  a leap to another page", FOLLOW)
    window.close()


def _step(window: _Desk, panel: Any, times: Times, value: int) -> None:
    """Scrolls; what the panel does then counts, the pages' own painting does not."""
    window.view.verticalScrollBar().setValue(value)
    window.view.viewport().repaint()
    with times.taken():
        panel.refresh()
        panel.view.viewport().repaint()
    window.rest(0.01)


def uses() -> None:
    window, live, panel = _window()
    session = window.desk.session
    _multiply(session)
    window.wait(lambda: live.index.links is session.links)
    entries = live.index.links.entries
    index = max(range(len(entries)), key=lambda number: len(entries[number].uses))
    pages = {(target.document, target.page): target for target in _terms(session, live, index)}
    times = Times()
    for target in list(pages.values())[:30]:
        live.refresh()
        session.show_target(None)
        panel.refresh()
        with times.taken():
            session.show_target(target)
            panel.refresh()
            panel.repaint()
    times.show(f"all {len(entries[index].uses)} uses of {entries[index].name}", USES)
    window.close()


def _terms(session: Any, live: Any, index: int) -> list[Any]:
    from reader.targets import Kind  # noqa: PLC0415 - as above

    return [
        target
        for document, page in session.pages()
        for target in live.index.on_page(document, page)
        if target.kind is Kind.TERM and target.index == index
    ]


def _multiply(session: Any) -> None:
    """The volume `TIMES` times over: more documents with the same structures, and links over all of them."""
    from msgspec.structs import replace  # noqa: PLC0415 - as above

    volume, links = session.volume, session.links
    files = len(volume.documents)
    turns = range(TIMES)
    entries = tuple(
        replace(
            entry,
            definitions=tuple((d + files * n, at) for n in turns for d, at in entry.definitions),
            uses=tuple((d + files * n, use) for n in turns for d, use in entry.uses),
        )
        for entry in links.entries
    )
    resolutions = tuple(
        replace(
            each,
            document=each.document + files * n,
            target=each.target and replace(each.target, document=each.target.document + files * n),
        )
        for n in turns
        for each in links.resolutions
    )
    session.volume = replace(
        volume,
        documents=volume.documents * TIMES,
        order=tuple(d + files * n for n in turns for d in volume.order),
        publications=(),
    )
    session.links = replace(links, entries=entries, resolutions=resolutions, publications=())
    session.structure_changed.emit()


def memory() -> None:
    """What the structures of 1,000 pages take, each read from the library anew."""
    window = _Desk(white_paper())
    desk = window.desk
    window.wait(lambda: desk.furniture is not None and None not in desk.session.structures())
    window.settle()
    from reader.answers import Answers  # noqa: PLC0415 - as above
    from reader.searching import open_library  # noqa: PLC0415
    from reader.targets import TargetIndex  # noqa: PLC0415

    library = open_library()
    contents = [document.content for document in desk.session.documents]

    def read() -> list[Any]:
        return [library.structure(content) for _ in range(TIMES) for content in contents]

    gc.collect()
    before = pss()
    kept = read()
    gc.collect()
    grown = pss() - before
    del kept
    tracemalloc.start()
    structures = read()
    alone = tracemalloc.get_traced_memory()[0] / 2**20
    for structure in structures:
        _look_at_all(structure)
    looked = tracemalloc.get_traced_memory()[0] / 2**20
    links = [library.volume(contents) for _ in range(TIMES)]
    linked = tracemalloc.get_traced_memory()[0] / 2**20
    index = TargetIndex.build(structures, desk.session.links)
    answers = Answers(index, range(len(structures)))
    for document, structure in enumerate(structures):
        for page in range(len(structure.labels)):
            index.on_page(document, page)
    for entry in index.links.entries:
        answers.uses(entry)
    whole = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    pages = sum(len(structure.labels) for structure in structures)
    print(f"  structures of {pages} pages        {alone:5.1f} MiB   mark {MEMORY} MiB")
    print(f"  after a look at all of them      {looked:5.1f} MiB")
    print(f"  the same as the process grows    {grown:5.1f} MiB   (PSS)")
    print(f"  links of {len(links)} volumes of 200 pages {linked - looked:5.1f} MiB")
    print(f"  with what is kept of all targets {whole:5.1f} MiB   mark {MEMORY} MiB")
    window.close()


def _look_at_all(structure: Any) -> None:
    for passage in structure.passages:
        _ = passage.text, passage.sources
    for records in (structure.footnotes, structure.captions, structure.references):
        list(records)


PARTS: dict[str, Callable[[], None]] = {
    "click": click,
    "follow": follow,
    "uses": uses,
    "memory": memory,
}


if __name__ == "__main__":
    run_parts(PARTS, __file__)

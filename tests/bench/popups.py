"""How long a popup takes from the end of its delay until it is painted, and what walking the things costs.

    python tests/bench/popups.py

On pages of the white paper every live thing in sight is pointed at. A figure's popup counts as painted
with its caption; the picture may follow, and its time is told apart.
"""

import os
import time
from collections import defaultdict

from measure import milliseconds, white_paper
from view import _Desk as Desk

BUDGET = 0.030
PAGES = 14
"""Pages of the volume that are looked at, evenly over it."""


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent, QObject  # noqa: PLC0415 - the platform is set before

    class Painted(QObject):
        """Notes when the popup is painted."""

        at = 0.0

        def eventFilter(self, _popup: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint:
                self.at = time.perf_counter()
            return False

    window = Desk(white_paper())
    window.settle()
    furniture, view = window.desk.furniture, window.view
    popups, keys = furniture.answering.popups[view], furniture.answering.keys[view]
    painted = Painted()
    popups.popup.installEventFilter(painted)
    times: dict[str, list[float]] = defaultdict(list)
    work: list[float] = []
    pictures: list[float] = []
    walks: list[float] = []
    places = [(page.document, page.page) for page in view.strip.pages]
    for place in places[5 :: len(places) // PAGES]:
        view.go_to(*place)
        window.wait(view.is_sharp)
        window.rest(0.3)
        begun = time.perf_counter()
        things = keys.things()
        walks.append(time.perf_counter() - begun)
        for target in things:
            if target.kind in {"note", "caption"}:
                continue
            popups._next = target, _Middle(target)
            painted.at = 0.0
            begun, worked = time.perf_counter(), time.thread_time()
            popups._open_next()
            window.wait(lambda: painted.at > 0)
            work.append(time.thread_time() - worked)
            times[target.kind].append(painted.at - begun)
            body = popups.popup.card
            if body.picture is not None:
                window.wait(lambda picture=body.picture: picture.is_drawn)
                pictures.append(time.perf_counter() - begun)
            popups.close()
    every = [each for some in times.values() for each in some]
    print(f"popup painted after its delay, {len(every)} things on {len(walks)} screens")
    for kind, some in sorted(times.items()):
        print(f"  {kind:10} {len(some):4}  {milliseconds(some)}")
    print(f"  all        {len(every):4}  {milliseconds(every)}")
    print(f"  the main thread's own work {milliseconds(work)}")
    print(f"  within {1e3 * BUDGET:.0f} ms: {sum(each <= BUDGET for each in every)}")
    if pictures:
        print(f"  figure's picture {milliseconds(pictures)}")
    print(f"things of a screen in reading order {milliseconds(walks)}")
    window.close()


class _Middle:
    """A pointer in the middle of a target."""

    def __init__(self, target) -> None:
        self.document, self.page = target.document, target.page
        self.x, self.y = target.rects[0].center


if __name__ == "__main__":
    main()

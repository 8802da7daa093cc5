from PySide6.QtCore import Qt, Signal
from pytestqt.qtbot import QtBot
from small_paper import NIST, open_session
from test_popups import MARGIN, ON_NIST, ON_NOTE, FakeView

from reader.live_layer import LAYER, LiveLayer
from reader.live_targets import LiveTargets
from reader.overlays import Overlays, Style


class View(FakeView):
    page_changed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.overlays = Overlays()
        self.here: tuple[int, int] | None = (0, 0)

    def current_page(self) -> tuple[int, int] | None:
        return self.here


def scene(qtbot: QtBot) -> tuple[View, LiveLayer]:
    session = open_session()
    live = LiveTargets(session)
    view = View()
    qtbot.addWidget(view)
    layer = LiveLayer(session, live, view)  # type: ignore[arg-type]
    live.refresh()
    qtbot.waitUntil(lambda: bool(view.overlays.regions(0, 0)))
    return view, layer


def test_the_first_use_on_a_page_is_marked_and_each_reference(qtbot: QtBot) -> None:
    view, _layer = scene(qtbot)
    regions = view.overlays.regions(0, 0)
    assert [region.style for region in regions] == [Style.ACRONYM, Style.ACRONYM, Style.REFERENCE]
    assert regions[1].rects == NIST.place.rects
    assert view.overlays.regions(1, 0)


def test_only_pages_near_the_visible_one_are_marked(qtbot: QtBot) -> None:
    view, layer = scene(qtbot)
    view.here = None
    view.page_changed.emit(-1, -1)
    qtbot.waitUntil(lambda: not view.overlays.regions(0, 0))
    assert LAYER == "live"
    assert layer.parent() is None


def test_the_hand_shows_over_what_answers(qtbot: QtBot) -> None:
    view, _layer = scene(qtbot)
    view.hovered.emit(ON_NIST)
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    view.hovered.emit(ON_NOTE)
    assert view.cursor().shape() != Qt.CursorShape.PointingHandCursor
    view.hovered.emit(ON_NIST)
    view.hovered.emit(MARGIN)
    assert view.cursor().shape() != Qt.CursorShape.PointingHandCursor

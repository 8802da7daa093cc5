"""The list of figures: captions by chapter, pictures of what is in sight, who refers to each, what can be done."""

from collections.abc import Iterator

import pytest
from list_services import FakeCut, FakeLibrary, owner
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot
from small_paper import CAPTION, REFERENCE, UNUSED, open_session, place

from index_builder.model import Caption, Rect
from reader.history import Jump, Position
from reader.listings import Listings
from reader.live_targets import LiveTargets
from reader.panels.figure_rows import FigureItem, ReferrerItem
from reader.panels.figures import FiguresPanel
from reader.session import Progress, Session
from reader.targets import Kind, Target
from reader.theme import PAPERS

SOON = 5000
__all__ = ["owner"]
AREA = Rect(60, 80, 260, 180)
SHOWN = replace(CAPTION, area=AREA, source="資料：総務省作成")
RED = 0xFFFF0000


def volume(*captions: Caption, indexed: bool = True) -> Session:
    session = open_session(indexed=indexed)
    first = session.documents[0]
    if first.structure is not None and captions:
        structure = replace(first.structure, captions=captions)
        session.volume = session.volume.with_document(0, replace(first, structure=structure))
    session.set_position(Position(0, 0, 0, 0))
    return session


class Panel:
    """The panel over a session."""

    def __init__(self, qtbot: QtBot, owner: QObject, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        session.setParent(owner)
        self.live = LiveTargets(session, owner)
        self.lists = Listings(session, self.live, FakeLibrary(owner), owner)
        self.lists.watch(lambda: True)
        self.cut = FakeCut()
        self.widget = FiguresPanel(session, self.live, self.lists, self.cut)  # type: ignore[arg-type]
        qtbot.addWidget(self.widget)
        self.widget.looked_at.connect(self.lists.refresh)
        self.widget.resize(270, 300)
        self.jumps: list[Jump] = []
        session.jump_requested.connect(self.jumps.append)

    def fill(self) -> None:
        self.live.refresh()
        with self.qtbot.waitSignal(self.lists.changed, timeout=SOON):
            self.widget.show()
        self.qtbot.waitUntil(lambda: bool(self.cut.wanted), timeout=SOON)

    def rows(self) -> list[str]:
        return [row.text or self.widget._describe(row) for row in self.widget.list.bands.rows]

    def choose(self, row: int) -> None:
        self.widget.list.choose(row)
        self.widget.list.picked.emit(row)

    def press(self, name: str) -> None:
        button = self.widget.findChild(QToolButton, name)
        assert button is not None
        button.click()


@pytest.fixture
def panel(qtbot: QtBot, owner: QObject) -> Iterator[Panel]:
    made = Panel(qtbot, owner, volume(SHOWN, UNUSED))
    made.fill()
    yield made
    made.lists.close()


def test_captions_with_source_and_referrers_under_their_chapter(panel: Panel) -> None:
    assert panel.rows() == [
        "第１部 第３章　世界の動向 (2)",
        "第１-３-１図　ＡＩに関する論文数の推移\n資料：総務省作成\nReferred to from 1 places",
        "第１-３-２表　予算",
    ]
    figure, table = panel.widget.list.bands.rows[1:]
    assert (figure.parts, table.parts) == (1, 0)


def test_the_picture_of_the_figure_is_shown_when_it_is_there(panel: Panel) -> None:
    key = panel.cut.wanted[0]
    assert (key.document, key.page, key.area[2:]) == (0, 1, (92, 46))
    before = panel.widget.list.viewport().grab().toImage()
    panel.cut.draw(RED)
    after = panel.widget.list.viewport().grab().toImage()
    rect = panel.widget.list.visualRect(panel.widget.list.bands.index(1))
    middle = rect.left() + 18 + 46, rect.center().y()
    assert before.pixel(*middle) != RED
    assert after.pixel(*middle) == RED


def test_pictures_are_asked_for_only_in_sight_and_dropped_when_hidden(
    qtbot: QtBot, owner: QObject
) -> None:
    many = [replace(SHOWN, label=f"図{n}", place=place(1, 1, n)) for n in range(500)]
    panel = Panel(qtbot, owner, volume(*many))
    panel.fill()
    assert len(panel.cut.wanted) <= 5
    first = list(panel.cut.wanted)
    panel.widget.list.verticalScrollBar().setValue(20_000)
    assert len(panel.lists.figures) == 500
    qtbot.waitUntil(lambda: panel.cut.wanted != first or len(set(first)) == 1, timeout=SOON)
    panel.widget.hide()
    assert panel.cut.wanted == []
    panel.lists.close()


def test_pictures_take_the_colours_of_the_pages(panel: Panel) -> None:
    panel.widget.set_paper(PAPERS["night"])
    panel.qtbot.waitUntil(lambda: panel.cut.wanted[0].tone == PAPERS["night"].tone, timeout=SOON)
    assert panel.widget.delegate.ground == PAPERS["night"].ground


def test_a_page_that_cannot_be_drawn_is_said_to_be_so(panel: Panel) -> None:
    before = panel.widget.list.viewport().grab().toImage()
    panel.cut.broken.add(1)
    panel.cut.failed.emit(0, 1)
    assert panel.widget.list.viewport().grab().toImage() != before


def test_choosing_shows_it_beside_and_enter_goes_there(panel: Panel) -> None:
    with panel.qtbot.waitSignal(panel.widget.shown):
        panel.choose(1)
    target = panel.session.target
    assert isinstance(target, Target)
    assert (target.kind, target.document, target.index) == (Kind.CAPTION, 0, 0)
    assert panel.jumps == []
    panel.widget.list.setFocus()
    panel.qtbot.keyClick(panel.widget.list, Qt.Key.Key_Return)
    (jump,) = panel.jumps
    assert (jump.document, jump.page, jump.highlight) == (0, 1, (CAPTION.place,))


def test_who_refers_to_it_unfolds_and_jumps(panel: Panel) -> None:
    panel.choose(1)
    panel.qtbot.keyClick(panel.widget.list, Qt.Key.Key_Right)
    items = [band.item for band in panel.widget.list.bands.rows]
    assert isinstance(items[2], ReferrerItem)
    assert items[2].reference == REFERENCE
    assert "第１-３-１図に示すように" in panel.rows()[2]
    assert not panel.widget.grab().isNull()
    panel.widget.list.entered_row.emit(2)
    assert [(jump.document, jump.highlight) for jump in panel.jumps] == [(0, REFERENCE.places)]
    panel.choose(1)
    panel.qtbot.keyClick(panel.widget.list, Qt.Key.Key_Left)
    assert isinstance(panel.widget.list.bands.rows[2].item, FigureItem)
    assert panel.widget.list.current == 1


def test_kinds_and_filter(panel: Panel) -> None:
    panel.widget._kind.setCurrentIndex(2)
    assert panel.rows()[1:] == ["第１-３-２表　予算"]
    panel.widget._kind.setCurrentIndex(3)
    assert panel.rows() == []
    assert panel.widget.says.text() == "No figure or table fits."
    panel.widget._kind.setCurrentIndex(0)
    panel.widget.filter.setText("総務省")
    assert len(panel.rows()) == 2


def test_what_can_be_done_with_a_figure(panel: Panel) -> None:
    widget, waiting = panel.widget, panel.qtbot.waitSignal
    assert not widget._needing[0].isEnabled()
    panel.choose(1)
    assert widget._needing[0].isEnabled()
    with waiting(widget.peek_asked) as peeked:
        panel.press("peek")
    assert peeked.args == [0, SHOWN]
    with waiting(widget.picture_asked) as pictured:
        widget.copy_picture()
    assert pictured.args == [0, 1, AREA]
    with waiting(widget.caption_asked) as copied:
        widget.copy_caption()
    assert copied.args == [0, SHOWN]
    panel.choose(2)
    with waiting(widget.picture_asked) as pictured:
        widget.copy_picture()
    assert pictured.args == [0, 1, UNUSED.place.rects[0]]


def test_the_menu_of_a_figure(panel: Panel) -> None:
    rect = panel.widget.list.visualRect(panel.widget.list.bands.index(1))
    panel.widget._show_menu(rect.center())
    menu = panel.widget.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Go there",
        "Keep in sight",
        "List who refers to it",
        "Copy the picture",
        "Copy the caption with its source",
    ]
    menu.close()
    assert panel.widget.list.current == 1


def test_before_files_are_read_there_is_a_sentence(qtbot: QtBot, owner: QObject) -> None:
    session = volume(indexed=False)
    panel = Panel(qtbot, owner, session)
    panel.live.refresh()
    panel.widget.show()
    says = panel.widget.says
    assert says.text() == "These files have not been read for figures and tables yet."
    session._set_progress(Progress(running=True, done=3, pages=5))
    assert says.text() == "Figures come in as files are read: 3 of 5 pages so far."
    panel.lists.close()


def test_nothing_is_asked_of_a_closed_volume(panel: Panel) -> None:
    panel.choose(1)
    panel.widget._fold(1, True)
    panel.session.closed.emit()
    assert panel.cut.wanted == []
    assert panel.rows() == []
    assert panel.widget._opened == set()


def test_a_figure_of_an_older_structure_is_not_gone_to(panel: Panel) -> None:
    panel.choose(1)
    first = panel.session.documents[0]
    assert first.structure is not None
    structure = replace(first.structure, captions=())
    document = replace(first, structure=structure)
    panel.session.volume = panel.session.volume.with_document(0, document)
    panel.live.refresh()
    panel.widget.list.entered_row.emit(1)
    assert panel.jumps == []

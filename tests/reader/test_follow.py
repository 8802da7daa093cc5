"""Follow mode: the visible lines in the side panel, and what it says where there is nothing."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from side_panel import Panel
from small_paper import CAPTION, FIRST, LINKS, NIST, empty_session, open_session

from index_builder.model import PageIssue, Rect
from reader.history import Position
from reader.in_sight import Band, Shelf
from reader.panels.references import RUSHED_LOOKS
from reader.pictures import PictureKey
from reader.session import Progress
from reader.targets import Kind, Target
from reader.theme import PAPERS
from reader.volume import Failure

REFERENCE_KEY = (Shelf.REFERENCES, 0, "figure", "1-3-1")


def band(top: float, bottom: float, page: int = 0, document: int = 0) -> Band:
    return Band(document, page, Rect(0, top, 595, bottom), (297, (top + bottom) / 2))


@pytest.fixture
def panel(qtbot: QtBot, data_folder: Path) -> Panel:
    session = open_session()
    session.set_position(Position(0, 0, 0, 0))
    return Panel(qtbot, session, data_folder)


def look(panel: Panel, *bands: Band) -> dict[str, list[str]]:
    panel.lines.given = list(bands)
    panel.widget.refresh()
    return panel.rows()


def test_the_list_follows_the_visible_lines(panel: Panel) -> None:
    assert list(look(panel, band(0, 90))) == ["Acronyms and short names"]
    rows = look(panel, band(95, 250))
    assert list(rows) == ["Notes", "Acronyms and short names", "Refers to"]
    assert rows["Acronyms and short names"][0].startswith("NIST　国立標準技術研究所 — National")
    assert list(look(panel, band(700, 842))) == ["Notes"]
    rows = look(panel, band(700, 842), band(0, 400, 1))
    assert list(rows) == ["Notes", "Figures and tables"]
    assert panel.widget._kind.text() == "In sight on p. 24 to p. 25"


def test_a_step_of_scrolling_makes_no_new_list(panel: Panel) -> None:
    look(panel, band(0, 842))
    reset: list[bool] = []
    panel.widget.view.rows.modelReset.connect(lambda: reset.append(True))
    view = panel.widget.view
    view.setCurrentIndex(view.rows.index(1, 0, view.rows.index(1, 0)))
    before = view.rows.row_at(view.currentIndex())
    assert before is not None
    look(panel, band(95, 250))
    look(panel, band(95, 842))
    assert reset == []
    assert view.rows.row_at(view.currentIndex()) is before


def test_lines_that_rush_by_are_looked_at_now_and_then_and_those_that_stay_at_last(
    qtbot: QtBot, panel: Panel
) -> None:
    looks: list[list[Band]] = []
    refresh = panel.widget.refresh
    panel.widget.refresh = lambda: (looks.append(panel.lines.given or []), refresh())  # type: ignore[method-assign]
    panel.lines.given, panel.lines.rushes = [band(0, 90)], True
    panel.widget._look()
    assert list(panel.rows()) == ["Acronyms and short names"], "a single leap is seen at once"
    panel.lines.given = [band(95, 250)]
    for _ in range(RUSHED_LOOKS):
        panel.widget._look()
    assert len(looks) == 1
    panel.widget._look()
    assert len(looks) == 2
    panel.lines.given = [band(700, 842)]
    panel.widget._look()
    panel.lines.rushes = False
    qtbot.waitUntil(lambda: list(panel.rows()) == ["Notes"])


def test_what_is_looked_at_is_marked(panel: Panel) -> None:
    look(panel, band(0, 120))
    assert panel.widget.view.marked is not None
    assert panel.widget.view.marked.text.startswith("AI")
    look(panel, band(80, 130))
    assert panel.widget.view.marked.text.startswith("NIST")
    panel.lines.given = [Band(0, 0, Rect(0, 0, 595, 842), (297, 205))]
    panel.widget.refresh()
    assert panel.widget.view.marked.text.startswith("第１-３-１図")


def test_what_is_under_the_pointer_is_marked(panel: Panel) -> None:
    class Point:
        document, page, x, y = 0, 0, 112.0, 105.0

    panel.lines.pointed = Point
    look(panel, band(0, 842))
    assert panel.widget.view.marked is not None
    assert panel.widget.view.marked.text.startswith("NIST")


def test_a_row_shows_its_thing(panel: Panel, qtbot: QtBot) -> None:
    look(panel, band(95, 250))
    for group, kind in ((0, Kind.MARK), (1, Kind.TERM), (2, Kind.REFERENCE)):
        panel.session.show_target(None)
        panel.widget.refresh()
        panel.widget.view.rows.groups[group].row(0).choose()
        target = panel.session.target
        assert isinstance(target, Target)
        assert target.kind is kind
    panel.widget.refresh()
    assert panel.text("name") == "第１-３-１図"
    qtbot.keyClick(panel.widget, Qt.Key.Key_Escape)
    panel.widget.refresh()
    assert list(panel.rows()) == ["Notes", "Acronyms and short names", "Refers to"]


def test_guesses_and_missing_targets_are_said(panel: Panel) -> None:
    rows = look(panel, band(0, 842, 0, 1))
    assert rows["Refers to"] == ["第９-９-９図 (in none of these files)"]
    assert "TRIP　not explained in these files" in rows["Acronyms and short names"]
    guess = replace(LINKS.resolutions[0], evidence="nearest", confidence=0.5)
    panel.session.links = replace(LINKS, resolutions=(guess,))
    panel.live.refresh()
    rows = look(panel, band(0, 842))
    assert rows["Refers to"][0].endswith("(a guess)")
    assert rows["Acronyms and short names"][0].endswith("(a guess)")


def test_a_mark_without_a_note_leads_to_the_foot_of_its_page(panel: Panel, qtbot: QtBot) -> None:
    panel.change(0, issues=(PageIssue(0, "orphan-mark", "12"),))
    rows = look(panel, band(95, 250))
    assert rows["Notes"][-1] == "No note was found for this mark."
    row = panel.widget.view.rows.groups[0].row(1)
    assert row.label == "12"
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        row.choose()
    assert (jumped.args[0].page, jumped.args[0].rect.y1) == (0, 842.0)


def test_lines_without_anything_lead_to_the_next_ones(panel: Panel, qtbot: QtBot) -> None:
    assert look(panel, band(250, 600)) == {}
    assert panel.says() == "No acronyms, notes or references in these lines."
    with qtbot.waitSignal(panel.session.jump_requested) as jumped:
        panel.press(qtbot, "says_action")
    assert jumped.args[0].page == 1
    look(panel, band(0, 400, 1))
    assert panel.says() == ""


def test_a_page_without_text_says_so(panel: Panel) -> None:
    panel.change(0, issues=(PageIssue(2, "no-text", ""),))
    look(panel, band(0, 842, 2))
    assert panel.says().startswith("This page holds no text")


def test_a_file_fills_by_itself_while_another_is_still_read(
    qtbot: QtBot, data_folder: Path
) -> None:
    session = open_session(indexed=False)
    panel = Panel(qtbot, session, data_folder)
    session.on_pages_indexed(12, 200)
    look(panel, band(700, 842, 2), band(0, 400, 0, 1))
    assert "12 of 200" in panel.says()
    assert (panel.widget.saying.bar.value(), panel.widget.saying.bar.maximum()) == (12, 200)
    known = session.volume.documents[0]
    session.volume = session.volume.with_document(0, replace(known, structure=FIRST))
    session.structure_changed.emit()
    panel.lines.given = [band(0, 400), band(0, 400, 0, 1)]
    panel.lines.changed.emit()
    qtbot.waitUntil(lambda: "Acronyms and short names" in panel.rows())
    assert "12 of 200" in panel.says()
    panel.lines.given = [band(0, 400)]
    panel.lines.changed.emit()
    qtbot.waitUntil(lambda: panel.says() == "")
    assert any(text.startswith(NIST.name) for text in panel.rows()["Acronyms and short names"])


def test_a_file_that_was_not_read_can_be_read_again(qtbot: QtBot, data_folder: Path) -> None:
    session = open_session(indexed=False)
    built: list[bool] = []
    session._index.build = lambda _paths, _words, *, keep_order: built.append(keep_order)
    panel = Panel(qtbot, session, data_folder)
    session._indexing = True
    session._set_progress(Progress(running=False, done=3, pages=5))
    known = session.volume.documents[0]
    broken = replace(known, failure=Failure("“{0}” is damaged and cannot be read."))
    session.volume = session.volume.with_document(0, broken)
    look(panel, band(0, 400))
    assert "damaged" in panel.says()
    panel.press(qtbot, "says_action")
    assert built == [False]
    assert session.progress.running
    panel.press(qtbot, "says_action")
    assert built == [False]


def test_before_anything_is_open_files_can_be_chosen(qtbot: QtBot, data_folder: Path) -> None:
    panel = Panel(qtbot, empty_session(), data_folder)
    assert panel.says().startswith("Open a paper")
    with qtbot.waitSignal(panel.widget.cards.files_asked):
        panel.press(qtbot, "says_action")


class Drawing(QObject):
    """A cut whose pictures come when a test says so."""

    drawn = Signal(object)
    failed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[PictureKey] = []
        self.there: dict[PictureKey, QImage] = {}
        self.broken: set[tuple[int, int]] = set()
        self.tone = None

    def size(self, _document: int, _page: int, _area: Rect | None) -> tuple[float, float]:
        return 200.0, 100.0

    def key(self, document: int, page: int, _area: Rect | None, width: int) -> PictureKey:
        return PictureKey(document, page, 1.0, 0, (0, 0, width, width // 2), whole=False)

    def want(self, keys: list[PictureKey]) -> None:
        self.wanted = list(keys)

    def picture(self, key: PictureKey) -> QImage | None:
        return self.there.get(key)

    def failure(self, document: int, page: int) -> str:
        return "broken" if (document, page) in self.broken else ""


@pytest.fixture
def drawing(qtbot: QtBot, data_folder: Path) -> tuple[Panel, Drawing]:
    session = open_session()
    captions = (replace(CAPTION, area=Rect(50, 60, 450, 260)), *FIRST.captions[1:])
    known = session.volume.documents[0]
    session.volume = session.volume.with_document(
        0, replace(known, structure=replace(FIRST, captions=captions))
    )
    cut = Drawing()
    return Panel(qtbot, session, data_folder, cuts=(Drawing(), cut)), cut


def test_a_figure_that_is_referred_to_is_asked_for_and_dropped_when_it_is_gone(
    drawing: tuple[Panel, Drawing],
) -> None:
    panel, cut = drawing
    look(panel, band(95, 250))
    (key,) = cut.wanted
    assert (key.document, key.page) == (0, 1)
    row = panel.widget.view.rows.row_at(panel.widget.view.rows.index_of(REFERENCE_KEY))
    assert row is not None
    assert row.thumb is not None
    assert row.thumb.picture() is None
    cut.there[key] = QImage(row.thumb.width, row.thumb.height, QImage.Format.Format_RGB32)
    cut.drawn.emit(key)
    assert row.thumb.picture() is cut.there[key]
    look(panel, band(700, 842))
    assert cut.wanted == []


def test_a_hidden_panel_wants_no_pictures(drawing: tuple[Panel, Drawing], qtbot: QtBot) -> None:
    panel, cut = drawing
    look(panel, band(95, 250))
    assert cut.wanted
    panel.widget.hide()
    assert cut.wanted == []
    panel.widget.show()
    qtbot.waitUntil(lambda: bool(cut.wanted))
    panel.session.show_target(panel.at(0, 0, 112, 105))
    panel.widget.refresh()
    assert cut.wanted == []


def test_a_figure_that_cannot_be_drawn_is_a_row_without_a_picture(
    drawing: tuple[Panel, Drawing], qtbot: QtBot
) -> None:
    panel, cut = drawing
    look(panel, band(95, 250))
    cut.broken.add((0, 1))
    cut.failed.emit(0, 1)
    qtbot.waitUntil(lambda: cut.wanted == [])
    row = panel.widget.view.rows.row_at(panel.widget.view.rows.index_of(REFERENCE_KEY))
    assert row is not None
    assert row.thumb is None


def test_pictures_have_the_colours_of_the_pages(drawing: tuple[Panel, Drawing]) -> None:
    panel, cut = drawing
    assert cut.tone is None
    panel.settings.set("view/paper", "night")
    assert cut.tone == PAPERS["night"].tone

"""The glossary's panel: what a person reads in it, and what keys, mouse and buttons do."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from list_services import FakeLibrary, owner
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QToolButton
from pytestqt.qtbot import QtBot
from small_paper import NIST, empty_session, open_session

from reader.history import Jump, Position
from reader.listings import Listings
from reader.live_targets import LiveTargets
from reader.panels.glossary import GlossaryPanel
from reader.panels.glossary_rows import TermItem, UseItem
from reader.results import LibraryName, Shelf
from reader.session import Progress, Session
from reader.targets import Kind, Target
from reader.visits import Visits
from reader.volume import Failure

SOON = 5000
__all__ = ["owner"]


class Panel:
    """The panel over a session, and what stands in it."""

    def __init__(self, qtbot: QtBot, owner: QObject, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        session.setParent(owner)
        session.set_position(Position(0, 0, 0, 0))
        self.live = LiveTargets(session, owner)
        self.library = FakeLibrary(owner)
        self.lists = Listings(session, self.live, self.library, owner)
        self.lists.watch(lambda: True)
        self.visits = Visits(session, self.live, self.lists, owner)
        self.widget = GlossaryPanel(session, self.live, self.lists, self.visits)
        qtbot.addWidget(self.widget)
        self.widget.looked_at.connect(self.lists.refresh)
        self.widget.resize(270, 500)
        self.jumps: list[Jump] = []
        session.jump_requested.connect(self.jumps.append)

    def fill(self) -> None:
        self.live.refresh()
        with self.qtbot.waitSignals([self.lists.changed] * 2, timeout=SOON):
            self.widget.show()

    def rows(self) -> list[str]:
        return [row.text or self.widget._describe(row) for row in self.widget.list.bands.rows]

    def names(self) -> list[str]:
        items = (row.item for row in self.widget.list.bands.rows)
        return [item.term.name for item in items if isinstance(item, TermItem)]

    def choose(self, name: str) -> None:
        for row, band in enumerate(self.widget.list.bands.rows):
            if isinstance(band.item, TermItem) and band.item.term.name == name:
                self.widget.list.choose(row)
                self.widget.list.picked.emit(row)
                return
        pytest.fail(f"{name} is not in the list")

    def press(self, name: str) -> None:
        button = self.widget.findChild(QToolButton, name)
        assert button is not None
        button.click()

    def says(self) -> str:
        return self.widget.says.text() if self.widget.says.isVisibleTo(self.widget) else ""


@pytest.fixture
def panel(qtbot: QtBot, owner: QObject) -> Iterator[Panel]:
    made = Panel(qtbot, owner, open_session())
    made.fill()
    yield made
    made.lists.close()


def test_groups_letters_and_meanings(panel: Panel) -> None:
    assert panel.rows() == [
        "Explained (2)",
        "A",
        "AI\nArtificial Intelligence & <b>more</b>",
        "N",
        "NIST\n国立標準技術研究所 — National Institute of Standards and Technology",
        "Used, but never explained (1)",
        "TRIP",
    ]
    assert panel.says() == ""
    assert not panel.widget.grab().isNull()


def test_choosing_shows_it_in_the_side_panel_and_the_place_stays(panel: Panel) -> None:
    with panel.qtbot.waitSignal(panel.widget.shown):
        panel.choose("NIST")
    target = panel.session.target
    assert isinstance(target, Target)
    assert (target.kind, target.index, target.rects) == (Kind.TERM, 0, NIST.place.rects)
    panel.choose("TRIP")
    assert isinstance(panel.session.target, Target)
    assert panel.session.target.index == 2
    assert panel.jumps == []


def test_keys_show_a_name_when_they_rest_and_enter_goes_to_the_definition(panel: Panel) -> None:
    rows = panel.widget.list
    panel.qtbot.keyClicks(panel.widget.filter, "nist")
    panel.qtbot.keyClick(panel.widget.filter, Qt.Key.Key_Down)
    assert rows.hasFocus()
    panel.qtbot.waitUntil(lambda: panel.session.target is not None, timeout=SOON)
    assert panel.jumps == []
    panel.qtbot.keyClick(rows, Qt.Key.Key_Return)
    (jump,) = panel.jumps
    assert (jump.document, jump.page, jump.highlight) == (0, 0, (NIST.place,))
    panel.qtbot.keyClick(rows, Qt.Key.Key_Up)
    assert panel.widget.filter.hasFocus()
    panel.qtbot.keyClick(panel.widget.filter, Qt.Key.Key_Escape)
    assert panel.widget.filter.text() == ""
    with panel.qtbot.waitSignal(panel.widget.left):
        panel.qtbot.keyClick(panel.widget.filter, Qt.Key.Key_Escape)


def test_find_in_the_panel_is_for_its_own_box(panel: Panel) -> None:
    panel.widget.list.setFocus()
    panel.qtbot.keyClick(panel.widget.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.widget.filter.hasFocus()


def test_uses_unfold_and_jump(panel: Panel) -> None:
    panel.choose("NIST")
    panel.press("uses")
    items = [band.item for band in panel.widget.list.bands.rows]
    uses = [row for row, item in enumerate(items) if isinstance(item, UseItem)]
    assert [items[row].item for row in uses] == [0, 1, 2]
    assert "p. 40" in panel.rows()[uses[2]]
    assert "前章で見たＮＩＳＴ" in panel.rows()[uses[2]]
    assert not panel.widget.grab().isNull()
    panel.widget.list.entered_row.emit(uses[2])
    assert [(jump.document, jump.page) for jump in panel.jumps] == [(1, 0)]
    panel.press("uses")
    assert not any(isinstance(band.item, UseItem) for band in panel.widget.list.bands.rows)
    assert panel.widget._current_term() is not None


def test_next_and_previous_use_walk_around_the_end(panel: Panel) -> None:
    panel.choose("NIST")
    for name in ("next", "next", "next", "previous"):
        panel.press(name)
    assert [jump.document for jump in panel.jumps] == [0, 1, 0, 1]
    assert [jump.rect.y0 for jump in panel.jumps if jump.rect] == [140, 120, 100, 120]


def test_a_name_without_a_meaning_leads_to_its_use(panel: Panel) -> None:
    panel.choose("TRIP")
    panel.press("go")
    assert [(jump.document, jump.page) for jump in panel.jumps] == [(1, 0)]


def test_a_guess_is_said_to_be_one(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    delegate = panel.widget.list.itemDelegate()
    written: list[str] = []
    monkeypatch.setattr(
        type(delegate), "paint_line", staticmethod(lambda _p, _r, text: written.append(text) or 10)
    )
    panel.widget.list.viewport().repaint()
    assert written.count("a guess") == 1
    assert written.index("a guess") == written.index("AI") + 1


def test_orders_and_filter(panel: Panel) -> None:
    panel.widget._order.setCurrentIndex(3)
    assert panel.names() == ["NIST", "AI", "TRIP"]
    panel.widget._order.setCurrentIndex(1)
    assert panel.names() == ["NIST", "AI", "TRIP"]
    assert "か" in panel.rows()
    panel.widget.filter.setText("ぎじゅつ")
    assert panel.names() == ["NIST"]
    panel.widget.filter.setText("無い")
    assert panel.names() == []
    assert panel.says() == "Nothing fits “無い”."


def test_the_chosen_name_stays_chosen_when_more_is_found(panel: Panel) -> None:
    panel.choose("NIST")
    panel.widget.filter.setText("n")
    term = panel.widget._current_term()
    assert term is not None
    assert term.name == "NIST"


def test_before_files_are_read_there_is_a_sentence_with_progress(
    qtbot: QtBot, owner: QObject
) -> None:
    session = open_session(indexed=False)
    panel = Panel(qtbot, owner, session)
    panel.live.refresh()
    panel.widget.show()
    assert panel.says() == "These files have not been read for acronyms and short names yet."
    session._set_progress(Progress(running=True, done=3, pages=5))
    assert panel.says() == "Names come in as files are read: 3 of 5 pages so far."
    session._set_progress(Progress(done=5, pages=5))
    session.volume = open_session().volume
    session.structure_changed.emit()
    panel.qtbot.waitUntil(lambda: panel.names() == ["AI", "NIST"], timeout=SOON)
    assert panel.says() == ""
    panel.lists.close()


def test_nothing_open_and_nothing_found(qtbot: QtBot, owner: QObject) -> None:
    panel = Panel(qtbot, owner, empty_session())
    panel.widget.show()
    assert panel.says() == "Open a paper, and its acronyms and short names are listed here."
    panel.lists.close()
    session = open_session(linked=False)
    documents = tuple(
        replace(each, structure=replace(each.structure, definitions=()))
        for each in session.documents
        if each.structure is not None
    )
    session.volume = replace(session.volume, documents=documents)
    panel = Panel(qtbot, owner, session)
    panel.live.refresh()
    with qtbot.waitSignal(panel.lists.changed, timeout=SOON):
        panel.widget.show()
    assert panel.says() == "No acronyms or short names were found in these files."
    panel.lists.close()


# --- the library ----------------------------------------------------------------------------

ELSEWHERE = replace(NIST, name="OECD", long_form="経済協力開発機構", expansion="")


def to_library(panel: Panel) -> None:
    panel.library.names = (
        LibraryName("a", "24", NIST),
        LibraryName("far", "7", NIST),
        LibraryName("far", "9", ELSEWHERE),
    )
    panel.library.shelf = Shelf(
        {"a": "世界の動向", "far": "遠い白書"}, (("科学技術白書", ("a",)), ("", ("far", "farther")))
    )
    with panel.qtbot.waitSignal(panel.lists.library_changed, timeout=SOON):
        panel.widget._scope.setCurrentIndex(1)


def test_the_library_lists_names_with_their_documents(panel: Panel) -> None:
    to_library(panel)
    assert panel.names() == ["NIST", "OECD"]
    panel.choose("NIST")
    panel.press("uses")
    assert [row for row in panel.rows() if row.startswith("p. ")] == [
        "p. 24 世界の動向 — 科学技術白書",
        "p. 7 遠い白書",
    ]
    assert not panel.widget.grab().isNull()


def test_the_library_is_read_again_when_more_is_indexed(panel: Panel) -> None:
    to_library(panel)
    panel.library.names = (*panel.library.names, LibraryName("new", "1", replace(NIST, name="WHO")))
    panel.session._set_progress(Progress(running=True, done=1, pages=5))
    with panel.qtbot.waitSignal(panel.lists.library_changed, timeout=SOON):
        panel.session._set_progress(Progress(done=5, pages=5))
    assert panel.names() == ["NIST", "OECD", "WHO"]


def test_a_name_of_the_open_volume_is_gone_to(panel: Panel) -> None:
    to_library(panel)
    panel.choose("NIST")
    panel.press("go")
    assert [(jump.document, jump.highlight) for jump in panel.jumps] == [(0, (NIST.place,))]


def test_a_name_of_another_volume_opens_it_and_goes_there(panel: Panel) -> None:
    to_library(panel)
    panel.choose("OECD")
    panel.press("uses")
    row = next(n for n, text in enumerate(panel.rows()) if text.startswith("p. 9"))
    panel.widget.list.choose(row)
    panel.widget.list.moved.emit(row)
    says = "This document is not open: Enter opens it at this place."
    panel.qtbot.waitUntil(lambda: panel.says() == says, timeout=SOON)
    panel.library.paths = (Path("far.pdf"),)
    with panel.qtbot.waitSignal(panel.visits.open_asked) as asked:
        panel.widget.list.entered_row.emit(row)
    assert asked.args == [[Path("far.pdf")]]
    assert panel.jumps == []
    session = panel.session
    session.closed.emit()
    assert panel.visits.came
    document = replace(session.documents[0], content="far")
    session.volume = session.volume.with_document(0, document)
    session.document_changed.emit(0)
    assert [(jump.document, jump.highlight) for jump in panel.jumps] == [(0, (NIST.place,))]
    session.closed.emit()
    assert not panel.visits.came


def test_files_that_are_gone_are_said_to_be(panel: Panel) -> None:
    to_library(panel)
    panel.choose("OECD")
    with panel.qtbot.waitSignal(panel.session.message) as said:
        panel.press("go")
    assert said.args == ["The files of this document are no longer where they were."]
    panel.session.closed.emit()
    assert not panel.visits.came


def test_a_library_that_cannot_be_read_says_why(panel: Panel) -> None:
    panel.library.failure = Failure("Nothing has been indexed yet.")
    panel.widget._scope.setCurrentIndex(1)
    assert panel.says() == "Nothing has been indexed yet."


# --- files ----------------------------------------------------------------------------------


def test_the_whole_glossary_is_exported_in_the_form_of_its_name(
    panel: Panel, tmp_path: Path
) -> None:
    panel.widget.filter.setText("nist")
    starts = {"csv": "\ufeffname", "md": "# 科学技術白書", "json": "{", "tbx": "<?xml"}
    for form, start in starts.items():
        path = tmp_path / f"用語集.{form}"
        with panel.qtbot.waitSignal(panel.lists.wrote, timeout=SOON):
            panel.widget.export(path)
        assert path.read_text("utf-8").startswith(start)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "用語集.csv").read_text("utf-8-sig"))))
    assert [(row["name"], row["file"], row["page"]) for row in rows] == [
        ("AI", "a.pdf", "24"),
        ("NIST", "a.pdf", "24"),
        ("TRIP", "b.pdf", "40"),
    ]


def test_a_failing_write_is_one_sentence(panel: Panel, tmp_path: Path) -> None:
    with panel.qtbot.waitSignal(panel.session.failed, timeout=SOON) as failed:
        panel.widget.export(tmp_path / "none" / "g.csv")
    assert failed.args[0] == -1
    assert failed.args[1].message == "“g.csv” cannot be written: No such file or directory."


def test_the_dialog_offers_the_four_forms(panel: Panel) -> None:
    panel.widget.ask_export()
    dialog = panel.widget.window().findChild(QFileDialog)
    assert dialog is not None
    assert len(dialog.nameFilters()) == 4
    dialog.selectNameFilter(dialog.nameFilters()[3])
    dialog.filterSelected.emit(dialog.nameFilters()[3])
    assert dialog.defaultSuffix() == "tbx"
    dialog.close()

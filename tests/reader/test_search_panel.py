"""The panel of hits and its controls, by mouse and keyboard."""

from pathlib import Path

import pytest
from found_here import Desk, found, row
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from test_finding import View

from index_builder.found import Kind, Suggestion
from index_builder.model import Part
from reader.history import Position
from reader.models import Role
from reader.panels.boxes import SearchBox
from reader.panels.search import UNFOLDED, SearchPanel
from reader.panels.search_controls import QueryHelp
from reader.search_settings import Scope
from reader.volume import Failure

pytestmark = pytest.mark.usefixtures("qapp")

ROWS = [row(0, 0, ("部",)), row(0, 1, ("部", "章")), row(0, 1, ("部", "章"), Part.NOTE)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> SearchPanel:
    panel = SearchPanel(desk.session, desk.finder)
    qtbot.addWidget(panel)
    panel.resize(270, 500)
    panel.show()
    return panel


def search(desk: Desk, text: str = "nist") -> None:
    desk.search(text, ROWS)
    desk.give_details()


def current(panel: SearchPanel) -> int:
    return panel.model.hit_number(panel.tree.currentIndex())


def test_the_panel_counts_and_says_when_there_is_nothing(desk: Desk, panel: SearchPanel) -> None:
    assert "Ctrl+F" in panel.count.text()
    search(desk)
    assert panel.count.text() == "3 hits on 2 pages"
    desk.search("xyz", [])
    assert "xyz" in panel.count.text()
    desk.grow([found(ROWS[:1], Kind.SYNONYM, "研究所")])
    assert "xyz" in panel.count.text()
    desk.search("ab", ROWS)
    desk.grow([found(ROWS[:1], Kind.SYNONYM, "研究所")])
    assert panel.count.text() == "3 hits on 2 pages; 1 more below"


def test_what_cannot_be_searched_is_said_in_a_sentence(desk: Desk, panel: SearchPanel) -> None:
    desk.finder.search("in:nowhere")
    assert "There is no part “nowhere”." in panel.count.text()
    desk.finder.search("nist")
    desk.finder.on_failed(desk.ticket, Failure("The library is damaged.", "Build it anew."), -1)
    assert panel.count.text() == "The library is damaged. Build it anew."


def test_missing_words_are_remarked_quietly(desk: Desk, panel: SearchPanel) -> None:
    search(desk)
    assert not panel.remark.isVisible()
    desk.finder.on_words_missing(desk.ticket)
    desk.grow([])
    assert panel.remark.isVisible()
    assert panel.count.text() == "3 hits on 2 pages"


def test_a_click_goes_to_the_hit_and_walking_moves_the_row(
    qtbot: QtBot, desk: Desk, panel: SearchPanel
) -> None:
    view = View(desk, Position(0, 2, 0, 0))
    search(desk)
    panel.grab()
    position = panel.tree.visualRect(panel.model.index_of(1)).center()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=position)
    assert desk.finder.current == 1
    assert [jump.page for jump in view.jumps] == [1]
    assert desk.session.can_go_back
    desk.finder.walk(1)
    assert current(panel) == 2


def test_a_click_on_a_title_folds_it(qtbot: QtBot, desk: Desk, panel: SearchPanel) -> None:
    search(desk)
    title = panel.model.index(0, 0)
    assert panel.tree.isExpanded(title)
    panel.grab()
    position = panel.tree.visualRect(title).center()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=position)
    assert not panel.tree.isExpanded(title)
    assert desk.finder.current == -1


def test_of_many_hits_the_chapters_are_shown(desk: Desk, panel: SearchPanel) -> None:
    rows = [row(0, at // 300, ("部", f"第{at // 300}章")) for at in range(UNFOLDED + 1)]
    desk.search("の", rows)
    part = panel.model.index(0, 0)
    assert panel.tree.isExpanded(part)
    assert not panel.tree.isExpanded(panel.model.index(0, 0, part))
    desk.give_details()
    desk.finder.walk(1)
    assert panel.tree.isExpanded(panel.model.index(0, 0, part))
    assert current(panel) == 0


def test_up_and_down_preview_and_escape_returns(
    qtbot: QtBot, desk: Desk, panel: SearchPanel
) -> None:
    view = View(desk, Position(0, 2, 0, 7))
    search(desk)
    typed = QSignalSpy(panel.escaped)
    panel.take_focus()
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Up)
    assert [jump.page for jump in view.jumps] == [0, 1, 1, 1]
    assert current(panel) == 1
    assert not desk.session.can_go_back
    qtbot.keyClick(panel.tree, Qt.Key.Key_Escape)
    assert view.restored == [Position(0, 2, 0, 7)]
    assert typed.count() == 1


def test_enter_goes_and_the_way_back_leads_to_the_beginning(
    qtbot: QtBot, desk: Desk, panel: SearchPanel
) -> None:
    view = View(desk, Position(0, 2, 0, 7))
    search(desk)
    panel.take_focus()
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.entered):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert [jump.page for jump in view.jumps] == [0, 1, 1]
    desk.session.go_back()
    assert view.restored == [Position(0, 2, 0, 7)]


def test_reading_on_where_a_preview_led_keeps_the_way_back(
    qtbot: QtBot, desk: Desk, panel: SearchPanel
) -> None:
    view = View(desk, Position(0, 2, 0, 7))
    search(desk)
    other = QLabel("page")
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    panel.layout().addWidget(other)
    other.show()
    panel.activateWindow()
    panel.take_focus()
    qtbot.waitUntil(panel.tree.hasFocus)
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    assert desk.session.can_go_back
    qtbot.keyClick(panel.tree, Qt.Key.Key_Escape)
    assert view.restored == []


def test_up_on_the_first_hit_leads_back_to_the_box(
    qtbot: QtBot, desk: Desk, panel: SearchPanel
) -> None:
    View(desk)
    search(desk)
    panel.take_focus()
    with qtbot.waitSignal(panel.escaped):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Up)


def test_folded_titles_are_stepped_on(qtbot: QtBot, desk: Desk, panel: SearchPanel) -> None:
    View(desk)
    search(desk)
    panel.take_focus()
    panel.tree.collapse(panel.model.index_of(1).parent())
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    assert panel.tree.currentIndex().data(Role.COUNT) == 2
    assert current(panel) == -1


def test_parts_filter_by_a_click(desk: Desk, panel: SearchPanel) -> None:
    search(desk)
    buttons = panel.parts.buttons
    shown = {part: button.text() for part, button in buttons.items() if button.isVisible()}
    assert shown == {None: "All 3", Part.BODY: "Text 2", Part.NOTE: "Notes 1"}
    buttons[Part.NOTE].click()
    assert desk.finder.part is Part.NOTE
    assert panel.model.index(0, 0).data(Role.COUNT) == 1
    buttons[None].click()
    assert panel.model.index(0, 0).data(Role.COUNT) == 3


def test_no_part_leaves_the_panel_and_they_wrap(desk: Desk, panel: SearchPanel) -> None:
    desk.search("nist", [row(part=part) for part in Part])
    panel.grab()
    buttons = [button for button in panel.parts.buttons.values() if button.isVisible()]
    assert len(buttons) == len(Part) + 1
    assert all(panel.parts.rect().contains(button.geometry()) for button in buttons)
    assert len({button.y() for button in buttons}) > 1


def test_new_sections_open_and_the_old_ones_stay_as_they_are(
    desk: Desk, panel: SearchPanel
) -> None:
    search(desk)
    first = panel.model.index(0, 0)
    panel.tree.collapse(first)
    desk.grow([found(ROWS[:1], Kind.SYNONYM, "研究所")])
    assert not panel.tree.isExpanded(panel.model.index(0, 0))
    assert panel.tree.isExpanded(panel.model.index(1, 0))


def test_a_suggestion_is_searched_by_a_click(qtbot: QtBot, desk: Desk, panel: SearchPanel) -> None:
    box = SearchBox(desk.finder)
    qtbot.addWidget(box)
    desk.search("さいばー", [])
    assert not panel.suggestions.isVisible()
    desk.grow([], suggestions=(Suggestion("サイバー", 12), Suggestion("<b>", 1)))
    assert "サイバー</a>&nbsp;(12)" in panel.suggestions.text()
    assert "&lt;b&gt;" in panel.suggestions.text()
    panel.suggestions.linkActivated.emit("0")
    assert desk.index.last("search")[3] == "サイバー"
    assert box.box.text() == "サイバー"
    assert not box._pause.isActive()


def test_scope_and_options_are_chosen_in_the_controls(desk: Desk, panel: SearchPanel) -> None:
    controls = panel.controls
    controls.scope.setCurrentIndex(list(Scope).index(Scope.LIBRARY))
    assert desk.finder.scope is Scope.LIBRARY
    assert not desk.finder.options.forms
    controls.action("forms").trigger()
    controls.action("dashes").trigger()
    assert desk.finder.options.forms
    assert {fold.value for fold in desk.finder.options.distinguish} == {"dashes"}
    controls.action("dashes").trigger()
    assert not desk.finder.options.distinguish


def test_controls_show_what_is_remembered(qtbot: QtBot, desk: Desk) -> None:
    desk.finder.set_scope(Scope.NOTES)
    panel = SearchPanel(desk.session, desk.finder)
    qtbot.addWidget(panel)
    assert panel.controls.scope.currentData() == Scope.NOTES
    assert panel.controls.action("synonyms").isChecked()
    assert not panel.controls.action("forms").isChecked()


def test_the_help_names_what_can_be_typed(panel: SearchPanel) -> None:
    panel.controls.help.click()
    sheet = panel.findChild(QueryHelp)
    assert sheet is not None
    text = "".join(label.text() for label in sheet.findChildren(QLabel))
    for word in ("OR", "NEAR", "in:note", "in:annotation", "page:10-40", "file:", "re:/", "章:"):
        assert word in text
    sheet.close()


def test_an_empty_list_takes_no_focus(panel: SearchPanel) -> None:
    panel.take_focus()
    assert panel.tree.currentIndex() == QModelIndex()

"""Searching in the window with real services: other volumes, other names, one's own notes, mistakes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot
from test_window import LONG, draw, open_and_wait, wait_for_index

from index_builder.found import Kind
from reader.application import Desk
from reader.overlays import Style
from reader.panels.search import SearchPanel
from reader.search_settings import Scope
from reader.settings import Settings

pytestmark = pytest.mark.usefixtures("qapp")

SOON = 5000


@pytest.fixture
def desk(data_folder: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 768)
    desk.window.show()
    yield desk
    desk.close()


@pytest.fixture
def first(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Path:
    """A paper of two pages, open and indexed."""
    path = draw(
        tmp_path / "first.pdf",
        "第１章　はじめに\n\n我が国では、国立標準技術研究所（NIST）の指針が参照されている。",
        "第２章　サイバー攻撃\n\n二枚目のＮＩＳＴでは、サイバー空間の安全を論じる。",
    )
    show(qtbot, desk, path)
    return path


def show(qtbot: QtBot, desk: Desk, path: Path) -> None:
    if desk.session.documents:
        desk.open([path])
        qtbot.waitUntil(lambda: desk.session.documents[0].path == path, timeout=LONG)
        qtbot.waitUntil(lambda: bool(desk.session.pages()), timeout=LONG)
    else:
        open_and_wait(qtbot, desk, path)
    wait_for_index(qtbot, desk.session)


def ask(qtbot: QtBot, desk: Desk, text: str) -> None:
    with qtbot.waitSignal(desk.finder.results_changed, timeout=SOON):
        desk.window.search_box.box.setText(text)
    assert desk.finder.text == text


def panel(desk: Desk) -> SearchPanel:
    assert desk.furniture is not None
    return desk.furniture.search


@pytest.mark.usefixtures("first")
def test_the_other_name_is_a_group_of_its_own(qtbot: QtBot, desk: Desk) -> None:
    desk.finder.set_scope(Scope.VOLUME)
    for text, other in (("nist", "国立標準技術研究所"), ("国立標準技術研究所", "NIST")):
        with qtbot.waitSignal(desk.finder.results_grown, timeout=SOON):
            ask(qtbot, desk, text)
        exact, *others = desk.finder.results.sections
        assert exact.found.kind is Kind.EXACT
        assert len(exact.found) > 0
        assert other in [section.found.name for section in others]


@pytest.mark.usefixtures("first")
def test_a_word_is_suggested_by_its_reading_and_searched_by_a_click(
    qtbot: QtBot, desk: Desk
) -> None:
    with qtbot.waitSignal(desk.finder.results_grown, timeout=SOON):
        ask(qtbot, desk, "さいばー")
    assert len(desk.finder.results) == 0
    words = [each.text for each in desk.finder.results.suggestions]
    with qtbot.waitSignal(desk.finder.results_changed, timeout=SOON):
        panel(desk).suggestions.linkActivated.emit(str(words.index("サイバー")))
    assert desk.window.search_box.box.text() == "サイバー"
    assert len(desk.finder.results) == 2


@pytest.mark.usefixtures("first")
def test_differences_count_when_they_are_wanted(qtbot: QtBot, desk: Desk) -> None:
    ask(qtbot, desk, "NIST")
    assert len(desk.finder.results.sections[0].found) == 2
    with qtbot.waitSignal(desk.finder.results_changed, timeout=SOON):
        panel(desk).controls.action("width").trigger()
    assert len(desk.finder.results.sections[0].found) == 1


def test_a_hit_in_another_volume_opens_it_with_the_search_kept(
    qtbot: QtBot, desk: Desk, first: Path, tmp_path: Path
) -> None:
    show(qtbot, desk, draw(tmp_path / "second.pdf", "第１章　別の文書", "ここにもＮＩＳＴがある。"))
    desk.finder.set_scope(Scope.LIBRARY)
    ask(qtbot, desk, "nist")
    exact = len(desk.finder.results.sections[0].found)
    assert exact == 3
    here = [n for n in range(exact) if desk.finder.document_of(n) >= 0]
    there = [n for n in range(exact) if desk.finder.document_of(n) < 0]
    assert (len(here), len(there)) == (1, 2)
    assert panel(desk).model.rowCount() >= 2
    desk.finder.go(there[1])
    qtbot.waitUntil(lambda: desk.session.documents[0].path == first, timeout=LONG)
    qtbot.waitUntil(
        lambda: desk.session.position is not None and desk.session.position.page == 1, timeout=LONG
    )
    assert desk.window.search_box.box.text() == "nist"
    assert desk.finder.current == there[1]
    styles = [region.style for region in desk.overlays.regions(0, 1)]
    assert Style.CURRENT_HIT in styles
    wait_for_index(qtbot, desk.session)
    assert len(desk.finder.results.sections[0].found) == exact
    assert desk.session.position is not None
    assert desk.session.position.page == 1


@pytest.mark.usefixtures("first")
def test_ones_own_notes_are_searched_in_the_same_box(qtbot: QtBot, desk: Desk) -> None:
    furniture = desk.furniture
    assert furniture is not None
    qtbot.waitUntil(lambda: furniture.keeping is not None, timeout=LONG)
    notebook = furniture.keeping.notebook
    assert notebook is not None
    notebook.add_bookmark(0, 1, 30.0, "あとで読む章")
    said = QSignalSpy(desk.finder.results_changed)
    desk.window.search_box.box.setText("in:annotation 読む")
    qtbot.waitUntil(lambda: len(desk.finder.results) == 1, timeout=SOON)
    assert said.count() == 1
    desk.finder.go(0)
    assert desk.session.position is not None
    assert desk.session.position.page == 1
    notebook.add_bookmark(0, 0, 0.0, "これも読む")
    assert len(desk.finder.results) == 2


@pytest.mark.usefixtures("first")
def test_a_mistake_is_marked_and_half_a_query_is_none(qtbot: QtBot, desk: Desk) -> None:
    box = desk.window.search_box.box
    for text in ("AI OR", "NEAR", '"人工', "in:", "page:", "re:/(", "-"):
        ask(qtbot, desk, text)
        assert box.mistake == -1, text
        assert desk.finder.failure is None, text
    ask(qtbot, desk, "AI page:x")
    assert box.mistake == "AI page:x".index("x")
    assert "names no pages" in panel(desk).count.text()


@pytest.mark.usefixtures("first")
def test_the_keys_lead_from_the_box_through_the_hits_and_back(qtbot: QtBot, desk: Desk) -> None:
    desk.window.activateWindow()
    box = desk.window.search_box.box
    box.setFocus()
    ask(qtbot, desk, "nist")
    qtbot.waitUntil(lambda: 1 in desk.finder.details, timeout=SOON)
    desk.window.left_tabs.setCurrentIndex(0)
    before = desk.view.position()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    tree = panel(desk).tree
    assert tree.isVisible()
    assert desk.window.focusWidget() is tree
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert desk.session.position is not None
    assert desk.session.position.page == 1
    qtbot.keyClick(tree, Qt.Key.Key_Escape)
    assert desk.view.position() == before
    assert desk.window.focusWidget() is box
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert desk.window.focusWidget() is desk.view
    desk.window.actions_by_id["back"].trigger()
    assert desk.view.position() == before


def test_an_old_query_that_is_asked_again_shows_no_list(
    qtbot: QtBot, desk: Desk, first: Path
) -> None:
    ask(qtbot, desk, "nist")
    assert desk.window.left_tabs.currentWidget() is panel(desk)
    desk.window.left_tabs.setCurrentIndex(0)
    with qtbot.waitSignal(desk.finder.results_changed, timeout=SOON):
        desk.finder.search("nist")
    assert desk.window.left_tabs.currentIndex() == 0
    assert first == desk.session.documents[0].path


@pytest.mark.usefixtures("first")
def test_without_an_index_of_words_the_exact_hits_are_there(
    qtbot: QtBot, desk: Desk, data_folder: Path
) -> None:
    shutil.rmtree(data_folder / "library" / "index")
    panel(desk).controls.action("forms").trigger()
    with qtbot.waitSignal(desk.index.words_missing, timeout=SOON):
        ask(qtbot, desk, "nist")
    qtbot.waitUntil(panel(desk).remark.isVisible, timeout=SOON)
    assert desk.finder.failure is None
    assert len(desk.finder.results.sections[0].found) == 2
    assert len(desk.finder.results.sections) > 1


def test_only_the_newest_of_many_queries_is_answered(qtbot: QtBot, desk: Desk, first: Path) -> None:
    answered = QSignalSpy(desk.finder.results_changed)
    for text in ("n", "ni", "nis", "サ", "サイ", "サイバー"):
        desk.finder.search(text)
    qtbot.waitUntil(lambda: len(desk.finder.results) > 0, timeout=SOON)
    assert answered.count() == 1
    assert len(desk.finder.results) == 2
    assert first == desk.session.documents[0].path
